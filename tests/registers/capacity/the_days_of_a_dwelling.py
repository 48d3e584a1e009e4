"""A dwelling's days as arithmetic: who holds which place, how long it has stood empty, and what that costs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.registers.capacity.rules.dwellings import (
    Span,
    Spell,
    cost_of,
    days_within,
    first_free,
    kroner,
    label_key,
    median_days,
    places_in,
    places_needed,
    spells,
    vacancy,
)

TODAY = date(2017, 12, 1)
BEGAN = date(2017, 1, 1)
WHOLE = 1, 2


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def a_vacancy(*spans: Span, places: int = 1, until: date | None = None, since: date = BEGAN):
    return vacancy(places, spans, available_from=since, available_until=until, monthly_nok=7300, today=TODAY)


@pytest.mark.parametrize(("days", "stage"), [(0, 0), (6, 0), (7, 7), (13, 7), (14, 14), (29, 14), (30, 30), (400, 30)])
def test_the_clock_strikes_at_7_14_and_30_days(days: int, stage: int) -> None:
    found = a_vacancy(since=ago(days))
    assert (found.days, found.stage, found.free) == (days, stage, 1)


def test_a_dwelling_that_is_lived_in_is_not_vacant() -> None:
    found = a_vacancy(Span(*WHOLE, ago(60), None, ago(60)))
    assert (found.free, found.occupied, found.days, found.cost_nok, found.stage) == (0, 1, 0, 0, 0)


def test_the_clock_begins_when_they_moved_out() -> None:
    found = a_vacancy(Span(*WHOLE, ago(200), ago(10), ago(200)))
    assert (found.since_on, found.days, found.stage) == (ago(10), 10, 7)


def test_a_reservation_stops_the_alerts_but_not_the_cost() -> None:
    found = a_vacancy(Span(*WHOLE, ago(2)), since=ago(40))
    assert (found.free, found.reserved, found.stage) == (0, 1, 0)
    assert found.cost_nok == kroner(cost_of(40, 7300, 1)) == 9600


def test_a_reservation_that_came_to_nothing_does_not_wind_the_clock_back() -> None:
    found = a_vacancy(Span(*WHOLE, ago(20), ago(5)), since=ago(40))
    assert (found.days, found.stage) == (40, 30)


def test_a_dwelling_given_back_or_not_yet_available_is_not_vacant() -> None:
    assert a_vacancy(until=ago(3)).stage == 0
    assert a_vacancy(until=ago(3)).cost_nok == 0
    assert a_vacancy(since=TODAY + timedelta(days=4)).free == 0


def test_the_empty_places_of_a_shared_dwelling_have_their_share_of_the_cost() -> None:
    found = a_vacancy(Span(1, 2, ago(90), None, ago(90)), places=3, since=ago(90))
    assert (found.free, found.occupied, found.days) == (2, 1, 90)
    assert found.cost_nok == kroner(2 * cost_of(90, 7300, 3))


@pytest.mark.parametrize(
    ("persons", "shared_by", "minors", "places"),
    [(4, 0, False, 1), (3, 3, False, 3), (5, 0, True, 5), (1, 1, False, 1)],
)
def test_how_many_can_be_placed_one_by_one(persons: int, shared_by: int, minors: bool, places: int) -> None:
    assert places_in(persons, shared_by, minors) == places


@pytest.mark.parametrize(
    ("places", "persons", "minors", "needed"),
    [(1, 4, False, 1), (3, 1, False, 1), (3, 2, False, 3), (5, 1, True, 1), (5, 2, True, 2)],
)
def test_a_single_person_takes_a_place_and_a_family_all(places: int, persons: int, minors: bool, needed: int) -> None:
    assert places_needed(places, persons, minors) == needed


def test_the_first_places_that_are_free_together() -> None:
    spans = [Span(1, 2, BEGAN), Span(3, 4, BEGAN, ago(10))]
    assert first_free(4, 1, spans, TODAY) == 2
    assert first_free(4, 2, spans, TODAY) == 2
    assert first_free(4, 4, spans, TODAY) is None
    assert first_free(4, 3, spans, ago(20)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Storgata 1", "storgata  1"),
        ("Storgata 1, H0101", "STORGATA 1 h0101"),
        ("Kr. Augusts gate 3", "Kr Augusts gate 3"),
    ],
)
def test_an_address_is_recognised_however_it_is_written(one: str, other: str) -> None:
    assert label_key(one) == label_key(other)
    assert label_key("Storgata 1") != label_key("Storgata 11")


def test_the_median_and_the_days_within_a_year() -> None:
    rows = [Spell(1, ago(3)), Spell(1, ago(10)), Spell(1, ago(90), ago(60))]
    assert median_days(rows, TODAY) == 10
    assert median_days([], TODAY) is None
    assert days_within(Spell(1, date(2016, 12, 20)), BEGAN, TODAY) == (TODAY - BEGAN).days
    assert days_within(Spell(1, date(2016, 12, 20), date(2016, 12, 30)), BEGAN, TODAY) == 0


DAYS = st.integers(0, 400).map(ago)


@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 120), st.booleans()), max_size=6),
    st.integers(1, 400),
)
def test_every_day_of_every_place_is_either_lived_in_or_vacant(
    places: int, stays: list[tuple[int, int, bool]], days: int
) -> None:
    began, spans = ago(days), []
    free = dict.fromkeys(range(1, places + 1), began)
    for wanted, length, open_ended in stays:
        place = (wanted - 1) % places + 1
        if free[place] is None or free[place] >= TODAY:
            continue
        until = None if open_ended else min(free[place] + timedelta(days=length), TODAY)
        spans.append(Span(place, place + 1, free[place], until, free[place]))
        free[place] = until  # type: ignore[assignment]
    empty = spells(places, spans, available_from=began, available_until=None, today=TODAY)
    vacant = sum(row.days(TODAY) for row in empty)
    lived = sum(((span.until_on or TODAY) - span.from_on).days for span in spans)
    assert vacant + lived == places * days
    found = vacancy(places, spans, available_from=began, available_until=None, monthly_nok=1000, today=TODAY)
    assert found.free + found.occupied + found.reserved == places
