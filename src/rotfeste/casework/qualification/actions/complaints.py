"""A complaint about a decision: received, reviewed, sent to the county governor, answered, carried out."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from rotfeste.casework.qualification.actions.letters import send_complaint_outcome
from rotfeste.casework.qualification.models import Complaint
from rotfeste.casework.qualification.queries.handovers import moved_away
from rotfeste.casework.qualification.rules.complaint import cannot_be_taken_up
from rotfeste.casework.qualification.states import COMPLAINT_ROADS, OPEN, ComplaintOutcome, ComplaintStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk
from rotfeste.registers.participants.models import Decision
from rotfeste.registers.persons import queries as persons


class ComplaintIsOpen(Exception):
    """There is an open complaint on this decision already."""


class BeforeTheDecision(Exception):
    """A complaint cannot be received before what it complains about, nor reviewed before it is received."""


class InTheFuture(Exception):
    """The day is after today."""


class OlderThanAYear(Exception):
    """More than a year has gone since the decision: the complaint can only be dismissed."""


class NothingToCarryOut(Exception):
    """The decision stands, or the effect is registered already."""


class ComplaintChanged(Exception):
    """Someone else has changed the complaint meanwhile. Carries it as it is now."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.pk)
        self.complaint = complaint


@transaction.atomic
def register_complaint(
    decision_id: int, *, received_on: date, theme: str, grounds: str, now: datetime, actor: Actor
) -> Complaint:
    """Someone complains about a decision of the own municipality.

    Raises ComplaintIsOpen, BeforeTheDecision, InTheFuture.
    """
    actor.require("qualification.decide")
    rows = Decision.objects.visible_to(actor).select_for_update(of=("self",))
    decision: Decision = rows.get(id=decision_id, organisation_id__in=actor.organisations)
    _in_order(decision.decided_on, received_on, now.date())
    if Complaint.objects.visible_to(actor).filter(decision=decision, status__in=OPEN).exists():
        raise ComplaintIsOpen
    row: Complaint = Complaint.objects.create(
        decision=decision,
        person_id=decision.person_id,
        organisation_id=decision.organisation_id,
        name=_name(decision.person_id, actor),
        theme=theme,
        grounds=grounds.strip(),
        received_on=received_on,
        registered_at=now,
    )
    _record(row, "received", actor)
    return row


@transaction.atomic
def review_complaint(
    complaint_id: int, *, status: str, review: str, on: date, today: date, actor: Actor, outcome: str = "", version: int
) -> Complaint:
    """The municipality looks at it anew: it gives in, dismisses it, or sends it to the county governor with reasons.

    The person gets a letter. Raises NoSuchRoad, BeforeTheDecision, InTheFuture, OlderThanAYear, ComplaintChanged and
    AddressMissing.
    """
    row = _held(complaint_id, version, actor)
    _in_order(row.received_on, on, today)
    late = cannot_be_taken_up(row.decision.decided_on, row.received_on)
    if late and status != ComplaintStatus.DISMISSED:
        raise OlderThanAYear
    changes: dict[str, Any] = {"reviewed_on": on, "review": review.strip()}
    if status == ComplaintStatus.GRANTED:
        changes["outcome"] = outcome or ComplaintOutcome.CHANGED
    row = _moved(row, status, actor, **changes, closed_on=None if status == ComplaintStatus.SENT else on)
    send_complaint_outcome(row, today=today, actor=actor)
    return row


@transaction.atomic
def answer_complaint(
    complaint_id: int, *, outcome: str, answer: str, on: date, today: date, actor: Actor, version: int
) -> Complaint:
    """The county governor has decided, and the person gets a letter.

    Raises NoSuchRoad, BeforeTheDecision, InTheFuture, ComplaintChanged, AddressMissing.
    """
    row = _held(complaint_id, version, actor)
    _in_order(row.reviewed_on or row.received_on, on, today)
    row = _moved(row, ComplaintStatus.DECIDED, actor, outcome=outcome, answer=answer.strip(), closed_on=on)
    send_complaint_outcome(row, today=today, actor=actor)
    return row


@transaction.atomic
def withdraw_complaint(complaint_id: int, *, on: date, today: date, actor: Actor, version: int) -> Complaint:
    """The person takes it back. Raises NoSuchRoad, BeforeTheDecision, InTheFuture, ComplaintChanged."""
    row = _held(complaint_id, version, actor)
    _in_order(row.received_on, on, today)
    return _moved(row, ComplaintStatus.WITHDRAWN, actor, closed_on=on)


@transaction.atomic
def carry_out_complaint(
    complaint_id: int, *, effect: str, on: date, today: date, actor: Actor, version: int
) -> Complaint:
    """What was done because the decision was changed or annulled, and when.

    Raises NothingToCarryOut, BeforeTheDecision, InTheFuture, ComplaintChanged.
    """
    row = _held(complaint_id, version, actor)
    if not row.to_carry_out:
        raise NothingToCarryOut
    _in_order(row.closed_on or row.received_on, on, today)
    row.effect, row.carried_out_on = effect.strip(), on
    row.version += 1
    row.save()
    _record(row, "carried out", actor)
    return row


def _name(person_id: int, actor: Actor) -> str:
    here = persons.persons_by_id([person_id], actor=actor).get(person_id)
    return here.full_name if here else moved_away(person_id, actor=actor).name


def _held(complaint_id: int, version: int, actor: Actor) -> Complaint:
    actor.require("qualification.decide")
    rows = Complaint.objects.visible_to(actor).select_for_update(of=("self",)).select_related("decision")
    row: Complaint = rows.get(id=complaint_id, organisation_id__in=actor.organisations)
    if row.version != version:
        raise ComplaintChanged(row)
    return row


def _moved(row: Complaint, status: str, actor: Actor, **changes: Any) -> Complaint:
    row.status = walk(COMPLAINT_ROADS, row.status, status)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _record(row, status, actor)
    return row


def _in_order(before: date, on: date, today: date) -> None:
    if on > today:
        raise InTheFuture
    if on < before:
        raise BeforeTheDecision


def _record(row: Complaint, done: str, actor: Actor) -> None:
    audit.changed(actor, "qualification.complaint", subject_id=row.id, persons=[row.person_id], done=done)
