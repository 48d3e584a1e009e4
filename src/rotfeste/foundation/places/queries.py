"""Questions about places: each names the day it asks about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rotfeste.foundation.places.almanac import Structure, almanac, steps, structure_of
from rotfeste.foundation.places.models import CityDistrict, County, Membership, Municipality, Population, Region
from rotfeste.foundation.places.rules import Carried, carry, norwegian_key, targets


class UnknownPlace(Exception):
    """There was no place with this code on the day."""

    def __init__(self, code: str, on: date) -> None:
        super().__init__(f"{code} was no {self.what} on {on}")
        self.code, self.on = code, on

    what = "place"


class UnknownMunicipality(UnknownPlace):
    """There was no municipality with this number on the day; `exists_as` are those it has become, if any."""

    what = "municipality"

    def __init__(self, code: str, on: date, exists_as: tuple[str, ...] = ()) -> None:
        super().__init__(code, on)
        self.exists_as = exists_as


class UnknownCounty(UnknownPlace):
    """There was no county with this number on the day."""

    what = "county"


class SplitNotDivisible(Exception):
    """The municipality was split: which part is meant cannot be told from its number. `codes` are the parts."""

    def __init__(self, code: str, codes: tuple[str, ...]) -> None:
        super().__init__(f"{code} became {', '.join(codes)}")
        self.code, self.codes = code, codes


def structure(on: date) -> Structure:
    """The municipalities and counties of a day; raises DateOutsideAlmanac before 2016."""
    return structure_of(on)


def municipalities(on: date) -> tuple[Municipality, ...]:
    """The municipalities of a day, in Norwegian order."""
    return structure_of(on).municipalities


def counties(on: date) -> tuple[County, ...]:
    """The counties of a day, in Norwegian order."""
    return structure_of(on).counties


def municipality(code: str, on: date) -> Municipality:
    """The municipality with this number on a day; raises UnknownMunicipality."""
    found = structure_of(on).by_code.get(code)
    if found is None:
        raise UnknownMunicipality(code, on, _became(code, on))
    return found


def county(code: str, on: date) -> County:
    """The county with this number on a day; raises UnknownCounty."""
    for row in structure_of(on).counties:
        if row.code == code:
            return row
    raise UnknownCounty(code, on)


def names(on: date) -> dict[str, str]:
    """The name of each municipality of a day, by number."""
    return {row.code: row.name for row in structure_of(on).municipalities}


def name_of(code: str, on: date) -> str:
    """The name of a municipality on a day, or the number itself where it names none: for labels, which never fail."""
    found = structure_of(on).by_code.get(code)
    return found.name if found else code


def language_of(code: str, on: date) -> str:
    """The language to write to a municipality in: what it has resolved, otherwise bokmål.

    Source: språklova § 15.
    """
    return municipality(code, on).language_form or "nb"


def successors(code: str, from_on: date, to_on: date) -> tuple[str, ...]:
    """The municipalities that hold what this one held, or parts of it, on a later day."""
    codes = {municipality(code, from_on).code}
    days = sorted({step.on for step in steps(from_on, to_on)})
    for day in days:
        on_the_day = [step for step in steps(from_on, to_on) if step.on == day]
        codes = {target for each in codes for target in targets(each, on_the_day)}
    return tuple(sorted(codes))


def successor(code: str, from_on: date, to_on: date) -> str:
    """The one municipality that this one has become; raises SplitNotDivisible where it went to several."""
    codes = successors(code, from_on, to_on)
    if len(codes) > 1:
        raise SplitNotDivisible(code, codes)
    return codes[0]


def carried_forward(values_by_code: Mapping[str, int | None], from_on: date, to_on: date) -> Carried:
    """Figures by municipality, carried to a later day's structure: mergers sum up, splits are never guessed."""
    if to_on < from_on:
        raise ValueError("figures are carried forward in time, not back: a merger cannot be undone")
    for code in values_by_code:
        municipality(code, from_on)
    return carry(values_by_code, steps(from_on, to_on))


def regions(kind: Region.Kind, on: date) -> list[Region]:
    """The regions of a kind on a day, in Norwegian order; none where that is not known."""
    return sorted(Region.objects.filter(_in_force(on), kind=kind), key=lambda row: norwegian_key(row.name))


def region_codes(kind: Region.Kind, on: date) -> dict[str, str]:
    """The region of each municipality on a day, by number; those whose region is not known are left out."""
    found = Membership.objects.filter(_in_force(on), kind=kind)
    return dict(found.values_list("municipality_code", "region_code"))


def population(year: int) -> dict[str, Population]:
    """The population of each municipality on 1 January, by number; empty for years that are not known."""
    return {row.code: row for row in Population.objects.filter(year=year)}


def population_known(on: date) -> dict[str, int]:
    """The latest known population on a day, carried forward to the day's municipalities.

    Municipalities that came of a split since are left out: their population is not known.
    """
    years = Population.objects.filter(year__lte=on.year).order_by("-year").values_list("year", flat=True)
    year = years.first()
    if year is None:
        return {}
    counted_on = max(date(year, 1, 1), date(2017, 1, 1))
    figures: dict[str, int | None] = {code: row.persons for code, row in population(year).items()}
    carried = carried_forward(figures, counted_on, max(on, counted_on))
    return {code: persons for code, persons in carried.values.items() if persons is not None}


def city_districts(on: date) -> list[CityDistrict]:
    """The governed city districts of a day, by number."""
    return list(CityDistrict.objects.filter(_in_force(on), governed=True).order_by("code"))


@dataclass(frozen=True)
class Tile:
    """One municipality's square on the map where each municipality is as large as any other."""

    code: str
    name: str
    county_code: str
    column: int
    row: int


def tiles(on: date) -> tuple[Tile, ...]:
    """The squares of a day's municipalities: column 0 is furthest west, row 0 furthest north."""
    return tuple(
        Tile(row.code, row.name, row.county_code, row.tile_column, row.tile_row)
        for row in structure_of(on).municipalities
    )


def _became(code: str, on: date) -> tuple[str, ...]:
    earlier = [row for row in almanac().municipalities if row.code == code and row.valid_from < on]
    if not earlier:
        return ()
    last = max(earlier, key=lambda row: row.valid_from)
    return successors(code, last.valid_from, on)


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
