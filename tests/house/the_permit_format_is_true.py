"""docs/formats/permits.md says what the code does: every field, every allowed value, every code with its remedy."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from rotfeste.casework.settlement.pages.faults import FAULTS, FIELDS, UNREADABLE
from rotfeste.registers.persons import outside
from rotfeste.registers.persons.countries import COUNTRIES
from rotfeste.registers.persons.rules import PermitKind, Protection, Relation, Sex
from tests.builders import TODAY

PAGE = (settings.ROOT / "docs" / "formats" / "permits.md").read_text("utf-8")
CHOICES: dict[str, Any] = {
    "sex": Sex.values,
    "permit_kind": PermitKind.values,
    "relation": Relation.values,
    "group": outside.GROUPS,
    "protection": Protection.values,
}
CENTRE = "900000004"


def table(title: str) -> list[list[str]]:
    """The rows of the table under a heading, without the marks of code."""
    section = PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line] for line in lines]


def fields() -> dict[str, list[str]]:
    return {row[0].strip("`"): row for row in table("Fields")}


def codes_of(name: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", fields()[name][-1]))


def example() -> dict[str, str]:
    (row,) = outside.parse(PAGE.split("```csv\n", 1)[1].split("```", 1)[0].encode(), "permits.csv")
    return row


def test_every_field_has_its_row_in_the_order_of_the_columns() -> None:
    assert tuple(fields()) == outside.FIELDS == tuple(FIELDS)


def test_what_is_not_demanded_may_be_left_out() -> None:
    always = {name for name, row in fields().items() if row[2] == "yes"}
    assert always == set(outside.FIELDS) - set(outside.OPTIONAL)


@pytest.mark.parametrize("name", CHOICES)
def test_the_allowed_values_are_those_of_the_code(name: str) -> None:
    allowed = fields()[name][3].split(";")[0]
    assert re.findall(r"`(\w+)`", allowed) == list(CHOICES[name])


def test_every_code_has_its_remedy_in_the_words_of_the_pages() -> None:
    with translation.override("en"):
        assert table("Codes of a row") == [[f"`{code}`", str(text)] for code, text in FAULTS.items()]
        assert table("Codes of a file") == [[f"`{code}`", str(text)] for code, text in UNREADABLE.items()]


def test_every_code_belongs_to_a_field() -> None:
    assert {code for name in fields() for code in codes_of(name)} | {"missing", "not_characters"} == set(FAULTS)


WRONG = ["", "x", "x" * 500, "2099-01-01", "1890-01-01", "2012-12-31", "feil\ufffd", "201712345678", "1990-01-01"]


@pytest.mark.parametrize("name", outside.FIELDS)
def test_a_field_is_refused_with_no_other_codes_than_it_says(name: str) -> None:
    given = set()
    for value in WRONG:
        row = {**example(), name: value}
        found = outside.checked(row, centres={CENTRE: 1}, countries=COUNTRIES, today=TODAY)
        given |= {fault.code for fault in found if fault.field == name}
    assert given <= codes_of(name) | {"missing", "not_characters"}
    assert given


def test_the_example_and_the_example_values_are_correct() -> None:
    row = example()
    assert outside.checked(row, centres={CENTRE: 1}, countries=COUNTRIES, today=TODAY) == []
    assert outside.household_faults([row]) == [[]]
    for name, cells in fields().items():
        value = cells[4].strip("`")
        changed = {**row, name: value}
        faults = outside.checked(changed, centres={CENTRE: 1}, countries=COUNTRIES, today=TODAY)
        assert [fault for fault in faults if fault.field == name] == [], name
