"""What planning says about figures and days, as arithmetic."""

from datetime import date

import pytest

from rotfeste.casework.planning.rules.answering import Asked, Timing, answered, months_before, timing
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.casework.planning.rules.need import Band, changes, ordinary, together
from rotfeste.casework.planning.rules.values import default_budget_day, floor_places

MAY, DECEMBER = date(2017, 5, 2), date(2017, 12, 15)
FIRST, SECOND = Asked(date(2017, 10, 1), Pair(20, 1)), Asked(date(2018, 3, 1), Pair(5, 0))


@pytest.mark.parametrize(
    ("requests", "decided_on", "wanted"),
    [
        ([], None, True),
        ([FIRST], None, False),
        ([FIRST], date(2017, 9, 1), True),
        ([FIRST], date(2017, 12, 1), True),
        ([FIRST, SECOND], date(2017, 12, 1), False),
        ([FIRST, SECOND], date(2018, 3, 1), True),
    ],
)
def test_a_supplementary_request_needs_a_decision_of_its_own(
    requests: list[Asked], decided_on: date | None, wanted: bool
) -> None:
    assert answered(requests, decided_on) is wanted


@pytest.mark.parametrize(
    ("first", "today", "wanted"),
    [
        (MAY, DECEMBER, Timing.IN_TIME),
        (date(2017, 7, 15), DECEMBER, Timing.IN_TIME),
        (date(2017, 7, 16), DECEMBER, Timing.SHORT),
        (DECEMBER, DECEMBER, Timing.SHORT),
        (date(2017, 12, 16), date(2018, 1, 1), Timing.TOO_LATE),
        (None, DECEMBER, Timing.NONE),
        (None, date(2017, 12, 16), Timing.TOO_LATE),
    ],
)
def test_a_figure_in_time_comes_five_months_before_the_budget(first: date | None, today: date, wanted: Timing) -> None:
    assert timing(first, DECEMBER, months=5, today=today) == wanted


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2017, 12, 15), 5, date(2017, 7, 15)),
        (date(2017, 3, 31), 1, date(2017, 2, 28)),
        (date(2017, 1, 31), 2, date(2016, 11, 30)),
        (date(2017, 5, 1), 17, date(2015, 12, 1)),
    ],
)
def test_months_are_counted_back(day: date, months: int, wanted: date) -> None:
    assert months_before(day, months) == wanted


def test_the_need_is_the_sum_of_its_parts_and_minors_are_apart() -> None:
    parts = {"waiting": Band(1, 2, 3), "permits": Band(10, 20, 30), "minors": Band(4, 5, 6)}
    assert (together(parts), ordinary(parts)) == (Band(15, 27, 39), Band(11, 22, 33))


def test_what_changed_between_two_versions_is_told_part_by_part() -> None:
    before = {"waiting": Band(1, 2, 3), "quota": Band(5, 5, 5)}
    (change,) = changes(before, {**before, "waiting": Band(0, 1, 3)})
    assert (change.part, change.by) == ("waiting", -1)


def test_the_assumed_values() -> None:
    assert default_budget_day(2018) == DECEMBER
    assert floor_places(DECEMBER) == 10
