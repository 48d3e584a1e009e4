"""What placement is fed with: everyone who waits and is ready, and every municipality's free places.

A fixed number of questions, whatever the number of households and municipalities.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from rotfeste.casework.placement.scoring import Facts, Household, Place, Terms
from rotfeste.casework.planning import queries as planning
from rotfeste.casework.planning.rules.distribution import EDUCATION, EMPLOYMENT, POPULATION, RESULTS
from rotfeste.casework.settlement.models import (
    AlternativePlacement,
    Answer,
    Case,
    HealthAnswer,
    Member,
    NeighbourAgreement,
    Proposal,
    Request,
)
from rotfeste.casework.settlement.queries.places import municipality_of_districts, usage_by_municipality
from rotfeste.casework.settlement.states import AgreementStatus, CaseStatus, InterviewStatus, RequestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.models import Region
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.persons.rules import Group, age_on

ASKED = ("network_place", "wish_place", "car", "conflict", "accessible")
ABOUT_HEALTH = ("hospital", "institution", "adaptation")
LARGE, YOUNG = 6, range(16, 25)
INTERVIEWED = (InterviewStatus.SUBMITTED, InterviewStatus.APPROVED)


@dataclass(frozen=True)
class Gathered:
    """The facts, and whether hidden persons are among them."""

    facts: Facts
    protected: bool
    persons: list[int]


@dataclass
class Told:
    """What is known of each case, by case id."""

    members: Mapping[int, list[Any]]
    answers: Mapping[int, dict[str, str]]
    health: Mapping[int, dict[str, str]]
    declined: Mapping[int, list[int]]
    nearby: Mapping[int, set[int]]
    alternative: Mapping[int, int]
    by_hand: Mapping[int, Any] = field(default_factory=dict)


def gathered(terms: Terms, *, today: date, actor: Actor, after: int | None = None) -> Gathered:
    """The facts of a round that begins now. Pins and what is ruled out by hand come from an earlier round."""
    actor.require("settlement.request")
    cases = list(
        Case.objects.visible_to(actor)
        .filter(status=CaseStatus.READY, interview__status__in=INTERVIEWED)
        .select_related("centre")
        .order_by("id")
    )
    ids = [case.id for case in cases]
    listed = set(Case.objects.visible_to(actor).listed().filter(id__in=ids).values_list("id", flat=True))
    told = _told(ids, today, actor, after)
    above = municipality_of_districts()
    households = tuple(_household(case, told, above, case.id not in listed, today) for case in cases)
    persons = [row["person_id"] for rows in told.members.values() for row in rows]
    return Gathered(Facts(households, _places(today, actor, above), terms), len(listed) < len(ids), persons)


def _told(ids: list[int], today: date, actor: Actor, after: int | None) -> Told:
    in_force = Q(from_on__lte=today) & (Q(until_on=None) | Q(until_on__gt=today))
    nearby: dict[int, set[int]] = defaultdict(set)
    for row in NeighbourAgreement.objects.visible_to(actor).filter(in_force):
        nearby[row.centre_id].add(row.municipality_id)
    members: dict[int, list[Any]] = defaultdict(list)
    of_person = "person__sex", "person__relation", "person__duf_number", "person__relatives"
    rows = Member.objects.visible_to(actor).filter(case__in=ids, moved_in_on=None).order_by("born_on", "id")
    for row in rows.values("case_id", "person_id", "born_on", "citizenship", *of_person):
        members[row["case_id"]].append(row)
    declined: dict[int, list[int]] = defaultdict(list)
    said_no = Request.objects.visible_to(actor).filter(case__in=ids, status=RequestStatus.DECLINED)
    for case_id, organisation_id in said_no.order_by("id").values_list("case_id", "organisation_id"):
        declined[case_id].append(organisation_id)
    agreed = AlternativePlacement.objects.visible_to(actor).filter(case__in=ids, status=AgreementStatus.AGREED)
    by_hand = {}
    if after is not None:
        earlier = Proposal.objects.visible_to(actor).filter(placement_id=after, case__in=ids)
        by_hand = {row.case_id: row for row in earlier}
    with walls.counting(actor, health=True) as counter:
        # Read by the arithmetic alone: nobody is shown whose needs these are.
        health = _given(HealthAnswer, ids, ABOUT_HEALTH, counter)
    return Told(
        members=members,
        answers=_given(Answer, ids, ASKED, actor),
        health=health,
        declined=declined,
        nearby=nearby,
        alternative=dict(agreed.values_list("case_id", "organisation_id")),
        by_hand=by_hand,
    )


def _given(model: Any, ids: list[int], keys: Iterable[str], actor: Actor) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = model.objects.visible_to(actor).filter(case__in=ids, key__in=keys, state="given").order_by("id")
    for case_id, key, value in rows.values_list("case_id", "key", "value"):
        found[case_id][key] = value
    return found


def _household(case: Case, told: Told, above: Mapping[int, int], hidden: bool, today: date) -> Household:
    members, said, health = told.members[case.id], told.answers.get(case.id, {}), told.health.get(case.id, {})
    head = next((row for row in members if row["person__relation"] == "head"), members[0] if members else None)
    integration = case.centre is not None and case.centre.centre_kind == CentreKind.INTEGRATION
    size, earlier = len(members) or case.size, told.by_hand.get(case.id)
    care = health.get("institution", "none") in ("staffed", "institution")
    network, known = said.get("network_place", ""), places.structure(today).by_code
    checks = {
        "hidden": hidden,
        "conflict": "conflict" in said,
        "no_steps": said.get("accessible") == "yes",
        "large": size >= LARGE,
        "care": care,
    }
    return Household(
        key=case.id,
        size=size,
        minors=case.group == Group.UNACCOMPANIED_MINOR,
        days_left=(case.deadline_on - today).days,
        country=head["citizenship"] if head else "",
        sex=head["person__sex"] if head else "",
        young=any(age_on(row["born_on"], today) in YOUNG for row in members),
        network=network,
        network_county=known[network].county_code if network in known else "",
        wish=said.get("wish_place", ""),
        has_car={"yes": True, "no": False}.get(said.get("car", "")),
        nearby=tuple(sorted(told.nearby.get(case.centre_id or 0, ()))) if integration else (),
        alternative=told.alternative.get(case.id),
        declined=tuple(sorted({above.get(key, key) for key in told.declined.get(case.id, ())})),
        by_hand=tuple(sorted(earlier.forbidden)) if earlier else (),
        pinned=earlier.pinned_id if earlier else None,
        relatives=_relatives(case.id, told),
        checks=tuple(key for key, holds in checks.items() if holds),
        hospital="" if health.get("hospital", "none") == "none" else health["hospital"],
        demanding=care or "adaptation" in health or health.get("hospital") == "near" or said.get("accessible") == "yes",
    )


def _relatives(case_id: int, told: Told) -> tuple[int, ...]:
    """Other cases of the round in which near relatives of this one's members are."""
    named = {number for row in told.members[case_id] for number in row["person__relatives"]}
    if not named:
        return ()
    found = {
        other
        for other, rows in told.members.items()
        if other != case_id and any(row["person__duf_number"] in named for row in rows)
    }
    return tuple(sorted(found))


