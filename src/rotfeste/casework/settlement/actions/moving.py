"""The move: a day is agreed, and each member is registered as moved in."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from rotfeste.casework.settlement.actions.telling import tell_centre, tell_user
from rotfeste.casework.settlement.actions.way import locked, move, record, touch
from rotfeste.casework.settlement.models import Case
from rotfeste.casework.settlement.rules.clocks import check_moved_in
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.rules import Because


class NobodyToMove(Exception):
    """Every member named has already been registered as moved in."""


def _for_receiver(case: Case, actor: Actor) -> None:
    if case.receiver_id not in actor.organisations:
        raise Organisation.DoesNotExist
    if case.status != CaseStatus.DECIDED:
        raise NoSuchRoad(case.status, CaseStatus.SETTLED)


@transaction.atomic
def agree_move(case_id: int, *, move_on: date, actor: Actor, today: date, version: int | None = None) -> Case:
    """The municipality and the reception centre have agreed on a day to move. Never before the decision."""
    actor.require("settlement.move")
    case = locked(case_id, version=version, actor=actor)
    _for_receiver(case, actor)
    assert case.decided_on is not None  # noqa: S101 - held by the database
    check_moved_in(move_on, decided_on=case.decided_on, today=move_on)
    touch(case, agreed_move_on=move_on)
    capacity.expect_move(case.household_id, expected_on=move_on, actor=actor)
    record(actor, "move_agreed", case)
    tell_centre("move_agreed", case, today=today)
    return case


@transaction.atomic
def moved_in(
    case_id: int,
    *,
    moved_in_on: date,
    today: date,
    actor: Actor,
    person_ids: Iterable[int] | None = None,
    version: int | None = None,
) -> Case:
    """Register that all members, or those named, have moved in; the municipality is responsible from that day.

    Raises CannotMoveIn (before the decision, or in the future), NobodyToMove, NoSuchRoad.
    """
    actor.require("settlement.move")
    case = locked(case_id, version=version, actor=actor)
    _for_receiver(case, actor)
    assert case.decided_on is not None and case.receiver_id is not None  # noqa: S101 - held by the database
    check_moved_in(moved_in_on, decided_on=case.decided_on, today=today)
    waiting = case.members.filter(moved_in_on=None)
    if person_ids is not None:
        waiting = waiting.filter(person_id__in=list(person_ids))
    ids = list(waiting.values_list("person_id", flat=True))
    if not ids:
        raise NobodyToMove
    waiting.update(moved_in_on=moved_in_on)
    persons.become_responsible(ids, organisation_id=case.receiver_id, from_on=moved_in_on, actor=actor)
    capacity.move_in(case.household_id, moved_in_on=moved_in_on, actor=actor)
    last = case.members.order_by("-moved_in_on").values_list("moved_in_on", flat=True)
    if case.members.filter(moved_in_on=None).exists():
        touch(case)
    else:
        move(case, CaseStatus.SETTLED, today=today, actor=actor, settled_on=max(day for day in last if day))
    record(actor, "moved_in", case, ids)
    tell_user("moved_in", case, case.decisions.get(annulled_on=None).decided_by_id)
    _close_tasks(ids, moved_in_on, actor)
    return case


def _close_tasks(ids: list[int], on: date, actor: Actor) -> None:
    """The centre's task ends; what was «asked» and «receiving» is now «responsible»."""
    persons.leave_centre(ids, on=on, actor=actor)
    persons.end_involvement(ids, because=(Because.REQUESTED, Because.RECEIVING), on=on, actor=actor)
