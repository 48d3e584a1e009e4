"""From facts to an instance: which rule forbids which municipality, and how many points each part of the score gives.

All values are 0 to 1; the weights of a round are shared out so that the best that can be had is 1 (shown as 100).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Instance, Pair

Values = NDArray[np.float64]
RESULTS, EMPLOYMENT, EDUCATION = "results", "employment", "education"
NETWORK, WISH, LANGUAGE, TRANSPORT, READY, ANSWERS = "network", "wish", "language", "transport", "ready", "answers"
PARTS = (RESULTS, EMPLOYMENT, EDUCATION, NETWORK, WISH, LANGUAGE, TRANSPORT, READY, ANSWERS)
RULES = ("no_places", "declined", "nearby", "alternative", "by_hand", "needs")
"""Why a municipality is forbidden for a household; the first that applies is the one that is told."""
IN_COUNTY, COMMUNITY, MANY_DAYS, MOST_URGENT = 0.4, 10, 60, 4.0
"""What kin in the county counts; how many compatriots count fully; from how many days, and how far, urgency grows."""


class NoWeights(ValueError):
    """Every part that has data weighs nothing: no place is better than another."""


@dataclass(frozen=True)
class Household:
    """What is known of a household that is ready. Numbers are keys; places are organisation keys."""

    key: int
    size: int
    minors: bool = False
    days_left: int = 0
    country: str = ""
    sex: str = ""
    young: bool = False
    """Someone is 16 to 24 years old."""
    network: str = ""
    network_county: str = ""
    wish: str = ""
    has_car: bool | None = None
    nearby: tuple[int, ...] = ()
    """Where the residents of its integration centre are settled by agreement; empty where that does not apply."""
    alternative: int | None = None
    """Where an alternative placement is agreed for members who may not settle."""
    declined: tuple[int, ...] = ()
    by_hand: tuple[int, ...] = ()
    pinned: int | None = None
    relatives: tuple[int, ...] = ()
    checks: tuple[str, ...] = ()
    """What a person must look at, since no rule can."""
    hospital: str = ""
    """«near», «hour» or nothing. Health: kept apart from the rest."""
    demanding: bool = False
    """Needs more of the municipality's services than most. Health: kept apart from the rest."""


@dataclass(frozen=True)
class Place:
    """A municipality: free places of each kind, and what speaks for it. None where a figure is not known."""

    key: int
    code: str
    county: str
    ordinary: int = 0
    minors: int = 0
    ready: int = 0
    ready_minors: int = 0
    centrality: int | None = None
    results: int | None = None
    employment: int | None = None
    education: float | None = None
    settled: Mapping[str, int] = field(default_factory=dict)
    """How many from each country have been settled there."""
    answered: int = 0
    refused: int = 0

    def free(self, minors: bool) -> int:
        """Free places of the kind."""
        return self.minors if minors else self.ordinary


@dataclass(frozen=True)
class Terms:
    """What the directorate decides for a round."""

    weights: Mapping[str, int]
    waiting: int = 50
    """How much more, in per cent for each two months past the target, it costs to leave someone unplaced."""
    demanding_per: int = 10
    """One household with demanding needs per so many free places, at least one; 0 for no limit."""
    county_over: int = 50
    """How many per cent more than its share of the free places a county may get; 0 for no limit."""
    kin_together: bool = True
    seed: int = 2017
    seconds: int = 30


