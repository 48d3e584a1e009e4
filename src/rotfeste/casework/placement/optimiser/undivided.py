"""Households are not divided: what follows for each place, and a bound that counts it.

Ten places hold three households of three, not three and a third. From such facts come inequalities that every lawful
plan keeps and the plan in fractions breaks. Each gets a price like any other rule, so that the bound becomes lower and
still holds for all pairs. They are the mixed-integer rounding cuts of a knapsack (Marchand and Wolsey, Operations
Research 49, 2001).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csc_matrix, vstack

from rotfeste.casework.placement.optimiser.dual import Prices, Vector, paid_in, worth
from rotfeste.casework.placement.optimiser.instance import Floats, Instance
from rotfeste.casework.placement.optimiser.linear import Columns, Fractions, missing, model, prices_of, rows_of, solver

ROUNDS = 12
PER_PLACE = 2
FEW_DIVIDED = 0.01
"""Where a smaller share of the units is divided, as in a very large country, the bound has too little to win."""
BROKEN, NOTHING_WON = 1e-3, 5e-6
"""How much an inequality must be broken, and the share of the bound below which another round is not worth it."""


@dataclass(frozen=True)
class Rounded:
    """At one place, the sum of each unit's count times its share is at most `most`, when no unit is divided."""

    place: int
    kind: int
    by_persons: Vector
    """What a unit counts, by the number of its persons of this kind."""
    here: Columns
    """Units that stay here in the plan in fractions: they count from the other side."""
    by_persons_here: Vector
    most: float

    def counts(self, instance: Instance, units: Columns) -> Vector:
        """What each of these units counts."""
        persons = instance.persons[units, self.kind]
        return np.asarray(
            np.where(np.isin(units, self.here), self.by_persons_here[persons], self.by_persons[persons]), dtype=float
        )


def rounded(persons: Vector, size: float, rest: float) -> Vector:
    """Each number in whole sizes, with what is left beyond `rest` (a share of a size) counted in part."""
    sizes = persons / size
    whole = np.floor(sizes + 1e-9)
    left = np.where(sizes - whole < 1e-9, 0, sizes - whole)
    return np.asarray(whole + np.maximum(0, left - rest) / (1 - rest))


def at_place(instance: Instance, kind: int, place: int, units: Columns, share: Vector) -> list[Rounded]:
    """The inequalities at one place that these shares break most."""
    persons = instance.persons[units, kind].astype(float)
    numbers = np.arange(instance.persons[:, kind].max(initial=0) + 1, dtype=float)
    found: list[tuple[float, Rounded]] = []
    for stays in (share > 0.5, share > 1 - 1e-3):
        room = float(instance.room[kind, place]) - persons[stays].sum()
        for size in numbers[2:]:
            rest = room / size - np.floor(room / size + 1e-9)
            if not 1e-6 < rest < 0.99:
                continue
            there, here = rounded(numbers, size, rest), -rounded(-numbers, size, rest)
            count = np.where(stays, here[persons.astype(int)], there[persons.astype(int)])
            most = float(np.floor(room / size + 1e-9) + here[persons[stays].astype(int)].sum())
            over = (count @ share - most) / np.sqrt(count @ count + 1e-9)
            if over > BROKEN:
                found.append((float(over), Rounded(place, kind, there, units[stays], here, most)))
    found.sort(key=lambda pair: -pair[0])
    return [row for _over, row in found[:PER_PLACE]]


def that_break(instance: Instance, unit: Columns, place: Columns, share: Vector) -> list[Rounded]:
    """The inequalities that this plan in fractions breaks, at every place with a fraction."""
    found = []
    for kind in range(instance.room.shape[0]):
        used = np.flatnonzero((share > 1e-6) & (instance.persons[unit, kind] > 0))
        used = used[np.argsort(place[used], kind="stable")]
        starts = np.searchsorted(place[used], np.arange(instance.places + 1))
        for at in np.unique(place[used[share[used] < 1 - 1e-6]]):
            columns = used[starts[at] : starts[at + 1]]
            found += at_place(instance, kind, int(at), unit[columns], share[columns])
    return found


def matrix(instance: Instance, cuts: Sequence[Rounded], unit: Columns, place: Columns) -> csc_matrix:
    """One row per inequality, one column per pair."""
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(instance.places + 1))
    rows, columns, values = list[Any](), list[Any](), list[Any]()
    for number, cut in enumerate(cuts):
        mine = order[starts[cut.place] : starts[cut.place + 1]]
        rows.append(np.full(len(mine), number))
        columns.append(mine)
        values.append(cut.counts(instance, unit[mine]))
    if not cuts:
        return csc_matrix((0, len(unit)))
    stacked = np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))
    made = csc_matrix(stacked, shape=(len(cuts), len(unit)))
    made.eliminate_zeros()
    return made


