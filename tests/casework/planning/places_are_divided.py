"""Dividing places: they add up, nobody is below the floor, and a higher score never gives fewer."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.casework.planning.rules.apportioning import FloorTooHigh, NothingToDivideBy, apportion, largest_remainder
from rotfeste.casework.planning.rules.distribution import (
    CRITERIA,
    Basis,
    FixedBeyondTotal,
    Pair,
    distribute,
    explained,
    most_suited,
)
from rotfeste.casework.planning.rules.need import Band, indicated

CODES = [f"{county:02d}{number:02d}" for county in (1, 2, 3) for number in (1, 2, 3, 4)]
WEIGHTS = st.dictionaries(st.sampled_from(CODES), st.integers(0, 10**9), min_size=1)
VALUES = st.fixed_dictionaries(
    {code: st.fixed_dictionaries({k: st.integers(0, 10**9) for k in CRITERIA}) for code in CODES}
)
SOME_WEIGHTS = st.fixed_dictionaries({key: st.integers(0, 100) for key in CRITERIA}).filter(
    lambda w: sum(w.values()) > 0
)


@pytest.mark.parametrize(
    ("total", "weights", "floors", "wanted"),
    [
        (10, {"a": 1, "b": 1}, {}, {"a": 5, "b": 5}),
        (10, {"a": 1, "b": 1, "c": 1}, {}, {"a": 4, "b": 3, "c": 3}),
        (7, {"a": 5, "b": 3, "c": 2}, {}, {"a": 4, "b": 2, "c": 1}),
        (100, {"a": 98, "b": 1, "c": 1}, {"a": 10, "b": 10, "c": 10}, {"a": 80, "b": 10, "c": 10}),
        (30, {"a": 98, "b": 1, "c": 1}, {"a": 10, "b": 10, "c": 10}, {"a": 10, "b": 10, "c": 10}),
        (0, {"a": 0, "b": 0}, {}, {"a": 0, "b": 0}),
    ],
)
def test_places_follow_the_weights(
    total: int, weights: dict[str, int], floors: dict[str, int], wanted: dict[str, int]
) -> None:
    assert apportion(total, weights, floors) == wanted


def test_what_cannot_be_divided_is_refused() -> None:
    with pytest.raises(FloorTooHigh) as high:
        apportion(19, {"a": 1, "b": 1}, {"a": 10, "b": 10})
    assert (high.value.floors, high.value.total) == (20, 19)
    with pytest.raises(NothingToDivideBy):
        apportion(5, {"a": 0, "b": 0})


@given(total=st.integers(0, 20_000), weights=WEIGHTS, floor=st.integers(0, 12))
def test_whole_numbers_add_up_and_nobody_is_below_the_floor(total: int, weights: dict[str, int], floor: int) -> None:
    try:
        result = apportion(total, weights, dict.fromkeys(weights, floor))
    except FloorTooHigh:
        assert floor * len(weights) > total
    except NothingToDivideBy:
        assert not any(weights.values())
    else:
        assert sum(result.values()) == total
        assert set(result) == set(weights)
        assert min(result.values()) >= floor


@given(total=st.integers(0, 5_000), weights=WEIGHTS, data=st.data(), more=st.integers(1, 10**9))
def test_a_higher_weight_never_gives_fewer_places(
    total: int, weights: dict[str, int], data: st.DataObject, more: int
) -> None:
    key = data.draw(st.sampled_from(sorted(weights)))
    after = {**weights, key: weights[key] + more}
    try:
        before = largest_remainder(total, weights)[key]
    except NothingToDivideBy:
        return
    assert largest_remainder(total, after)[key] >= before


@given(total=st.integers(0, 5_000), weights=WEIGHTS, floor=st.integers(0, 5))
def test_who_weighs_more_has_no_fewer(total: int, weights: dict[str, int], floor: int) -> None:
    try:
        result = apportion(total, weights, dict.fromkeys(weights, floor))
    except (FloorTooHigh, NothingToDivideBy):
        return
    ordered = sorted(weights, key=lambda key: weights[key])
    for smaller, larger in pairwise(ordered):
        if weights[smaller] < weights[larger]:
            assert result[smaller] <= result[larger]


def a_basis(values: dict[str, dict[str, int]], weights: dict[str, int], **changes: object) -> Basis:
    standard: dict[str, object] = {
        "total": Pair(1_000, 60),
        "weights": weights,
        "minors_weights": {"population": 1},
        "floor": 10,
        "counties": {code: code[:2] for code in CODES},
        "values": values,
    }
    return Basis(**{**standard, **changes})  # type: ignore[arg-type]


@given(values=VALUES, weights=SOME_WEIGHTS)
def test_a_round_adds_up_for_each_kind_and_is_the_same_again(
    values: dict[str, dict[str, int]], weights: dict[str, int]
) -> None:
    basis = a_basis(values, weights)
    try:
        result = distribute(basis)
    except NothingToDivideBy:
        return
    assert sum(pair.ordinary for pair in result.values()) == 1_000
    assert sum(pair.minors for pair in result.values()) == 60
    assert all(pair.ordinary >= 10 and pair.minors >= 0 for pair in result.values())
    assert distribute(basis) == result


@given(values=VALUES, weights=SOME_WEIGHTS, fixed=st.integers(0, 900), fixed_minors=st.integers(0, 60))
def test_what_is_set_by_hand_stands_and_the_others_share_the_rest(
    values: dict[str, dict[str, int]], weights: dict[str, int], fixed: int, fixed_minors: int
) -> None:
    by_hand = {CODES[0]: Pair(fixed, fixed_minors)}
    try:
        result = distribute(a_basis(values, weights, fixed=by_hand, floor=0))
    except NothingToDivideBy:
        return
    assert result[CODES[0]] == by_hand[CODES[0]]
    assert sum(pair.ordinary for pair in result.values()) == 1_000
    assert sum(pair.minors for pair in result.values()) == 60


def test_more_by_hand_than_there_is_gets_a_clear_refusal() -> None:
    values = {code: {"population": 1_000} for code in CODES}
    with pytest.raises(FixedBeyondTotal) as beyond:
        distribute(a_basis(values, {"population": 1}, fixed={CODES[0]: Pair(1_001, 0)}))
    assert (beyond.value.fixed, beyond.value.total) == (1_001, 1_000)
    everyone = {code: Pair(1, 5) for code in CODES}
    with pytest.raises(FixedBeyondTotal):
        distribute(a_basis(values, {"population": 1}, fixed=everyone))


@given(values=VALUES, weights=SOME_WEIGHTS)
def test_the_parts_of_a_number_add_up_to_it(values: dict[str, dict[str, int]], weights: dict[str, int]) -> None:
    try:
        result = {code: pair.ordinary for code, pair in distribute(a_basis(values, weights)).items()}
    except NothingToDivideBy:
        return
    parts = explained(result, 1_000, weights, values)
    assert {code: sum(each.values()) for code, each in parts.items()} == {c: 10 * n for c, n in result.items()}


def test_a_rate_counts_together_with_the_size_of_the_municipality() -> None:
    values = {"0101": {"population": 1_000, "employment": 60}, "0102": {"population": 9_000, "employment": 60}}
    basis = a_basis(values, {"employment": 1}, counties={"0101": "01", "0102": "01"}, floor=0)
    assert {code: pair.ordinary for code, pair in distribute(basis).items()} == {"0101": 100, "0102": 900}


def test_the_most_suited_are_those_with_the_highest_scores() -> None:
    values = {code: {"population": int(code)} for code in CODES}
    assert most_suited({"population": 1}, values, 2) == ["0304", "0303"]


@given(
    low=st.integers(0, 9_000),
    more=st.integers(0, 3_000),
    most=st.integers(0, 3_000),
    shares=WEIGHTS.filter(lambda w: sum(w.values()) > 0),
)
def test_an_indicated_band_is_in_order_and_adds_up(low: int, more: int, most: int, shares: dict[str, int]) -> None:
    band = Band(low, low + more, low + more + most)
    result = indicated(band, shares)
    assert sum(result.values(), Band()) == band
    assert all(each.in_order for each in result.values())
