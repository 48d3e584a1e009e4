"""Prices for places: what one more of each would be worth to the whole, and a bound that no plan can exceed.

Each rule that binds several units together gets a price (a Lagrange multiplier, never negative). For given prices
every unit simply takes what is best for it, and the sum is an upper bound on every lawful plan. The prices that make
the bound lowest are found by L-BFGS on a smoothed version, where each unit spreads itself over its best places.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Floats, Instance

Vector = NDArray[np.float64]
STAGES = ((0.05, 60), (0.015, 60), (0.005, 70), (0.0015, 80))
"""How far units spread over nearly equal places, and how many evaluations that may take: ever less far."""
AGAIN = ((0.005, 40),)
"""The same where good prices are known, and little has changed since."""


@dataclass
class Prices:
    """The price of each rule: of a place (K × M), a scarce thing (R × M), a county's most and least (C), a pair."""

    room: Vector
    supply: Vector
    most: Vector
    least: Vector
    pair: Vector
    """P × regions, of either sign: pairs are equalities."""
    bound: float = np.inf

    def vector(self) -> Vector:
        """All prices in one row."""
        return np.concatenate([part.ravel() for part in (self.room, self.supply, self.most, self.least, self.pair)])


def blank(instance: Instance) -> Prices:
    """No rule costs anything."""
    regions = instance.regions
    return Prices(
        room=np.zeros(instance.room.shape),
        supply=np.zeros(instance.supply.shape),
        most=np.zeros(instance.counties),
        least=np.zeros(instance.counties),
        pair=np.zeros((len(instance.pairs), regions)),
    )


def from_vector(instance: Instance, row: Vector) -> Prices:
    """The other way of `Prices.vector`."""
    found, at = blank(instance), 0
    for part in (found.room, found.supply, found.most, found.least, found.pair):
        part[...] = row[at : at + part.size].reshape(part.shape)
        at += part.size
    return found


def worth(instance: Instance, prices: Prices) -> Floats:
    """U × M: the points of each pair when every rule is paid for (the reduced value)."""
    per_person = prices.room + (prices.most - prices.least)[instance.county][None, :]
    takes = np.hstack([instance.persons, instance.needs]).astype(np.float32)
    paid = takes @ np.vstack([per_person, prices.supply]).astype(np.float32)
    np.subtract(instance.points, paid, out=paid)
    for number, pair in enumerate(instance.pairs):
        extra = prices.pair[number][instance.region_of(pair)].astype(np.float32)
        paid[pair.first] -= extra
        paid[pair.second] += extra
    return paid


def paid_in(instance: Instance, prices: Prices) -> float:
    """What all rules together would cost: the constant part of the bound."""
    return float(
        (prices.room * instance.room).sum()
        + (prices.supply * instance.supply).sum()
        + (prices.most * instance.county_most).sum()
        - (prices.least * instance.county_least).sum()
    )


def bound(instance: Instance, prices: Prices) -> float:
    """No lawful plan is worth more than this, whatever the prices are."""
    best = np.maximum(worth(instance, prices).max(axis=1, initial=FORBIDDEN), -instance.penalty)
    return float(best.sum(dtype=np.float64)) + paid_in(instance, prices)


def smoothed(instance: Instance, row: Vector, temperature: float) -> tuple[float, Vector]:
    """The bound when units spread over nearly equal places, and how it changes with each price."""
    prices = from_vector(instance, row)
    paid = worth(instance, prices)
    top = np.maximum(paid.max(axis=1), -instance.penalty)
    np.subtract(paid, top[:, None], out=paid)
    paid *= np.float32(1 / temperature)
    # Smaller shares would be denormal numbers, with which processors are many times slower.
    np.maximum(paid, np.float32(-60), out=paid)
    np.exp(paid, out=paid)
    left = np.exp((-instance.penalty - top) / np.float32(temperature))
    total = paid.sum(axis=1) + left
    paid /= total[:, None]
    value = float((top + np.float32(temperature) * np.log(total)).sum(dtype=np.float64)) + paid_in(instance, prices)
    return value, gradient(instance, paid)


def gradient(instance: Instance, share: Floats) -> Vector:
    """Room minus use, for each rule, when units are spread like this."""
    used = (instance.persons.T.astype(np.float32) @ share).astype(np.float64)
    needed = (instance.needs.T.astype(np.float32) @ share).astype(np.float64)
    county = np.bincount(instance.county, weights=used.sum(axis=0), minlength=instance.counties)
    regions = instance.regions
    pairs = np.zeros((len(instance.pairs), regions))
    for number, pair in enumerate(instance.pairs):
        difference = share[pair.second] - share[pair.first]
        pairs[number] = np.bincount(instance.region_of(pair), weights=difference, minlength=regions)
    parts = (
        instance.room - used,
        instance.supply - needed,
        instance.county_most - county,
        county - instance.county_least,
        pairs,
    )
    return np.concatenate([part.ravel() for part in parts])


def prices(
    instance: Instance,
    *,
    start: Prices | None = None,
    stages: Sequence[tuple[float, int]] = STAGES,
    tell: Callable[[str, float], bool] | None = None,
) -> Prices:
    """The prices that make the bound lowest, as far as the smoothing goes. `tell` may stop it by answering False."""
    best = start or blank(instance)
    best.bound = bound(instance, best)
    signs = [(0.0, None)] * (best.vector().size - best.pair.size) + [(None, None)] * best.pair.size
    row = best.vector()
    for temperature, most in stages:
        found = minimize(
            lambda at, heat=temperature: smoothed(instance, at, heat),
            row,
            jac=True,
            method="L-BFGS-B",
            bounds=signs,
            options={"maxfun": most, "maxiter": most, "maxcor": 20, "ftol": 0, "gtol": 1e-3},
        )
        row = found.x
        here = from_vector(instance, row)
        here.bound = bound(instance, here)
        if here.bound < best.bound:
            best = here
        if tell is not None and not tell("prices", best.bound):
            break
    return best
