"""Hours and absence of a month, for one or for a whole class: all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import HoursChanged, HoursFault, HoursRefused, refusing
from rotfeste.registers.participants.models import Enrolment, MonthlyHours
from rotfeste.registers.participants.queries.training import fingerprint, hours_in
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.rules.hours import MOST_HOURS_A_DAY, days_of_teaching
from rotfeste.registers.persons import queries as persons

OF_ONE_KIND = ("hours_are_not_negative", "away_without_reason_is_part_of_away")
AWAY = "absent"
"""Where a fault is in the hours away, whatever their kind."""


@dataclass(frozen=True)
class Hours:
    """One month's hours of one kind for one enrolment; hours away, and those of them without a valid reason."""

    enrolment_id: int
    kind: str
    month: date
    hours: Decimal
    absent_hours: Decimal = Decimal(0)
    unexcused_hours: Decimal = Decimal(0)

    @property
    def all(self) -> Decimal:
        """Hours taken part in and hours away."""
        return self.hours + self.absent_hours


@dataclass(frozen=True)
class CourseHours:
    """What came by itself from courses in one month: of one kind, for one enrolment; hours taken part in, and away."""

    enrolment_id: int
    kind: str
    month: date
    hours: Decimal
    absent_hours: Decimal = Decimal(0)


@transaction.atomic
def register_hours(rows: Iterable[Hours], *, now: datetime, actor: Actor, seen: str | None = None) -> int:
    """Register hours and absence; what was there before is replaced. Raises HoursRefused with all that are wrong.

    They are all the hours of the month, those from a course too: there cannot be fewer than came from it.
    `seen` is the fingerprint of what stood there when the page was opened: HoursChanged where it no longer does.
    """
    actor.require("participants.register")
    given = list(rows)
    wanted = {row.enrolment_id for row in given}
    enrolments = hold(wanted, actor=actor)
    faults: list[HoursFault] = []
    for month in sorted({row.month for row in given}):
        of_month = [row for row in given if row.month == month]
        before = hours_in(wanted, month, actor=actor)
        if seen is not None and fingerprint(before) != seen:
            raise HoursChanged
        faults += _faults(of_month, before, enrolments, now.date(), actor) + _fewer(of_month, before)
    if faults:
        raise HoursRefused(faults)
    with refusing():
        MonthlyHours.objects.bulk_create(
            [_row(row, enrolments[row.enrolment_id], now) for row in given],
            update_conflicts=True,
            unique_fields=["enrolment", "kind", "month"],
            update_fields=["hours", "absent_hours", "unexcused_hours", "registered_at"],
        )
    people = [enrolments[row.enrolment_id].person_id for row in given]
    audit.changed(actor, "participants.hours", persons=sorted(set(people)), rows=len(given))
    return len(given)


def hold(enrolment_ids: Iterable[int], *, actor: Actor) -> dict[int, Enrolment]:
    """The own organisation's enrolments, held to the end: who changes the same hours waits. Raises DoesNotExist."""
    wanted = set(enrolment_ids)
    found = Enrolment.objects.visible_to(actor).filter(id__in=wanted, organisation_id__in=actor.organisations)
    enrolments = {row.id: row for row in found.select_for_update(of=("self",)).order_by("id")}
    if wanted - set(enrolments):
        raise Enrolment.DoesNotExist
    return enrolments


@transaction.atomic
def register_course_hours(
    rows: Iterable[CourseHours], *, now: datetime, actor: Actor
) -> dict[tuple[int, str, date], str]:
    """Register what came from courses in place of what came before; what was typed beside it stands.

    Those that cannot be registered are left as they were, and returned with the reason: enrolment, kind and month.
    """
    actor.require("participants.register")
    given = list(rows)
    enrolments = hold({row.enrolment_id for row in given}, actor=actor)
    refused: dict[tuple[int, str, date], str] = {}
    new: list[MonthlyHours] = []
    for month in sorted({row.month for row in given}):
        of_month = [row for row in given if row.month == month]
        before = hours_in({row.enrolment_id for row in of_month}, month, actor=actor)
        changed = _with_courses(of_month, before, enrolments, now, actor)
        wholes = [Hours(row.enrolment_id, row.kind, month, row.hours, row.absent_hours) for row in changed]
        faults = _faults(wholes, before, enrolments, now.date(), actor) if wholes else []
        wrong = {row.enrolment_id: row.code for row in faults}
        refused |= {
            (row.enrolment_id, row.kind, month): wrong[row.enrolment_id] for row in changed if row.enrolment_id in wrong
        }
        new += [row for row in changed if row.enrolment_id not in wrong]
    with refusing():
        MonthlyHours.objects.bulk_create(
            new,
            update_conflicts=True,
            unique_fields=["enrolment", "kind", "month"],
            update_fields=[
                *("hours", "absent_hours", "unexcused_hours", "course_hours", "course_absent_hours", "registered_at"),
            ],
        )
    if new:
        audit.changed(actor, "participants.hours", persons=sorted({row.person_id for row in new}), rows=len(new))
    return refused


