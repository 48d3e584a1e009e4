"""Working days: the public holidays that the law fixes are none, whatever day of the week they fall on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.registers.participants.rules.hours import days_of_teaching
from rotfeste.registers.participants.rules.leave import TooMuchLeave, check_child_days, check_leave
from rotfeste.registers.participants.rules.working_days import easter, is_working_day, public_holidays, working_days

DAYS = st.dates(date(2003, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2003, (4, 20)),
        (2008, (3, 23)),
        (2011, (4, 24)),
        (2016, (3, 27)),
        (2017, (4, 16)),
        (2024, (3, 31)),
        (2038, (4, 25)),
    ],
)
def test_easter_is_on_its_day(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_the_holidays_of_2017_are_those_of_the_calendar() -> None:
    days = ["01-01", "04-13", "04-14", "04-17", "05-01", "05-17", "05-25", "06-05", "12-25", "12-26"]
    assert sorted(public_holidays(2017)) == [date.fromisoformat(f"2017-{day}") for day in days]


@pytest.mark.parametrize(
    ("from_on", "until_on", "days"),
    [
        (date(2017, 4, 10), date(2017, 4, 18), 3),  # the week before Easter, to Easter Monday
        (date(2017, 5, 15), date(2017, 5, 20), 4),  # a Wednesday, 17 May
        (date(2016, 5, 16), date(2016, 5, 18), 0),  # Whit Monday and 17 May
        (date(2017, 12, 23), date(2018, 1, 2), 3),
        (date(2017, 3, 6), date(2017, 3, 13), 5),
        (date(2017, 3, 11), date(2017, 3, 13), 0),
        (date(2017, 3, 13), date(2017, 3, 13), 0),
        (date(2017, 3, 13), date(2017, 3, 1), 0),
    ],
)
def test_working_days_of_a_period(from_on: date, until_on: date, days: int) -> None:
    assert working_days(from_on, until_on) == days


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_period_is_the_sum_of_its_parts_and_never_more_than_its_weekdays(day: date, one: int, two: int) -> None:
    middle, end = day + timedelta(days=one), day + timedelta(days=one + two)
    assert working_days(day, end) == working_days(day, middle) + working_days(middle, end)
    weekdays = sum((day + timedelta(days=n)).weekday() < 5 for n in range(one + two))
    assert weekdays - 10 <= working_days(day, end) <= weekdays


@given(st.integers(2003, 2099))
def test_a_year_has_ten_holidays_that_are_no_sunday_by_rule(year: int) -> None:
    assert easter(year).weekday() == 6 and date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
    assert 9 <= len(public_holidays(year)) <= 10, "1 May or 17 May can be Ascension or Whit Monday"
    assert not any(is_working_day(day) for day in public_holidays(year))


def test_leave_and_days_with_a_sick_child_are_longer_over_a_holiday() -> None:
    easter_weeks = (date(2017, 4, 10), date(2017, 4, 25))
    assert check_leave("pregnancy", easter_weeks)
    check_child_days(easter_weeks, (), children=1, alone=False)
    with pytest.raises(TooMuchLeave):
        check_leave("pregnancy", (date(2017, 3, 6), date(2017, 3, 21)))


def test_a_month_holds_hours_on_its_working_days() -> None:
    assert days_of_teaching(date(2017, 4, 1), date(2017, 5, 1)) == 17
    assert days_of_teaching(date(2017, 3, 4), date(2017, 3, 5)) == 1, "teaching can be on a Saturday"
