"""Filling the tables of places from the project's own files."""

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import models, transaction

from rotfeste.foundation.places import almanac
from rotfeste.foundation.places.models import (
    Change,
    CityDistrict,
    County,
    Edition,
    Membership,
    Municipality,
    Population,
    Region,
)

DATA = Path(__file__).parent / "data"
POPULATION_SOURCE = "SSB, table 07459"
MEMBERSHIPS = {
    "imdi_region": (Region.Kind.IMDI, date(2016, 1, 1), date(2020, 1, 1)),
    "economic_until_2017": (Region.Kind.ECONOMIC, date(2016, 1, 1), date(2018, 1, 1)),
    "economic_from_2018": (Region.Kind.ECONOMIC, date(2018, 1, 1), date(2020, 1, 1)),
    "centrality_2008": (Region.Kind.CENTRALITY_2008, date(2016, 1, 1), date(2020, 1, 1)),
}
"""Column in municipalities.csv: what kind of region it names, and in which period the grouping was in use."""


def load(using: str = "default") -> bool:
    """Fill the tables from data/, all or nothing; returns False where they hold these very contents already."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(DATA.glob("*.csv")))).hexdigest()
    with transaction.atomic(using=using):
        if Edition.objects.using(using).filter(digest=digest).exists():
            return False
        fill(Municipality, municipalities(), using)
        fill(Membership, memberships(), using)
        fill(County, (County(**period(row)) for row in rows("counties.csv")), using)
        fill(Change, (Change(**row) for row in rows("changes.csv")), using)
        fill(Region, (Region(**period(row)) for row in rows("regions.csv")), using)
        fill(CityDistrict, city_districts(), using)
        fill(Population, (Population(**row, source=POPULATION_SOURCE) for row in rows("population.csv")), using)
        fill(Edition, [Edition(digest=digest)], using)
    almanac.forget()
    return True


def fill(model: type[models.Model], new: Iterator[models.Model] | list[models.Model], using: str) -> None:
    """Replace all rows of a table."""
    manager = model._default_manager.using(using)
    manager.all().delete()
    manager.bulk_create(new)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file; lines that begin with # say where they come from."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def period(row: dict[str, str]) -> dict[str, str | None]:
    """The row, with an open end as nothing."""
    return {**row, "valid_until": row["valid_until"] or None}


def municipalities() -> Iterator[Municipality]:
    """The versions of all municipalities."""
    for row in rows("municipalities.csv"):
        values = {key: value for key, value in period(row).items() if key not in MEMBERSHIPS}
        yield Municipality(**values, county_code=row["code"][:2])


def memberships() -> Iterator[Membership]:
    """Which region of each kind a version belongs to, within the period in which the grouping was in use."""
    for row in rows("municipalities.csv"):
        begins = date.fromisoformat(row["valid_from"])
        ends = date.fromisoformat(row["valid_until"]) if row["valid_until"] else date.max
        for column, (kind, used_from, used_until) in MEMBERSHIPS.items():
            valid_from, valid_until = max(begins, used_from), min(ends, used_until)
            if row[column] and valid_from < valid_until:
                yield Membership(
                    kind=kind,
                    region_code=row[column],
                    municipality_code=row["code"],
                    valid_from=valid_from,
                    valid_until=valid_until,
                )


def city_districts() -> Iterator[CityDistrict]:
    """The parts of Oslo."""
    for row in rows("city_districts.csv"):
        yield CityDistrict(**{**period(row), "governed": row["governed"] == "yes"})
