"""A made-up year, from a seed: the same seed gives the same year."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from rotfeste.doors.demo.drawing.figures import LAST_DAY, Figures, Part
from rotfeste.doors.demo.drawing.names import origin
from rotfeste.doors.demo.drawing.people import duf_numbers, members, minor, minors_of, shapes
from rotfeste.doors.demo.drawing.plan import Drawing, Plan, Quota
from rotfeste.doors.demo.drawing.waits import days_waited, move_day
from rotfeste.doors.demo.drawing.ways import interviews, next_monday, quality, requests
from rotfeste.doors.demo.drawing.where import place_all, quotas

SEED = 2017
ORDINARY_CENTRES, CARE_CENTRES, INTEGRATION_CENTRES, MINORS_CENTRES = 24, 5, 5, 6
ABROAD = "abroad"
OSLO = "0301"


def draw(figures: Figures, municipalities: list[Quota], *, districts: list[str], seed: int = SEED) -> Drawing:
    """The households of the year, with all their dates, and what each municipality was asked for and decided."""
    chance = Random(seed)
    numbers = duf_numbers(chance)
    plans = [plan for part in figures.parts for plan in households(figures, part, numbers, chance)]
    chance.shuffle(plans)
    for number, plan in enumerate(plans, 1):
        plan.reference = f"M{number:05d}"
    asked = quotas(figures, municipalities, chance)
    receivers = place_all(figures, plans, asked, chance)
    interviews(figures, plans, chance)
    others = [row for row in asked if row.decided]
    for plan in plans:
        quality(plan, chance)
        requests(plan, receivers[plan.reference], others, chance)
        if receivers[plan.reference] == OSLO:
            plan.district = chance.choice(districts)
    protect_some(plans, chance)
    give_medical_places(figures, plans)
    return Drawing(sorted(plans, key=lambda plan: (plan.received_on, plan.reference)), asked)


def households(figures: Figures, part: Part, numbers: Iterator[str], chance: Random) -> list[Plan]:
    """The households of one part."""
    forms = shapes(part, chance)
    sizes = [adults + children for adults, children in forms]
    alone = [place for place, (adults, _) in enumerate(forms) if part.children_alone and adults == 0]
    quarter = figures.minors_within_quarter if part.name == "minors" else 0
    waited = days_waited(part, sizes, quarter, chance, alone)
    flags = minors_of(figures, part, chance) if part.group == "unaccompanied_minor" else [(False, False)] * len(forms)
    plans = []
    for shape, wait, (under_fifteen, limited) in zip(forms, waited, flags, strict=True):
        if part.settled:
            moves_on = move_day(chance)
            permit_on = moves_on - timedelta(days=wait)
        else:
            permit_on = LAST_DAY - timedelta(days=wait)
            moves_on = LAST_DAY + timedelta(days=max(40 - wait, chance.randint(4, 150)))
        came_from = origin(part.name, chance)
        if part.group == "unaccompanied_minor":
            people = minor(came_from, permit_on, numbers, chance, under_fifteen=under_fifteen)
        else:
            people = members(shape, came_from, permit_on, numbers, chance, small=shape[0] == 0)
        plans.append(
            Plan(
                reference="",
                part=part.name,
                group=part.group,
                citizenship=came_from.citizenship,
                languages=came_from.languages,
                members=people,
                permit_kind=permit_kind(part, limited, chance),
                permit_on=permit_on,
                moves_on=moves_on,
                received_on=next_monday(permit_on),
                interview_on=permit_on,
                centre=centre(part, under_fifteen, chance),
                self_settled=part.self_settled,
            )
        )
    return plans


def permit_kind(part: Part, limited: bool, chance: Random) -> str:
    """What the permit rests on."""
    if part.resettlement:
        return "resettlement"
    if limited:
        return "limited"
    return chance.choices(["refugee", "humanitarian"], [88, 12])[0]


def centre(part: Part, under_fifteen: bool, chance: Random) -> str:
    """The kind of reception centre and its number among those: «care 2». Resettlement refugees are prepared abroad."""
    if part.resettlement:
        return ABROAD
    if part.group == "unaccompanied_minor":
        kind, many = ("care", CARE_CENTRES) if under_fifteen else ("minors", MINORS_CENTRES)
    elif not part.self_settled and chance.random() < 0.1:
        kind, many = "integration", INTEGRATION_CENTRES
    else:
        kind, many = "ordinary", ORDINARY_CENTRES
    return f"{kind} {chance.randint(1, many)}"


def protect_some(plans: list[Plan], chance: Random) -> None:
    """A few households have a protected address or identity; at least one in any drawing."""
    grown = [plan for plan in plans if plan.group in ("family_with_children", "single_adult")]
    for plan in chance.sample(grown, max(2, len(plans) // 250)):
        plan.protection = chance.choices(["confidential", "strictly_confidential", "identity"], [6, 3, 1])[0]


def give_medical_places(figures: Figures, plans: list[Plan]) -> None:
    """Some resettlement refugees come to one of the year's places for extensive medical needs."""
    abroad = sorted((plan for plan in plans if plan.resettlement), key=lambda plan: plan.reference)
    for plan in abroad[:: max(1, len(abroad) // max(1, figures.medical_places))][: figures.medical_places]:
        plan.medical = True


def happened(day: date | None, frozen_on: date) -> bool:
    """Whether a day has come when the year stands still at another."""
    return day is not None and day <= frozen_on
