"""What placement is fed with: everyone who waits and is ready, beside every municipality.

A fixed number of questions, whatever the number of households.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from rotfeste.casework.placement import predicted
from rotfeste.casework.placement.homes import is_large
from rotfeste.casework.placement.known import PREDICTED, YOUNG, Household, Terms
from rotfeste.casework.placement.scoring import Facts
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
from rotfeste.casework.settlement.queries.places import municipality_of_districts
from rotfeste.casework.settlement.queries.placing.municipalities import places_of
from rotfeste.casework.settlement.queries.placing.outcomes import outcomes_at
from rotfeste.casework.settlement.states import AgreementStatus, CaseStatus, InterviewStatus, RequestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.places import queries as places
from rotfeste.registers.capacity.rules.profiles import as_compared, household_kind
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.rules import Group, age_on

ASKED = ("network_place", "wish_place", "kin_near", "car", "conflict", "rooms", "accessible")
ABOUT_HEALTH = ("hospital", "institution", "adaptation")
INTERVIEWED = (InterviewStatus.SUBMITTED, InterviewStatus.APPROVED)


@dataclass(frozen=True)
class Gathered:
    """The facts, whether hidden persons are among them, how many are left out, and where criteria come from."""

    facts: Facts
    protected: bool
    persons: list[int]
    left_out: int
    """Households that settle themselves: a municipality has an application from them."""
    sources: Mapping[str, Any]


@dataclass
class Told:
    """What is known of each case, by case id."""

    members: Mapping[int, list[Any]]
    answers: Mapping[int, dict[str, str]]
    work: Mapping[int, list[str]]
    health: Mapping[int, dict[str, str]]
    declined: Mapping[int, list[int]]
    nearby: Mapping[int, set[int]]
    alternative: Mapping[int, int]
    by_hand: Mapping[int, Any] = field(default_factory=dict)


def gathered(terms: Terms, *, today: date, actor: Actor, after: int | None = None) -> Gathered:
    """The facts of a round that begins now. Pins and what is ruled out by hand come from an earlier round.

    Households that a municipality has an application for self-settlement from are left out, and counted.
    """
    actor.require("settlement.request")
    cases = list(
        Case.objects.visible_to(actor)
        .filter(status=CaseStatus.READY, interview__status__in=INTERVIEWED)
        .select_related("centre")
        .order_by("id")
    )
    alone = _settling_themselves([case.id for case in cases], actor)
    cases = [case for case in cases if case.id not in alone]
    ids = [case.id for case in cases]
    listed = set(Case.objects.visible_to(actor).listed().filter(id__in=ids).values_list("id", flat=True))
    told = _told(ids, today, actor, after)
    above = municipality_of_districts()
    households = tuple(_household(case, told, above, case.id not in listed, today, terms) for case in cases)
    municipalities, sources = places_of(today, actor, above)
    people = [row["person_id"] for rows in told.members.values() for row in rows]
    if terms.weights.get(PREDICTED):
        taught = outcomes_at(municipalities, above, today, actor=actor)
        terms = replace(terms, predictor=predicted.learnt(taught))
    facts = Facts(households, municipalities, terms)
    return Gathered(facts, len(listed) < len(ids), people, len(alone), sources)


def _settling_themselves(ids: list[int], actor: Actor) -> set[int]:
    rows = Member.objects.visible_to(actor).filter(case__in=ids)
    return set(rows.filter(person__in=persons.settling_themselves(actor=actor)).values_list("case_id", flat=True))


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
        work=_work(ids, actor),
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


def _work(ids: list[int], actor: Actor) -> dict[int, list[str]]:
    """The work experience of each household's members, as words are compared."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Answer.objects.visible_to(actor).filter(case__in=ids, key="occupation", state="given").order_by("id")
    for case_id, value in rows.values_list("case_id", "value"):
        found[case_id].append(as_compared(value))
    return found


def _household(case: Case, told: Told, above: Mapping[int, int], hidden: bool, today: date, terms: Terms) -> Household:
    members, said, health = told.members[case.id], told.answers.get(case.id, {}), told.health.get(case.id, {})
    head = next((row for row in members if row["person__relation"] == "head"), members[0] if members else None)
    integration = case.centre is not None and case.centre.centre_kind == CentreKind.INTEGRATION
    size, earlier = len(members) or case.size, told.by_hand.get(case.id)
    care = health.get("institution", "none") in ("staffed", "institution")
    network, known = said.get("network_place", ""), places.structure(today).by_code
    minors = case.group == Group.UNACCOMPANIED_MINOR
    rooms, no_steps = said.get("rooms", ""), said.get("accessible") == "yes"
    row = Household(
        key=case.id,
        size=size,
        minors=minors,
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
        kin=said.get("kin_near", ""),
        rooms=int(rooms) if rooms.isdigit() else None,
        no_steps=no_steps,
        work=tuple(sorted(set(told.work.get(case.id, ())))),
        kind="" if minors else household_kind(size, large_from=terms.large_from),
        hospital="" if health.get("hospital", "none") == "none" else health["hospital"],
        demanding=care or "adaptation" in health or health.get("hospital") == "near" or no_steps,
    )
    checks = {
        "hidden": hidden,
        "conflict": "conflict" in said,
        "no_steps": no_steps and not terms.dwellings,
        "large": is_large(row, terms) and not terms.dwellings,
        "care": care,
    }
    return replace(row, checks=tuple(key for key, holds in checks.items() if holds))


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