@dataclass(frozen=True)
class Facts:
    """Everything that a round rests on: the same facts give the same proposals."""

    households: tuple[Household, ...]
    places: tuple[Place, ...]
    terms: Terms

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Parts of the score that no municipality has data for: they count nothing, whatever they weigh."""
        return tuple(
            key for key in (RESULTS, EMPLOYMENT, EDUCATION) if all(getattr(p, key) is None for p in self.places)
        )

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
        return self.columns.values(self.households[unit], self.places)

    def rules(self, unit: int) -> NDArray[np.int8]:
        """M: 0 where the household may come, otherwise 1 + the number of the rule that forbids it."""
        return self.columns.rules(self.households[unit])

    @cached_property
    def instance(self) -> Instance:
        """The arrays that the optimiser works on. Raises NoWeights."""
        rows, columns = self.households, self.columns
        points = np.empty((len(rows), len(self.places)), dtype=np.float32)
        for unit in range(len(rows)):
            points[unit] = self.shares @ self.values(unit)
            points[unit][self.rules(unit) > 0] = FORBIDDEN
        size = np.array([row.size for row in rows], dtype=np.int32)
        minor = np.array([row.minors for row in rows], dtype=bool)
        return Instance(
            points=points,
            persons=np.stack([np.where(minor, 0, size), np.where(minor, size, 0)], axis=1).astype(np.int32),
            needs=np.array([[int(row.demanding)] for row in rows], dtype=np.int32).reshape(len(rows), 1),
            penalty=np.array([self._penalty(row) for row in rows], dtype=np.float32),
            room=columns.room,
            supply=self._supply(),
            county=columns.county,
            county_least=np.zeros(columns.counties, dtype=np.int32),
            county_most=self._county_most(size),
            region=columns.county,
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

    def _supply(self) -> NDArray[np.int32]:
        free = self.columns.room.sum(axis=0)
        if not self.terms.demanding_per:
            return np.asarray(free[None, :], dtype=np.int32)
        return np.asarray(np.maximum(1, free // self.terms.demanding_per)[None, :] * (free > 0), dtype=np.int32)

    def _county_most(self, size: NDArray[np.int32]) -> NDArray[np.int32]:
        free = np.bincount(self.columns.county, weights=self.columns.room.sum(axis=0), minlength=self.columns.counties)
        if not self.terms.county_over or not free.sum():
            return np.asarray(free + size.sum(), dtype=np.int32)
        share = free / free.sum() * size.sum() * (1 + self.terms.county_over / 100)
        return np.asarray(np.maximum(np.ceil(share), size.max(initial=0)), dtype=np.int32)

    def _pairs(self) -> tuple[Pair, ...]:
        if not self.terms.kin_together:
            return ()
        known = self.unit_numbers
        found = {
            (min(known[row.key], known[other]), max(known[row.key], known[other]))
            for row in self.households
            for other in row.relatives
            if other in known and other != row.key
        }
        return tuple(Pair(first, second) for first, second in sorted(found))


@dataclass(frozen=True)
class Columns:
    """The places as arrays, made once."""

    keys: NDArray[np.int64]
    codes: NDArray[np.str_]
    county: NDArray[np.int32]
    counties: int
    county_codes: NDArray[np.str_]
    room: NDArray[np.int32]
    ready: NDArray[np.int32]
    central: Values
    figures: Mapping[str, Values]
    answers: Values

    @classmethod
    def of(cls, places: tuple[Place, ...]) -> "Columns":
        """From the places themselves."""
        names = sorted({place.county for place in places})
        return cls(
            keys=np.array([place.key for place in places], dtype=np.int64),
            codes=np.array([place.code for place in places], dtype=np.str_),
            county=np.array([names.index(place.county) for place in places], dtype=np.int32),
            counties=len(names),
            county_codes=np.array([place.county for place in places], dtype=np.str_),
            room=np.array([[p.ordinary for p in places], [p.minors for p in places]], dtype=np.int32),
            ready=np.array([[p.ready for p in places], [p.ready_minors for p in places]], dtype=np.int32),
            central=np.array([np.nan if p.centrality is None else p.centrality for p in places], dtype=float),
            figures={key: level([getattr(p, key) for p in places]) for key in (RESULTS, EMPLOYMENT, EDUCATION)},
            answers=np.array([(p.answered - p.refused + 1) / (p.answered + 1) for p in places], dtype=float),
        )

    def values(self, row: Household, places: tuple[Place, ...]) -> Values:
        """P × M for one household."""
        found = np.zeros((len(PARTS), len(self.keys)))
        at = {key: number for number, key in enumerate(PARTS)}
        found[at[RESULTS]] = self.figures[RESULTS]
        found[at[EMPLOYMENT]] = self.figures[EMPLOYMENT]
        if row.young:
            found[at[EDUCATION]] = self.figures[EDUCATION]
        if row.network:
            near = IN_COUNTY * (self.county_codes == row.network_county) if row.network_county else 0.0
            found[at[NETWORK]] = np.where(self.codes == row.network, 1.0, near)
        if row.wish:
            found[at[WISH]] = self.codes == row.wish
        if row.country:
            found[at[LANGUAGE]] = [min(1.0, place.settled.get(row.country, 0) / COMMUNITY) for place in places]
        if row.has_car is False:
            found[at[TRANSPORT]] = np.nan_to_num(self.central, nan=0.0) / 3
        found[at[READY]] = self.ready[int(row.minors)] >= row.size
        found[at[ANSWERS]] = self.answers
        return found

    def rules(self, row: Household) -> NDArray[np.int8]:
        """M for one household."""
        wanted = {"near": 3.0, "hour": 2.0}.get(row.hospital, -1.0)
        forbids = {
            "no_places": self.room[int(row.minors)] < row.size,
            "declined": np.isin(self.keys, row.declined),
            "nearby": ~np.isin(self.keys, row.nearby) if row.nearby else np.zeros(len(self.keys), dtype=bool),
            "alternative": self.keys != (self.keys if row.alternative is None else row.alternative),
            "by_hand": np.isin(self.keys, row.by_hand),
            "needs": self.central < wanted,
        }
        found = np.zeros(len(self.keys), dtype=np.int8)
        for number, rule in enumerate(RULES, 1):
            found[(found == 0) & forbids[rule]] = number
        return found


def level(said: list[int | float | None]) -> Values:
    """Figures from the lowest (0) to the highest (1); one that is not known counts as the mean of the rest."""
    known = np.array([np.nan if value is None else value for value in said], dtype=float)
    if np.isnan(known).all():
        return np.zeros(len(said))
    low, high = np.nanmin(known), np.nanmax(known)
    scaled = (known - low) / (high - low) if high > low else known * 0 + 1.0
    return np.asarray(np.where(np.isnan(scaled), np.nanmean(scaled), scaled))
