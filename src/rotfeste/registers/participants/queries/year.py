"""The register's year: one line for each enrolment, and for each right that has led to none; read in chunks."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import (
    Absence,
    Decision,
    Ending,
    Enrolment,
    Entitlement,
    Leave,
    Measure,
    MonthlyHours,
    Offer,
)
from rotfeste.registers.participants.rules.working_days import working_days
from rotfeste.registers.participants.states import AbsenceKind, Activity, DecisionKind, DecisionOutcome
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person

CHUNK = 2000
RIGHTS = {
    Activity.PROGRAMME: ("programme", "programme_from", "start_by"),
    Activity.NORWEGIAN: ("norwegian", "norwegian_from", "offer_by"),
}
"""Where the right to an activity stands: its category, its first day, and the last day to begin."""
WITH_RIGHT = ("right_and_duty", "right", "may_be_offered", "duty")


@dataclass
class YearLine:
    """One person's part in one activity, as the register has it."""

    person: Person
    organisation_id: int | None
    activity: str
    enrolment: Enrolment | None = None
    right: Entitlement | None = None
    offered_on: date | None = None
    decided_on: date | None = None
    extended: bool = False
    reason: str = ""
    completed: bool | None = None
    leave_days: int = 0
    leave_kinds: set[str] = field(default_factory=set)
    absent_days: int = 0
    unexcused_days: int = 0
    hours: dict[str, Decimal] = field(default_factory=dict)
    measures: set[str] = field(default_factory=set)

    @property
    def category(self) -> str:
        """The kind of right to this activity; empty where none is computed."""
        return str(self._of_right(0) or "")

    @property
    def right_from(self) -> date | None:
        """The first day of the right."""
        day: date | None = self._of_right(1)
        return day

    @property
    def begin_by(self) -> date | None:
        """The law's last day to begin."""
        day: date | None = self._of_right(2)
        return day

    def _of_right(self, part: int) -> Any:
        names = RIGHTS.get(Activity(self.activity))
        return getattr(self.right, names[part]) if names and self.right is not None else None


def year_lines(year: int, *, actor: Actor, chunk: int = CHUNK) -> Iterator[YearLine]:
    """All that took part in the year or began in the one before, and rights since then that nobody has begun on.

    A fixed number of questions for each chunk.
    """
    actor.require("participants.read")
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    rows = Enrolment.objects.visible_to(actor).filter(started_on__lt=after)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=first) | Q(started_on__gte=date(year - 1, 1, 1)))
    last = 0
    while part := list(rows.filter(id__gt=last).select_related("person", "decision").order_by("id")[:chunk]):
        yield from _enrolled(part, first, after, actor)
        last = part[-1].id
    for activity in RIGHTS:
        yield from _not_begun(activity, date(year - 1, 1, 1), after, actor, chunk)


def _enrolled(part: list[Enrolment], first: date, after: date, actor: Actor) -> list[YearLine]:
    ids, people = [row.id for row in part], [row.person_id for row in part]
    rights = _rights(people, actor)
    lines = {
        row.id: YearLine(
            row.person,
            row.organisation_id,
            row.activity,
            enrolment=row,
            right=rights.get(row.person_id),
            decided_on=row.decision.decided_on if row.decision else None,
        )
        for row in part
    }
    _offers(lines.values(), people, actor)
    extended = set(
        Decision.objects.visible_to(actor)
        .filter(
            person_id__in=people, kind=DecisionKind.EXTENSION, outcome=DecisionOutcome.GRANTED, decided_on__lt=after
        )
        .exclude(status="annulled")
        .values_list("person_id", flat=True)
    )
    for ending in Ending.objects.visible_to(actor).filter(enrolment_id__in=ids, ended_on__lte=after):
        lines[ending.enrolment_id].reason, lines[ending.enrolment_id].completed = ending.reason, ending.completed
    for row in lines.values():
        row.extended = row.activity == Activity.PROGRAMME and row.person.id in extended
    _within(lines, ids, first, after, actor)
    return list(lines.values())


def _within(lines: dict[int, YearLine], ids: list[int], first: date, after: date, actor: Actor) -> None:
    """What happened within the year: leave, absence, hours and measures."""
    during = {"enrolment_id__in": ids, "from_on__lt": after, "until_on__gt": first}
    for leave in Leave.objects.visible_to(actor).filter(**during):
        line = lines[leave.enrolment_id]
        line.leave_days += _days(leave.from_on, leave.until_on, first, after)
        line.leave_kinds.add(leave.kind)
    for absence in Absence.objects.visible_to(actor).filter(**during, hours=None):
        days = working_days(max(absence.from_on, first), min(absence.until_on, after))
        if absence.kind == AbsenceKind.HOLIDAY:
            continue
        if absence.kind == AbsenceKind.UNEXCUSED:
            lines[absence.enrolment_id].unexcused_days += days
        else:
            lines[absence.enrolment_id].absent_days += days
    for measure in Measure.objects.visible_to(actor).filter(**during).select_related("kind"):
        lines[measure.enrolment_id].measures.add(measure.kind.category)
    hours = MonthlyHours.objects.visible_to(actor).filter(enrolment_id__in=ids, month__gte=first, month__lt=after)
    for key, kind, number in hours.values_list("enrolment_id", "kind", "hours"):
        lines[key].hours[kind] = lines[key].hours.get(kind, Decimal(0)) + number


def _not_begun(activity: str, since: date, after: date, actor: Actor, chunk: int) -> Iterator[YearLine]:
    category, begins, _by = RIGHTS[Activity(activity)]
    begun = Enrolment.objects.visible_to(actor).filter(activity=activity).values("person_id")
    rows = (
        Entitlement.objects.visible_to(actor)
        .filter(superseded_on=None, **{f"{category}__in": WITH_RIGHT, f"{begins}__gte": since, f"{begins}__lt": after})
        .exclude(person_id__in=begun)
    )
    last = 0
    while part := list(rows.filter(id__gt=last).select_related("person").order_by("id").defer("facts")[:chunk]):
        people = [row.person_id for row in part]
        where = persons.responsible_on(people, after - timedelta(days=1), actor=actor)
        lines = [YearLine(row.person, where.get(row.person_id), activity, right=row) for row in part]
        _offers(lines, people, actor)
        yield from lines
        last = part[-1].id


def _rights(people: list[int], actor: Actor) -> dict[int, Entitlement]:
    rows = Entitlement.objects.visible_to(actor).filter(person_id__in=people, superseded_on=None).defer("facts")
    return {row.person_id: row for row in rows}


def _offers(lines: Any, people: list[int], actor: Actor) -> None:
    """The first offer of each activity."""
    found: dict[tuple[int, str], date] = defaultdict(lambda: date.max)
    rows = Offer.objects.visible_to(actor).filter(person_id__in=people)
    for person_id, activity, day in rows.values_list("person_id", "activity", "offered_on"):
        found[person_id, activity] = min(found[person_id, activity], day)
    for line in lines:
        line.offered_on = found.get((line.person.id, line.activity))


def _days(begins: date, ends: date, first: date, after: date) -> int:
    return (min(ends, after) - max(begins, first)).days
