"""The introduction benefit to the krone: 2 G, two thirds, one third; 1/12, 1/30, 1/1850; and what reduces it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.casework.qualification.rules.benefit import Month, benefit, first_of_next, months_between
from rotfeste.foundation.rates.rules import NoRateForDate

GROWN = Month(
    month=date(2019, 6, 1),
    law="2003",
    born_on=date(1985, 1, 1),
    with_parents=False,
    started_on=date(2019, 1, 1),
    ended_on=None,
)
YOUNG = replace(GROWN, born_on=date(1996, 1, 1))
JUNE = date(2019, 6, 1)


@pytest.mark.parametrize(
    ("month", "amount"),
    [
        (GROWN, 16643),  # 199 716 / 12: the year that IMDi states for 1 May 2019
        (YOUNG, 11095),  # 133 144 / 12
        (replace(YOUNG, with_parents=True), 11095),  # one third came with the law of 2021
        (replace(YOUNG, with_parents=True, law="2021"), 5548),
        (replace(YOUNG, law="2021"), 11095),
        (replace(GROWN, with_parents=True, law="2021"), 16643),
        (replace(GROWN, started_on=date(2019, 6, 16)), 8322),  # 15 of 30 days
        (replace(GROWN, ended_on=date(2019, 6, 11)), 5548),  # 10 days
        (replace(GROWN, month=date(2019, 7, 1), started_on=date(2019, 7, 1)), 16643),  # 31 days are a month
        (replace(GROWN, month=date(2019, 7, 1), started_on=date(2019, 7, 2)), 16643),  # and 30 of them too
        (replace(GROWN, unexcused=((date(2019, 6, 3), date(2019, 6, 5)),)), 15533),  # two days
        (replace(GROWN, unexcused_hours=Decimal("7.5")), 15833),  # 7.5 hours of 1 850
        (replace(GROWN, unpaid=((date(2019, 5, 1), date(2019, 6, 16)),)), 8322),
        (replace(GROWN, other_benefits_nok=Decimal(5000)), 11643),
        (replace(GROWN, work_in_programme_nok=Decimal(20000)), 0),
    ],
)
def test_the_amount(month: Month, amount: int) -> None:
    assert benefit(month).amount_nok == amount


def test_who_turns_25_has_the_whole_benefit_from_the_month_after() -> None:
    born = replace(GROWN, born_on=date(1994, 6, 2))
    assert benefit(born).amount_nok == 11095
    assert benefit(replace(born, month=date(2019, 7, 1))).amount_nok == 16643


def test_a_month_without_a_known_basic_amount_is_refused() -> None:
    with pytest.raises(NoRateForDate):
        benefit(replace(GROWN, month=date(2026, 6, 1)))
    with pytest.raises(NoRateForDate):
        benefit(replace(GROWN, month=date(2013, 1, 1), started_on=date(2013, 1, 1)))


def test_an_assumed_basic_amount_is_marked() -> None:
    assert not benefit(GROWN).assumed
    assert benefit(replace(GROWN, month=date(2017, 6, 1), started_on=date(2017, 1, 1))).assumed


DAYS = st.dates(date(2019, 4, 1), date(2019, 8, 31))
PERIODS = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=4).map(tuple)


@given(DAYS, st.none() | DAYS, PERIODS, PERIODS, st.integers(0, 150).map(Decimal))
def test_never_below_zero_nor_above_a_month_and_the_lines_are_the_sum(
    started_on: date,
    ended_on: date | None,
    unpaid: tuple[tuple[date, date], ...],
    unexcused: tuple[tuple[date, date], ...],
    hours: Decimal,
) -> None:
    found = benefit(
        replace(
            GROWN,
            started_on=started_on,
            ended_on=ended_on,
            unpaid=unpaid,
            unexcused=unexcused,
            unexcused_hours=hours,
        )
    )
    assert 0 <= found.amount_nok <= 16643
    total = sum(line.amount_nok for line in found.lines if not line.total)
    assert abs(max(total, Decimal(0)) - found.amount_nok) <= Decimal("0.5")
    assert all(line.section for line in found.lines)


@given(DAYS, DAYS)
def test_months_between_are_those_that_the_period_touches(a: date, b: date) -> None:
    begins, ends = min(a, b), max(a, b)
    found = list(months_between(begins, ends))
    assert all(m.day == 1 and m < ends and first_of_next(m) > begins for m in found)
