"""A permit has come: persons are taken in, and each new household gets a case."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from rotfeste.casework.settlement.actions.way import record, touch
from rotfeste.casework.settlement.models import Case, Interview, Member, Step
from rotfeste.casework.settlement.rules.clocks import interview_due, settlement_deadline
from rotfeste.casework.settlement.states import CaseStatus, InterviewStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.queries import Newcomer, newcomers
from rotfeste.registers.persons.rules import Because, PermitKind

CHUNK_ROWS = 1000


@transaction.atomic
def take_in(delivery_id: int, *, now: datetime, today: date, actor: Actor) -> int:
    """Take in the next households of a delivery and open their cases; returns how many households, 0 when done.

    One transaction per call: after an interruption, call again and it goes on where it was.
    """
    households = persons.take_in_some(delivery_id, most=CHUNK_ROWS, now=now, today=today, actor=actor)
    open_cases(households, today=today, actor=actor)
    return len(households)


@transaction.atomic
def open_cases(household_ids: Iterable[int], *, today: date, actor: Actor) -> int:
    """Open a case for each household that has no open one; a newcomer in a household with an open case joins it.

    A corrected permit corrects the clocks of those who still wait. Returns how many cases were opened.
    """
    actor.require("persons.intake")
    people: dict[int, list[Newcomer]] = {}
    for person in newcomers(household_ids, actor=actor):
        people.setdefault(person.household_id, []).append(person)
    known = {
        row.household_id: row
        for row in Case.objects.visible_to(actor).filter(household_id__in=people).order_by("opened_on", "id")
    }
    placed = _correct_clocks([person for group in people.values() for person in group], actor)
    fresh: list[Case] = []
    members: list[tuple[Case, Newcomer]] = []
    joined: list[tuple[Case, list[int]]] = []
    for household_id, group in people.items():
        new = [person for person in group if person.person_id not in placed]
        if not new:
            continue
        case = known.get(household_id)
        if case is None or case.status in (CaseStatus.SETTLED, CaseStatus.CLOSED):
            case = _new_case(new, today)
            fresh.append(case)
        else:
            joined.append((case, [person.person_id for person in new]))
        members += [(case, person) for person in new]
    Case.objects.bulk_create(fresh)
    _members(members)
    _first_steps(fresh, today, actor)
    for case, ids in joined:
        _follow(case, ids, today, actor)
    return len(fresh)


def _correct_clocks(people: list[Newcomer], actor: Actor) -> set[int]:
    """Clocks follow the permits as they now stand, for those who have not moved in. Returns everyone with a case."""
    known = {person.person_id: person for person in people}
    members = list(Member.objects.visible_to(actor).filter(person_id__in=known).select_related("case"))
    for member in members:
        now = known[member.person_id].clock_from
        if member.moved_in_on is None and member.clock_from != now:
            member.clock_from = now
            member.save(update_fields=["clock_from"])
            case = member.case
            case.clock_from = min(case.members.values_list("clock_from", flat=True))
            case.deadline_on = settlement_deadline(case.clock_from, case.group, case.resettlement)
            touch(case, clock_from=case.clock_from, deadline_on=case.deadline_on)
    return {member.person_id for member in members}


def _new_case(people: list[Newcomer], today: date) -> Case:
    one, clock_from = people[0], min(person.clock_from for person in people)
    return Case(
        household_id=one.household_id,
        status=CaseStatus.INTERVIEW_DUE,
        status_since_on=today,
        group=one.group,
        resettlement=one.resettlement,
        size=len(people),
        opened_on=today,
        clock_from=clock_from,
        deadline_on=settlement_deadline(clock_from, one.group, one.resettlement),
        centre_id=next((person.centre_id for person in people if person.centre_id), None),
    )


def _follow(case: Case, ids: list[int], today: date, actor: Actor) -> None:
    """Newcomers in an open case follow their household: whoever is asked to receive it, is asked for them too."""
    asked = case.requests.filter(status__in=(RequestStatus.SENT, RequestStatus.ACCEPTED))
    for organisation_id in asked.values_list("organisation_id", flat=True):
        persons.involve(ids, organisation_id=organisation_id, because=Because.REQUESTED, since=today, actor=actor)
    if case.receiver_id is not None:
        persons.involve(ids, organisation_id=case.receiver_id, because=Because.RECEIVING, since=today, actor=actor)
    touch(case, size=case.members.count())
    record(actor, "joined", case, ids)


def _members(joining: list[tuple[Case, Newcomer]]) -> None:
    """A newcomer in a household that is settled by decision is covered by it."""
    Member.objects.bulk_create(
        Member(
            case=case,
            person_id=person.person_id,
            clock_from=person.clock_from,
            limited_permit=person.permit_kind == PermitKind.LIMITED,
            born_on=person.born_on,
            citizenship=person.citizenship,
            decided_on=case.decided_on,
            receiver_id=case.receiver_id if case.decided_on else None,
        )
        for case, person in joining
    )


def _first_steps(cases: list[Case], today: date, actor: Actor) -> None:
    now = timezone.now()
    Step.objects.bulk_create(
        Step(
            case=case,
            status=CaseStatus.INTERVIEW_DUE,
            from_on=today,
            entered_at=now,
            by_name=actor.name,
            by_organisation=actor.organisation_name,
        )
        for case in cases
    )
    Interview.objects.bulk_create(
        Interview(case=case, status=InterviewStatus.DUE, due_on=interview_due(today)) for case in cases
    )
