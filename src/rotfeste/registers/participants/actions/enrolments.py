"""Taking part begins, stands still, goes on and ends."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.participants.actions.periods import organisation_in, own_enrolment
from rotfeste.registers.participants.models import Decision, Ending, Enrolment, Interruption
from rotfeste.registers.participants.states import (
    ENROLMENT_ROADS,
    DecisionKind,
    DecisionOutcome,
    DecisionStatus,
    EndReason,
    EnrolmentStatus,
)

OF_ACTIVITY = {"programme": DecisionKind.PROGRAMME, "norwegian": DecisionKind.NORWEGIAN}
FULL_WEEK = Decimal("37.5")


@transaction.atomic
def enrol(
    person_id: int,
    activity: str,
    *,
    started_on: date,
    until_on: date | None,
    now: datetime,
    actor: Actor,
    decision: Decision | None = None,
    full_week: Decimal = FULL_WEEK,
    continues: Enrolment | None = None,
) -> Enrolment:
    """Someone begins: on a decision that stands, or, in reception, on an offer. Raises CannotRegister."""
    actor.require("participants.register")
    if started_on > now.date():
        raise CannotRegister("in_the_future")
    if activity in OF_ACTIVITY and not _gives(decision, person_id, activity, started_on):
        raise CannotRegister("no_decision_that_gives_it")
    organisation_id = organisation_in(person_id, started_on, None, actor=actor)
    with refusing():
        row: Enrolment = Enrolment.objects.create(
            person_id=person_id,
            organisation_id=organisation_id,
            activity=activity,
            decision=decision,
            started_on=started_on,
            until_on=until_on,
            full_week=full_week,
            continues=continues,
            registered_at=now,
        )
    audit.changed(actor, "participants.enrolled", subject_id=row.id, persons=[person_id], activity=activity)
    return row


def _gives(decision: Decision | None, person_id: int, activity: str, on: date) -> bool:
    return (
        decision is not None
        and decision.person_id == person_id
        and decision.kind == OF_ACTIVITY[activity]
        and decision.status == DecisionStatus.IN_FORCE
        and decision.outcome == DecisionOutcome.GRANTED
        and decision.from_on <= on
        and (decision.until_on is None or on < decision.until_on)
    )


@transaction.atomic
def interrupt(
    enrolment_id: int, *, from_on: date, reason: str, actor: Actor, version: int | None = None
) -> Interruption:
    """Taking part stands still from a day, and why. Raises CannotRegister."""
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor, version=version)
    if not reason.strip():
        raise CannotRegister("needs_reasons")
    if from_on < row.started_on:
        raise CannotRegister("before_it_began")
    move(row, EnrolmentStatus.INTERRUPTED)
    with refusing():
        made: Interruption = Interruption.objects.create(
            enrolment=row,
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            from_on=from_on,
            reason=reason.strip(),
        )
    audit.changed(actor, "participants.interrupted", subject_id=row.id, persons=[row.person_id])
    return made


@transaction.atomic
def resume(enrolment_id: int, *, on: date, actor: Actor, version: int | None = None) -> Enrolment:
    """Taking part goes on from a day. Raises CannotRegister."""
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor, version=version)
    move(row, EnrolmentStatus.RUNNING)
    with refusing():
        row.interruptions.filter(until_on=None).update(until_on=on)
    audit.changed(actor, "participants.resumed", subject_id=row.id, persons=[row.person_id])
    return row


@transaction.atomic
def prolong(enrolment_id: int, *, until_on: date, actor: Actor) -> Enrolment:
    """The planned end moves: by leave, or by an extension."""
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor)
    if row.status == EnrolmentStatus.ENDED:
        raise CannotRegister("ended_already")
    row.until_on, row.version = until_on, row.version + 1
    row.save()
    audit.changed(actor, "participants.prolonged", subject_id=row.id, persons=[row.person_id])
    return row


@transaction.atomic
def end(
    enrolment_id: int,
    *,
    last_day: date,
    reason: str,
    completed: bool,
    now: datetime,
    actor: Actor,
    remark: str = "",
    version: int | None = None,
    moved: bool = False,
) -> Ending:
    """Taking part is over after this day: the main activity then, or that it is not registered; `moved` says why.

    Measures end with it. Raises CannotRegister.
    """
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor, version=version)
    ended_on = last_day + timedelta(days=1)
    if last_day > now.date():
        raise CannotRegister("in_the_future")
    if ended_on < row.started_on:
        raise CannotRegister("before_it_began")
    if reason not in EndReason.values:
        raise CannotRegister("no_such_reason")
    move(row, EnrolmentStatus.ENDED, ended_on=ended_on)
    row.interruptions.filter(until_on=None, from_on__lt=ended_on).update(until_on=ended_on)
    row.measures.filter(from_on__gte=ended_on).delete()
    row.measures.filter(until_on__gt=ended_on).update(until_on=ended_on)
    with refusing():
        made: Ending = Ending.objects.create(
            enrolment=row,
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            ended_on=ended_on,
            reason=reason,
            completed=completed,
            moved=moved,
            remark=remark.strip(),
            registered_at=now,
        )
    audit.changed(actor, "participants.ended", subject_id=row.id, persons=[row.person_id], reason=reason)
    return made


@transaction.atomic
def correct_reason(enrolment_id: int, *, reason: str, actor: Actor) -> Ending:
    """The main activity at the end was not registered, or was wrong. Raises CannotRegister."""
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor)
    if row.status != EnrolmentStatus.ENDED or reason not in EndReason.values:
        raise CannotRegister("no_such_reason")
    row.ending.reason = reason
    row.ending.save(update_fields=["reason"])
    audit.changed(actor, "participants.end_reason", subject_id=row.id, persons=[row.person_id], reason=reason)
    return row.ending


def move(row: Enrolment, to: str, **values: object) -> None:
    """Along a road that is drawn; raises CannotRegister where there is none."""
    if to not in ENROLMENT_ROADS[row.status]:
        raise CannotRegister("no_such_road", status=row.status)
    changes = {"status": to, "version": F("version") + 1, **values}
    with refusing():
        Enrolment.objects.queryset_class(Enrolment).filter(id=row.id).update(**changes)
    row.status, row.version = to, row.version + 1
    for name, value in values.items():
        setattr(row, name, value)
