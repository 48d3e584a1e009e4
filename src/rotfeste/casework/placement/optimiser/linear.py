"""The plan in fractions: the exact optimum of the linear relaxation, over all pairs, from a few columns at a time.

Only pairs that are nearly best at the present prices are handed to the solver; its own prices then say whether any
other pair would pay. When none does, the optimum over all pairs is proven.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, hstack, identity, vstack

from rotfeste.casework.placement.optimiser.dual import Prices, bound, from_vector, worth
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Floats, Instance

Columns = NDArray[np.int64]
NEAR, MOST_PER_UNIT, ROUNDS, BLOCK = 0.02, 12, 12, 4_096
PAYS, PROVEN = 1e-6, 5e-6


@dataclass
class Fractions:
    """A plan in fractions: columns (unit, place) with their shares, and the prices that prove it."""

    unit: Columns
    place: Columns
    share: NDArray[np.float64]
    value: float
    prices: Prices
    """Their `bound` is the lowest that is proven, if by more than these prices alone."""
    paid: Floats
    """U × M: what each pair is worth when all that the bound counts is paid for."""


def near_best(instance: Instance, paid: NDArray[np.float32], *, near: float, most: int) -> tuple[Columns, Columns]:
    """The pairs within `near` of each unit's best at these prices, at most `most` per unit."""
    top, values = nearest(paid, most)
    best = np.maximum(values.max(axis=1), -instance.penalty)
    keep = (values >= (best - near)[:, None]) & (values > FORBIDDEN / 2)
    unit, at = np.nonzero(keep)
    return unit.astype(np.int64), top[unit, at].astype(np.int64)


def nearest(paid: Floats, most: int) -> tuple[Columns, Floats]:
    """U × most: the places that are worth most to each unit, in any order, and what they are worth.

    A block of units at a time: for a large country the numbers of all places would need more memory than the rest.
    """
    most = min(most, paid.shape[1])
    top = np.empty((len(paid), most), dtype=np.int64)
    for start in range(0, len(paid), BLOCK):
        block = slice(start, start + BLOCK)
        top[block] = np.argpartition(-paid[block], most - 1, axis=1)[:, :most]
    return top, np.take_along_axis(paid, top, axis=1)


def rows_of(instance: Instance, unit: Columns, place: Columns) -> csc_matrix:
    """The rules that bind units together, one row each, over these columns."""
    kinds, needs = instance.room.shape[0], instance.supply.shape[0]
    places, counties, count = instance.places, instance.counties, len(unit)
    column = np.arange(count)
    rows, columns, values = list[Any](), list[Any](), list[Any]()
    for kind in range(kinds):
        rows.append(kind * places + place)
        columns.append(column)
        values.append(instance.persons[unit, kind])
    for need in range(needs):
        rows.append((kinds + need) * places + place)
        columns.append(column)
        values.append(instance.needs[unit, need])
    size, first = instance.sizes[unit], (kinds + needs) * places
    rows.append(first + instance.county[place])
    columns.append(column)
    values.append(size)
    regions = instance.regions
    height = first + counties
    for number, pair in enumerate(instance.pairs):
        for member, sign in ((pair.first, 1), (pair.second, -1)):
            mine = np.flatnonzero(unit == member)
            rows.append(height + number * regions + instance.region_of(pair)[place[mine]])
            columns.append(mine)
            values.append(np.full(len(mine), sign))
    shape = (height + len(instance.pairs) * regions, count)
    stacked = np.concatenate(values).astype(float), (np.concatenate(rows), np.concatenate(columns))
    matrix = csc_matrix(stacked, shape=shape)
    matrix.eliminate_zeros()
    return matrix