def _with_courses(
    rows: list[CourseHours],
    before: list[MonthlyHours],
    enrolments: dict[int, Enrolment],
    now: datetime,
    actor: Actor,
) -> list[MonthlyHours]:
    """The rows of a month with what came from courses, where that is something else than before."""
    known = {(row.enrolment_id, row.kind): row for row in before}
    changed = []
    for given in rows:
        enrolment, old = enrolments[given.enrolment_id], known.get((given.enrolment_id, given.kind))
        row = old or _row(Hours(given.enrolment_id, given.kind, given.month, Decimal(0)), enrolment, now)
        if (row.course_hours, row.course_absent_hours) == (given.hours, given.absent_hours):
            continue
        row.hours += given.hours - row.course_hours
        row.absent_hours += given.absent_hours - row.course_absent_hours
        row.unexcused_hours = min(row.unexcused_hours, row.absent_hours)
        row.course_hours, row.course_absent_hours, row.registered_at = given.hours, given.absent_hours, now
        if days_in(enrolment, row.month) is None and not row.hours + row.absent_hours:
            # The training ended before the month: the database takes no row in it, and this one has nothing left.
            MonthlyHours.objects.visible_to(actor).filter(id=row.id).delete()
        else:
            row.id = None
            changed.append(row)
    return changed


def _row(row: Hours, enrolment: Enrolment, now: datetime) -> MonthlyHours:
    return MonthlyHours(
        enrolment=enrolment,
        person_id=enrolment.person_id,
        organisation_id=enrolment.organisation_id,
        kind=row.kind,
        month=row.month,
        hours=row.hours,
        absent_hours=row.absent_hours,
        unexcused_hours=row.unexcused_hours,
        registered_at=now,
    )


def _fewer(rows: list[Hours], before: list[MonthlyHours]) -> list[HoursFault]:
    """Fewer hours, or hours away, than came from a course."""
    known = {(row.enrolment_id, row.kind): row for row in before}
    found = []
    for row in rows:
        old = known.get((row.enrolment_id, row.kind))
        if old is not None and row.hours < old.course_hours:
            found.append(HoursFault(row.enrolment_id, "fewer_than_from_a_course", row.kind))
        if old is not None and row.absent_hours < old.course_absent_hours:
            found.append(HoursFault(row.enrolment_id, "fewer_away_than_from_a_course", AWAY))
    return found


def _faults(
    rows: list[Hours], before: list[MonthlyHours], enrolments: dict[int, Enrolment], today: date, actor: Actor
) -> list[HoursFault]:
    month = rows[0].month
    ours = persons.had_among(
        {enrolments[row.enrolment_id].person_id for row in rows}, month, add_months(month, 1), actor=actor
    )
    kept = {(row.enrolment_id, row.kind): row.hours + row.absent_hours for row in before}
    kept |= {(row.enrolment_id, row.kind): row.all for row in rows}
    found = []
    for row in rows:
        enrolment = enrolments[row.enrolment_id]
        total = sum((hours for (key, _kind), hours in kept.items() if key == row.enrolment_id), Decimal(0))
        code = _fault(row, enrolment, total, today)
        if not code and enrolment.person_id not in ours:
            code = "not_yours_in_the_period"
        kind = row.kind if code in OF_ONE_KIND else ""
        if code and HoursFault(row.enrolment_id, code, kind) not in found:
            found.append(HoursFault(row.enrolment_id, code, kind))
    return found


def _fault(row: Hours, enrolment: Enrolment, total: Decimal, today: date) -> str:
    if row.month.day != 1 or row.month > today:
        return "in_the_future"
    if min(row.hours, row.absent_hours, row.unexcused_hours) < 0:
        return "hours_are_not_negative"
    if row.unexcused_hours > row.absent_hours:
        return "away_without_reason_is_part_of_away"
    if (days := days_in(enrolment, row.month)) is None:
        return "hours_are_in_a_month_with_a_right" if row.all else ""
    return "no_more_hours_than_a_month_holds" if total > days * MOST_HOURS_A_DAY else ""


def days_in(enrolment: Enrolment, month: date) -> int | None:
    """How many working days of a month someone takes part; None where they do not take part in it."""
    over = min((day for day in (enrolment.ended_on, enrolment.until_on) if day), default=date.max)
    begins, ends = max(month, enrolment.started_on), min(add_months(month, 1), over)
    if begins >= ends:
        return None
    return days_of_teaching(begins, ends)
