"""What the immigration authorities send: our own documented CSV and JSON form (docs/formats/permits.md).

There is no public format for these data, so this one is Rotfeste's own. A row is one person with one permit.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rotfeste.registers.persons.rules import PermitKind, Protection, Relation, Sex, duf_is_valid

GROUPS = ("unaccompanied_minor", "family_with_children", "single_adult", "resettlement_refugee")
FIELDS = (
    "duf_number",
    "given_name",
    "family_name",
    "born_on",
    "sex",
    "citizenship",
    "languages",
    "permit_kind",
    "legal_base",
    "permit_on",
    "entry_permit_on",
    "valid_until",
    "centre",
    "household",
    "relation",
    "group",
    "related_to",
    "protection",
    "protected_address",
)
FIRST_PERMIT_DAY = date(2013, 1, 1)
"""For permits before this day no target for settlement is known, so their waiting cannot be counted."""
NOT_A_CHARACTER = "\ufffd"
OPTIONAL = ("entry_permit_on", "valid_until", "centre", "related_to", "protection", "protected_address")


class Unreadable(Exception):
    """The file cannot be read at all. `code` says why; `names` are column names, never contents."""

    def __init__(self, code: str, names: Iterable[str] = ()) -> None:
        super().__init__(code)
        self.code, self.names = code, list(names)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of one row; the text is made where it is shown."""

    field: str
    code: str


def parse(content: bytes, file_name: str) -> list[dict[str, str]]:
    """The rows of a CSV file (`;` or `,`) or a JSON list, as text. Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error
    if not text.strip():
        raise Unreadable("empty")
    rows = _json_rows(text) if file_name.lower().endswith(".json") else _csv_rows(text)
    if not rows:
        raise Unreadable("no_rows")
    return rows


def _csv_rows(text: str) -> list[dict[str, str]]:
    first_line = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first_line else ",")
    try:
        _check_columns(reader.fieldnames or [])
        return [{name: _plain(row.get(name) or "") for name in FIELDS} for row in reader]
    except csv.Error as error:
        raise Unreadable("not_csv") from error


def _plain(value: str) -> str:
    """A value on one line with single spaces; what is no character becomes «\ufffd», which `checked` then tells of."""
    text = " ".join(value.split())
    if text.isprintable():
        return text
    return "".join(NOT_A_CHARACTER if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text)


def _json_rows(text: str) -> list[dict[str, str]]:
    try:
        data = json.loads(text)
    except ValueError as error:
        raise Unreadable("not_json") from error
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise Unreadable("not_a_list")
    return [from_json(row) for row in data]


def from_json(row: Mapping[str, Any]) -> dict[str, str]:
    """One JSON object as text fields; a list of languages becomes words."""
    _check_columns(row)
    return {
        name: _plain(" ".join(map(str, value)) if isinstance(value := row.get(name), list) else str(value or ""))
        for name in FIELDS
    }


def _check_columns(names: Iterable[str]) -> None:
    given = set(names)
    missing = [name for name in FIELDS if name not in given and name not in OPTIONAL]
    if missing:
        raise Unreadable("columns_missing", missing)
    unknown = sorted(_plain(str(name)) for name in given - set(FIELDS) if name)
    if unknown:
        raise Unreadable("columns_unknown", unknown)


def _date(text: str) -> date | None:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def checked(
    row: Mapping[str, str], *, centres: Mapping[str, int], countries: frozenset[str], today: date
) -> list[Fault]:
    """What is wrong with a row by itself, in the order of the columns."""
    return [
        Fault(name, code) for name in FIELDS if (code := _fault_in(name, row, centres, countries, today)) is not None
    ]


def _fault_in(
    name: str, row: Mapping[str, str], centres: Mapping[str, int], countries: frozenset[str], today: date
) -> str | None:
    value = row[name]
    if not value:
        needed = name == "entry_permit_on" and row["group"] == "resettlement_refugee"
        needed = needed or (name == "centre" and row["group"] != "resettlement_refugee")
        needed = needed or (name == "protection" and row["protected_address"] != "")
        return "missing" if needed or name not in OPTIONAL else None
    if NOT_A_CHARACTER in value:
        return "not_characters"
    if name.endswith("_on") or name == "valid_until":
        return _date_fault(name, value, row, today)
    if name == "centre":
        return None if value in centres else "unknown_centre"
    if name == "citizenship":
        return None if value in countries else "unknown_country"
    check = CHECKS.get(name)
    return check(value) if check else None


def _date_fault(name: str, value: str, row: Mapping[str, str], today: date) -> str | None:
    day = _date(value)
    if day is None:
        return "not_a_date"
    if name != "valid_until" and day > today:
        return "in_the_future"
    if name == "born_on" and day.year < 1900:
        return "too_long_ago"
    if name in ("permit_on", "entry_permit_on") and day < FIRST_PERMIT_DAY:
        return "before_targets"
    born = _date(row["born_on"])
    if name in ("permit_on", "entry_permit_on") and born is not None and day < born:
        return "before_birth"
    decided = _date(row["permit_on"])
    if name == "valid_until" and decided is not None and day <= decided:
        return "before_permit"
    return None


def _one_of(allowed: Iterable[str], code: str) -> Callable[[str], str | None]:
    known = frozenset(allowed)
    return lambda value: None if value in known else code


def _languages(value: str) -> str | None:
    return (
        None
        if all(2 <= len(word) <= 3 and word.isascii() and word.isalpha() and word.islower() for word in value.split())
        else "not_codes"
    )


def _short(limit: int) -> Callable[[str], str | None]:
    return lambda value: None if len(value) <= limit else "too_long"


CHECKS: dict[str, Callable[[str], str | None]] = {
    "duf_number": lambda value: None if duf_is_valid(value) else "check_digits",
    "given_name": _short(80),
    "family_name": _short(80),
    "sex": _one_of(Sex.values, "unknown_value"),
    "languages": _languages,
    "permit_kind": _one_of(PermitKind.values, "unknown_value"),
    "legal_base": _short(60),
    "household": _short(40),
    "relation": _one_of(Relation.values, "unknown_value"),
    "related_to": lambda value: None if all(map(duf_is_valid, value.split())) else "check_digits",
    "group": _one_of(GROUPS, "unknown_value"),
    "protection": _one_of(Protection.values, "unknown_value"),
    "protected_address": _short(200),
}


def household_faults(rows: list[Mapping[str, str]]) -> list[list[Fault]]:
    """What is wrong between the rows of one household: faults per row, in the same order."""
    faults: list[list[Fault]] = [[] for _ in rows]
    heads = [number for number, row in enumerate(rows) if row["relation"] == Relation.HEAD]
    if len(heads) != 1:
        for number in heads[1:] or range(len(rows)):
            faults[number].append(Fault("relation", "one_head"))
    for name, code in (("centre", "centre_differs"), ("group", "group_differs")):
        for number, row in enumerate(rows):
            if row[name] != rows[0][name]:
                faults[number].append(Fault(name, code))
    group, births = rows[0]["group"], [_date(row["born_on"]) for row in rows]
    decided = [day for row in rows if (day := _date(row["permit_on"]))]
    known = [day for day in births if day is not None]
    if len(known) == len(rows) and decided:
        ages = [(max(decided) - day).days / 365.2425 for day in known]
        wrong = (
            (group == "unaccompanied_minor" and min(ages) >= 18 and "no_minor")
            or (group == "family_with_children" and min(ages) >= 18 and "no_child")
            or (group == "single_adult" and min(ages) < 18 and "child_among_adults")
        )
        if wrong:
            faults[0].append(Fault("group", wrong))
    return faults
