"""Floors for groups: who comes out below them is lifted, at a cost that has a limit and is told."""

from dataclasses import replace

import pytest

from rotfeste.casework.placement.floors import MOST_COST, with_floors
from rotfeste.casework.placement.known import Household, Place, Terms
from rotfeste.casework.placement.optimiser.plan import propose
from rotfeste.casework.placement.proposing import counted, proposed
from rotfeste.casework.placement.scoring import Facts


def two_towns(network: int) -> Facts:
    """Twenty men and twenty women; the men have kin in the good town, which has room for half of them all."""
    rows = [
        Household(number, 1, sex="male" if number <= 20 else "female", network="0101" if number <= 20 else "")
        for number in range(1, 41)
    ]
    places = (
        Place(1, "0101", "01", ordinary=20, results=80),
        Place(2, "0201", "02", ordinary=20, results=20),
    )
    terms = Terms(weights={"results": 50, "network": network}, county_over=0, floors=True, seconds=5)
    return Facts(tuple(rows), places, terms)


def test_a_group_below_its_floor_is_lifted_where_it_costs_little() -> None:
    facts = two_towns(network=1)
    plan = propose(facts.instance, seconds=5)
    found = with_floors(facts, plan)
    women = next(row for row in found.floors if row.group == "female")
    assert women.before == 0 and women.least >= women.by_chance > 0.3
    assert women.kept and women.after > 0.4
    assert sum(row.short for row in found.floors) < 0.1, "men are hardly below what chance gives"
    assert 0 < found.cost <= MOST_COST
    assert not found.plan.broken and found.plan.value < plan.value
    assert found.plan.bound == plan.bound, "the bound is that of a plan without floors"


def test_a_floor_that_costs_the_whole_too_much_is_not_kept_and_says_so() -> None:
    facts = two_towns(network=50)
    found = with_floors(facts, propose(facts.instance, seconds=5))
    women = next(row for row in found.floors if row.group == "female")
    assert not women.kept and found.cost <= MOST_COST
    assert found.kept()["groups"] and not all(row["kept"] for row in found.kept()["groups"])


@pytest.mark.parametrize("floors", [True, False])
def test_the_same_facts_give_the_same_plan_with_floors_or_without(floors: bool) -> None:
    facts = two_towns(network=1)
    facts = replace(facts, terms=replace(facts.terms, floors=floors))
    (first, said), (second, again) = proposed(facts), proposed(facts)
    assert first.where.tolist() == second.where.tolist() and said == again
    assert bool(said) == floors


def test_steps_are_counted_and_not_timed() -> None:
    told: list[str] = []
    heard = counted(lambda stage, value, bound: bool(told.append(stage)) or True, 2)
    assert [heard(stage, 0.0, 0.0) for stage in ("first", "prices", "plan", "plan", "plan")] == [*[True] * 4, False]
    assert told == ["first", "prices", "plan", "plan"]
