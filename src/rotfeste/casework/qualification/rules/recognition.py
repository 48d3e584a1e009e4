"""Who recognises education from abroad, how long an answer has been waited for, and when that is long. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

import yaml

from rotfeste.foundation.rates import queries as rates

BODIES = Path(__file__).parent.parent / "bodies.yaml"
RATES = Path(__file__).parent.parent / "rates.yaml"
OTHER = "other"
TOLD_LEVELS = {"secondary": "secondary", "higher": "higher"}
"""Schooling as it is told in the settlement interview, and the level that is asked for."""


@dataclass(frozen=True)
class Body:
    """Who recognises: its name, what kinds of education, and whether a source confirms it."""

    key: str
    name: str
    levels: frozenset[str]
    assumed: bool


@cache
def bodies() -> dict[str, Body]:
    """The bodies that are known; others are named by the adviser."""
    read = yaml.safe_load(BODIES.read_text(encoding="utf-8"))
    return {
        key: Body(key, row["norwegian"], frozenset(row["levels"]), row["status"] != "confirmed")
        for key, row in read.items()
    }


def days_waited(sent_on: date | None, answered_on: date | None, today: date) -> int | None:
    """Days from the day it was sent to the answer, or to today; None where it is not sent."""
    return ((answered_on or today) - sent_on).days if sent_on else None


def waits_long(sent_on: date | None, today: date) -> bool:
    """Whether the answer has been waited for longer than it should. Raises NoRateForDate."""
    waited = days_waited(sent_on, None, today)
    return waited is not None and waited > longest_wait(today)


def longest_wait(today: date) -> int:
    """Days until a wait is long. Raises NoRateForDate."""
    return int(rates.value(RATES, "recognition_wait_days", on=today))


@dataclass(frozen=True)
class Wait:
    """One recognition that was sent: to which body, how many days, and whether it is answered."""

    body: str
    days: int
    answered: bool


@dataclass(frozen=True)
class OfBody:
    """How many were answered, or wait, at one body, and the median of their days."""

    body: str
    answered: bool
    number: int
    days: int


def by_body(waits: Iterable[Wait], *, least: int = 1) -> list[OfBody]:
    """Median days by body, answered and waiting apart; groups of fewer than `least` are left out."""
    groups: dict[tuple[str, bool], list[int]] = {}
    for row in waits:
        groups.setdefault((row.body, not row.answered), []).append(row.days)
    return [
        OfBody(body, not waiting, len(days), round(median(days)))
        for (body, waiting), days in sorted(groups.items())
        if len(days) >= least
    ]
