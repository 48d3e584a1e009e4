"""Outcomes per group, beside what chance alone would give and what the group could have at best; and floors.

A group is any label of the units: sex, country group, size of household, and so on. Nothing here decides anything: it
measures a plan, and can lift the points of a group that comes out below what chance gives, for a new plan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser import greedy
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Instance


@dataclass(frozen=True)
class Outcome:
    """A group in a plan. Means are points per person; `by_chance` over several lawful plans drawn at random."""

    group: str
    units: int
    persons: int
    placed: int
    mean: float
    by_chance: float
    at_best: float

    @property
    def kept_up(self) -> bool:
        """Whether the group does at least as well as chance would give it."""
        return self.mean >= self.by_chance - 1e-9


def mean_points(instance: Instance, where: NDArray[np.int64], inside: NDArray[np.bool_]) -> float:
    """Points per person of the placed units of a group; 0 where none is placed."""
    units = np.flatnonzero(inside & (where >= 0))
    if not len(units):
        return 0.0
    sizes = instance.sizes[units]
    return float((instance.points[units, where[units]] * sizes).sum() / sizes.sum())


def outcomes(
    instance: Instance, where: NDArray[np.int64], groups: Sequence[str], *, draws: int = 3, seed: int = 2017
) -> list[Outcome]:
    """Every group with its outcome, the largest first."""
    labels = np.asarray(groups)
    random_plans = [greedy.at_random(instance, seed + number) for number in range(draws)]
    best = np.where(instance.points > FORBIDDEN / 2, instance.points, np.float32(0)).max(axis=1)
    found = []
    for label in sorted(set(groups)):
        inside = labels == label
        sizes = instance.sizes[inside]
        chance = [mean_points(instance, plan, inside) for plan in random_plans]
        found.append(
            Outcome(
                group=label,
                units=int(inside.sum()),
                persons=int(sizes.sum()),
                placed=int((inside & (where >= 0)).sum()),
                mean=mean_points(instance, where, inside),
                by_chance=float(np.mean(chance)),
                at_best=float((best[inside] * sizes).sum() / max(1, sizes.sum())),
            )
        )
    return sorted(found, key=lambda row: (-row.persons, row.group))


def lifted(instance: Instance, groups: Sequence[str], short: Mapping[str, float]) -> Instance:
    """The same with the points of some groups raised by a share, so that a new plan gives them more."""
    points = instance.points.copy()
    labels = np.asarray(groups)
    for label, share in short.items():
        inside = np.flatnonzero(labels == label)
        block = points[inside]
        points[inside] = np.where(block > FORBIDDEN / 2, block * np.float32(1 + share), block)
    return replace(instance, points=points)
