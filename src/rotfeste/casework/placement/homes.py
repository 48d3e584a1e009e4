"""Dwellings in the plan: which households are bound by them, which dwellings suit, and how scarce they are.

A municipality that has registered no dwellings at all is not known to lack any: no rule forbids it, and it is told so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.dwelling import HOUR, NEAR_HOSPITAL
from rotfeste.casework.placement.known import Dwelling, Household, Place, Terms

Takes = Callable[[Household], int]
Gives = Callable[[Dwelling], int]
MINUTES = {"near": NEAR_HOSPITAL, "hour": HOUR}
CENTRALITY = {"near": 3, "hour": 2}
"""How central a municipality must be where no dwelling says how far the hospital is."""


@dataclass(frozen=True)
class Housing:
    """What is known of dwellings for one household. `here` is None where its municipality has registered none."""

    size: int
    rooms: int | None
    large: bool
    no_steps: bool
    largest: int
    """The most persons that any vacant dwelling of the kind is registered for, in the whole country."""
    here: int | None = None
    """How many vacant dwellings that suit are registered where it is proposed."""

    @property
    def larger_than_any(self) -> bool:
        """Whether no vacant dwelling in the country is registered for so many."""
        return self.large and self.size > self.largest


def is_large(row: Household, terms: Terms) -> bool:
    """Whether the household is so large that few dwellings have room for it."""
    return not row.minors and row.size >= terms.large_from


def bound(row: Household, terms: Terms) -> bool:
    """Whether the household may come only where a dwelling that suits is vacant, or where none are registered."""
    return terms.dwellings and (is_large(row, terms) or row.no_steps)


def suits(home: Dwelling, row: Household) -> bool:
    """Whether a dwelling has room and rooms for the household, and no steps where it needs none."""
    if home.minors != row.minors or home.persons < row.size or (row.no_steps and not home.step_free):
        return False
    return row.minors or home.bedrooms >= (row.rooms or 0)


def forbidden(places: Iterable[Place], row: Household) -> NDArray[np.bool_]:
    """M: where dwellings are registered, and none that is vacant suits a household that is bound by them."""
    return np.array(
        [p.dwellings is not None and not any(suits(home, row) for home in p.dwellings) for p in places], dtype=bool
    )


def hospital_too_far(places: Iterable[Place], row: Household, terms: Terms) -> NDArray[np.bool_]:
    """M: by the minutes that vacant dwellings are registered with; by centrality where they do not decide it."""
    return np.array([_too_far(place, row, terms) for place in places], dtype=bool)


def _too_far(place: Place, row: Household, terms: Terms) -> bool:
    by_centrality = place.centrality is not None and place.centrality < CENTRALITY[row.hospital]
    homes = [home for home in place.dwellings or () if suits(home, row)] if terms.dwellings else []
    minutes = [home.minutes_to_hospital for home in homes]
    if any(said is not None and said <= MINUTES[row.hospital] for said in minutes):
        return False
    return by_centrality or (bound(row, terms) and bool(minutes) and None not in minutes)


def scarce(
    rows: tuple[Household, ...], places: tuple[Place, ...], terms: Terms
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """U × D and D × M: what households take of dwellings that are scarce, and how many there are.

    One row for each size of large households (a larger dwelling does as well), one for those without steps, and one
    for places without steps in homes for minors. Where nothing is registered there is no limit.
    """
    kinds = _kinds(rows, terms)
    plenty = sum(row.size for row in rows)
    needs = [[takes(row) for takes, _gives in kinds] for row in rows]
    supply = [[_there_are(place, gives, plenty) for place in places] for _takes, gives in kinds]
    return (
        np.array(needs, dtype=np.int32).reshape(len(rows), len(kinds)),
        np.array(supply, dtype=np.int32).reshape(len(kinds), len(places)),
    )


def _kinds(rows: tuple[Household, ...], terms: Terms) -> list[tuple[Takes, Gives]]:
    if not terms.dwellings:
        return []
    found: list[tuple[Takes, Gives]] = []
    for size in sorted({row.size for row in rows if is_large(row, terms)}):
        found.append((partial(_takes_large, size, terms), partial(_gives_large, size)))
    for minors in sorted({row.minors for row in rows if row.no_steps}):
        found.append((partial(_takes_no_steps, minors), partial(_gives_no_steps, minors)))
    return found


def _takes_large(size: int, terms: Terms, row: Household) -> int:
    return int(is_large(row, terms) and row.size >= size)


def _gives_large(size: int, home: Dwelling) -> int:
    return int(not home.minors and home.persons >= size)


def _takes_no_steps(minors: bool, row: Household) -> int:
    return 0 if not row.no_steps or row.minors != minors else row.size if minors else 1


def _gives_no_steps(minors: bool, home: Dwelling) -> int:
    return 0 if not home.step_free or home.minors != minors else home.persons if minors else 1


def _there_are(place: Place, gives: Gives, plenty: int) -> int:
    return plenty if place.dwellings is None else sum(gives(home) for home in place.dwellings)


def housing(row: Household, place: Place | None, largest: int, terms: Terms) -> Housing | None:
    """What is known of dwellings for a household that is bound by them; None for all others."""
    if not bound(row, terms):
        return None
    homes = place.dwellings if place is not None else None
    here = None if homes is None else sum(suits(home, row) for home in homes)
    return Housing(row.size, row.rooms, is_large(row, terms), row.no_steps, largest, here)


def largest(places: Iterable[Place], minors: bool) -> int:
    """The most persons that a vacant dwelling of a kind is registered for."""
    homes = (home for place in places for home in place.dwellings or ())
    return max((home.persons for home in homes if home.minors == minors), default=0)
