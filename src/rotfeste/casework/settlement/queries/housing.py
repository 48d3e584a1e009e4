"""Which waiting households a vacant dwelling would suit: placement's arithmetic on settlement's facts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rotfeste.casework.placement.dwelling import Home, Household, Match, matched, obstacles
from rotfeste.casework.placement.rules import Need
from rotfeste.casework.settlement.models import Answer, Case, HealthAnswer, Request
from rotfeste.casework.settlement.queries.lists import households
from rotfeste.casework.settlement.queries.places import Usage, usage_by_municipality
from rotfeste.casework.settlement.rules.mapping import AnswerState
from rotfeste.casework.settlement.states import CaseStatus, RequestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.models import Dwelling
from rotfeste.registers.persons.rules import Group

NEEDS = ("rooms", "accessible", "car", "network_place", "wish_place")
MOST_NAMED = 5
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Named:
    """A candidate as the directorate sees it: the case, beside its points and reasons in `Match.best`."""

    case: Case
    name: str


@dataclass(frozen=True)
class Shape:
    """Households alike, without a word about who they are."""

    group: str
    size: int
    bedrooms: int | None
    step_free: bool
    households: int


def home_of(row: capacity.Stood, free: dict[int, Usage]) -> Home:
    """A dwelling as placement's arithmetic sees it."""
    dwelling = row.dwelling
    places = free.get(municipality_of(dwelling.organisation))
    return Home(
        organisation_id=dwelling.organisation_id,
        code=(dwelling.organisation.place_code or "")[:4],
        persons=dwelling.persons,
        bedrooms=dwelling.bedrooms,
        minors=dwelling.for_minors,
        single_places=row.vacancy.free if dwelling.places > 1 else 0,
        whole=row.vacancy.free == row.vacancy.places,
        step_free=dwelling.step_free,
        minutes_to_course=dwelling.minutes_to_course,
        minutes_to_school=dwelling.minutes_to_school,
        minutes_to_hospital=dwelling.minutes_to_hospital,
        free_places=places.of_kind(dwelling.for_minors).free if places else 0,
    )


def who_wait(*, today: date, actor: Actor) -> list[Household]:
    """What each household needs that is ready to be asked for: four questions, whatever their number."""
    cases = list(
        Case.objects.visible_to(actor)
        .listed()
        .filter(status=CaseStatus.READY)
        .values_list("id", "size", "group", "clock_from")
    )
    ids = [row[0] for row in cases]
    said: dict[int, dict[str, str]] = {}
    given = {"case_id__in": ids, "person": None, "state": AnswerState.GIVEN}
    for case_id, key, value in (
        Answer.objects.visible_to(actor).filter(key__in=NEEDS, **given).values_list("case_id", "key", "value")
    ):
        said.setdefault(case_id, {})[key] = value
    health = HealthAnswer.objects.visible_to(actor).filter(key="hospital", **given)
    hospital = dict(health.values_list("case_id", "value"))
    declined: dict[int, set[int]] = {}
    for case_id, organisation_id in (
        Request.objects.visible_to(actor)
        .filter(case_id__in=ids, status=RequestStatus.DECLINED)
        .values_list("case_id", "organisation_id")
    ):
        declined.setdefault(case_id, set()).add(organisation_id)
    return [
        _household(row, said.get(row[0], {}), hospital.get(row[0], ""), declined.get(row[0], set()), today)
        for row in cases
    ]


def _household(
    row: tuple[int, int, str, date], said: dict[str, str], hospital: str, declined: Iterable[int], today: date
) -> Household:
    case_id, size, group, clock_from = row
    rooms = said.get("rooms", "")
    return Household(
        key=case_id,
        size=size,
        bedrooms=int(rooms) if rooms.isdigit() else None,
        minors=group == Group.UNACCOMPANIED_MINOR,
        children=group == Group.FAMILY_WITH_CHILDREN,
        step_free=said.get("accessible") == "yes",
        hospital="" if hospital == "none" else hospital,
        has_car=YES_NO.get(said.get("car", "")),
        network_code=said.get("network_place", ""),
        wish_code=said.get("wish_place", ""),
        waited_days=(today - clock_from).days,
        declined_by=frozenset(declined),
    )


