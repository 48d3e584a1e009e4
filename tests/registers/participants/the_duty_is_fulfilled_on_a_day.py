"""The table in cases/duty is the specification: what is done, how the person stands to the duty, and since when."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.registers.participants.rules.behind import hours_behind
from rotfeste.registers.participants.rules.duty import Done, MonthOfHours, Stand, Taken, duty
from rotfeste.registers.participants.rules.entitlement import entitlement
from rotfeste.registers.participants.rules.exemption import may_rest_on, section_of
from rotfeste.registers.participants.rules.facts import Base, Education, Facts, Grant

TABLE = Path(__file__).parent / "cases" / "duty" / "plikten.csv"


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def hours(text: str, kind: str) -> list[MonthOfHours]:
    kind = "civics_own" if text.startswith("own ") else kind
    pairs = [part.split(":") for part in text.removeprefix("own ").split()]
    return [MonthOfHours(date.fromisoformat(f"{month}-01"), kind, Decimal(number)) for month, number in pairs]


def done_of(row: dict[str, str]) -> Done:
    granted = day(row["permit_on"])
    on = date.fromisoformat(row["on"])
    facts = Facts(
        on=on,
        born_on=date.fromisoformat(row["born"]),
        grants=(Grant(Base(row["permit"]), granted),) if granted else (),
        settled_on=day(row["settled"]),
        education=Education(row["education"] or "unknown"),
        training_from=day(row["training_from"]),
        leave_days=int(row["leave"] or 0),
    )
    tests = [part.split(":") for part in row["tests"].split()]
    section = "integreringsloven § 29" if granted and granted.year >= 2021 else "introduksjonsloven § 17"
    exempt = [part.split(":") for part in row["exempt"].split()]
    return Done(
        on=on,
        answer=entitlement(facts),
        hours=(*hours(row["norwegian"], "norwegian"), *hours(row["civics"], "civics")),
        tests=tuple(Taken(skill, level, date.fromisoformat(taken)) for skill, level, taken in tests),
        exempt=tuple((what, date.fromisoformat(since), section) for what, since in exempt),
        goals=tuple((skill, level) for skill, level in (part.split(":") for part in row["goals"].split())),
        school_completed_on=day(row["school"]),
    )


def rows() -> Iterator[Any]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            yield pytest.param(row, id=row["case"])


CASES = list(rows())


@pytest.mark.parametrize("row", CASES)
def test_the_duty_stands_as_the_table_says(row: dict[str, str]) -> None:
    found = duty(done_of(row))
    on = found.on.isoformat() if found.on else ""
    assert (found.stand.value, on, "yes" if found.assumed else "no") == (row["stand"], row["fulfilled"], row["assumed"])


@pytest.mark.parametrize("row", CASES)
def test_the_section_is_among_the_steps(row: dict[str, str]) -> None:
    assert row["section"] in {step.section for step in duty(done_of(row)).steps}


@given(st.sampled_from(CASES), st.integers(0, 400), st.sampled_from(("norwegian", "civics")))
def test_more_hours_never_make_the_duty_less_fulfilled(case: Any, number: int, kind: str) -> None:
    before = done_of(case.values[0])
    more = replace(before, hours=(*before.hours, MonthOfHours(date(2011, 6, 1), kind, Decimal(number))))
    one, other = duty(before), duty(more)
    if one.stand is Stand.FULFILLED:
        assert other.stand is Stand.FULFILLED
        assert other.on is not None
        assert one.on is not None
        assert other.on <= one.on


@given(st.integers(0, 3000), st.integers(1, 1200), st.integers(0, 3000), st.integers(0, 1500))
def test_nobody_is_behind_by_less_than_nothing_or_by_more_than_all(wanted: int, days: int, done: int, on: int) -> None:
    begins = date(2017, 1, 15)
    found = hours_behind(wanted, begins, begins + timedelta(days=days), Decimal(done), begins + timedelta(days=on))
    assert 0 <= found <= wanted


def test_hours_are_due_evenly_and_a_month_counts_when_it_is_over() -> None:
    begins, ends = date(2017, 1, 1), date(2018, 1, 1)
    assert hours_behind(365, begins, ends, Decimal(0), date(2017, 1, 31)) == 0
    assert hours_behind(365, begins, ends, Decimal(0), date(2017, 2, 1)) == 31
    assert hours_behind(365, begins, ends, Decimal(11), date(2017, 2, 20)) == 20
    assert hours_behind(365, begins, ends, Decimal(365), date(2019, 2, 20)) == 0


def test_an_exemption_rests_on_what_the_source_gives_and_on_nothing_else() -> None:
    assert may_rest_on("exempt_norwegian", "norwegian_known")
    assert not may_rest_on("exempt_norwegian", "civics_known")
    assert not may_rest_on("exempt_civics", "norwegian_known")
    assert may_rest_on("exempt_civics", "health")
    assert section_of("2021", "exempt_norwegian") == "integreringsloven § 29"
    assert section_of("2021", "exempt_test") == ""
    assert section_of("2003", "exempt_norwegian") == ""
