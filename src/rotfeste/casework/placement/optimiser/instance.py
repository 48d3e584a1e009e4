"""What a plan is made from: units that are placed whole, places with room, and points for each pair of the two."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Room = NDArray[Any]
"""Whole numbers; fractions where a sample of people stands for more of them, or for fewer."""
FORBIDDEN = np.float32(-1e6)
"""The points of a pair that a hard rule forbids."""
NOWHERE = -1
"""Where a unit is that is not placed."""


class BadInstance(ValueError):
    """The arrays do not fit each other, or a number has no meaning; the message says which."""


@dataclass(frozen=True)
class Pair:
    """Two units that must come to the same region, such as relatives within a stated distance."""

    first: int
    second: int
    level: int = 0
    """Which division of the country it is: 0 is `region`, 1 the first of `narrower`, and so on."""


@dataclass(frozen=True)
class Instance:
    """Units × places. A unit is a household, or several that must live together.

    Shapes: U units, M places (municipalities), K kinds of places (0 ordinary, 1 for minors), R needs that only some
    places can meet (a large dwelling, a hospital nearby, …), C counties.
    """

    points: Floats
    """U × M, the sum of the parts of the score; FORBIDDEN where a hard rule forbids the pair."""
    persons: Ints
    """U × K: how many places of each kind the unit takes."""
    needs: Ints
    """U × R: how much the unit takes of each scarce thing."""
    penalty: Floats
    """U: what it costs to leave the unit unplaced; grows as its deadline comes near."""
    room: Room
    """K × M: free places of each kind."""
    supply: Room
    """R × M: how much each place has of each scarce thing."""
    county: Ints
    """M: the county that each place lies in."""
    county_least: Ints
    """C: the fewest persons that should come to each county."""
    county_most: Room
    """C: the most persons that may come to each county."""
    region: Ints
    """M: the region that a pair must share."""
    narrower: Sequence[Ints] = ()
    """Other divisions of the country, each M: for pairs that ask for another one than `region`."""
    pairs: Sequence[Pair] = ()
    pinned: dict[int, int] = field(default_factory=dict)
    """Unit to place, where a person has decided."""

    def __post_init__(self) -> None:
        units, places = self.points.shape
        shapes = {
            "persons": (self.persons.shape, (units, self.room.shape[0])),
            "needs": (self.needs.shape, (units, self.supply.shape[0])),
            "penalty": (self.penalty.shape, (units,)),
            "room": (self.room.shape[1:], (places,)),
            "supply": (self.supply.shape[1:], (places,)),
            "county": (self.county.shape, (places,)),
            "region": (self.region.shape, (places,)),
            "county_most": (self.county_most.shape, self.county_least.shape),
        }
        for name, (found, wanted) in shapes.items():
            if found != wanted:
                raise BadInstance(f"{name} has shape {found}, expected {wanted}")
        if not np.isfinite(self.points).all() or not np.isfinite(self.penalty).all():
            raise BadInstance("points and penalties must be finite")
        for name in ("persons", "needs", "room", "supply"):
            if (getattr(self, name) < 0).any():
                raise BadInstance(f"{name} must not be negative")

    def region_of(self, pair: Pair) -> Ints:
        """M: the regions of the division that this pair asks for."""
        return self.narrower[pair.level - 1] if pair.level else self.region

    @property
    def regions(self) -> int:
        """How many regions the division has that has most, of those that pairs ask for."""
        asked = {pair.level: pair for pair in self.pairs}
        return max((int(self.region_of(pair).max(initial=-1)) + 1 for pair in asked.values()), default=0)

    @property
    def units(self) -> int:
        """How many units."""
        return int(self.points.shape[0])

    @property
    def places(self) -> int:
        """How many places."""
        return int(self.points.shape[1])

    @property
    def sizes(self) -> Ints:
        """How many persons each unit has."""
        return np.asarray(self.persons.sum(axis=1), dtype=np.int32)

    @property
    def counties(self) -> int:
        """How many counties."""
        return int(self.county_least.shape[0])

    def tightened(self) -> "Instance":
        """The same plans, with fewer pairs: what does not fit even alone, and what a pin rules out, is forbidden.

        It makes the bound lower: a fraction of a unit could otherwise use room in which the whole unit never fits.
        """
        points = self.points.copy()
        for kind in range(self.room.shape[0]):
            points[self.persons[:, kind, None] > self.room[kind]] = FORBIDDEN
        for need in range(self.supply.shape[0]):
            points[self.needs[:, need, None] > self.supply[need]] = FORBIDDEN
        for unit, place in self.pinned.items():
            kept = points[unit, place]
            points[unit, :] = FORBIDDEN
            points[unit, place] = kept
        return replace(self, points=points)

    def value(self, where: NDArray[np.int64]) -> float:
        """The points of a plan (M places, NOWHERE for none), penalties of unplaced units subtracted."""
        placed = where >= 0
        won = self.points[np.flatnonzero(placed), where[placed]].sum(dtype=np.float64)
        return float(won - self.penalty[~placed].sum(dtype=np.float64))
