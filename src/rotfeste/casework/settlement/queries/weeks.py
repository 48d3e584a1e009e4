"""Places that are ready week by week, beside the people who are ready to move; and how many minors come each month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth, TruncWeek

from rotfeste.casework.settlement.models import Case, Member, Step
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.persons.rules import Group

READY_TO_MOVE = (CaseStatus.READY, CaseStatus.REQUESTED, CaseStatus.ACCEPTED, CaseStatus.DECIDED)


@dataclass(frozen=True)
class Week:
    """One week of a year: places made ready so far that nobody has moved into, and persons ready to move."""

    week: int
    starts: date
    unused: int
    waiting: int | None
    """None for weeks that have not begun."""


def weeks_of(year: int) -> int:
    """52 or 53: how many ISO weeks the year has."""
    return date(year, 12, 28).isocalendar().week


def places_and_people(year: int, *, today: date, actor: Actor) -> list[Week]:
    """Week by week: places ready and unused, and people whose interview is done and who have not moved in."""
    with walls.counting(actor, national=True) as counter:
        ready = capacity.ready_by_week(year, actor=counter)
        steps = Step.objects.visible_to(counter).filter(status__in=READY_TO_MOVE)
        came = _by_week(steps, "from_on")
        left = _by_week(steps.exclude(until_on=None), "until_on")
        first = date.fromisocalendar(year, 1, 1)
        moved = Member.objects.visible_to(counter).filter(moved_in_on__gte=first)
        used = {
            row["week"]: row["many"]
            for row in moved.annotate(week=TruncWeek("moved_in_on")).values("week").annotate(many=Count("id"))
        }
    found, unused = [], 0
    waiting = sum(many for day, many in came.items() if day < first) - sum(
        many for day, many in left.items() if day < first
    )
    for week in range(1, weeks_of(year) + 1):
        starts = date.fromisocalendar(year, week, 1)
        unused += ready.get(week, 0) - used.get(starts, 0)
        waiting += came.get(starts, 0) - left.get(starts, 0)
        found.append(Week(week, starts, max(0, unused), waiting if starts <= today else None))
    return found


def _by_week(steps: object, day: str) -> dict[date, int]:
    rows = steps.annotate(week=TruncWeek(day)).values("week").annotate(many=Sum("case__size"))  # type: ignore[attr-defined]
    return {row["week"]: row["many"] for row in rows.order_by("week")}


def minors_by_month(months: Sequence[date], *, actor: Actor) -> dict[date, int]:
    """How many unaccompanied minors got their case in each of these months: sums for the country, nobody is seen."""
    actor.require("capacity.read")
    with walls.asking(system("arrivals of minors by month")) as asker, walls.counting(asker) as counter:
        rows = (
            Case.objects.visible_to(counter)
            .filter(
                group=Group.UNACCOMPANIED_MINOR,
                opened_on__gte=months[0],
                opened_on__lt=months[-1] + timedelta(days=31),
            )
            .annotate(month=TruncMonth("opened_on"))
            .values("month")
            .annotate(persons=Sum("size"))
            .order_by("month")
        )
        return {row["month"]: row["persons"] for row in rows}
