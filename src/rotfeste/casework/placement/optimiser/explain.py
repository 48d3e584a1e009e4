"""Why here and not there: the points of a place, what it costs the others, and what would have to change.

The whole is worth most when each unit pays for the room that others could have used. So a place is explained by two
numbers: what it gives the unit, and the price of the room it takes. The place with the highest difference is proposed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser.dual import Prices
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, NOWHERE, Instance


@dataclass(frozen=True)
class Choice:
    """One place for a unit. `points` is what it gives, `price` what the room is worth to others, `net` the difference.

    `loss` is what the whole loses if this place is chosen instead of the best one (0 for the best).
    """

    place: int
    points: float
    price: float
    loss: float

    @property
    def net(self) -> float:
        """What is left when the room is paid for."""
        return self.points - self.price


@dataclass(frozen=True)
class Explanation:
    """The place that is proposed for a unit, the best alternatives, and what binds."""

    unit: int
    chosen: Choice | None
    alternatives: tuple[Choice, ...]
    full: tuple[int, ...]
    """Places that would give more points, but whose room is worth more to others or is used."""


def price_of(instance: Instance, prices: Prices, unit: int) -> NDArray[np.float64]:
    """M: what the room that the unit would take is worth to the others."""
    county = (prices.most - prices.least)[instance.county]
    paid = instance.persons[unit].astype(float) @ (prices.room + county[None, :])
    if instance.needs.shape[1]:
        paid = paid + instance.needs[unit].astype(float) @ prices.supply
    for number, pair in enumerate(instance.pairs):
        sign = (pair.first == unit) - (pair.second == unit)
        if sign:
            paid = paid + sign * prices.pair[number][instance.region_of(pair)]
    return np.asarray(paid)


def explanation(instance: Instance, prices: Prices, unit: int, place: int, *, most: int = 3) -> Explanation:
    """Why the unit is proposed to this place (or to none), and the `most` best others with what they would cost."""
    points = instance.points[unit].astype(float)
    price = price_of(instance, prices, unit)
    net = np.where(points > FORBIDDEN / 2, points - price, -np.inf)
    best = float(net.max(initial=-np.inf))

    def choice(at: int) -> Choice:
        return Choice(at, float(points[at]), float(price[at]), max(0.0, best - float(net[at])))

    order = [int(at) for at in np.argsort(-net, kind="stable") if np.isfinite(net[at])]
    here = float(points[place]) if place != NOWHERE else -np.inf
    better = [at for at in np.argsort(-points, kind="stable")[:10] if points[at] > max(here, FORBIDDEN / 2)]
    return Explanation(
        unit=unit,
        chosen=choice(place) if place != NOWHERE else None,
        alternatives=tuple(choice(at) for at in order if at != place)[:most],
        full=tuple(int(at) for at in better[:3]),
    )


def why_not(instance: Instance, prices: Prices, unit: int, place: int, other: int) -> float:
    """What the whole would lose if the unit came to the other place instead: «why not Tromsø?». In points."""
    points, price = instance.points[unit].astype(float), price_of(instance, prices, unit)
    here = float(points[place] - price[place]) if place != NOWHERE else -float(instance.penalty[unit])
    return here - float(points[other] - price[other])
