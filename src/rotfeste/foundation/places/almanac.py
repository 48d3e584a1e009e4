"""The tables of places, read once by each process: they change only when a new version is installed."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from rotfeste.foundation.places.models import Change, County, Municipality
from rotfeste.foundation.places.rules import Step, norwegian_key


class DateOutsideAlmanac(Exception):
    """The structure of this day is not known: the files begin later."""


class NotLoaded(Exception):
    """The tables of places are empty: run `manage.py prepare`."""


@dataclass(frozen=True)
class Structure:
    """The municipalities and counties of a day, each in Norwegian order."""

    on: date
    municipalities: tuple[Municipality, ...]
    counties: tuple[County, ...]
    by_code: dict[str, Municipality] = field(repr=False)


@dataclass(frozen=True)
class Almanac:
    """All versions of municipalities and counties, and the steps between them."""

    municipalities: tuple[Municipality, ...]
    counties: tuple[County, ...]
    changes: tuple[Change, ...]
    turning_days: tuple[date, ...]
    """The days on which something changed; the first is where the almanac begins."""


@cache
def almanac() -> Almanac:
    """Everything, from the database."""
    municipalities = tuple(sorted(Municipality.objects.all(), key=lambda row: norwegian_key(row.name)))
    if not municipalities:
        raise NotLoaded
    counties = tuple(sorted(County.objects.all(), key=lambda row: norwegian_key(row.name)))
    days = sorted({row.valid_from for row in municipalities} | {row.valid_from for row in counties})
    return Almanac(municipalities, counties, tuple(Change.objects.order_by("on", "from_code", "to_code")), tuple(days))


def structure_of(on: date) -> Structure:
    """The structure of a day."""
    days = almanac().turning_days
    place = bisect_right(days, on)
    if place == 0:
        raise DateOutsideAlmanac(f"{on} is before {days[0]}, where the almanac of municipalities begins")
    return _structure_from(days[place - 1])


@cache
def _structure_from(day: date) -> Structure:
    municipalities = tuple(row for row in almanac().municipalities if in_force(row, day))
    counties = tuple(row for row in almanac().counties if in_force(row, day))
    return Structure(day, municipalities, counties, {row.code: row for row in municipalities})


def in_force(row: Municipality | County, on: date) -> bool:
    """Whether the row was true on a day."""
    return row.valid_from <= on and (row.valid_until is None or on < row.valid_until)


def steps(after: date, until: date) -> list[Step]:
    """The steps between two days: those after the first, up to and including the second."""
    return [Step(row.on, row.from_code, row.to_code) for row in almanac().changes if after < row.on <= until]


def forget() -> None:
    """Read the tables anew the next time."""
    almanac.cache_clear()
    _structure_from.cache_clear()
