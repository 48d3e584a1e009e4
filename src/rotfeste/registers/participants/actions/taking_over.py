"""What a municipality has in its own system is taken over by the register: many persons at once, all or none.

The rules are those of one registration at a time; what the database forbids, it forbids here too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.participants.models import (
    Decision,
    Ending,
    Enrolment,
    Leave,
    Measure,
    MonthlyHours,
    Offer,
    Training,
)
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.rules.leave import TooMuchLeave, check_leave
from rotfeste.registers.participants.states import (
    Activity,
    DecisionKind,
    EndReason,
    EnrolmentStatus,
    HoursKind,
    OfferStatus,
)
from rotfeste.registers.persons import queries as persons

KINDS = {Activity.PROGRAMME: DecisionKind.PROGRAMME, Activity.NORWEGIAN: DecisionKind.NORWEGIAN}


@dataclass(frozen=True)
class Planned:
    """A measure: its kind, its days, and hours a week."""

    kind_id: int
    from_on: date
    until_on: date
    hours_week: Decimal


@dataclass(frozen=True)
class Away:
    """Leave: its kind and days."""

    kind: str
    from_on: date
    until_on: date
    child_born_on: date | None = None

    @property
    def days(self) -> int:
        """Calendar days, which are added to the end."""
        return (self.until_on - self.from_on).days

    @property
    def paid(self) -> bool:
        """Whether it is with benefit. Raises TooMuchLeave."""
        return check_leave(self.kind, (self.from_on, self.until_on), [], child_born_on=self.child_born_on)


@dataclass(frozen=True)
class Course:
    """One person's programme or training in one municipality, from offer to ending, as far as it has come."""

    person_id: int
    activity: str
    offered_on: date
    decided_on: date
    started_on: date
    until_on: date
    law: str
    section: str
    reasons: str
    measures: Sequence[Planned] = ()
    leave: Away | None = None
    extended_on: date | None = None
    extended_until: date | None = None
    last_day: date | None = None
    reason: str = ""
    completed: bool = False
    hours: Sequence[tuple[date, Decimal]] = ()
    """Months, as their first day, and hours of Norwegian in each."""
    track: str = ""
    """Of training in Norwegian; empty where none is chosen."""
    lag: timedelta = timedelta()
    """How long after it happened each thing was registered in the municipality's own system."""

    @property
    def planned_end(self) -> date:
        """The first day after the decision, leave added."""
        return self.until_on + timedelta(days=self.leave.days if self.leave else 0)

    @property
    def ends(self) -> date:
        """The planned end with the extension."""
        return self.extended_until or self.planned_end


@transaction.atomic
def take_over(courses: Iterable[Course], *, organisation_id: int, now: datetime, actor: Actor) -> int:
    """Register many persons' courses at once, for the own municipality. All or none. Raises CannotRegister."""
    actor.require("participants.register")
    rows = list(courses)
    if organisation_id not in actor.organisations:
        raise CannotRegister("not_yours_in_the_period")
    seen = persons.persons_by_id([row.person_id for row in rows], actor=actor)
    for row in rows:
        _check(row, now.date(), known=row.person_id in seen)
    with refusing():
        _Writing(organisation_id, now, actor).all_of(rows)
    audit.changed(actor, "participants.taken_over", persons=[row.person_id for row in rows], rows=len(rows))
    return len(rows)


def _check(row: Course, today: date, *, known: bool) -> None:
    if not known:
        raise CannotRegister("not_yours_in_the_period")
    days = [row.offered_on, row.decided_on, row.started_on, row.extended_on, row.last_day]
    if any(day is not None and day > today for day in days):
        raise CannotRegister("in_the_future")
    if row.activity not in KINDS or not row.offered_on <= row.decided_on <= row.started_on < row.until_on:
        raise CannotRegister("no_decision_that_gives_it")
    if row.last_day is not None and row.reason not in EndReason.values:
        raise CannotRegister("no_such_reason")
    if row.extended_until is not None and row.extended_until <= row.planned_end:
        raise CannotRegister("a_decision_ends_after_it_begins")
    if row.leave is not None:
        try:
            _ = row.leave.paid
        except TooMuchLeave as error:
            raise CannotRegister(f"too_much_leave_{error.unit}", limit=error.limit) from error
        if not row.started_on <= row.leave.from_on < row.until_on:
            raise CannotRegister("outside_the_enrolment")