def limits(instance: Instance) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The least and the most of each row."""
    regions = instance.regions
    together = np.zeros(len(instance.pairs) * regions)
    most: list[Any] = [instance.room.ravel(), instance.supply.ravel(), instance.county_most, together]
    least: list[Any] = [np.full(instance.room.size + instance.supply.size, -np.inf), instance.county_least, together]
    return np.concatenate(least).astype(float), np.concatenate(most).astype(float)


def model(
    instance: Instance, unit: Columns, place: Columns, *, undivided: NDArray[np.bool_] | None = None
) -> highspy.HighsLp:
    """The problem over these columns: each unit at most once, and every rule. One more column per unit: unplaced.

    `undivided` (one per unit) says which units must be placed whole; without it all may be divided.
    """
    coupling = rows_of(instance, unit, place)
    units = np.unique(unit)
    at = np.searchsorted(units, unit)
    count, free = len(unit), len(units)
    once = csc_matrix((np.ones(count), (at, np.arange(count))), shape=(free, count))
    matrix = csc_matrix(
        vstack([hstack([once, identity(free)]), hstack([coupling, csc_matrix((coupling.shape[0], free))])])
    )
    least, most = limits(instance)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count + free, matrix.shape[0]
    lp.col_cost_ = np.concatenate([instance.points[unit, place].astype(float), -instance.penalty[units].astype(float)])
    lp.col_lower_, lp.col_upper_ = np.zeros(count + free), np.ones(count + free)
    lp.row_lower_ = np.concatenate([np.ones(free), least])
    lp.row_upper_ = np.concatenate([np.ones(free), most])
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    if undivided is not None:
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        lp.integrality_ = [kinds[int(undivided[at])] for at in np.concatenate([unit, units])]
    return lp


def solver(seconds: float | None = None) -> Any:
    """A silent solver (highspy.Highs) that gives the same answer each time."""
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("random_seed", 2017)
    if seconds is not None:
        highs.setOptionValue("time_limit", max(0.1, seconds))
    return highs


def fractions(instance: Instance, start: Prices, *, tell: Callable[[str, float], bool] | None = None) -> Fractions:
    """The linear optimum over all pairs, by rounds of columns. It may be stopped early; the bound still holds."""
    paid = worth(instance, start)
    unit, place = near_best(instance, paid, near=NEAR, most=MOST_PER_UNIT)
    known = set(zip(unit.tolist(), place.tolist(), strict=True))
    best = start
    for _round in range(ROUNDS):
        highs = solver()
        highs.passModel(model(instance, unit, place))
        highs.run()
        solution = highs.getSolution()
        units = np.unique(unit)
        row_dual = np.array(solution.row_dual)
        here = prices_of(instance, row_dual[len(units) :])
        here.bound = bound(instance, here)
        if here.bound < best.bound:
            best = here
        share = np.array(solution.col_value)[: len(unit)]
        nowhere = np.setdiff1d(np.arange(instance.units), units)
        value = highs.getInfo().objective_function_value - float(instance.penalty[nowhere].sum())
        paid = worth(instance, here)
        result = Fractions(unit, place, share, value, best, paid)
        more_unit, more_place = missing(instance, paid, row_dual[: len(units)], units, known)
        if tell is not None and not tell("fractions", best.bound):
            break
        if not len(more_unit) or best.bound - value < PROVEN * abs(value):
            break
        known |= set(zip(more_unit.tolist(), more_place.tolist(), strict=True))
        unit, place = np.concatenate([unit, more_unit]), np.concatenate([place, more_place])
    return result


def prices_of(instance: Instance, duals: NDArray[np.float64]) -> Prices:
    """The solver's row duals as prices: a county's row has one dual, for its most or its least."""
    first = instance.room.size + instance.supply.size
    county = duals[first : first + instance.counties]
    row = np.concatenate(
        [
            np.maximum(duals[:first], 0),
            np.maximum(county, 0),
            np.maximum(-county, 0),
            duals[first + instance.counties :],
        ]
    )
    return from_vector(instance, row)


def missing(
    instance: Instance,
    paid: NDArray[np.float32],
    unit_dual: NDArray[np.float64],
    units: Columns,
    known: set[tuple[int, int]],
) -> tuple[Columns, Columns]:
    """Pairs outside the model that would pay at its prices, the best three of each unit."""
    value = -instance.penalty.astype(np.float64)
    value[units] = unit_dual
    top, values = nearest(paid, 3)
    gain = values - value[:, None]
    found = [
        (int(unit), int(top[unit, at]))
        for unit, at in zip(*np.nonzero(gain > PAYS), strict=True)
        if (int(unit), int(top[unit, at])) not in known
    ]
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    rows, columns = zip(*found, strict=True)
    return np.array(rows, np.int64), np.array(columns, np.int64)
