"""A year of arrivals, week by week: the price of a place says what it will be worth to those who have not come yet.

The prices come from one plan over the room of the year and the people who are expected; each week's newcomers are then
placed at these prices, and the prices are found anew as room is used.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser import greedy
from rotfeste.casework.placement.optimiser.dual import Prices, blank, prices, worth
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, NOWHERE, Instance
from rotfeste.casework.placement.optimiser.linear import near_best
from rotfeste.casework.placement.optimiser.whole import decided

Says = Callable[[int, int], bool]
"""Whether a place says no to a unit."""


@dataclass(frozen=True)
class Week:
    """The numbers of the units that come in a week."""

    units: NDArray[np.int64]


def weeks(units: int, count: int, seed: int) -> list[Week]:
    """Units spread over the weeks, in an order that only chance decides."""
    order = np.random.default_rng(seed).permutation(units)
    return [Week(np.sort(part)) for part in np.array_split(order, count)]


def expected(instance: Instance, coming: Instance, share: float) -> Instance:
    """The room that is left, and so many of the expected people as the rest of the year will bring."""
    keep = max(1, round(coming.units * share))
    return replace(
        instance,
        points=coming.points[:keep],
        persons=coming.persons[:keep],
        needs=coming.needs[:keep],
        penalty=coming.penalty[:keep],
        county_least=np.zeros_like(instance.county_least),
        pairs=(),
        pinned={},
    )


def replay(
    instance: Instance,
    coming: Instance,
    arrivals: Sequence[Week],
    *,
    says_no: Says = lambda unit, place: False,
    every: int = 8,
    greedily: bool = False,
) -> NDArray[np.int64]:
    """Place a year's arrivals as they come. `coming` is what was expected beforehand (such as the year before).

    `greedily` gives each newcomer the best free place, without thought of those who come later. A no is asked about
    until a place says yes.
    """
    where = np.full(instance.units, NOWHERE, dtype=np.int64)
    left, found = greedy.Left(instance), blank(instance)
    for number, week in enumerate(arrivals):
        now = replace(instance, room=left.room.copy(), supply=left.supply.copy(), county_most=left.county.copy())
        if not greedily and number % every == 0:
            found = prices(expected(now, coming, 1 - number / len(arrivals)), start=found if number else None)
        points = instance.points if greedily else priced(now, found)
        for unit, place in _placed(now, points, found, week.units, exact=not greedily):
            at = _asked(unit, place, points, left, says_no)
            where[unit] = at
            if at != NOWHERE:
                left.take(unit, at)
    return where


def priced(instance: Instance, found: Prices) -> NDArray[np.float32]:
    """The points of each pair less the price of the room."""
    return worth(replace(instance, pairs=()), replace(found, pair=np.zeros((0, 0))))


def _placed(
    now: Instance, points: NDArray[np.float32], found: Prices, units: NDArray[np.int64], *, exact: bool
) -> list[tuple[int, int]]:
    """The week's units with the place that suits each; decided together when there is time for it."""
    if exact:
        week = replace(
            now,
            points=points[units],
            persons=now.persons[units],
            needs=now.needs[units],
            penalty=now.penalty[units],
            county_least=np.zeros_like(now.county_least),
            pairs=(),
            pinned={},
        ).tightened()
        unit, place = near_best(week, week.points, near=0.5, most=12)
        none = np.full(len(units), NOWHERE, dtype=np.int64)
        best = decided(week, none, np.ones(len(units), dtype=bool), unit, place, 5.0)
        if best is not None:
            return [(int(units[at]), int(place)) for at, place in enumerate(best)]
    return [(int(unit), NOWHERE) for unit in units]


def _asked(unit: int, place: int, points: NDArray[np.float32], left: greedy.Left, says_no: Says) -> int:
    """The proposed place if it says yes, else the next best that has room and says yes."""
    refused: set[int] = set()
    for _ in range(12):
        fits = left.fits(unit)
        if place == NOWHERE or not fits[place] or place in refused:
            fits[list(refused)] = False
            if not fits.any():
                return NOWHERE
            place = int(np.where(fits, points[unit], FORBIDDEN).argmax())
        if not says_no(unit, place):
            return place
        refused.add(place)
    return NOWHERE
