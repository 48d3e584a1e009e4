"""What is registered while someone takes part: measures, absence, leave; and tests."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.decisions import move_end
from rotfeste.registers.participants.actions.enrolments import prolong
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.participants.actions.periods import not_before_they_came, organisation_in, own_enrolment
from rotfeste.registers.participants.models import (
    Absence,
    Decision,
    Enrolment,
    ExamResult,
    Leave,
    Measure,
)
from rotfeste.registers.participants.rules.leave import (
    Period,
    TooManyChildDays,
    TooMuchHoliday,
    TooMuchLeave,
    check_child_days,
    check_holiday,
    check_leave,
    self_certificate_fault,
)
from rotfeste.registers.participants.states import DecisionStatus, EnrolmentStatus


@transaction.atomic
def register_measure(
    enrolment_id: int,
    kind_id: int,
    *,
    from_on: date,
    until_on: date,
    hours_week: Decimal,
    now: datetime,
    actor: Actor,
    place: str = "",
) -> Measure:
    """A measure in someone's programme, inside the decision it is part of. Raises CannotRegister."""
    actor.require("participants.register")
    row = _running(enrolment_id, actor)
    decision = _decision_around(row, from_on, until_on, actor)
    with refusing():
        made: Measure = Measure.objects.create(
            enrolment=row,
            decision=decision,
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            kind_id=kind_id,
            from_on=from_on,
            until_on=until_on,
            hours_week=hours_week,
            place=place.strip(),
            registered_at=now,
        )
    audit.changed(actor, "participants.measure", subject_id=made.id, persons=[row.person_id])
    return made


@transaction.atomic
def end_measure(measure_id: int, *, until_on: date, actor: Actor) -> Measure | None:
    """A measure ends before its time; one that would not have begun is taken away. Raises CannotRegister."""
    actor.require("participants.register")
    rows = Measure.objects.visible_to(actor).select_for_update(of=("self",))
    row: Measure = rows.get(id=measure_id, organisation_id__in=actor.organisations)
    own_enrolment(row.enrolment_id, actor=actor)
    audit.changed(actor, "participants.measure_ended", subject_id=row.id, persons=[row.person_id])
    if until_on <= row.from_on:
        row.delete()
        return None
    row.until_on = until_on
    with refusing():
        row.save()
    return row


def _running(enrolment_id: int, actor: Actor) -> Enrolment:
    row = own_enrolment(enrolment_id, actor=actor)
    if row.status == EnrolmentStatus.ENDED:
        raise CannotRegister("ended_already")
    return row


def _decision_around(row: Enrolment, from_on: date, until_on: date, actor: Actor) -> Decision:
    """The decision of the programme, or of its extension, that the whole measure lies in."""
    rows = Decision.objects.visible_to(actor).filter(
        person_id=row.person_id,
        kind__in=("programme", "extension", "norwegian"),
        status=DecisionStatus.IN_FORCE,
        outcome="granted",
        from_on__lte=from_on,
    )
    for decision in rows.order_by("-from_on"):
        if decision.until_on is None or decision.until_on >= until_on:
            found: Decision = decision
            return found
    raise CannotRegister("a_measure_is_inside_its_decision")


@transaction.atomic
def register_absence(
    enrolment_id: int,
    kind: str,
    *,
    from_on: date,
    until_on: date,
    now: datetime,
    actor: Actor,
    hours: Decimal | None = None,
    children: int = 1,
    alone: bool = False,
) -> Absence:
    """Someone was away. A self-certificate, a child's sickness and holiday have their limits. Raises CannotRegister.

    `hours` are those of one day; for breastfeeding, which is never the whole day, of each day.
    How many children someone cares for, and whether alone, is said where a child was sick; it is not kept.
    """
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor)
    if from_on < row.started_on or (row.ended_on is not None and until_on > row.ended_on):
        raise CannotRegister("outside_the_enrolment")
    if kind == "nursing" and hours is None:
        raise CannotRegister("nursing_has_hours_a_day")
    if kind == "holiday" and hours is not None:
        raise CannotRegister("holiday_is_whole_days")
    if kind != "nursing" and hours is not None and (until_on - from_on).days > 1:
        raise CannotRegister("hours_are_of_one_day")
    _within_limits(row, kind, (from_on, until_on), children, alone=alone)
    with refusing():
        made: Absence = Absence.objects.create(
            enrolment=row,
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            kind=kind,
            from_on=from_on,
            until_on=until_on,
            hours=hours,
            registered_at=now,
        )
    audit.changed(actor, "participants.absence", subject_id=made.id, persons=[row.person_id], kind=kind)
    return made