def _places(today: date, actor: Actor, above: Mapping[int, int]) -> tuple[Place, ...]:
    year, iso = today.year, today.isocalendar()
    usage = usage_by_municipality(year, actor=actor)
    ready = capacity.ready_until(year, iso.week, actor=actor)
    asked, answers = _requests(today, actor, above)
    settled = _settled(actor, above)
    criteria = planning.criteria_on(today, actor=actor).values
    known = places.structure(today).by_code
    central = places.region_codes(Region.Kind.CENTRALITY_2008, today)
    found = []
    for row in Organisation.objects.filter(kind="municipality", place_code__isnull=False).order_by("place_code", "id"):
        code, own, plan = row.place_code or "", usage.get(row.id), ready.get(row.id)
        free = [max(0, own.of_kind(kind).free - asked[row.id, kind]) if own else 0 for kind in (False, True)]
        taken = [own.of_kind(kind).used + own.of_kind(kind).promised if own else 0 for kind in (False, True)]
        values = criteria.get(code, {})
        people = values.get(POPULATION, 0)
        said = answers.get(row.id, (0, 0))
        found.append(
            Place(
                key=row.id,
                code=code,
                county=known[code].county_code if code in known else "",
                ordinary=free[0],
                minors=free[1],
                ready=max(0, plan.ordinary - taken[0]) if plan else 0,
                ready_minors=max(0, plan.minors - taken[1]) if plan else 0,
                centrality=int(central[code]) if central.get(code, "").isdigit() else None,
                results=values.get(RESULTS),
                employment=values.get(EMPLOYMENT),
                education=round(values[EDUCATION] / people, 6) if people and EDUCATION in values else None,
                settled=dict(sorted(settled.get(row.id, {}).items())),
                answered=said[0],
                refused=said[1],
            )
        )
    return tuple(found)


def _requests(
    today: date, actor: Actor, above: Mapping[int, int]
) -> tuple[dict[tuple[int, bool], int], dict[int, tuple[int, int]]]:
    """Places that are asked for and not answered, by municipality and kind; and this year's answers and noes."""
    rows = Request.objects.visible_to(actor)
    asked: dict[tuple[int, bool], int] = defaultdict(int)
    open_ones = rows.filter(status=RequestStatus.SENT).values("organisation_id", "minors").annotate(n=Sum("size"))
    for row in open_ones:
        asked[above.get(row["organisation_id"], row["organisation_id"]), row["minors"]] += row["n"]
    answers: dict[int, tuple[int, int]] = {}
    said = rows.filter(sent_on__year=today.year, status__in=(RequestStatus.ACCEPTED, RequestStatus.DECLINED))
    no = Count("id", filter=Q(status=RequestStatus.DECLINED))
    for row in said.values("organisation_id").annotate(n=Count("id"), no=no):
        key = above.get(row["organisation_id"], row["organisation_id"])
        before = answers.get(key, (0, 0))
        answers[key] = before[0] + row["n"], before[1] + row["no"]
    return asked, answers


def _settled(actor: Actor, above: Mapping[int, int]) -> dict[int, dict[str, int]]:
    """Persons who have moved in, by municipality and citizenship: counts alone."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with walls.counting(actor) as counter:
        rows = Member.objects.visible_to(counter).filter(moved_in_on__isnull=False)
        for row in rows.values("receiver_id", "citizenship").annotate(n=Count("id")):
            found[above.get(row["receiver_id"], row["receiver_id"])][row["citizenship"]] += row["n"]
    return found