def candidates(row: capacity.Stood, *, actor: Actor) -> tuple[Match, dict[int, Named]]:
    """The households that a dwelling would suit, with names: for those who may ask municipalities. It is a search."""
    actor.require("settlement.request")
    waiting = who_wait(today=row.today, actor=actor)
    found = matched(home_of(row, usage_by_municipality(row.today.year, actor=actor)), waiting, most=MOST_NAMED)
    keys = [each.household.key for each in found.best]
    named = {each.id: each for each in households(actor=actor).filter(id__in=keys)}
    audit.searched(
        actor,
        "settlement.candidates",
        persons=[each.head_id for each in named.values() if each.head_id],
        dwelling=row.dwelling.id,
        rows=len(named),
    )
    return found, {key: Named(each, f"{each.family_name}, {each.given_name}") for key, each in named.items()}


def shapes(row: capacity.Stood, *, actor: Actor) -> tuple[Match, list[Shape]]:
    """What waits that a dwelling would suit, as counts and shapes: the municipality has no task with these persons yet.

    The system asks, since the municipality may not; nothing that leaves here names a person, nothing is about health.
    """
    actor.require("capacity.read")
    with walls.asking(system("the needs of those who wait")) as asker:
        waiting = who_wait(today=row.today, actor=asker)
        home = home_of(row, usage_by_municipality(row.today.year, actor=asker))
    found = matched(home, waiting, most=len(waiting))
    alike = Counter(_shape(each.household) for each in found.best)
    rows = [Shape(*key, households=many) for key, many in alike.items()]
    return found, sorted(rows, key=lambda each: (-each.households, -each.size, each.group))


def _shape(row: Household) -> tuple[str, int, int | None, bool]:
    group = Group.UNACCOMPANIED_MINOR if row.minors else Group.FAMILY_WITH_CHILDREN if row.children else Group.ADULT
    return group, row.size, row.bedrooms, row.step_free


def how_many_fit(rows: list[capacity.Stood], *, today: date, actor: Actor) -> dict[int, int]:
    """How many waiting households each of these dwellings would suit, by dwelling id. Those alike are asked once."""
    actor.require("capacity.read")
    with walls.asking(system("the needs of those who wait")) as asker:
        waiting = who_wait(today=today, actor=asker)
        free = usage_by_municipality(today.year, actor=asker)
    return {row.dwelling.id: _fitting(home_of(row, free), waiting) for row in rows}


def _fitting(home: Home, waiting: list[Household]) -> int:
    return sum(not obstacles(home, each) for each in waiting)


def suitable(need: Need, *, today: date, actor: Actor, said: dict[str, str]) -> dict[int, int]:
    """How many vacant dwellings suit a household, by municipality. Two questions."""
    rooms = said.get("rooms", "")
    household = Household(
        key=0,
        size=need.size,
        bedrooms=int(rooms) if rooms.isdigit() else None,
        minors=need.minors,
        step_free=said.get("accessible") == "yes",
        hospital=need.hospital,
        has_car=need.has_car,
    )
    found: Counter[int] = Counter()
    for row in capacity.standings(today=today, actor=actor):
        if not row.idle:
            continue
        home = home_of(row, {})
        if not set(obstacles(home, household)) - {"no_free_places"}:
            found[municipality_of(row.dwelling.organisation)] += 1
    return dict(found)


def choices(case: Case, born_on: list[date], *, today: date, actor: Actor) -> list[Dwelling]:
    """The actor's own dwellings that have room for the household, the smallest that fits first."""
    minors = case.group == Group.UNACCOMPANIED_MINOR
    rows = capacity.fitting(len(born_on), minors, today=today, actor=actor, organisation_ids=actor.organisations)
    held = capacity.held_in(case.household_id, actor=actor)
    found = sorted((row.dwelling for row in rows), key=lambda row: (row.persons, row.label))
    if held is not None and held.dwelling not in found:
        found.insert(0, held.dwelling)
    return found


def municipality_of(row: Organisation) -> int:
    """The municipality of a city district, or itself."""
    return row.parent_id if row.kind == "city_district" and row.parent_id else row.id
