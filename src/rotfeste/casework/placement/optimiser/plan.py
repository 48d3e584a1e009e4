"""A proposal for everyone who waits: prices, fractions, then whole units, and the proven distance to the best.

The stages can be interrupted after each step: what has been found until then is kept, and is lawful.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser import greedy, whole
from rotfeste.casework.placement.optimiser.check import Broken, broken
from rotfeste.casework.placement.optimiser.dual import Prices, blank, bound, prices
from rotfeste.casework.placement.optimiser.instance import Instance
from rotfeste.casework.placement.optimiser.linear import fractions
from rotfeste.casework.placement.optimiser.undivided import sharpened

Tell = Callable[[str, float, float], bool]
"""Told of the stage, the value of the plan so far and the bound; answers whether to go on."""
ENOUGH = 2e-4


@dataclass(frozen=True)
class Proposal:
    """Where each unit is proposed (place, or NOWHERE), what it is worth, and the bound that no plan can exceed."""

    where: NDArray[np.int64]
    value: float
    bound: float
    prices: Prices
    seconds: float
    broken: tuple[Broken, ...]
    """Rules that the plan breaks: none, but for least numbers that cannot be met and pins that clash."""

    @property
    def gap(self) -> float:
        """The proven distance to the bound, as a share of it: 0.0002 is two hundredths of a per cent."""
        return (self.bound - self.value) / max(1.0, abs(self.bound))


def go_on(stage: str, value: float, bound: float) -> bool:
    """Nobody interrupts."""
    return True


def propose(
    instance: Instance,
    *,
    seconds: float = 60,
    gap: float = ENOUGH,
    seed: int = 2017,
    start: NDArray[np.int64] | None = None,
    tell: Tell = go_on,
) -> Proposal:
    """The best plan that is found in the time, near the bound that is proven. Same input and seed, same plan.

    `start` is a lawful plan that is known: what is found is never worth less.
    """
    began = monotonic()
    narrowed = instance.tightened()
    first = greedy.plan(narrowed)
    if start is not None and narrowed.value(start) > narrowed.value(first):
        first = start
    value = narrowed.value(first)
    if not tell("first", value, float("inf")):
        return _result(instance, first, prices_none(narrowed), began)
    found = prices(narrowed, tell=lambda stage, limit: tell(stage, value, limit))
    exact = fractions(narrowed, found, tell=lambda stage, limit: tell(stage, value, limit))
    exact = sharpened(narrowed, exact, tell=lambda stage, limit: tell(stage, value, limit))
    left = max(1.0, seconds - (monotonic() - began))
    where = whole.plan(narrowed, exact, first, seconds=left, gap=gap, seed=seed, tell=tell)
    return _result(instance, where, exact.prices, began)


def prices_none(instance: Instance) -> Prices:
    """The prices of a plan that was interrupted before any were found: the bound is what each unit would like best."""
    none = blank(instance)
    return replace(none, bound=bound(instance, none))


def _result(instance: Instance, where: NDArray[np.int64], found: Prices, began: float) -> Proposal:
    return Proposal(
        where=where,
        value=instance.value(where),
        bound=found.bound,
        prices=found,
        seconds=monotonic() - began,
        broken=tuple(broken(instance, where)),
    )
