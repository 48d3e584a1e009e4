"""The figures of a year, counted from its lines. Pure: the same for lines read now and for lines that were frozen.

Source of the definitions: IMDi, annual report 2017, section 3.2 with its footnotes 22, 25, 26, 31 and 34.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rotfeste.registers.participants.rules.answer import add_months

PROGRAMME, NORWEGIAN = "programme", "norwegian"
RIGHT_AND_DUTY = "right_and_duty"
TO_WORK = ("work", "education")
"""Work, or education beyond primary school."""


@dataclass(frozen=True)
class Line:
    """One person's part in one activity: the fields that figures are counted from."""

    activity: str
    municipality: str
    sex: str
    category: str
    right_from: date | None = None
    begin_by: date | None = None
    decided_on: date | None = None
    started_on: date | None = None
    ended_on: date | None = None
    reason: str = ""
    extended: bool = False
    leave_days: int = 0
    measures: frozenset[str] = frozenset()

    def took_part(self, year: int) -> bool:
        """Was in the programme on some day of the year."""
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        here = self.activity == PROGRAMME and self.started_on is not None and self.started_on < after
        return here and (self.ended_on is None or self.ended_on > first)

    def ended_in(self, year: int) -> bool:
        """The last day in the programme was in the year; `ended_on` is the first day not in it."""
        ended = self.ended_on is not None and date(year, 1, 1) < self.ended_on <= date(year + 1, 1, 1)
        return self.activity == PROGRAMME and ended

    def begun_within(self, months: int, first: date | None) -> bool:
        """Begun so many months or less after the day that the law counts from; its own limit is three."""
        if first is None or self.begin_by is None:
            return False
        return first <= add_months(self.begin_by, months - 3)


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    part: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded to the nearest; None of nobody."""
        return (200 * self.part + self.of) // (2 * self.of) if self.of else None


def _share(lines: Iterable[Line], counts: Callable[[Line], bool], reached: Callable[[Line], bool]) -> Part:
    of = [line for line in lines if counts(line)]
    return Part(sum(reached(line) for line in of), len(of))


def first_day(line: Line) -> date | None:
    """The day of the first decision or of the first day in the programme."""
    return min((day for day in (line.decided_on, line.started_on) if day is not None), default=None)


def figures(year: int, lines: Iterable[Line]) -> dict[str, Part]:
    """Every figure of a year, each as so many of so many."""
    rows = list(lines)
    began = date(year - 1, 10, 1), date(year, 10, 1)

    def new_in_training(line: Line) -> bool:
        known = line.right_from is not None and line.right_from.year == year - 1
        return line.activity == NORWEGIAN and line.category == RIGHT_AND_DUTY and known

    def new_in_programme(line: Line) -> bool:
        known = line.right_from is not None and began[0] <= line.right_from < began[1]
        return line.activity == PROGRAMME and line.category == RIGHT_AND_DUTY and known

    def of_sex(sex: str) -> Callable[[Line], bool]:
        return lambda line: line.took_part(year) and line.sex == sex

    places = {line.municipality for line in rows if line.took_part(year)}
    gives: Mapping[str, set[str]] = {
        kind: {line.municipality for line in rows if line.took_part(year) and kind in line.measures}
        for kind in ("upper_secondary", "primary")
    }
    return {
        "participants": Part(len([line for line in rows if line.took_part(year)]), len(rows)),
        "training_three": _share(rows, new_in_training, lambda line: line.begun_within(3, line.started_on)),
        "training_six": _share(rows, new_in_training, lambda line: line.begun_within(6, line.started_on)),
        "programme_three": _share(rows, new_in_programme, lambda line: line.begun_within(3, first_day(line))),
        "to_work": _share(rows, lambda line: line.ended_in(year), lambda line: line.reason in TO_WORK),
        "leave_women": _share(rows, of_sex("female"), lambda line: line.leave_days > 0),
        "leave_men": _share(rows, of_sex("male"), lambda line: line.leave_days > 0),
        "extended": _share(rows, lambda line: line.took_part(year), lambda line: line.extended),
        "upper_secondary": Part(len(gives["upper_secondary"]), len(places)),
        "primary": Part(len(gives["primary"]), len(places)),
    }


REPORTED: dict[int, dict[str, int]] = {
    2017: {
        "training_three": 50,
        "training_six": 75,
        "programme_three": 67,
        "to_work": 49,
        "leave_women": 20,
        "leave_men": 8,
        "extended": 14,
        "upper_secondary": 58,
        "primary": 75,
    }
}
"""Per cent, in the annual report. Source: IMDi, annual report 2017, section 3.2 (238 and 308 of 413 municipalities)."""
