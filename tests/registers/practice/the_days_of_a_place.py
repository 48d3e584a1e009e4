"""How many hold a place on each day, when it is free, and since when it stands empty: as counted day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotfeste.registers.practice.rules import (
    Held,
    empty_since,
    free_from,
    free_throughout,
    most_at_once,
    organisation_number_is_valid,
)

FIRST = date(2017, 1, 1)
DAYS = 40
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


PERIODS = st.tuples(st.integers(0, DAYS - 2), st.integers(1, 12)).map(lambda p: Held(day(p[0]), day(p[0] + p[1])))
SOME = st.lists(PERIODS, max_size=8)


def on(held: list[Held], when: date) -> int:
    return sum(row.from_on <= when < row.until_on for row in held)


@UNHURRIED
@given(held=SOME, asked=PERIODS, capacity=st.integers(1, 5))
def test_the_most_at_once_is_what_counting_each_day_gives(held: list[Held], asked: Held, capacity: int) -> None:
    days = [day(n) for n in range(DAYS + 20) if asked.from_on <= day(n) < asked.until_on]
    most = max(on(held, each) for each in days)
    assert most_at_once(held, asked.from_on, asked.until_on) == most
    assert free_throughout(capacity, held, asked.from_on, asked.until_on) == max(0, capacity - most)


@UNHURRIED
@given(held=SOME, begins=st.integers(0, DAYS), capacity=st.integers(1, 3))
def test_it_is_free_from_the_first_day_with_fewer_than_it_takes(held: list[Held], begins: int, capacity: int) -> None:
    found = free_from(capacity, held, day(begins), None)
    assert found == next(day(n) for n in range(begins, DAYS + 20) if on(held, day(n)) < capacity)
    if found is not None and found > day(begins):
        assert free_from(capacity, held, day(begins), found) is None


@UNHURRIED
@given(held=SOME, today=st.integers(0, DAYS + 20))
def test_it_stands_empty_since_the_last_left_and_only_when_nobody_is_coming(held: list[Held], today: int) -> None:
    since = empty_since(FIRST, None, held, day(today))
    if any(row.until_on > day(today) for row in held):
        assert since is None
    else:
        assert since == max([FIRST, *(row.until_on for row in held)])
    assert empty_since(day(today + 1), None, held, day(today)) is None
    assert empty_since(FIRST, day(max(1, today)), held, day(max(1, today))) is None


@pytest.mark.parametrize(
    ("number", "valid"),
    [("974760673", True), ("974760674", False), ("97476067", False), ("97476067a", False), ("", False)],
)
def test_an_organisation_number_is_checked_by_its_last_digit(number: str, valid: bool) -> None:
    assert organisation_number_is_valid(number) is valid
