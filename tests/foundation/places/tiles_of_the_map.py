"""The map with one square for each municipality resembles Norway, and no two squares overlap."""

from datetime import date
from statistics import mean

import pytest

from rotfeste.foundation.places import queries

pytestmark = pytest.mark.django_db
DAYS = [date(year, 6, 1) for year in range(2016, 2025)]


@pytest.mark.parametrize("on", DAYS)
def test_no_two_squares_overlap(on: date) -> None:
    places = [(tile.column, tile.row) for tile in queries.tiles(on)]
    assert len(places) == len(set(places)) == len(queries.municipalities(on))


@pytest.mark.parametrize("on", DAYS)
def test_the_map_is_small_enough_for_a_screen(on: date) -> None:
    assert max(tile.column for tile in queries.tiles(on)) < 35
    assert max(tile.row for tile in queries.tiles(on)) < 46


def test_counties_lie_where_they_lie_in_norway() -> None:
    tiles = queries.tiles(date(2017, 6, 1))
    column = {code: mean(t.column for t in tiles if t.county_code == code) for code in {t.county_code for t in tiles}}
    row = {code: mean(t.row for t in tiles if t.county_code == code) for code in column}
    finnmark, troms, nordland, hordaland, ostfold, agder = "20", "19", "18", "12", "01", "10"
    assert column[finnmark] > column[troms] > column[nordland] > column[ostfold] > column[hordaland]
    assert row[finnmark] < row[troms] < row[nordland] < row[hordaland] < row[agder]


def test_a_merged_municipality_stands_where_its_largest_part_stood() -> None:
    before = {tile.code: (tile.column, tile.row) for tile in queries.tiles(date(2019, 6, 1))}
    after = {tile.code: (tile.column, tile.row) for tile in queries.tiles(date(2020, 6, 1))}
    assert after["3014"] == before["0124"]
    assert after["1108"] == before["1102"]
