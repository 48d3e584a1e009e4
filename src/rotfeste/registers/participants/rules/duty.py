"""Whether the duty to take part in training is fulfilled, and on which date: step by step, with sections. Pure.

Source: introduksjonsloven § 17; integreringsloven chapter 6 and § 29; IMDi, «Timer, prøver og fritak», 18.1.2017, and
«Varighet og omfang», 20.12.2023.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from rotfeste.registers.participants.rules.answer import (
    Answer,
    Category,
    Law,
    Scheme,
    Step,
    Trail,
    add_months,
    latest,
)

SKILLS = ("spoken", "listening", "reading", "written")
LEVELS = ("below_a1", "A1", "A2", "B1", "B2", "C1")
NORWEGIAN, CIVICS = ("norwegian",), ("civics", "civics_own")
TRAINING = {Law.LAW_2003: "introduksjonsloven § 17"}


class Stand(StrEnum):
    """How someone stands to the duty."""

    NONE = "none"
    NOT_YET = "not_yet"
    FULFILLED = "fulfilled"
    EXEMPT = "exempt"
    ENDED = "ended"


@dataclass(frozen=True)
class MonthOfHours:
    """Hours of one kind that someone took part in, in one month."""

    month: date
    kind: str
    hours: Decimal


@dataclass(frozen=True)
class Taken:
    """A test of one skill, or of civics."""

    skill: str
    level: str
    on: date


@dataclass(frozen=True)
class Done:
    """What someone has done by a day. `exempt` has each part exempted from, since when, and the section."""

    on: date
    answer: Answer
    hours: Sequence[MonthOfHours] = ()
    tests: Sequence[Taken] = ()
    exempt: tuple[tuple[str, date, str], ...] = ()
    goals: tuple[tuple[str, str], ...] = ()
    """Goals that were set for the person; otherwise the guiding ones hold."""
    school_completed_on: date | None = None


@dataclass(frozen=True)
class Part:
    """One part of the duty (norwegian, civics, tests): when it was done or exempted from, hours done and wanted."""

    what: str
    done_on: date | None
    exempt: bool = False
    done: Decimal = Decimal(0)
    wanted: int | None = None


@dataclass(frozen=True)
class Duty:
    """How someone stands to the duty, since when, each part of it, and the steps."""

    stand: Stand
    on: date | None = None
    parts: tuple[Part, ...] = ()
    steps: tuple[Step, ...] = ()
    late: bool = False
    """The day by which it was to be fulfilled is past."""

    @property
    def assumed(self) -> bool:
        """Whether a step rests on something that no source confirms."""
        return any(step.assumed for step in self.steps)


def duty(done: Done) -> Duty:
    """Part for part: hours or goal in Norwegian, hours of civics, and tests where they are obligatory."""
    trail, right, law = Trail(), done.answer.norwegian, done.answer.law
    section = TRAINING.get(law, "integreringsloven kap. 6")
    has_duty = right.category in (Category.RIGHT_AND_DUTY, Category.DUTY)
    if not trail.ask("has_duty", None, "integreringsloven kap. 6A" if law is Law.CHAPTER_6A else section, has_duty):
        return Duty(Stand.NONE, steps=tuple(trail.steps))
    parts = [_norwegian(done, section, trail), _civics(done, section, trail)]
    if right.tests:
        parts.append(_tests(done, section, trail))
    return _whole(done, tuple(parts), section, trail)


def _whole(done: Done, parts: tuple[Part, ...], section: str, trail: Trail) -> Duty:
    right = done.answer.norwegian
    days = [part.done_on for part in parts]
    on = latest(*days) if all(days) else None
    ends = right.until_on
    if right.scheme is Scheme.GOAL and right.done_by is not None:
        ends = min(right.done_by, ends or right.done_by)
    if on is not None and (ends is None or on < ends):
        trail.note("duty_fulfilled", on, section, unit="date")
        stand = Stand.EXEMPT if all(part.exempt for part in parts if part.what != "tests") else Stand.FULFILLED
        return Duty(stand, on, parts, tuple(trail.steps))
    if ends is not None and done.on >= ends:
        trail.note("duty_ended", ends, section, unit="date")
        return Duty(Stand.ENDED, ends, parts, tuple(trail.steps))
    late = right.done_by is not None and done.on >= right.done_by
    if right.done_by is not None:
        trail.ask("in_time", right.done_by, section, not late, assumed=right.scheme is not Scheme.GOAL)
    return Duty(Stand.NOT_YET, None, parts, tuple(trail.steps), late)


def _norwegian(done: Done, section: str, trail: Trail) -> Part:
    right = done.answer.norwegian
    total = _sum(done, NORWEGIAN)
    if (exempted := _exempted(done, "norwegian", trail)) is not None:
        return Part("norwegian", exempted, True, total, right.hours_norwegian)
    reached = _goal(done, section, trail) if right.scheme is Scheme.GOAL else _hours(done, NORWEGIAN, section, trail)
    if reached is None and (school := done.school_completed_on) is not None and school <= done.on:
        trail.ask("school_completed", school, section, True, assumed=True)
        reached = school
    return Part("norwegian", reached, False, total, right.hours_norwegian)


def _civics(done: Done, section: str, trail: Trail) -> Part:
    total, wanted = _sum(done, CIVICS), done.answer.norwegian.hours_civics
    if (exempted := _exempted(done, "civics", trail)) is not None:
        return Part("civics", exempted, True, total, wanted)
    return Part("civics", _hours(done, CIVICS, section, trail), False, total, wanted)


def _hours(done: Done, kinds: tuple[str, ...], section: str, trail: Trail) -> date | None:
    """The last day of the month in which the hours were reached: hours are registered by month."""
    norwegian = kinds == NORWEGIAN
    wanted = done.answer.norwegian.hours_norwegian if norwegian else done.answer.norwegian.hours_civics
    if wanted is None:
        trail.ask("hours_known", None, section, None)
        return None
    total, reached = Decimal(0), None
    for row in _counted(done, kinds):
        total += row.hours
        if total >= wanted:
            reached = _last_day(row.month)
            break
    what = "norwegian" if norwegian else "civics"
    trail.note(f"hours_{what}", wanted, section, unit="hours")
    trail.ask(f"{what}_done", int(_sum(done, kinds)), section, reached is not None, unit="hours")
    if reached is not None:
        trail.note("reached_on", reached, section, unit="date")
    return reached


def _counted(done: Done, kinds: tuple[str, ...]) -> list[MonthOfHours]:
    """A month counts when it is over."""
    rows = [row for row in done.hours if row.kind in kinds and _last_day(row.month) <= done.on]
    return sorted(rows, key=lambda row: row.month)


def _sum(done: Done, kinds: tuple[str, ...]) -> Decimal:
    return sum((row.hours for row in _counted(done, kinds)), Decimal(0))


def _last_day(month: date) -> date:
    return add_months(month, 1) - timedelta(days=1)


def _goal(done: Done, section: str, trail: Trail) -> date | None:
    """The day on which the last of the skills reached its goal."""
    right, chosen = done.answer.norwegian, dict(done.goals)
    days: list[date | None] = []
    for skill in SKILLS:
        guiding = right.goal_spoken if skill == "spoken" else right.goal_written
        wanted = chosen.get(skill, guiding)
        if not wanted:
            trail.ask(f"goal_{skill}", None, section, None)
            days.append(None)
            continue
        days.append(_first(done, skill, wanted))
        trail.ask(f"goal_{skill}", f"{wanted}", section, days[-1] is not None)
    if not all(days):
        return None
    reached = latest(*days)
    trail.note("reached_on", reached, section, unit="date")
    return reached


def _first(done: Done, skill: str, level: str = "") -> date | None:
    """The first test of a skill, at or above a level where one is asked for."""
    lowest = _height(level) if level else -1
    days = [row.on for row in done.tests if row.skill == skill and row.on <= done.on and _height(row.level) >= lowest]
    return min(days, default=None)


def _height(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else -1


def _tests(done: Done, section: str, trail: Trail) -> Part:
    """That a test is taken is enough, whatever its result: obligatory is to take it. No source confirms the reading."""
    if (exempted := _exempted(done, "tests", trail)) is not None:
        return Part("tests", exempted, True)
    days = {skill: _first(done, skill) for skill in (*SKILLS, "civics")}
    for skill, day in days.items():
        trail.ask(f"test_{skill}", day, section, day is not None, assumed=True)
    return Part("tests", latest(*days.values()) if all(days.values()) else None)


def _exempted(done: Done, what: str, trail: Trail) -> date | None:
    for part, day, section in done.exempt:
        if part == what and day <= done.on:
            trail.ask(f"exempt_{what}", day, section, True)
            return day
    return None
