"""An independent look at a plan: every rule, one unit after the other, in plain Python that the solver does not use."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Instance


@dataclass(frozen=True)
class Broken:
    """A rule that a plan breaks: «forbidden», «room», «supply», «county_most», «county_least», «pair» or «pin».

    `where` is the place, county or unit; `number` how much is missing or too much.
    """

    rule: str
    where: int
    number: int
    kind: int = 0


def broken(instance: Instance, where: NDArray[np.int64]) -> Iterator[Broken]:
    """Every rule that the plan breaks."""
    used: Counter[tuple[str, int, int]] = Counter()
    county: Counter[int] = Counter()
    for unit, at in enumerate(int(place) for place in where):
        if instance.pinned.get(unit, at) != at:
            yield Broken("pin", unit, 1)
        if at < 0:
            continue
        if float(instance.points[unit, at]) <= float(FORBIDDEN) / 2:
            yield Broken("forbidden", unit, 1)
        for kind, persons in enumerate(instance.persons[unit].tolist()):
            used["room", kind, at] += persons
            county[int(instance.county[at])] += persons
        for need, amount in enumerate(instance.needs[unit].tolist()):
            used["supply", need, at] += amount
    for (rule, kind, at), amount in sorted(used.items()):
        most = int((instance.room if rule == "room" else instance.supply)[kind, at])
        if amount > most:
            yield Broken(rule, at, amount - most, kind)
    for number, (least, most) in enumerate(
        zip(instance.county_least.tolist(), instance.county_most.tolist(), strict=True)
    ):
        if county[number] > most:
            yield Broken("county_most", number, county[number] - most)
        if county[number] < least:
            yield Broken("county_least", number, least - county[number])
    for pair in instance.pairs:
        first, second = int(where[pair.first]), int(where[pair.second])
        region = instance.region_of(pair)
        if (first < 0) != (second < 0) or (first >= 0 and region[first] != region[second]):
            yield Broken("pair", pair.first, 1)