def _within_limits(row: Enrolment, kind: str, asked: Period, children: int, *, alone: bool) -> None:
    before = list(row.absences.filter(kind=kind).values_list("from_on", "until_on"))
    try:
        if kind == "self_certified" and (fault := self_certificate_fault(asked, before, started_on=row.started_on)):
            raise CannotRegister(f"self_certificate_{fault}")
        if kind == "child":
            check_child_days(asked, before, children=children, alone=alone)
        if kind == "holiday":
            check_holiday(asked, before)
    except TooManyChildDays as error:
        raise CannotRegister("too_many_child_days", limit=error.limit) from error
    except TooMuchHoliday as error:
        raise CannotRegister("too_much_holiday", limit=error.limit, year=error.year) from error


@transaction.atomic
def grant_leave(
    enrolment_id: int,
    kind: str,
    *,
    from_on: date,
    until_on: date,
    granted_on: date,
    now: datetime,
    actor: Actor,
    child_born_on: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> Leave:
    """Leave is granted: the end of the programme and of its decision move as many days. Raises CannotRegister."""
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor, version=version)
    if row.status == EnrolmentStatus.ENDED:
        raise CannotRegister("ended_already")
    if from_on < row.started_on or (row.until_on is not None and from_on >= row.until_on):
        raise CannotRegister("outside_the_enrolment")
    before = list(row.leaves.filter(kind=kind).values_list("from_on", "until_on"))
    try:
        paid = check_leave(kind, (from_on, until_on), before, child_born_on=child_born_on)
    except TooMuchLeave as error:
        raise CannotRegister(f"too_much_leave_{error.unit}", limit=error.limit) from error
    with refusing():
        made: Leave = Leave.objects.create(
            enrolment=row,
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            kind=kind,
            from_on=from_on,
            until_on=until_on,
            with_benefit=paid,
            reason=reason.strip(),
            granted_on=granted_on,
            registered_at=now,
        )
    _add(row, made.days, actor)
    audit.changed(actor, "participants.leave", subject_id=made.id, persons=[row.person_id], kind=kind)
    return made


def _add(row: Enrolment, days: int, actor: Actor) -> None:
    """Leave comes in addition: what the decision gives lasts so many days more."""
    if row.until_on is None:
        return
    last = (
        Decision.objects.visible_to(actor)
        .filter(person_id=row.person_id, kind__in=("programme", "extension", "norwegian"), status="in_force")
        .filter(until_on=row.until_on, organisation_id=row.organisation_id)
        .first()
    )
    ends = row.until_on + timedelta(days=days)
    if last is not None:
        move_end(last.id, until_on=ends, actor=actor)
    prolong(row.id, until_on=ends, actor=actor)


@transaction.atomic
def register_exam(
    person_id: int,
    skill: str,
    *,
    level: str,
    passed: bool,
    taken_on: date,
    now: datetime,
    actor: Actor,
) -> ExamResult:
    """The result of a test. Raises CannotRegister where it was taken before the person came."""
    actor.require("participants.register")
    if taken_on > now.date():
        raise CannotRegister("in_the_future")
    not_before_they_came(person_id, taken_on, "a_test_after_arrival", actor=actor)
    organisation_id = organisation_in(person_id, taken_on, taken_on + timedelta(days=1), actor=actor)
    with refusing():
        made: ExamResult = ExamResult.objects.create(
            person_id=person_id,
            organisation_id=organisation_id,
            skill=skill,
            level=level,
            passed=passed,
            taken_on=taken_on,
            registered_at=now,
        )
    audit.changed(actor, "participants.exam", subject_id=made.id, persons=[person_id])
    return made
