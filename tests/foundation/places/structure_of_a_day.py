"""A date gives the municipalities, counties and regions of that day."""

from datetime import date

import pytest

from rotfeste.foundation.places import actions, queries
from rotfeste.foundation.places.almanac import DateOutsideAlmanac
from rotfeste.foundation.places.models import Municipality, Region

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "municipalities", "counties"),
    [
        (date(2016, 12, 31), 428, 19),
        (date(2017, 1, 1), 426, 19),
        (date(2017, 12, 31), 426, 19),
        (date(2018, 1, 1), 422, 18),
        (date(2019, 12, 31), 422, 18),
        (date(2020, 1, 1), 356, 11),
        (date(2023, 12, 31), 356, 11),
        (date(2024, 1, 1), 357, 15),
        (date(2030, 1, 1), 357, 15),
    ],
)
def test_there_were_this_many_municipalities_and_counties(on: date, municipalities: int, counties: int) -> None:
    found = queries.structure(on)
    assert (len(found.municipalities), len(found.counties)) == (municipalities, counties)
    assert {row.county_code for row in found.municipalities} == {row.code for row in found.counties}


def test_before_the_almanac_begins_it_refuses() -> None:
    with pytest.raises(DateOutsideAlmanac, match="2016-01-01"):
        queries.structure(date(2015, 12, 31))


def test_a_municipality_has_the_name_of_the_day() -> None:
    assert queries.municipality("5001", date(2022, 12, 31)).name == "Trondheim"
    assert queries.municipality("5001", date(2023, 1, 1)).name == "Trondheim - Tråante"


def test_an_unknown_number_says_what_it_has_become() -> None:
    with pytest.raises(queries.UnknownMunicipality) as caught:
        queries.municipality("1601", date(2018, 1, 1))
    assert caught.value.exists_as == ("5001",)
    with pytest.raises(queries.UnknownMunicipality, match="5001 was no municipality on 2017-12-31"):
        queries.municipality("5001", date(2017, 12, 31))
    with pytest.raises(queries.UnknownMunicipality) as never:
        queries.municipality("9999", date(2018, 1, 1))
    assert never.value.exists_as == ()


def test_a_label_falls_back_to_the_number() -> None:
    assert queries.name_of("0301", date(2017, 1, 1)) == "Oslo"
    assert queries.name_of("9999", date(2017, 1, 1)) == "9999"


def test_municipalities_stand_in_norwegian_order() -> None:
    found = [row.name for row in queries.municipalities(date(2017, 6, 1))]
    assert found[0] == "Agdenes"
    assert found[-1] == "Åsnes"
    assert found.index("Ål") > found.index("Øystre Slidre") > found.index("Ås") - 30


def test_a_county_is_found_by_number_and_day() -> None:
    assert queries.county("50", date(2018, 1, 1)).name == "Trøndelag"
    with pytest.raises(queries.UnknownCounty):
        queries.county("50", date(2017, 12, 31))


def test_every_municipality_of_2017_lies_in_a_region_of_the_directorate() -> None:
    on = date(2017, 12, 1)
    found = queries.region_codes(Region.Kind.IMDI, on)
    assert len(found) == 426
    assert len(queries.regions(Region.Kind.IMDI, on)) == 6
    assert set(found.values()) == {row.code for row in queries.regions(Region.Kind.IMDI, on)}


@pytest.mark.parametrize(("on", "count"), [(date(2017, 12, 31), 83), (date(2018, 1, 1), 84)])
def test_economic_regions_were_drawn_anew_in_2018(on: date, count: int) -> None:
    known = queries.regions(Region.Kind.ECONOMIC, on)
    assert len(known) == count
    assert set(queries.region_codes(Region.Kind.ECONOMIC, on).values()) <= {row.code for row in known}


def test_centrality_is_known_for_2017_and_never_invented_later() -> None:
    assert queries.region_codes(Region.Kind.CENTRALITY_2008, date(2017, 6, 1))["0301"] == "3"
    assert queries.region_codes(Region.Kind.CENTRALITY_2008, date(2020, 6, 1)) == {}


def test_oslo_has_fifteen_city_districts() -> None:
    found = queries.city_districts(date(2017, 12, 1))
    assert len(found) == 15
    assert (found[0].name, found[6].name) == ("Gamle Oslo", "Vestre Aker")


def test_a_municipality_is_written_to_in_the_language_it_has_resolved() -> None:
    assert queries.language_of("1103", date(2017, 6, 1)) == "nb"
    assert queries.language_of("1449", date(2017, 6, 1)) == "nn"


def test_population_is_given_for_the_years_that_are_known() -> None:
    assert sum(row.persons for row in queries.population(2015).values()) == 5_165_802
    assert sum(row.persons for row in queries.population(2024).values()) == 5_550_203
    assert queries.population(2019) == {}
    assert queries.population_known(date(2015, 1, 1))["0301"] == 647_676


def test_known_population_follows_mergers_and_leaves_out_split_municipalities() -> None:
    found = queries.population_known(date(2020, 6, 1))
    assert found["3014"] == 5346 + 5692 + 15513 + 11353 + 5343
    assert "1806" not in found
    assert len(found) == 356 - 5


def test_loading_again_changes_nothing() -> None:
    before = set(Municipality.objects.values_list("id", flat=True))
    assert actions.load() is False
    assert set(Municipality.objects.values_list("id", flat=True)) == before
