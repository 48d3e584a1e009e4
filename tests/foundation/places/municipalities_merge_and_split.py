"""Figures follow municipalities through time: a merger sums up, a split is never guessed."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotfeste.foundation.places import queries
from rotfeste.foundation.places.models import Change
from rotfeste.foundation.places.rules import Pool, Step, carry

DAYS = [date(2016, 6, 1), date(2017, 6, 1), date(2018, 6, 1), date(2019, 6, 1), date(2020, 6, 1), date(2024, 6, 1)]


@pytest.mark.django_db
def test_a_merger_sums_up() -> None:
    carried = queries.carried_forward({"1624": 3, "1718": 4}, date(2017, 6, 1), date(2018, 6, 1))
    assert dict(carried.values) == {"5054": 7}
    assert carried.undivided == ()


@pytest.mark.django_db
def test_a_split_is_kept_whole_and_undivided() -> None:
    carried = queries.carried_forward({"1850": 10, "1805": 5, "1804": 2}, date(2019, 6, 1), date(2020, 6, 1))
    assert dict(carried.values) == {"1804": 2}
    assert carried.undivided == (Pool(frozenset({"1806", "1875"}), 15),)
    assert carried.total == 17


@pytest.mark.django_db
def test_a_boundary_that_moved_is_not_guessed_either() -> None:
    assert Change.objects.get(kind=Change.Kind.BOUNDARY).from_code == "0720"
    with pytest.raises(queries.SplitNotDivisible) as caught:
        queries.successor("0720", date(2016, 6, 1), date(2017, 6, 1))
    assert caught.value.codes == ("0704", "0710")


@pytest.mark.django_db
def test_a_municipality_is_followed_through_several_reforms() -> None:
    assert queries.successor("0714", date(2017, 1, 1), date(2024, 1, 1)) == "3903"
    assert queries.successors("1504", date(2017, 1, 1), date(2024, 1, 1)) == ("1508", "1580")
    assert queries.successor("0301", date(2017, 1, 1), date(2024, 1, 1)) == "0301"


@pytest.mark.django_db
def test_every_municipality_has_a_successor_on_every_later_day() -> None:
    for early, late in pairwise(DAYS):
        existing = {row.code for row in queries.municipalities(late)}
        reached = {code for row in queries.municipalities(early) for code in queries.successors(row.code, early, late)}
        assert reached == existing


@pytest.mark.django_db
def test_an_unknown_figure_makes_the_merged_one_unknown() -> None:
    carried = queries.carried_forward({"1624": 3, "1718": None}, date(2017, 6, 1), date(2018, 6, 1))
    assert dict(carried.values) == {"5054": None}
    assert carried.total is None


@pytest.mark.django_db
def test_figures_are_not_carried_back_or_from_a_number_of_another_day() -> None:
    with pytest.raises(ValueError, match="not back"):
        queries.carried_forward({"5054": 7}, date(2018, 6, 1), date(2017, 6, 1))
    with pytest.raises(queries.UnknownMunicipality):
        queries.carried_forward({"5054": 7}, date(2017, 6, 1), date(2018, 6, 1))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sums_survive_and_a_split_figure_is_never_distributed(data: st.DataObject) -> None:
    early, late = sorted(data.draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
    codes = [row.code for row in queries.municipalities(early)]
    values = data.draw(st.dictionaries(st.sampled_from(codes), st.integers(0, 9999), max_size=80))
    carried = queries.carried_forward(values, early, late)
    assert carried.total == sum(values.values())
    later = {row.code for row in queries.municipalities(late)}
    assert set(carried.values) <= later
    undivided = {code for pool in carried.undivided for code in pool.codes}
    assert undivided <= later
    assert not undivided & set(carried.values)
    for code in values:
        if len(queries.successors(code, early, late)) > 1:
            assert any(set(queries.successors(code, early, late)) <= pool.codes for pool in carried.undivided)


steps_of_one_day = st.lists(
    st.builds(Step, st.just(date(2020, 1, 1)), st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=12
)


@given(steps=steps_of_one_day, values=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 99)))
def test_whatever_the_reform_the_total_is_the_same(steps: list[Step], values: dict[str, int | None]) -> None:
    carried = carry(values, steps)
    assert carried.total == sum(value or 0 for value in values.values())
    pools = [*({code} for code in carried.values), *(set(pool.codes) for pool in carried.undivided)]
    assert sum(len(pool) for pool in pools) == len(set().union(*pools))


def test_a_split_that_is_undone_becomes_known_again() -> None:
    steps = [
        Step(date(2018, 1, 1), "a", "b"),
        Step(date(2018, 1, 1), "a", "c"),
        Step(date(2020, 1, 1), "b", "d"),
        Step(date(2020, 1, 1), "c", "d"),
    ]
    assert dict(carry({"a": 5}, steps).values) == {"d": 5}
