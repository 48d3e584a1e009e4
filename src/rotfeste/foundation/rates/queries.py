"""Reading the rate files that lie beside the chapters.

first_year_single_adult:
  norwegian: Integreringstilskudd år 1, enslig voksen
  versions:
    - {applies_from: 2017-01-01, decided_on: 2016-12-17, value: 235000, source: "...", status: confirmed}
"""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rotfeste.foundation.rates.rules import STATUSES, Rate, Value, Version

REQUIRED = {"applies_from", "decided_on", "value", "source", "status"}


class BadRateFile(Exception):
    """The file does not say what it must; the message names the file, the value and what is wrong."""


class UnknownRate(Exception):
    """The file has no value with this name."""


def value(file: Path, key: str, *, on: date, known_on: date | None = None) -> Value:
    """The value that applies on a day, as known on another; raises NoRateForDate outside its dates."""
    return version(file, key, on=on, known_on=known_on).value


def version(file: Path, key: str, *, on: date, known_on: date | None = None) -> Version:
    """The same, with its source and whether it is assumed."""
    found = rates(file).get(key)
    if found is None:
        raise UnknownRate(f"{file.name} of {file.parent.name} has no {key}")
    return found.version(on=on, known_on=known_on)


@cache
def rates(file: Path) -> dict[str, Rate]:
    """All values of a file; raises BadRateFile."""
    read = yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 it is a SafeLoader
    if not isinstance(read, dict):
        raise BadRateFile(f"{file}: not a list of named values")
    return {str(key): _rate(file, str(key), entry) for key, entry in read.items()}


class Loader(yaml.SafeLoader):
    """Plain YAML in which a number with a decimal point is exact."""


def _exact(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


Loader.add_constructor("tag:yaml.org,2002:float", _exact)


def _rate(file: Path, key: str, entry: Any) -> Rate:
    if not isinstance(entry, dict) or set(entry) != {"norwegian", "versions"} or not entry["versions"]:
        raise BadRateFile(f"{file}: {key}: must have «norwegian» and «versions»")
    versions = tuple(_version(file, key, row) for row in entry["versions"])
    identities = [(row.applies_from, row.decided_on) for row in versions]
    if len(set(identities)) < len(identities):
        raise BadRateFile(f"{file}: {key}: two versions begin and were decided on the same days")
    return Rate(key, str(entry["norwegian"]), versions)


def _version(file: Path, key: str, row: Any) -> Version:
    if not isinstance(row, dict) or not REQUIRED <= set(row) <= REQUIRED | {"applies_until"}:
        raise BadRateFile(f"{file}: {key}: a version must have {', '.join(sorted(REQUIRED))}")
    result = Version(**{"applies_until": None, **row})
    days = [result.applies_from, result.decided_on, result.applies_until or date.max]
    if not all(type(day) is date for day in days):
        raise BadRateFile(f"{file}: {key}: days are written as 2017-01-01")
    if result.applies_until is not None and result.applies_until <= result.applies_from:
        raise BadRateFile(f"{file}: {key}: ends before it begins")
    if type(result.value) not in (int, Decimal):
        raise BadRateFile(f"{file}: {key}: the value must be a number")
    if result.status not in STATUSES or not result.source:
        raise BadRateFile(f"{file}: {key}: status must be confirmed or assumed, and the source named")
    return result
