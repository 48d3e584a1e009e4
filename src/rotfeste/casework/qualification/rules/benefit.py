"""The introduction benefit of one month, line by line.

Source: introduksjonsloven §§ 8–13; integreringsloven §§ 19–25; Prop. 89 L (2019–2020) chapter 9. The year is 2 G; two
thirds for those under 25, and, by the law of 2021, one third for those of them who live with their parents. A month is
1/12, a day 1/30 of the month, an hour 1/1850 of the year. It is paid in arrears by what is registered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from rotfeste.foundation.rates import queries as rates

RATES = Path(__file__).parent.parent / "rates.yaml"
KRONE = Decimal(1)


@dataclass(frozen=True)
class Line:
    """One line of the calculation. `asked` names it; `amount_nok` is added (or, below zero, deducted)."""

    asked: str
    section: str
    amount_nok: Decimal
    number: Decimal | None = None
    assumed: bool = False
    total: bool = False
    """A sum so far, not an addition."""


@dataclass(frozen=True)
class Month:
    """What is known of one person's month. Periods are exclusive of their last day."""

    month: date
    """The first day."""
    law: str
    """«2003», «2021» or «6a»."""
    born_on: date
    with_parents: bool
    started_on: date
    ended_on: date | None
    unpaid: tuple[tuple[date, date], ...] = ()
    """Leave without benefit, and interruptions."""
    unexcused: tuple[tuple[date, date], ...] = ()
    """Whole days of absence without valid reason."""
    unexcused_hours: Decimal = Decimal(0)
    other_benefits_nok: Decimal = Decimal(0)
    work_in_programme_nok: Decimal = Decimal(0)


@dataclass(frozen=True)
class Benefit:
    """The month's benefit in whole kroner, and how it came about."""

    amount_nok: int
    lines: tuple[Line, ...]

    @property
    def assumed(self) -> bool:
        """Whether a value is used that no source confirms."""
        return any(line.assumed for line in self.lines)


SECTIONS = {
    "2003": ("introduksjonsloven § 9", "introduksjonsloven § 10", "introduksjonsloven § 12", "introduksjonsloven § 11")
}
SINCE = ("integreringsloven § 20", "integreringsloven § 21", "integreringsloven § 22", "integreringsloven § 23")


def first_of_next(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def yearly(month: Month, on: date) -> tuple[Decimal, str, bool]:
    """The year's benefit on a day, its share («whole», «two_thirds», «one_third»), and whether G is assumed.

    Age is taken on the first day of the month. Raises NoRateForDate.
    """
    basic = rates.version(RATES, "basic_amount", on=on)
    whole = Decimal(basic.value) * rates.value(RATES, "benefit_basic_amounts", on=on)
    young = int(rates.value(RATES, "young_below_age", on=on))
    age = on.year - month.born_on.year - ((on.month, on.day) < (month.born_on.month, month.born_on.day))
    if age >= young:
        return whole, "whole", basic.assumed
    if month.with_parents and month.law != "2003":
        return whole / 3, "one_third", basic.assumed
    return whole * 2 / 3, "two_thirds", basic.assumed


def benefit(month: Month) -> Benefit:
    """The benefit of a month. Never below zero. Raises NoRateForDate where G is not known."""
    of_benefit, of_absence, of_others, of_means = SECTIONS.get(month.law, SINCE)
    year, share, assumed = yearly(month, month.month)
    a_month, a_day = year / 12, year / 12 / rates.value(RATES, "days_of_a_month", on=month.month)
    an_hour = year / rates.value(RATES, "hours_of_a_year", on=month.month)
    lines = [Line(f"year_{share}", of_benefit, year, assumed=assumed, total=True)]
    earned, days = _earned(month, a_month, a_day)
    lines.append(Line("month" if days is None else "days", of_benefit, earned, days))
    away = sum(_days(period, month) for period in month.unexcused)
    if away:
        lines.append(Line("unexcused_days", of_absence, -a_day * away, Decimal(away)))
    if month.unexcused_hours:
        lines.append(Line("unexcused_hours", of_absence, -an_hour * month.unexcused_hours, month.unexcused_hours))
    if month.other_benefits_nok:
        lines.append(Line("other_benefits", of_others, -month.other_benefits_nok))
    if month.work_in_programme_nok:
        lines.append(Line("work_in_programme", of_means, -month.work_in_programme_nok))
    total = max(sum((line.amount_nok for line in lines if not line.total), Decimal(0)), Decimal(0))
    return Benefit(int(total.quantize(KRONE, ROUND_HALF_UP)), tuple(lines))


def _earned(month: Month, a_month: Decimal, a_day: Decimal) -> tuple[Decimal, Decimal | None]:
    """A whole month, or its days at 1/30 where the month is not whole; never more than a month."""
    last = first_of_next(month.month)
    begins = max(month.month, month.started_on)
    ends = min(last, month.ended_on) if month.ended_on else last
    present = set(range(begins.toordinal(), ends.toordinal()))
    for period in month.unpaid:
        present -= set(range(period[0].toordinal(), period[1].toordinal()))
    if len(present) == (last - month.month).days:
        return a_month, None
    return min(a_day * len(present), a_month), Decimal(len(present))


def _days(period: tuple[date, date], month: Month) -> int:
    """Days of a period within the month."""
    return max(0, (min(period[1], first_of_next(month.month)) - max(period[0], month.month)).days)


def months_between(from_on: date, until_on: date) -> Iterable[date]:
    """The first days of the months that a period touches."""
    month = from_on.replace(day=1)
    while month < until_on:
        yield month
        month = first_of_next(month)