@dataclass(frozen=True)
class _Writing:
    """Everything of some courses, table by table."""

    organisation_id: int
    now: datetime
    actor: Actor

    def all_of(self, rows: list[Course]) -> None:
        """Offers, decisions, enrolments, and what is within them."""
        Offer.objects.bulk_create(self.offer(row) for row in rows)
        decisions = Decision.objects.bulk_create(
            [self.decision(row, KINDS[Activity(row.activity)], row.started_on, row.planned_end) for row in rows]
        )
        Decision.objects.bulk_create(
            self.decision(row, DecisionKind.EXTENSION, row.planned_end, row.extended_until, on=row.extended_on)
            for row in rows
            if row.extended_until is not None
        )
        enrolments = Enrolment.objects.bulk_create(
            [self.enrolment(row, decision) for row, decision in zip(rows, decisions, strict=True)]
        )
        Measure.objects.bulk_create(
            self.measure(row, each, decision, enrolment)
            for row, decision, enrolment in zip(rows, decisions, enrolments, strict=True)
            for each in row.measures
            if row.last_day is None or each.from_on <= row.last_day
        )
        pairs = list(zip(rows, enrolments, strict=True))
        Leave.objects.bulk_create(self.leave(row, row.leave, made) for row, made in pairs if row.leave is not None)
        MonthlyHours.objects.bulk_create(
            self.hours(row, month, hours, made) for row, made in pairs for month, hours in row.hours
        )
        Training.objects.bulk_create(self.training(row, made) for row, made in pairs if row.activity == "norwegian")
        Ending.objects.bulk_create(self.ending(row, made) for row, made in pairs if row.last_day is not None)

    def _of(self, row: Course, happened_on: date) -> dict[str, object]:
        noon = timezone.make_aware(datetime.combine(happened_on + row.lag, time(12)))
        registered = {"registered_at": min(noon, self.now)}
        return {"person_id": row.person_id, "organisation_id": self.organisation_id, **registered}

    def offer(self, row: Course) -> Offer:
        """The offer, with a yes on the same day."""
        said = {"status": OfferStatus.ACCEPTED, "answered_on": row.offered_on}
        return Offer(activity=row.activity, offered_on=row.offered_on, **said, **self._of(row, row.offered_on))

    def decision(
        self, row: Course, kind: str, from_on: date, until_on: date | None, *, on: date | None = None
    ) -> Decision:
        """A decision that gives the programme, the training or the extension."""
        decided_on = on or row.decided_on
        return Decision(
            kind=kind,
            decided_on=decided_on,
            from_on=from_on,
            until_on=until_on,
            law=row.law,
            section=row.section,
            reasons=row.reasons,
            decided_by_id=self.actor.user_id,
            **self._of(row, decided_on),
        )

    def enrolment(self, row: Course, decision: Decision) -> Enrolment:
        """From the first day to the planned end, or to the ending."""
        return Enrolment(
            activity=row.activity,
            decision=decision,
            status=EnrolmentStatus.ENDED if row.last_day else EnrolmentStatus.RUNNING,
            started_on=row.started_on,
            until_on=row.ends,
            ended_on=_after(row.last_day),
            **self._of(row, row.started_on),
        )

    def measure(self, row: Course, each: Planned, decision: Decision, enrolment: Enrolment) -> Measure:
        """A measure, which ends with the enrolment."""
        return Measure(
            enrolment=enrolment,
            decision=decision,
            kind_id=each.kind_id,
            from_on=each.from_on,
            until_on=min(each.until_on, _after(row.last_day) or each.until_on),
            hours_week=each.hours_week,
            **self._of(row, each.from_on),
        )

    def leave(self, row: Course, away: Away, enrolment: Enrolment) -> Leave:
        """Leave, granted on its first day."""
        return Leave(
            enrolment=enrolment,
            kind=away.kind,
            from_on=away.from_on,
            until_on=away.until_on,
            with_benefit=away.paid,
            granted_on=away.from_on,
            **self._of(row, away.from_on),
        )

    def hours(self, row: Course, month: date, hours: Decimal, enrolment: Enrolment) -> MonthlyHours:
        """Hours of Norwegian in a month."""
        made = {"kind": HoursKind.NORWEGIAN, "month": month, "hours": hours}
        return MonthlyHours(enrolment=enrolment, **made, **self._of(row, add_months(month, 1)))

    def training(self, row: Course, enrolment: Enrolment) -> Training:
        """The track."""
        return Training(enrolment=enrolment, track=row.track, **self._of(row, row.started_on))

    def ending(self, row: Course, enrolment: Enrolment) -> Ending:
        """The ending, with its reason."""
        made = {"ended_on": enrolment.ended_on, "reason": row.reason, "completed": row.completed}
        return Ending(enrolment=enrolment, **made, **self._of(row, row.last_day or row.started_on))


def _after(last_day: date | None) -> date | None:
    return last_day + timedelta(days=1) if last_day else None
