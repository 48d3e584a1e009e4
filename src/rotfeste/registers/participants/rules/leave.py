"""Leave and absence: how much of each kind. Source: FOR-2003-07-18-973; IMDi, «Permisjon, ferie og fravær».

«Days» are working days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.rules.working_days import working_days


@dataclass(frozen=True)
class LeaveRule:
    """The most that a kind of leave can last, and whether the benefit is paid."""

    with_benefit: bool
    working_days: int | None = None
    months: int | None = None
    in_first_year: bool = False
    """Taken before the child is one."""


LEAVE = {
    "pregnancy": LeaveRule(True, working_days=10),
    "birth_mother": LeaveRule(True, working_days=20),
    "birth_father": LeaveRule(True, working_days=7),
    "care": LeaveRule(False, months=10, in_first_year=True),
    "long_sickness": LeaveRule(False, months=12),
}


class TooMuchLeave(Exception):
    """More than the kind allows: `limit` of `unit` («days», «months» or «first_year»)."""

    def __init__(self, limit: int, unit: str) -> None:
        super().__init__(f"{limit} {unit}")
        self.limit, self.unit = limit, unit


Period = tuple[date, date]


def check_leave(kind: str, asked: Period, before: Iterable[Period] = (), *, child_born_on: date | None = None) -> bool:
    """Whether the benefit is paid in this leave. `before` is leave of the kind already granted. Raises TooMuchLeave."""
    rule, periods = LEAVE[kind], [*before, asked]
    if rule.working_days is not None and sum(working_days(*period) for period in periods) > rule.working_days:
        raise TooMuchLeave(rule.working_days, "days")
    if rule.months is not None:
        # Months are counted from the first day of the leave; taken in parts, the parts are laid end to end.
        first = min(begins for begins, _ in periods)
        days = sum((ends - begins).days for begins, ends in periods)
        if first + timedelta(days=days) > add_months(first, rule.months):
            raise TooMuchLeave(rule.months, "months")
    if rule.in_first_year and child_born_on is not None and asked[1] > add_months(child_born_on, 12):
        raise TooMuchLeave(12, "first_year")
    return rule.with_benefit


SELF_CERTIFIED_DAYS, SELF_CERTIFIED_TIMES, AFTER_DAYS, SAME_SICKNESS_DAYS = 3, 4, 56, 16


def self_certificate_fault(asked: Period, before: Iterable[Period], *, started_on: date) -> str:
    """Why a self-certificate does not do, or nothing.

    At most 3 days, at most 4 times in 12 months, and only after 8 weeks in the programme. New sickness within 16 days
    counts with the former. «days», «times», «too_early» or an empty text.
    """
    begins, ends = asked
    if (begins - started_on).days < AFTER_DAYS:
        return "too_early"
    recent = sorted(period for period in before if add_months(period[1], 12) > begins and period[1] <= begins)
    linked = ends
    spell_from = begins
    for earlier in reversed(recent):
        if (spell_from - earlier[1]).days < SAME_SICKNESS_DAYS:
            spell_from = earlier[0]
        else:
            break
    in_spell = [period for period in recent if period[0] >= spell_from]
    if sum((until - start).days for start, until in in_spell) + (linked - begins).days > SELF_CERTIFIED_DAYS:
        return "days"
    if len(recent) + 1 > SELF_CERTIFIED_TIMES:
        return "times"
    return ""


HOLIDAY_DAYS = 25
"""Working days of holiday in a year; that the calendar year counts is assumed."""


class TooMuchHoliday(Exception):
    """More holiday than a year has: `limit` working days in `year`."""

    def __init__(self, limit: int, year: int) -> None:
        super().__init__(limit, year)
        self.limit, self.year = limit, year


def check_holiday(asked: Period, before: Iterable[Period]) -> None:
    """The working days of holiday in each year that a new one touches. Raises TooMuchHoliday."""
    periods = [*before, asked]
    for year in range(asked[0].year, (asked[1] - timedelta(days=1)).year + 1):
        first, after = date(year, 1, 1), date(year + 1, 1, 1)
        within = [(max(begins, first), min(ends, after)) for begins, ends in periods]
        if sum(working_days(begins, ends) for begins, ends in within if begins < ends) > HOLIDAY_DAYS:
            raise TooMuchHoliday(HOLIDAY_DAYS, year)


class TooManyChildDays(Exception):
    """More days at home with a sick child than a year gives: `limit` working days."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


def check_child_days(asked: Period, before: Iterable[Period], *, children: int, alone: bool) -> None:
    """Days at home with a sick child in the twelve months up to the last of them. Raises TooManyChildDays."""
    since, limit = add_months(asked[1], -12), child_days(children, alone=alone)
    if sum(working_days(max(begins, since), ends) for begins, ends in (*before, asked)) > limit:
        raise TooManyChildDays(limit)


def child_days(children: int, *, alone: bool) -> int:
    """Working days a year at home with a sick child: 10, or 15 with more than two; twice that for one who is alone."""
    return (15 if children > 2 else 10) * (2 if alone else 1)
