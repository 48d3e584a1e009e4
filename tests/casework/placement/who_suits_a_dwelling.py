"""Who would suit a vacant dwelling, and why the others would not."""

from dataclasses import replace

import pytest

from rotfeste.casework.placement.dwelling import Home, Household, matched, obstacles, reasons
from rotfeste.casework.placement.rules import Need, Offer
from rotfeste.casework.placement.rules import reasons as of_municipality

HOME = Home(
    1, "1130", persons=4, bedrooms=3, free_places=10, minutes_to_course=20, minutes_to_school=25, minutes_to_hospital=50
)
FAMILY = Household(7, size=4, bedrooms=3, children=True, waited_days=100)

STOPPED = [
    ({"minors": True}, {}, ("other_kind",)),
    ({}, {"size": 5}, ("too_large",)),
    ({}, {"bedrooms": 4}, ("too_few_rooms",)),
    ({}, {"step_free": True}, ("needs_step_free",)),
    ({}, {"hospital": "near"}, ("far_from_hospital",)),
    ({}, {"hospital": "hour"}, ()),
    ({"minutes_to_hospital": None}, {"hospital": "near"}, ()),
    ({"minutes_to_course": 61}, {"has_car": False}, ("too_far_without_car",)),
    ({"minutes_to_course": 61}, {"has_car": None}, ()),
    ({"minutes_to_school": 61}, {"has_car": False, "children": False}, ()),
    ({"free_places": 3}, {}, ("no_free_places",)),
    ({}, {"declined_by": frozenset({1})}, ("declined_before",)),
    ({}, {"size": 5, "step_free": True}, ("too_large", "needs_step_free")),
    ({"whole": False, "single_places": 1}, {"size": 2}, ("too_large",)),
    ({"whole": False, "single_places": 1}, {"size": 1}, ()),
    ({"minors": True, "single_places": 1}, {"minors": True, "size": 1}, ()),
    ({"minors": True, "single_places": 1}, {"minors": True, "size": 2}, ("too_large",)),
]


@pytest.mark.parametrize(("home", "household", "expected"), STOPPED)
def test_what_stands_in_the_way(
    home: dict[str, object], household: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert obstacles(replace(HOME, **home), replace(FAMILY, **household)) == expected  # type: ignore[arg-type]


def test_the_reasons_are_plain() -> None:
    found = reasons(HOME, replace(FAMILY, network_code="1130", has_car=False))
    assert [row.code for row in found] == ["fills_it", "network_here", "short_way", "manages_without_car", "waited"]
    spare = reasons(HOME, replace(FAMILY, size=2))[0]
    assert (spare.code, spare.points, spare.number) == ("spare", -10, 2)


def test_the_best_come_first_and_each_obstacle_is_counted() -> None:
    near, small, large = (
        replace(FAMILY, key=1, network_code="1130"),
        replace(FAMILY, key=2, size=2),
        replace(FAMILY, key=3, size=6),
    )
    found = matched(HOME, [small, large, near, replace(large, key=4, step_free=True)])
    assert [row.household.key for row in found.best] == [1, 2]
    assert (found.fitting, found.others) == (2, 2)
    assert found.obstacles == (("too_large", 2), ("needs_step_free", 1))


def test_the_same_facts_give_the_same_list_in_whatever_order_they_come() -> None:
    rows = [replace(FAMILY, key=key, size=1 + key % 4, waited_days=key * 7 % 5) for key in range(1, 30)]
    assert matched(HOME, rows) == matched(HOME, rows[::-1])


def test_a_vacant_dwelling_that_suits_counts_for_its_municipality() -> None:
    need, offer = Need(size=4), Offer(1, "1130", "11", free=10, ready=0)
    codes = [row.code for row in of_municipality(need, replace(offer, dwellings=2))]
    assert "dwelling_vacant" in codes
    assert "dwelling_vacant" not in [row.code for row in of_municipality(need, offer)]
