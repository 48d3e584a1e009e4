"""What each sees of a vacant dwelling: the municipality counts and shapes, the directorate names and reasons."""

from datetime import date
from typing import Any

import pytest

from rotfeste.casework.settlement import queries as settlement
from rotfeste.casework.settlement.queries.housing import candidates, shapes
from rotfeste.casework.settlement.queries.weeks import minors_by_month, places_and_people
from rotfeste.foundation.access import walls
from rotfeste.registers.capacity import queries
from rotfeste.registers.capacity.actions import plan_weeks
from tests.builders import TODAY, House, a_family, a_row

pytestmark = pytest.mark.django_db


def stood(house: House, dwelling_id: int, who: Any) -> queries.Stood:
    (row,) = queries.standings(today=TODAY, actor=who, dwelling_ids=[dwelling_id])
    return row


def test_the_municipality_sees_shapes_and_the_directorate_the_best_candidates() -> None:
    house = House()
    flat, *_others = house.with_dwellings()
    family, _single = house.a_case(a_family()), house.a_case([a_row()])
    house.a_case(a_family())
    with walls.asking(house.officer) as actor:
        match, alike = shapes(stood(house, flat, actor), actor=actor)
    assert match.fitting == 3
    assert {(row.group, row.size, row.households) for row in alike} == {
        ("family_with_children", 4, 2),
        ("adult", 1, 1),
    }
    with walls.asking(house.case_worker) as actor:
        found, named = candidates(stood(house, flat, actor), actor=actor)
    assert found.fitting == 3 and found.best[0].household.size == 4
    assert family in named and "Testesen" in named[family].name


def test_why_nobody_fits_is_counted() -> None:
    house = House()
    flat, *_others = house.with_dwellings()
    shared = {"household": "large", "group": "family_with_children"}
    house.a_case(
        [a_row(**shared), *(a_row(**{**shared, "relation": "child", "born_on": "2010-01-01"}) for _ in range(5))]
    )
    case_id = house.a_case([a_row()], upto="interview_due")
    house.interview(case_id, accessible="yes")
    with walls.asking(house.officer) as actor:
        match, alike = shapes(stood(house, flat, actor), actor=actor)
    assert (match.fitting, match.others, alike) == (0, 2, [])
    assert dict(match.obstacles) == {"too_large": 1, "needs_step_free": 1}


def test_a_hidden_household_is_no_candidate_for_anyone() -> None:
    house = House()
    flat, *_others = house.with_dwellings()
    house.take_in([a_row(protection="confidential", protected_address="Hemmelig vei 1")], actor=house.protector)
    with walls.asking(house.officer) as actor:
        assert shapes(stood(house, flat, actor), actor=actor)[0].fitting == 0


def test_a_vacant_dwelling_counts_in_the_ranked_list_of_municipalities() -> None:
    house = House()
    house.with_dwellings()
    case_id = house.a_case(a_family())
    with walls.asking(house.case_worker) as actor:
        found = settlement.suggestions(settlement.case_view(case_id, today=TODAY, actor=actor), actor=actor)
    vacant = {row.offer.organisation_id: row.offer.dwellings for row in found}
    assert vacant == {house.oslo.id: 1, house.bergen.id: 0}
    assert "dwelling_vacant" in [reason.code for reason in found[0].reasons]


def test_places_ready_are_counted_beside_the_people_who_are_ready_to_move() -> None:
    house = House()
    house.a_case(a_family(), upto="ready")
    house.a_case([a_row()], upto="settled")
    with walls.asking(house.officer) as actor:
        plan_weeks(house.oslo.id, year=2017, weeks={10: (4, 1), 30: (3, 0)}, actor=actor)
    with walls.asking(house.case_worker) as actor:
        weeks = {row.week: row for row in places_and_people(2017, today=TODAY, actor=actor)}
        arrived = minors_by_month([date(2017, 6, 1)], actor=actor)
    this_week = TODAY.isocalendar().week
    assert (weeks[10].unused, weeks[10].waiting) == (5, 0)
    assert (weeks[this_week].unused, weeks[this_week].waiting) == (4, 4)
    assert (weeks[30].unused, weeks[30].waiting) == (7, None)
    assert arrived == {}
