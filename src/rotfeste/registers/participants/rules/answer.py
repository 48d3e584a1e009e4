"""The answer of a calculation, and the steps that lead to it: what was asked, the value, the section, the reply."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Law(StrEnum):
    """The law that a person belongs to; always exactly one."""

    LAW_2003 = "2003"
    LAW_2021 = "2021"
    CHAPTER_6A = "6a"


LAW_NAMES = {
    Law.LAW_2003: "introduksjonsloven",
    Law.LAW_2021: "integreringsloven",
    Law.CHAPTER_6A: "integreringsloven kap. 6A",
}


class Category(StrEnum):
    """What a person has: the categories of the participant register."""

    RIGHT_AND_DUTY = "right_and_duty"
    RIGHT = "right"
    DUTY = "duty"
    MAY_BE_OFFERED = "may_be_offered"
    ASYLUM = "asylum"
    NONE = "none"


class Scheme(StrEnum):
    """How far training goes (ordning): hours before 2021, a goal in Norwegian since."""

    HOURS = "hours"
    GOAL = "goal"
    GOAL_BY_RIGHT = "goal_by_right"
    RECEPTION = "reception"
    NONE = "none"


class Reply(StrEnum):
    """How a step came out."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOTED = "noted"


Value = date | int | str | None


@dataclass(frozen=True)
class Step:
    """One step of a calculation. `asked` names the question; `unit` says how the value is written."""

    asked: str
    value: Value
    section: str
    reply: Reply
    unit: str = ""
    assumed: bool = False
    """No source confirms this reading of the law; it is shown as assumed."""


@dataclass
class Trail:
    """The steps of one calculation, in order."""

    steps: list[Step] = field(default_factory=list)

    def ask(
        self, asked: str, value: Value, section: str, met: bool | None, *, unit: str = "", assumed: bool = False
    ) -> bool:
        """A question with yes or no; None is «not known», which is no."""
        reply = Reply.UNKNOWN if met is None else Reply.YES if met else Reply.NO
        self.steps.append(Step(asked, value, section, reply, unit, assumed))
        return bool(met)

    def note(self, asked: str, value: Value, section: str, *, unit: str = "", assumed: bool = False) -> None:
        """A value that follows from the law."""
        self.steps.append(Step(asked, value, section, Reply.NOTED, unit, assumed))


@dataclass(frozen=True)
class Programme:
    """The introduction programme: what the person has, from when, and for how long."""

    category: Category
    from_on: date | None = None
    start_by: date | None = None
    shortest_months: int | None = None
    longest_months: int | None = None
    extension_months: int | None = None
    waits_for: tuple[str, ...] = ()
    """Facts that must be known before the rest can be computed."""


@dataclass(frozen=True)
class Norwegian:
    """Training in Norwegian and civics: what the person has, how much, and by when."""

    category: Category
    scheme: Scheme = Scheme.NONE
    from_on: date | None = None
    until_on: date | None = None
    """The day the person turns 67: right and duty end."""
    hours_norwegian: int | None = None
    hours_civics: int | None = None
    hours_culture: int | None = None
    hours_most: int | None = None
    goal_spoken: str = ""
    goal_written: str = ""
    offer_by: date | None = None
    done_months: int | None = None
    done_by: date | None = None
    extra_by: date | None = None
    tests: bool = False
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The law, what it gives, and the calculation step by step."""

    law: Law
    programme: Programme
    norwegian: Norwegian
    steps: tuple[Step, ...]

    @property
    def assumed(self) -> bool:
        """Whether a step rests on something that no source confirms."""
        return any(step.assumed for step in self.steps)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born_on: date, age: int) -> date:
    """The day someone turns this age; 1 March for those born on 29 February, in other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def latest(*days: date | None) -> date | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)