def worth_undivided(instance: Instance, prices: Prices, cuts: Sequence[Rounded], price: Vector) -> Floats:
    """U × M: the points of each pair when every rule and every inequality is paid for."""
    paid = worth(instance, prices)
    for cut, each in zip(cuts, price.tolist(), strict=True):
        if each > 0:
            persons = instance.persons[:, cut.kind]
            paid[:, cut.place] -= (each * cut.by_persons).astype(np.float32)[persons]
            other = each * (cut.by_persons_here - cut.by_persons)
            paid[cut.here, cut.place] -= other.astype(np.float32)[persons[cut.here]]
    return paid


class Model:
    """The plan in fractions as the solver holds it: inequalities and pairs are added as they are found."""

    def __init__(self, instance: Instance, unit: Columns, place: Columns) -> None:
        self.instance, self.unit, self.place = instance, unit, place
        self.units = np.unique(unit)
        self.cuts: list[Rounded] = []
        self.rules = rows_of(instance, unit[:0], place[:0]).shape[0]
        self.highs = solver()
        self.highs.passModel(model(instance, unit, place))
        # The columns of units without a place stand between the first pairs and those that are added.
        self.first = len(unit)

    def solved(self) -> tuple[Vector, float]:
        """The shares of the pairs, and the value."""
        self.highs.run()
        share = np.array(self.highs.getSolution().col_value)
        nowhere = np.setdiff1d(np.arange(self.instance.units), self.units)
        value = self.highs.getInfo().objective_function_value - float(self.instance.penalty[nowhere].sum())
        return np.delete(share, slice(self.first, self.first + len(self.units))), value

    def duals(self) -> tuple[Vector, Prices, Vector]:
        """What each unit wins, the prices of the rules, and those of the inequalities."""
        row = np.array(self.highs.getSolution().row_dual)
        rules, cuts = np.split(row[len(self.units) :], [self.rules])
        return row[: len(self.units)], prices_of(self.instance, rules), np.maximum(cuts, 0)

    def add_cuts(self, cuts: Sequence[Rounded]) -> None:
        """More inequalities."""
        self.cuts += cuts
        rows = matrix(self.instance, cuts, self.unit, self.place).tocsr()
        at = np.where(rows.indices < self.first, rows.indices, rows.indices + len(self.units)).astype(np.int32)
        most = np.array([cut.most for cut in cuts])
        least = np.full(len(cuts), -np.inf)
        self.highs.addRows(len(cuts), least, most, rows.nnz, rows.indptr[:-1], at, rows.data)

    def add_pairs(self, unit: Columns, place: Columns) -> None:
        """More pairs, each of a unit that is here already."""
        count, known = len(unit), np.searchsorted(self.units, unit)
        once = csc_matrix((np.ones(count), (known, np.arange(count))), shape=(len(self.units), count))
        rules = rows_of(self.instance, unit, place)
        stacked = csc_matrix(vstack([once, rules, matrix(self.instance, self.cuts, unit, place)]))
        worth = self.instance.points[unit, place].astype(float)
        ends = np.zeros(count), np.ones(count)
        starts = stacked.indptr[:-1]
        self.highs.addCols(count, worth, *ends, stacked.nnz, starts, stacked.indices, stacked.data)
        self.unit, self.place = np.concatenate([self.unit, unit]), np.concatenate([self.place, place])


def sharpened(instance: Instance, found: Fractions, *, tell: Callable[[str, float], bool] | None = None) -> Fractions:
    """The plan in fractions and its bound, when it counts that nobody is divided. It may be stopped early."""
    divided = np.unique(found.unit[(found.share > 1e-6) & (found.share < 1 - 1e-6)])
    if len(divided) < FEW_DIVIDED * instance.units:
        return found
    held = Model(instance, found.unit, found.place)
    known = set(zip(found.unit.tolist(), found.place.tolist(), strict=True))
    share, _value = held.solved()
    best = found
    for _round in range(ROUNDS):
        cuts = that_break(instance, held.unit, held.place, share)
        if not cuts:
            break
        held.add_cuts(cuts)
        share, value = held.solved()
        won, prices, price = held.duals()
        paid = worth_undivided(instance, prices, held.cuts, price)
        most = np.maximum(paid.max(axis=1), -instance.penalty).sum(dtype=np.float64) + paid_in(instance, prices)
        bound = float(most + price @ np.array([cut.most for cut in held.cuts]))
        less = best.prices.bound - bound
        if less > 0:
            best = Fractions(held.unit, held.place, share, value, replace(found.prices, bound=bound), paid)
        unit, place = missing(instance, paid, won, held.units, known)
        of_known = np.isin(unit, held.units)
        held.add_pairs(unit[of_known], place[of_known])
        known |= set(zip(unit.tolist(), place.tolist(), strict=True))
        share = np.concatenate([share, np.zeros(int(of_known.sum()))])
        if (tell is not None and not tell("fractions", best.prices.bound)) or 0 < less < NOTHING_WON * abs(bound):
            break
    return best
