"""Homes for minors month by month: residents grow out of them, homes close, and more are expected."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.registers.capacity.rules.homes import Home, ahead, forecast, leaves_on, mean_of, months_from

DECEMBER = date(2017, 12, 1)
JANUARY, MARCH, APRIL = date(2018, 1, 1), date(2018, 3, 1), date(2018, 4, 1)


@pytest.mark.parametrize(
    ("born_on", "age", "leaves"),
    [
        (date(2000, 3, 15), 18, date(2018, 4, 1)),
        (date(2000, 12, 31), 18, date(2019, 1, 1)),
        (date(2000, 2, 29), 18, date(2018, 3, 1)),
        (date(2000, 3, 15), 20, date(2020, 4, 1)),
    ],
)
def test_the_month_after_the_birthday_and_never_the_birthday(born_on: date, age: int, leaves: date) -> None:
    assert leaves_on(born_on, age) == leaves


def test_places_become_spare_as_residents_grow_up() -> None:
    home = Home(4, date(2016, 1, 1), None, 40_000, (MARCH, APRIL, None))
    found = ahead([home], [DECEMBER, MARCH, APRIL])
    assert [(row.taken, row.spare) for row in found] == [(3, 1), (2, 2), (1, 3)]
    assert [row.spare_cost_nok for row in found] == [10_000, 20_000, 30_000]


def test_when_a_home_closes_its_places_fall_away_and_those_who_stay_must_be_moved() -> None:
    closing = Home(4, date(2016, 1, 1), MARCH, 40_000, (JANUARY, APRIL, None))
    other = Home(3, date(2016, 1, 1), None, 30_000, (None,))
    assert closing.to_move() == 2
    before, after = ahead([closing, other], [JANUARY, MARCH])
    assert (before.places, before.taken, before.to_move) == (7, 3, 0)
    assert (after.places, after.taken, after.to_move, after.spare) == (3, 1, 2, 0)


def test_the_forecast_is_the_mean_of_the_last_months_with_the_band_of_chance() -> None:
    last = months_from(date(2016, 12, 1), 12)
    mean = mean_of(dict.fromkeys(last, 9) | {DECEMBER: 100}, last)
    (row,) = forecast(mean, [JANUARY])
    assert (mean, row.low, row.expected, row.high) == (9, 5, 9, 13)
    assert forecast(0, [JANUARY])[0].high == 0


@given(st.lists(st.tuples(st.integers(1, 6), st.lists(st.integers(0, 30), max_size=6), st.integers(0, 24)), max_size=5))
def test_nobody_is_lost_when_homes_close(drawn: list[tuple[int, list[int], int]]) -> None:
    months = months_from(DECEMBER, 24)
    homes = [
        Home(
            max(places, len(leaving)),
            date(2016, 1, 1),
            months_from(DECEMBER, closes + 1)[-1] if closes else None,
            1000,
            tuple(months_from(DECEMBER, n + 1)[-1] for n in leaving),
        )
        for places, leaving, closes in drawn
    ]
    for row in ahead(homes, months):
        staying = sum(day > row.on for home in homes for day in home.leaving if day)
        assert row.taken + row.to_move == staying
