"""From facts to an instance: which rule forbids which municipality, and how many points each part of the score gives.

All values are 0 to 1; the weights of a round are shared out so that the best that can be had is 1 (shown as 100).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement import homes
from rotfeste.casework.placement.columns import Columns, Values
from rotfeste.casework.placement.known import (
    COUNTY,
    DEMAND,
    EDUCATION,
    EMPLOYMENT,
    KIN,
    MUNICIPALITY,
    PARTS,
    PREDICTED,
    REGION,
    RESULTS,
    WELCOME,
    Household,
    Place,
    Terms,
)
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Instance, Ints, Pair

MANY_DAYS, MOST_URGENT = 60, 4.0
"""From how many days, and how far, urgency grows."""
LEVELS = {COUNTY: 0, REGION: 1, MUNICIPALITY: 2}
"""The division of the country that a pair must share a part of, as the instance numbers them."""


class NoWeights(ValueError):
    """Every part that has data weighs nothing: no place is better than another."""


@dataclass(frozen=True)
class Facts:
    """Everything that a round rests on: the same facts give the same proposals."""

    households: tuple[Household, ...]
    places: tuple[Place, ...]
    terms: Terms

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Parts of the score that no municipality has data for: they count nothing, whatever they weigh."""
        said = {RESULTS: "results", EMPLOYMENT: "employment", EDUCATION: "education", DEMAND: "demand"}
        said[WELCOME] = "welcomes"
        silent = tuple(key for key, name in said.items() if all(getattr(p, name) is None for p in self.places))
        untaught = self.terms.weights.get(PREDICTED) and not self.terms.predictor
        return (*silent, PREDICTED) if untaught else silent

    @cached_property
    def shares(self) -> Values:
        """The weight of each part as a share of 1. Raises NoWeights."""
        said = np.array([0 if key in self.unknown else max(0, self.terms.weights.get(key, 0)) for key in PARTS], float)
        if not said.sum():
            raise NoWeights
        return np.asarray(said / said.sum())

    @cached_property
    def place_numbers(self) -> dict[int, int]:
        """The number of each place, by its key."""
        return {place.key: number for number, place in enumerate(self.places)}

    @cached_property
    def unit_numbers(self) -> dict[int, int]:
        """The number of each household, by its key."""
        return {row.key: number for number, row in enumerate(self.households)}

    @cached_property
    def columns(self) -> "Columns":
        """The places as arrays."""
        return Columns.of(self.places)

    def values(self, unit: int) -> Values:
        """P × M: what each part gives a household in each municipality, 0 to 1."""
        return self.columns.values(self.households[unit], self.places, self.terms)

    def rules(self, unit: int) -> NDArray[np.int8]:
        """M: 0 where the household may come, otherwise 1 + the number of the rule that forbids it."""
        return self.columns.rules(self.households[unit], self.places, self.terms)

    @cached_property
    def largest(self) -> dict[bool, int]:
        """The most persons that any vacant dwelling is registered for: ordinary ones, and homes for minors."""
        return {minors: homes.largest(self.places, minors) for minors in (False, True)}

    def housing(self, unit: int, place: int) -> homes.Housing | None:
        """What is known of dwellings where a household is proposed; None where dwellings do not bind it."""
        row = self.households[unit]
        there = self.places[place] if place >= 0 else None
        return homes.housing(row, there, self.largest[row.minors], self.terms)

    @cached_property
    def instance(self) -> Instance:
        """The arrays that the optimiser works on. Raises NoWeights."""
        rows, columns = self.households, self.columns
        points = np.empty((len(rows), len(self.places)), dtype=np.float32)
        for unit in range(len(rows)):
            points[unit] = self.shares @ self.values(unit)
            points[unit][self.rules(unit) > 0] = FORBIDDEN
        size = np.array([row.size for row in rows], dtype=np.int32)
        needs, supply = homes.scarce(rows, self.places, self.terms)
        minor = np.array([row.minors for row in rows], dtype=bool)
        return Instance(
            points=points,
            persons=np.stack([np.where(minor, 0, size), np.where(minor, size, 0)], axis=1).astype(np.int32),
            needs=np.hstack([np.array([[row.demanding] for row in rows], dtype=np.int32).reshape(-1, 1), needs]),
            penalty=np.array([self._penalty(row) for row in rows], dtype=np.float32),
            room=columns.room,
            supply=np.vstack([self._supply(), supply]),
            county=columns.county,
            county_least=np.zeros(columns.counties, dtype=np.int32),
            county_most=self._county_most(size),
            region=columns.county,
            narrower=(columns.region, np.arange(len(self.places), dtype=np.int32)),
            pairs=self._pairs(),
            pinned={
                unit: self.place_numbers[row.pinned]
                for unit, row in enumerate(rows)
                if row.pinned is not None and row.pinned in self.place_numbers
            },
        )

    def _penalty(self, row: Household) -> float:
        urgency = min(MOST_URGENT, max(0.0, (MANY_DAYS - row.days_left) / MANY_DAYS))
        return row.size * (1 + self.terms.waiting / 100 * urgency)

    def _supply(self) -> Ints:
        free = self.columns.room.sum(axis=0)
        if not self.terms.demanding_per:
            return np.asarray(free[None, :], dtype=np.int32)
        return np.asarray(np.maximum(1, free // self.terms.demanding_per)[None, :] * (free > 0), dtype=np.int32)

    def _county_most(self, size: Ints) -> Ints:
        free = np.bincount(self.columns.county, weights=self.columns.room.sum(axis=0), minlength=self.columns.counties)
        if not self.terms.county_over or not free.sum():
            return np.asarray(free + size.sum(), dtype=np.int32)
        share = free / free.sum() * size.sum() * (1 + self.terms.county_over / 100)
        return np.asarray(np.maximum(np.ceil(share), size.max(initial=0)), dtype=np.int32)

    def _pairs(self) -> tuple[Pair, ...]:
        known, found = self.unit_numbers, dict[tuple[int, int], str]()
        for row in self.households:
            for other in row.relatives:
                if other not in known or other == row.key:
                    continue
                near = self._how_near(row, self.households[known[other]])
                if near:
                    found[min(known[row.key], known[other]), max(known[row.key], known[other])] = near
        return tuple(Pair(*units, level=LEVELS[near]) for units, near in sorted(found.items()))

    def _how_near(self, first: Household, second: Household) -> str:
        """The nearest that either has asked for; what the round says where neither has."""
        said = [row.kin for row in (first, second) if row.kin]
        return min(said, key=KIN.index) if said else self.terms.kin
