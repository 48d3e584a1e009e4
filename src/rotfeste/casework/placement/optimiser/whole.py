"""From fractions to a plan: what is whole stays, the rest is decided exactly, and small neighbourhoods are improved.

Every step leaves a lawful plan, so the work can be interrupted at any time.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix

from rotfeste.casework.placement.optimiser.dual import Prices, worth
from rotfeste.casework.placement.optimiser.instance import NOWHERE, Floats, Instance
from rotfeste.casework.placement.optimiser.linear import Columns, Fractions, model, near_best, nearest, solver

Where = NDArray[np.int64]
WHOLE = 1 - 1e-6
ALL_PAIRS = 2_000
FIRST, FREED = 900, 500
"""How many units the first exact steps decide, besides those in fractions, and how many a later one frees."""
FIRST_NODES, NODES = 1, 50
FIRST_GAP, GAP = 1.5e-4, 1e-6
"""How many branches of its search a step may look into: a count and not a time, so that a slow machine plans alike.
And the share of its own value that a step may lose."""


def remaining(instance: Instance, where: Where, free: NDArray[np.bool_]) -> Instance:
    """The problem of the free units alone, with what the others leave of every rule."""
    fixed = np.flatnonzero(~free & (where >= 0))
    at = where[fixed]
    room, supply = instance.room.copy(), instance.supply.copy()
    for kind in range(room.shape[0]):
        np.subtract.at(room[kind], at, instance.persons[fixed, kind])
    for need in range(supply.shape[0]):
        np.subtract.at(supply[need], at, instance.needs[fixed, need])
    taken = np.bincount(instance.county[at], weights=instance.sizes[fixed], minlength=instance.counties).astype(
        np.int32
    )
    return replace(
        instance,
        room=np.maximum(room, 0),
        supply=np.maximum(supply, 0),
        county_least=np.maximum(instance.county_least - taken, 0),
        county_most=instance.county_most - taken,
        pairs=[pair for pair in instance.pairs if free[pair.first]],
        pinned={},
    )


def together(instance: Instance, free: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """If one of a pair is decided anew, so is the other."""
    for pair in instance.pairs:
        free[pair.first] = free[pair.second] = free[pair.first] or free[pair.second]
    return free


def decided(
    instance: Instance,
    where: Where,
    free: NDArray[np.bool_],
    columns: tuple[Columns, Columns],
    seconds: float,
    *,
    nodes: int | None = None,
    gap: float = GAP,
    only: NDArray[np.bool_] | None = None,
) -> Where | None:
    """The best places for the free units over these columns (units, places); the others stay.

    At most `nodes` branches of the search are looked into. None if nothing is found by then. With `only`, places for
    these among the free are found, as if the rest of the free could be divided; the rest is left without.
    """
    unit, place = columns
    free = together(instance, free)
    keep = free[unit]
    part = remaining(instance, where, free)
    unit, place = unit[keep], place[keep]
    fits = (part.persons[unit] <= part.room[:, place].T).all(axis=1) & (
        part.needs[unit] <= part.supply[:, place].T
    ).all(axis=1)
    unit, place = unit[fits], place[fits]
    highs = solver(seconds)
    highs.setOptionValue("mip_rel_gap", gap)
    if nodes is not None:
        highs.setOptionValue("mip_max_nodes", nodes)
    undivided = np.ones(instance.units, dtype=bool) if only is None else only
    highs.passModel(model(part, unit, place, undivided=undivided))
    highs.run()
    if not highs.getInfo().primal_solution_status:
        return None
    chosen = (np.array(highs.getSolution().col_value)[: len(unit)] > 0.5) & undivided[unit]
    found = where.copy()
    found[np.flatnonzero(free)] = NOWHERE
    found[unit[chosen]] = place[chosen]
    return found


def loss(paid: NDArray[np.float32], where: Where, penalty: NDArray[np.float32]) -> NDArray[np.float64]:
    """What each unit loses, at these prices, by being where it is instead of where it would be best."""
    best = np.maximum(paid.max(axis=1), -penalty)
    here = np.where(where >= 0, paid[np.arange(len(where)), np.maximum(where, 0)], -penalty)
    return np.asarray(best - here, dtype=np.float64)


@dataclass
class Search:
    """What the search for better plans stands on: prices, columns, and which places share nearly tied units."""

    instance: Instance
    prices: Prices
    paid: NDArray[np.float32]
    columns: tuple[Columns, Columns]
    kin: NDArray[np.float64]
    chance: np.random.Generator

    def unhappy(self, where: Where) -> NDArray[np.float64]:
        """What each place costs the plan: what its units lose by being there, and its unused room at its price."""
        lost = loss(self.paid, where, self.instance.penalty)
        cost = np.bincount(where[where >= 0], weights=lost[where >= 0], minlength=self.instance.places).astype(float)
        nobody = np.zeros(self.instance.units, dtype=bool)
        left = remaining(self.instance, where, nobody)
        cost += (self.prices.room * left.room).sum(axis=0) + (self.prices.supply * left.supply).sum(axis=0)
        return np.asarray(cost + 1e-9)

    def neighbourhood(self, where: Where) -> NDArray[np.bool_]:
        """The units in some places that are near each other: they begin at one that costs, and follow the near ties."""
        cost = self.unhappy(where)
        chosen = [int(self.chance.choice(len(cost), p=cost / cost.sum()))]
        pull = np.zeros(len(cost))
        while len(chosen) < self.instance.places:
            pull += self.kin[chosen[-1]]
            weight = pull * self.chance.random(len(cost)) * (0.2 + cost / cost.max())
            weight[chosen] = -1
            best = int(weight.argmax())
            if weight[best] <= 0:
                break
            inside = np.isin(where, [*chosen, best])
            if inside.sum() > FREED:
                break
            chosen.append(best)
        return np.asarray(np.isin(where, chosen) | (where == NOWHERE))


def search_of(instance: Instance, prices: Prices, seed: int, paid: Floats | None = None) -> Search:
    """The search at these prices, always the same for the same seed; `paid` if more than they must be paid for."""
    paid = worth(instance, prices) if paid is None else paid
    if small(instance):
        columns = near_best(instance, paid, near=np.inf, most=instance.places)
    else:
        columns = near_best(instance, paid, near=0.05, most=14)
    tied_unit, tied_place = near_best(instance, paid, near=0.01, most=8)
    ones = np.ones(len(tied_unit))
    ties = csc_matrix((ones, (tied_unit, tied_place)), shape=(instance.units, instance.places))
    kin = np.asarray((ties.T @ ties).toarray(), dtype=np.float64)
    np.fill_diagonal(kin, 0)
    return Search(instance, prices, paid, columns, kin, np.random.default_rng(seed))


def plan(
    instance: Instance,
    found: Fractions,
    known: Where,
    *,
    seconds: float,
    gap: float,
    seed: int = 2017,
    tell: Callable[[str, float, float], bool] | None = None,
) -> Where:
    """A lawful plan near the bound: at most `seconds`, or until the gap is below `gap`; no worse than one known."""
    began, bound = monotonic(), found.prices.bound
    search = search_of(instance, found.prices, seed, found.paid)
    where = max(first_plan(search, found, seconds), known, key=instance.value)
    while monotonic() - began < seconds:
        value = instance.value(where)
        if (bound - value) <= gap * abs(bound) or (tell is not None and not tell("plan", value, bound)):
            break
        free = search.neighbourhood(where)
        better = decided(instance, where, free, search.columns, seconds - (monotonic() - began), nodes=NODES)
        if better is not None and instance.value(better) > value + 1e-9:
            where = better
    return where


def small(instance: Instance) -> bool:
    """Whether all pairs can be handed to the solver at once."""
    return instance.points.size <= ALL_PAIRS


def first_plan(search: Search, found: Fractions, seconds: float) -> Where:
    """The whole units stay; the fractional ones, and those that could as well be elsewhere, are decided exactly.

    First those of several persons, as if the others could be divided; then those who are alone, who fit in everywhere.
    """
    instance = search.instance
    where = np.full(instance.units, NOWHERE, dtype=np.int64)
    sure = (found.share > WHOLE) & (not small(instance))
    where[found.unit[sure]] = found.place[sure]
    tie = np.ptp(nearest(search.paid, 2)[1], axis=1)
    tie[where == NOWHERE] = -1
    free = np.zeros(instance.units, dtype=bool)
    free[np.argsort(tie, kind="stable")[: FIRST + int((where == NOWHERE).sum())]] = True
    free = together(instance, free)
    # Among many units, few places each are enough: the nearest ties. Who is alone is decided easily, and gets more.
    few = search.columns if free.all() else near_best(instance, search.paid, near=0.02, most=8)
    several, until = together(instance, instance.sizes > 1), monotonic() + seconds
    steps = ((several, few), (None, search.columns))
    for only, columns in steps if not small(instance) else steps[1:]:
        limit = (until - monotonic()) / 2
        better = decided(instance, where, free, columns, limit, nodes=FIRST_NODES, gap=FIRST_GAP, only=only)
        where = where if better is None else better
        free &= ~several
    return where
