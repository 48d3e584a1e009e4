"""What a round knows of households and places: rules by their codes, parts of the score, and what is kept of it."""

import gzip
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rotfeste.casework.placement import comparing, keeping
from rotfeste.casework.placement.columns import level
from rotfeste.casework.placement.known import NETWORK, PARTS, RULES, Dwelling, Household, Place, Terms
from rotfeste.casework.placement.optimiser.instance import NOWHERE
from rotfeste.casework.placement.optimiser.plan import propose
from rotfeste.casework.placement.reasons import answer, left, short_of
from rotfeste.casework.placement.scoring import Facts, NoWeights

EQUAL = Terms(weights=dict.fromkeys(PARTS, 10))


def a_place(key: int, **said: Any) -> Place:
    return Place(**{"key": key, "code": f"{key:04d}", "county": f"{key:04d}"[:2], "ordinary": 10, "minors": 2, **said})


def facts(*rows: Household, places: tuple[Place, ...] = (), terms: Terms = EQUAL) -> Facts:
    return Facts(rows, places or (a_place(101), a_place(102), a_place(201)), terms)


def rule_of(household: Household, place: Place) -> str:
    found = int(facts(household, places=(place, a_place(999))).rules(0)[0])
    return RULES[found - 1] if found else ""


@pytest.mark.parametrize(
    ("household", "place", "rule"),
    [
        ({}, {}, ""),
        ({"size": 11}, {}, "no_places"),
        ({"minors": True, "size": 3}, {}, "no_places"),
        ({"minors": True}, {"minors": 1, "ordinary": 0}, ""),
        ({"declined": (101,)}, {}, "declined"),
        ({"nearby": (999,)}, {}, "nearby"),
        ({"nearby": (101, 999)}, {}, ""),
        ({"alternative": 999}, {}, "alternative"),
        ({"alternative": 101}, {}, ""),
        ({"by_hand": (101,)}, {}, "by_hand"),
        ({"hospital": "near"}, {"centrality": 2}, "needs"),
        ({"hospital": "near"}, {"centrality": 3}, ""),
        ({"hospital": "hour"}, {"centrality": 1}, "needs"),
        ({"hospital": "hour"}, {"centrality": None}, ""),
        ({"declined": (101,), "size": 11}, {}, "no_places"),
    ],
)
def test_each_rule_says_by_its_code_which_municipality_it_forbids(
    household: dict[str, Any], place: dict[str, Any], rule: str
) -> None:
    assert rule_of(Household(**{"key": 1, "size": 1, **household}), a_place(101, **place)) == rule


@pytest.mark.parametrize(
    ("household", "place", "part", "value"),
    [
        ({"network": "0101"}, {}, "network", 1.0),
        ({"network": "0150", "network_county": "01"}, {}, "network", 0.4),
        ({"network": "0250", "network_county": "02"}, {}, "network", 0.0),
        ({"wish": "0101"}, {}, "wish", 1.0),
        ({"country": "SY"}, {"settled": {"SY": 5}}, "language", 0.5),
        ({"country": "SY"}, {"settled": {"SY": 50, "AF": 3}}, "language", 1.0),
        ({"has_car": False}, {"centrality": 3}, "transport", 1.0),
        ({"has_car": True}, {"centrality": 3}, "transport", 0.0),
        ({"size": 2}, {"ready": 2}, "ready", 1.0),
        ({"size": 3}, {"ready": 2}, "ready", 0.0),
        ({}, {"answered": 3, "refused": 3}, "answers", 0.25),
        ({}, {"answered": 0}, "answers", 1.0),
        ({}, {"results": 60}, "results", 1.0),
        ({"work": ("kokk", "maler")}, {"demand": ("maler", "sveiser")}, "demand", 1.0),
        ({"work": ("kokk",)}, {"demand": ("sveiser",)}, "demand", 0.0),
        ({"work": ("kokk",)}, {"demand": None}, "demand", 0.0),
        ({}, {"demand": ("sveiser",)}, "demand", 0.0),
        ({"kind": "large"}, {"welcomes": ("alone", "large")}, "welcome", 1.0),
        ({"kind": "family"}, {"welcomes": ("alone", "large")}, "welcome", 0.0),
        ({"kind": "family"}, {"welcomes": ()}, "welcome", 0.0),
        ({"young": True}, {"education": 9.0}, "education", 1.0),
        ({"young": False}, {"education": 9.0}, "education", 0.0),
    ],
)
def test_each_part_gives_between_nothing_and_one(
    household: dict[str, Any], place: dict[str, Any], part: str, value: float
) -> None:
    row = Household(**{"key": 1, "size": 1, **household})
    found = facts(row, places=(a_place(101, **place), a_place(999, results=30, education=1.0)))
    assert found.values(0)[PARTS.index(part), 0] == pytest.approx(value)


