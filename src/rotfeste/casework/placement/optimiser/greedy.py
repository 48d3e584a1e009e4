"""Simple plans to compare with: first come, first served; and any lawful place."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, NOWHERE, Floats, Instance


class Left:
    """What is left of room, supply and counties while units are placed one by one."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.room, self.supply = instance.room.copy(), instance.supply.copy()
        self.county = instance.county_most.copy()

    def fits(self, unit: int) -> NDArray[np.bool_]:
        """Which places have what the unit needs."""
        persons, needs = self.instance.persons[unit], self.instance.needs[unit]
        size = int(persons.sum())
        fits = (self.room >= persons[:, None]).all(axis=0) & (self.supply >= needs[:, None]).all(axis=0)
        fits &= self.county[self.instance.county] >= size
        fits &= self.instance.points[unit] > FORBIDDEN / 2
        return np.asarray(fits)

    def take(self, unit: int, place: int) -> None:
        """The unit comes here."""
        self.room[:, place] -= self.instance.persons[unit]
        self.supply[:, place] -= self.instance.needs[unit]
        self.county[self.instance.county[place]] -= int(self.instance.persons[unit].sum())

    def now(self) -> Instance:
        """The instance as if what is left were all that there had been."""
        return replace(self.instance, room=self.room.copy(), supply=self.supply.copy(), county_most=self.county.copy())


def plan(instance: Instance, points: Floats | None = None) -> NDArray[np.int64]:
    """Each unit takes what is best for it and still free; pinned ones first, then those with most need, then the large.

    With `points` (such as points less prices), the best is judged by them. Pairs are placed in the region of the first.
    """
    judged = instance.points if points is None else points
    left = Left(instance)
    where = np.full(instance.units, NOWHERE, dtype=np.int64)
    partner = {pair.second: pair for pair in instance.pairs}
    for unit in order(instance):
        fits = left.fits(unit)
        pair = partner.get(unit)
        if pair is not None and where[pair.first] >= 0:
            region = instance.region_of(pair)
            fits &= region == region[where[pair.first]]
        if not fits.any():
            continue
        place = int(np.where(fits, judged[unit], -np.inf).argmax())
        if judged[unit, place] < -instance.penalty[unit]:
            continue
        where[unit] = place
        left.take(unit, place)
    return undone_pairs(instance, where)


def order(instance: Instance) -> list[int]:
    """Pinned first, then those with needs, the large before the small, the first of a pair before the second."""
    second = {pair.second for pair in instance.pairs}
    sizes, needs = instance.sizes, instance.needs.sum(axis=1)
    return sorted(
        range(instance.units),
        key=lambda unit: (unit not in instance.pinned, unit in second, -int(needs[unit]), -int(sizes[unit]), unit),
    )


def undone_pairs(instance: Instance, where: NDArray[np.int64]) -> NDArray[np.int64]:
    """A pair of which one found no place waits together."""
    for pair in instance.pairs:
        first, second = where[pair.first], where[pair.second]
        region = instance.region_of(pair)
        if (first < 0) != (second < 0) or (first >= 0 and region[first] != region[second]):
            where[pair.first] = where[pair.second] = NOWHERE
    return where


def at_random(instance: Instance, seed: int) -> NDArray[np.int64]:
    """Any lawful place for each unit: what chance alone would give."""
    chance = np.random.default_rng(seed)
    left = Left(instance)
    where = np.full(instance.units, NOWHERE, dtype=np.int64)
    for unit in order(instance):
        fits = np.flatnonzero(left.fits(unit))
        if len(fits):
            where[unit] = chance.choice(fits)
            left.take(unit, int(where[unit]))
    return undone_pairs(instance, where)
