"""A municipality says no: the household is placed anew, and as few others as possible are moved."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser.dual import Prices, worth
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, NOWHERE, Instance
from rotfeste.casework.placement.optimiser.linear import near_best
from rotfeste.casework.placement.optimiser.whole import decided

STAYS = 0.02
"""Points that a unit gains by staying where it was proposed: a change must be worth more than that."""
NEAR_PLACES, MOST_FREE = 10, 400


@dataclass(frozen=True)
class Repaired:
    """The new plan, and the units that were moved besides the one that was refused."""

    where: NDArray[np.int64]
    moved: tuple[int, ...]
    points: NDArray[np.float32]
    """The points with the refused pair forbidden, to go on with."""


def refused(
    instance: Instance, prices: Prices, where: NDArray[np.int64], unit: int, *, frozen: frozenset[int] = frozenset()
) -> Repaired:
    """Place a refused unit anew. `frozen` units (accepted, pinned) stay; the others prefer to stay where they are."""
    points = instance.points.copy()
    if where[unit] != NOWHERE:
        points[unit, where[unit]] = FORBIDDEN
    stay = points.copy()
    placed = np.flatnonzero(where >= 0)
    stay[placed, where[placed]] += STAYS * (stay[placed, where[placed]] > FORBIDDEN / 2)
    changed = replace(instance, points=stay, pinned={}).tightened()
    paid = worth(changed, prices)
    near = np.argsort(-paid[unit])[:NEAR_PLACES]
    start = where.copy()
    start[unit] = NOWHERE
    free = np.isin(start, near)
    free[list(frozen | set(instance.pinned))] = False
    lost = np.sort(paid, axis=1)[:, -2:]
    tie = np.where(free, lost[:, -1] - lost[:, 0], np.inf)
    free &= tie <= np.partition(tie, min(MOST_FREE, len(tie) - 1))[min(MOST_FREE, len(tie) - 1)]
    free[unit] = True
    columns = near_best(changed, paid, near=0.5, most=NEAR_PLACES)
    found = decided(changed, start, free, columns, 2.0)
    after = start if found is None else found
    moved = tuple(int(at) for at in np.flatnonzero(after != where) if at != unit)
    return Repaired(after, moved, points)