def test_a_figure_that_is_not_known_counts_as_the_mean_and_a_part_without_any_counts_nothing() -> None:
    assert level([10, None, 30]).tolist() == [0.0, 0.5, 1.0]
    found = facts(Household(1, 1), terms=Terms(weights={"results": 50, "network": 50}))
    assert found.unknown == ("results", "employment", "education", "demand", "welcome")
    assert found.shares[PARTS.index(NETWORK)] == 1.0
    with pytest.raises(NoWeights):
        _ = facts(Household(1, 1), terms=Terms(weights={"results": 50})).shares


def test_what_is_kept_is_read_again_as_it_was_and_health_lies_apart() -> None:
    found = facts(Household(7, 2, hospital="near", demanding=True, declined=(101,), checks=("large",)))
    plain, health = keeping.kept(found)
    assert keeping.read(plain, health) == found
    assert keeping.read(plain, keeping.kept(facts(Household(7, 2)))[1]).households[0].hospital == ""
    assert keeping.digest(plain, health) == keeping.digest(*keeping.kept(found))
    assert keeping.digest(plain, health) != keeping.digest(*keeping.kept(facts(Household(7, 2))))


def test_kin_who_both_wait_come_to_one_county_and_counties_and_demanding_cases_have_their_limits() -> None:
    rows = [Household(1, 2, relatives=(2,)), Household(2, 3), Household(3, 1, demanding=True)]
    instance = facts(*rows, terms=replace(EQUAL, county_over=10, demanding_per=10)).instance
    assert [(pair.first, pair.second) for pair in instance.pairs] == [(0, 1)]
    assert instance.supply.tolist() == [[1, 1, 1]]
    assert instance.county_most.tolist() == [5, 3], "6 persons: two thirds and one third, and ten per cent more"
    assert not facts(*rows, terms=replace(EQUAL, kin="")).instance.pairs


def test_the_explanation_of_a_cost_is_the_difference_to_the_whole() -> None:
    rows = [Household(1, 6, network="0101"), Household(2, 6, network="0101")]
    found = facts(*rows, places=(a_place(101), a_place(201)))
    plan = propose(found.instance, seconds=5, gap=1e-6)
    assert sorted(plan.where.tolist()) == [0, 1], "there is room for one of them where both have kin"
    here = int(np.flatnonzero(plan.where == 0)[0])
    said = answer(found, plan.prices, 1 - here, plan.where, 0)
    assert said.rule == "" and said.loss >= 0
    assert (said.short_of, said.left, said.others) == ("full", said.free - 6, 1)


def test_where_there_is_room_nobody_has_to_move_and_the_whole_loses_no_more_than_the_household() -> None:
    found = facts(Household(1, 2, network="0101"), places=(a_place(101), a_place(201)))
    plan = propose(found.instance, seconds=5, gap=1e-6)
    assert plan.where.tolist() == [0]
    said = answer(found, plan.prices, 0, plan.where, 1)
    assert (said.short_of, said.others, said.left) == ("", 0, said.free)
    assert said.here is not None and said.loss == pytest.approx(said.here - said.points, abs=0.11)


def test_a_county_that_has_all_it_may_have_is_told_apart_from_a_municipality_without_room() -> None:
    rows = [Household(1, 2), Household(2, 2), Household(3, 2)]
    found = facts(*rows, terms=replace(EQUAL, county_over=10))
    where = np.array([2, 2, 0])
    room = found.instance.county_most.tolist()
    assert room[1] >= 2
    full = replace(found.instance, county_most=np.array([room[0], 4]))
    assert short_of(full, 2, 0, 2, left(full, where)) == "others"
    assert short_of(full, 1, 2, 2, left(full, where)) in ("", "full")


HOUSING = replace(EQUAL, dwellings=True)


@pytest.mark.parametrize(
    ("household", "dwellings", "rule"),
    [
        ({"size": 6}, None, ""),
        ({"size": 6}, (), "dwelling"),
        ({"size": 5}, (), ""),
        ({"size": 6}, (Dwelling(6, 3),), ""),
        ({"size": 7}, (Dwelling(6, 3),), "dwelling"),
        ({"size": 6, "rooms": 4}, (Dwelling(6, 3),), "dwelling"),
        ({"size": 1, "no_steps": True}, (Dwelling(2, 1),), "dwelling"),
        ({"size": 1, "no_steps": True}, (Dwelling(2, 1, step_free=True),), ""),
        ({"size": 6, "no_steps": True}, (Dwelling(2, 1, step_free=True), Dwelling(8, 5)), "dwelling"),
        ({"size": 1, "no_steps": True, "minors": True}, (Dwelling(2, 1, step_free=True),), "dwelling"),
        ({"size": 1, "no_steps": True, "minors": True}, (Dwelling(2, 4, step_free=True, minors=True),), ""),
        ({"size": 6, "hospital": "hour"}, (Dwelling(6, 3, minutes_to_hospital=70),), "needs"),
        ({"size": 6, "hospital": "hour"}, (Dwelling(6, 3, minutes_to_hospital=60),), ""),
        ({"size": 1, "hospital": "near"}, (Dwelling(1, 1, minutes_to_hospital=20),), ""),
        ({"size": 1, "hospital": "near"}, (Dwelling(1, 1, minutes_to_hospital=40),), "needs"),
        ({"size": 1, "hospital": "near"}, None, "needs"),
    ],
)
def test_dwellings_bind_the_large_and_those_without_steps_where_any_are_registered(
    household: dict[str, Any], dwellings: tuple[Dwelling, ...] | None, rule: str
) -> None:
    place = a_place(101, dwellings=dwellings, centrality=2)
    found = facts(Household(**{"key": 1, "size": 1, **household}), places=(place, a_place(999)), terms=HOUSING)
    code = int(found.rules(0)[0])
    assert (RULES[code - 1] if code else "") == rule
    off = facts(Household(**{"key": 1, "size": 1, **household}), places=(place, a_place(999)))
    assert RULES.index("dwelling") + 1 not in off.rules(0), "dwellings do not count in that round"


