"""Which days a course meets, what clashes, who may take a seat, and what attendance makes of a month."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.registers.courses.rules import Attended, Meeting, Wish, clash, kind_of_hours, months_of, weekly, why_not
from rotfeste.registers.participants.rules.hours import away_by_kind

MAY = date(2017, 5, 1)
A_TUESDAY = Meeting(date(2017, 5, 2), time(10), Decimal(3))


@pytest.mark.parametrize(
    ("weekdays", "until_on", "days"),
    [
        ([0], date(2017, 5, 16), [8, 15]),  # 1 May is a public holiday
        ([2], date(2017, 5, 25), [3, 10, 24]),  # so is 17 May
        ([1, 3], date(2017, 5, 12), [2, 4, 9, 11]),
        ([5, 6], date(2017, 5, 8), [6, 7]),
        ([], date(2017, 6, 1), []),
        ([1], MAY, []),
    ],
)
def test_a_course_meets_on_its_days_of_the_week_but_not_on_public_holidays(
    weekdays: list[int], until_on: date, days: list[int]
) -> None:
    found = list(weekly(weekdays, time(10), Decimal(3), MAY, until_on))
    assert [row.day.day for row in found] == days
    assert all((row.starts_at, row.hours) == (time(10), 3) for row in found)


@pytest.mark.parametrize(
    ("day", "starts_at", "hours", "together"),
    [
        (2, time(10), "3", True),
        (2, time(12, 59), "1", True),
        (2, time(13), "1", False),
        (2, time(8), "2", False),
        (2, time(8), "2.25", True),
        (3, time(10), "3", False),
        (1, time(22), "10", False),
        (1, time(23, 30), "10", False),
    ],
)
def test_meetings_clash_when_someone_would_have_to_be_at_both(
    day: int, starts_at: time, hours: str, together: bool
) -> None:
    other = Meeting(date(2017, 5, day), starts_at, Decimal(hours))
    assert clash([A_TUESDAY], [other]) is together
    assert clash([other], [A_TUESDAY]) is together


MAY_TAKE = Wish(
    activity="norwegian",
    running=True,
    hours_civics=50,
    started_on=date(2017, 3, 1),
    until_on=date(2020, 3, 1),
    from_on=MAY,
    course_until=date(2017, 8, 1),
    called_off=False,
    meetings=[A_TUESDAY],
)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"until_on": None}, ""),
        ({"until_on": date(2017, 8, 1)}, ""),
        ({"taken": [replace(A_TUESDAY, day=date(2017, 5, 3))]}, ""),
        ({"activity": "programme"}, "not_in_training"),
        ({"activity": "reception"}, "not_in_training"),
        ({"running": False}, "not_in_training"),
        ({"hours_civics": 0}, "no_hours_of_civics"),
        ({"called_off": True}, "called_off"),
        ({"from_on": date(2017, 8, 1)}, "the_course_is_over"),
        ({"in_it": True}, "in_the_course_already"),
        ({"until_on": date(2017, 7, 31)}, "outside_the_training"),
        ({"started_on": date(2017, 5, 2)}, "outside_the_training"),
        ({"taken": [A_TUESDAY]}, "another_course_at_the_same_time"),
    ],
)
def test_who_may_take_a_seat_and_why_not(changes: dict[str, Any], code: str) -> None:
    assert why_not(replace(MAY_TAKE, **changes)) == code


@pytest.mark.parametrize(
    ("language", "kind"), [("nb", "civics"), ("nn", "civics"), ("ar", "civics_own"), ("en", "civics_own")]
)
def test_civics_is_in_norwegian_or_in_a_language_one_understands(language: str, kind: str) -> None:
    assert kind_of_hours(language) == kind


def attended(day: date, hours: int, over_on: date | None = None) -> Attended:
    return Attended(1, "civics_own", day, Decimal(hours), Decimal(3), MAY, over_on)


def test_a_month_is_the_sum_of_its_sessions_and_what_is_outside_the_training_is_apart() -> None:
    over = date(2017, 5, 20)
    rows = [
        attended(date(2017, 4, 25), 3),
        attended(date(2017, 5, 2), 3, over),
        attended(date(2017, 5, 9), 1, over),
        attended(date(2017, 5, 20), 2, over),
        attended(date(2017, 6, 6), 0),
    ]
    found = {
        key[2]: (m.hours, m.absent_hours, m.outside_hours, m.outside_absent_hours) for key, m in months_of(rows).items()
    }
    assert found == {
        date(2017, 4, 1): (0, 0, 3, 0),
        MAY: (4, 2, 2, 1),
        date(2017, 6, 1): (0, 3, 0, 0),
    }


HALVES = st.integers(0, 80).map(lambda number: Decimal(number) / 2)


@given(valid=HALVES, unexcused=HALVES, course=HALVES, own=HALVES)
def test_absence_by_kind_loses_nothing_and_keeps_what_came_from_a_course_where_it_can(
    valid: Decimal, unexcused: Decimal, course: Decimal, own: Decimal
) -> None:
    found = away_by_kind("norwegian", valid, unexcused, {"civics": course, "civics_own": own})
    assert sum(hours for hours, _without in found.values()) == valid + unexcused
    assert sum(without for _hours, without in found.values()) == unexcused
    assert all(0 <= without <= hours for hours, without in found.values())
    if valid + unexcused >= course + own:
        assert found.get("civics", (Decimal(0),))[0] == course
        assert found.get("civics_own", (Decimal(0),))[0] == own
