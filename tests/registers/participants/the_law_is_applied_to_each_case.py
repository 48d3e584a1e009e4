"""The tables in cases/ are the specification: one line per case, the expected answer, and the section it rests on."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rotfeste.registers.participants.rules.answer import Answer
from rotfeste.registers.participants.rules.entitlement import entitlement
from rotfeste.registers.participants.rules.facts import Base, Centre, Education, Facts, Goal, Grant, Sponsor

CASES = Path(__file__).parent / "cases"


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def facts_of(row: dict[str, str]) -> Facts:
    on, born_on = date.fromisoformat(row["on"]), date.fromisoformat(row["born"])
    granted_on = day(row["permit_on"])
    grants = (Grant(Base(row["permit"]), granted_on, day(row["renewed"])),) if granted_on else ()
    return Facts(
        on=on,
        born_on=born_on,
        grants=grants,
        arrived_on=day(row["arrived"]),
        settled_on=day(row["settled"]),
        agreed=row["agreed"] != "no",
        claimed_on=day(row["claimed"]),
        sponsor=Sponsor(
            Base(row["sponsor"]) if row["sponsor"] else None, day(row["sponsor_settled"]), day(row["applied"])
        ),
        education=Education(row["education"] or "unknown"),
        goal=Goal(row["goal"] or "unknown"),
        training_from=day(row["training_from"]),
        leave_days=int(row["leave"] or 0),
        centre=Centre(row["centre"]),
        displaced=row.get("displaced") == "yes",
    )


def outcome(answer: Answer) -> dict[str, Any]:
    programme, norwegian = answer.programme, answer.norwegian
    return {
        "law": answer.law,
        "programme": programme.category,
        "programme_from": programme.from_on,
        "start_by": programme.start_by,
        "longest": programme.longest_months,
        "extension": programme.extension_months,
        "norwegian": norwegian.category,
        "norwegian_from": norwegian.from_on,
        "hours": norwegian.hours_norwegian,
        "civics": norwegian.hours_civics,
        "culture": norwegian.hours_culture,
        "done_by": norwegian.done_by,
    }


def rows() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                yield pytest.param(row, id=f"{file.stem}: {row['case']}")


@pytest.mark.parametrize("row", list(rows()))
def test_the_answer_is_what_the_table_says(row: dict[str, str]) -> None:
    found = outcome(entitlement(facts_of(row)))
    expected = {name: row[name] for name in found if name in row}
    assert {name: str("" if found[name] is None else found[name]) for name in expected} == expected


@pytest.mark.parametrize("row", list(rows()))
def test_the_section_it_rests_on_is_among_the_steps(row: dict[str, str]) -> None:
    assert row["section"] in {step.section for step in entitlement(facts_of(row)).steps} | {""}