def test_two_large_households_do_not_get_the_same_dwelling() -> None:
    rows = [Household(1, 6), Household(2, 6), Household(3, 7), Household(4, 1)]
    places = (a_place(101, ordinary=30, dwellings=(Dwelling(6, 3), Dwelling(7, 3))), a_place(201, ordinary=1))
    found = facts(*rows, places=places, terms=replace(HOUSING, county_over=0))
    assert found.instance.needs.tolist() == [[0, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 0]]
    assert found.instance.supply[1:].tolist() == [[2, 20], [1, 20]], "a larger dwelling does as well"
    plan = propose(found.instance, seconds=5)
    assert not plan.broken and sorted(plan.where.tolist()[:2]) == [-1, 0] and plan.where[2] == 0


def test_what_is_known_of_dwellings_names_the_size_and_tells_none_from_not_known() -> None:
    rows = (Household(1, 9, rooms=5), Household(2, 2))
    places = (a_place(101, ordinary=20), a_place(201, ordinary=20, dwellings=(Dwelling(8, 5),)))
    found = facts(*rows, places=places, terms=HOUSING)
    here, there = found.housing(0, 0), found.housing(0, 1)
    assert here is not None and there is not None and found.housing(1, 0) is None
    assert (here.size, here.largest, here.here, here.larger_than_any) == (9, 8, None, True)
    assert there.here == 0


@pytest.mark.parametrize(
    ("said", "other", "terms", "level_of_pair"),
    [
        ("", "", "county", 0),
        ("", "", "region", 1),
        ("", "", "municipality", 2),
        ("", "", "", None),
        ("municipality", "", "", 2),
        ("county", "municipality", "", 2),
        ("county", "region", "municipality", 1),
    ],
)
def test_relatives_come_as_near_as_either_has_asked_for(
    said: str, other: str, terms: str, level_of_pair: int | None
) -> None:
    rows = [Household(1, 2, relatives=(2,), kin=said), Household(2, 3, relatives=(1,), kin=other)]
    pairs = facts(*rows, terms=replace(EQUAL, kin=terms)).instance.pairs
    assert [pair.level for pair in pairs] == ([] if level_of_pair is None else [level_of_pair])


@pytest.mark.parametrize(("kin", "where"), [("municipality", 1), ("region", 2), ("county", 3)])
def test_a_pair_shares_the_division_that_it_asks_for(kin: str, where: int) -> None:
    places = (
        a_place(101, ordinary=4, county="01", region="A"),
        a_place(102, ordinary=2, county="01", region="A"),
        a_place(103, ordinary=2, county="01", region="B"),
        a_place(201, ordinary=9, county="02", region="C"),
    )
    rows = [Household(1, 2, relatives=(2,), kin=kin, wish="0101"), Household(2, 2, kin=kin, wish="0103")]
    found = facts(*rows, places=places, terms=replace(EQUAL, county_over=0))
    plan = propose(found.instance, seconds=5, gap=1e-9)
    assert not plan.broken
    first, second = (places[at] for at in plan.where)
    near = {"municipality": first.key == second.key, "region": first.region == second.region}
    assert near.get(kin, first.county == second.county)
    if where == 3:
        assert (first.key, second.key) == (101, 103), "both come where they wish"


def test_a_round_of_the_first_format_is_read_as_it_was() -> None:
    plain, health = keeping.kept(facts(Household(7, 2), Household(8, 1)))
    said = json.loads(gzip.decompress(plain))
    del said["terms"]["kin"]
    old = gzip.compress(json.dumps({**said, "terms": {**said["terms"], "kin_together": True}}).encode())
    assert keeping.read(old, health).terms.kin == "county"


def test_before_and_after_says_how_late_those_are_who_wait_and_how_many_work_where_the_others_come() -> None:
    towns = (
        a_place(1, ordinary=3, employment=60_000),
        a_place(2, ordinary=9, employment=70_000),
        a_place(3, ordinary=1),
    )
    known = facts(
        Household(1, 3),
        Household(2, 1),
        Household(3, 1),
        Household(4, 2, days_left=-10),
        Household(5, 4, days_left=5),
        places=towns,
    )
    said = comparing.gives(known, np.array([0, 1, 2, NOWHERE, NOWHERE]))
    assert said.late_left == 2 and said.late_days == 20
    assert said.employment == 62.5, "of those who come where it is known"
