"""Whether a programme is full time and all year.

Source: introduksjonsloven § 4; IMDi, «Varighet og beregning av timer».
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

LESSON = Decimal(75) / Decimal(60)
"""A lesson of 45 minutes counts 75 minutes in the programme; all else counts as it lasts."""
FULL_WEEKS = (Decimal("37.5"), Decimal("30.0"))


@dataclass(frozen=True)
class Planned:
    """A measure: its days, and hours (or lessons) a week."""

    from_on: date
    until_on: date
    hours_week: Decimal
    lessons: bool = False

    @property
    def counted(self) -> Decimal:
        """Hours a week as they count in the programme."""
        return self.hours_week * LESSON if self.lessons else self.hours_week


@dataclass(frozen=True)
class Stretch:
    """Days in which the same measures run: how many hours a week they give, and whether that is full time."""

    from_on: date
    until_on: date
    hours: Decimal
    full: Decimal

    @property
    def enough(self) -> bool:
        """Whether the week is full."""
        return self.hours >= self.full


def stretches(measures: Iterable[Planned], from_on: date, until_on: date, full_week: Decimal) -> list[Stretch]:
    """The programme day by day, gathered where nothing changes; days without measures are there with no hours."""
    rows = [row for row in measures if row.from_on < until_on and row.until_on > from_on]
    days = {
        from_on,
        until_on,
        *(day for row in rows for day in (row.from_on, row.until_on) if from_on < day < until_on),
    }
    edges = sorted(days)
    found: list[Stretch] = []
    for begins, ends in pairwise(edges):
        hours = sum((row.counted for row in rows if row.from_on <= begins and row.until_on >= ends), Decimal(0))
        if found and found[-1].hours == hours:
            found[-1] = Stretch(found[-1].from_on, ends, hours, full_week)
        else:
            found.append(Stretch(begins, ends, hours, full_week))
    return found


def too_little(measures: Iterable[Planned], from_on: date, until_on: date, full_week: Decimal) -> list[Stretch]:
    """The stretches in which the programme is not full time."""
    return [row for row in stretches(measures, from_on, until_on, full_week) if not row.enough]
