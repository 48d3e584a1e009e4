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


@transaction.atomic
def register_hours(rows: Iterable[Hours], *, now: datetime, actor: Actor, seen: str | None = None) -> int:
    """Register hours and absence; what was there before is replaced. Raises HoursRefused with all that are wrong.

    `seen` is the fingerprint of what stood there when the page was opened: HoursChanged where it no longer does.
    """
    actor.require("participants.register")
    given = list(rows)
    wanted = {row.enrolment_id for row in given}
    found = Enrolment.objects.visible_to(actor).filter(id__in=wanted, organisation_id__in=actor.organisations)
    enrolments = {row.id: row for row in found.select_for_update(of=("self",)).order_by("id")}
    if wanted - set(enrolments):
        raise Enrolment.DoesNotExist
    faults: list[HoursFault] = []
    for month in sorted({row.month for row in given}):
        of_month = [row for row in given if row.month == month]
        before = hours_in(wanted, month, actor=actor)
        if seen is not None and fingerprint(before) != seen:
            raise HoursChanged
        faults += _faults(of_month, before, enrolments, now.date(), actor)
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
