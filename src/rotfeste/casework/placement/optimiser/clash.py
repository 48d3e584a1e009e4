"""What cannot be met together, as the smallest set of rules that clash: pins, room, needs, a county's least."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Instance, Ints


@dataclass(frozen=True)
class Clash:
    """Rules that cannot all hold. `rule` is «pin_forbidden», «pins_room», «pins_supply», «pins_county», «county_least».

    `units` are the pinned units in it (leave one out and the rest fit), `place` the place or county, `wanted` what they
    ask for and `there_is` what there is.
    """

    rule: str
    units: tuple[int, ...]
    place: int
    wanted: int
    there_is: int
    kind: int = 0


def clashes(instance: Instance) -> list[Clash]:
    """Everything that cannot be met, whatever the plan. Empty when all pins and the least of each county can hold."""
    return [*_forbidden(instance), *_pins(instance), *_counties(instance)]


def _forbidden(instance: Instance) -> Iterator[Clash]:
    for unit, place in sorted(instance.pinned.items()):
        if instance.points[unit, place] <= FORBIDDEN / 2:
            yield Clash("pin_forbidden", (unit,), place, 1, 0)


def _pins(instance: Instance) -> Iterator[Clash]:
    by_place: dict[int, list[int]] = {}
    for unit, place in sorted(instance.pinned.items()):
        by_place.setdefault(place, []).append(unit)
    for place, units in by_place.items():
        for kind in range(instance.room.shape[0]):
            taken = {unit: int(instance.persons[unit, kind]) for unit in units}
            yield from _too_many("pins_room", taken, place, int(instance.room[kind, place]), kind)
        for need in range(instance.supply.shape[0]):
            taken = {unit: int(instance.needs[unit, need]) for unit in units}
            yield from _too_many("pins_supply", taken, place, int(instance.supply[need, place]), need)
    by_county: dict[int, dict[int, int]] = {}
    for unit, place in sorted(instance.pinned.items()):
        by_county.setdefault(int(instance.county[place]), {})[unit] = int(instance.sizes[unit])
    for county, taken in by_county.items():
        yield from _too_many("pins_county", taken, county, int(instance.county_most[county]), 0)


def _too_many(rule: str, taken: dict[int, int], place: int, there_is: int, kind: int) -> Iterator[Clash]:
    """The largest first, until they no longer fit: without any one of them, the others do."""
    if sum(taken.values()) <= there_is:
        return
    chosen: list[int] = []
    for unit in sorted(taken, key=lambda one: (-taken[one], one)):
        if taken[unit]:
            chosen.append(unit)
        if sum(taken[one] for one in chosen) > there_is:
            break
    needless = [unit for unit in chosen if sum(taken[one] for one in chosen) - taken[unit] > there_is]
    chosen = [unit for unit in chosen if unit not in needless]
    yield Clash(rule, tuple(sorted(chosen)), place, sum(taken[one] for one in chosen), there_is, kind)


def _counties(instance: Instance) -> Iterator[Clash]:
    allowed = instance.points > FORBIDDEN / 2
    elsewhere = {unit: int(instance.county[place]) for unit, place in instance.pinned.items()}
    for county, least in enumerate(instance.county_least.tolist()):
        inside = instance.county == county
        room = int(instance.room[:, inside].sum())
        may: NDArray[np.bool_] = np.asarray(allowed[:, inside].any(axis=1))
        gone = tuple(unit for unit, other in elsewhere.items() if other != county and may[unit])
        may[list(gone)] = False
        people = int(instance.sizes[may].sum())
        if least > room:
            yield Clash("county_least", (), county, least, room)
        elif least > people:
            yield Clash("county_least", gone, county, least, people)


def why_unplaced(instance: Instance, unit: int, left_room: Ints, left_supply: Ints) -> dict[str, int]:
    """Why a unit found no place: how many places each rule rules out, in the order in which they are asked."""
    allowed = instance.points[unit] > FORBIDDEN / 2
    ever = (instance.persons[unit][:, None] <= instance.room).all(axis=0)
    met = (instance.needs[unit][:, None] <= instance.supply).all(axis=0)
    room = (instance.persons[unit][:, None] <= left_room).all(axis=0)
    supply = (instance.needs[unit][:, None] <= left_supply).all(axis=0)
    found: dict[str, int] = {}
    still = np.ones(instance.places, dtype=bool)
    for rule, holds in (
        ("forbidden", allowed),
        ("too_small", ever),
        ("needs_not_met", met),
        ("full", room),
        ("needs_used", supply),
    ):
        found[rule] = int((still & ~holds).sum())
        still &= holds
    found["free"] = int(still.sum())
    return found
