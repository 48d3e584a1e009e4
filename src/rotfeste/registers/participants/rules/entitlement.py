"""The whole calculation for one person: the law, the programme, the training, and every step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from rotfeste.foundation.rates.rules import NoRateForDate
from rotfeste.registers.participants.rules import (
    norwegian_2003,
    norwegian_2021,
    programme_2003,
    programme_2021,
    reception,
)
from rotfeste.registers.participants.rules.answer import (
    Answer,
    Category,
    Law,
    Norwegian,
    Programme,
    Trail,
    birthday,
)
from rotfeste.registers.participants.rules.facts import Facts
from rotfeste.registers.participants.rules.law import law_of

R = TypeVar("R")
VERSION = "2026-11b"
"""Raised when a rule changes: everyone is then computed again."""


def entitlement(facts: Facts) -> Answer:
    """What a person is entitled to on the day asked about, and from when.

    Before the laws began, and where no source gives the number, nothing is computed and a step says so.
    """
    trail = Trail()
    law, grant = law_of(facts, trail)
    unknown = Programme(Category.NONE, waits_for=("rule",)), Norwegian(Category.NONE, waits_for=("rule",))
    if grant is None:
        programme = Programme(Category.NONE)
        norwegian = _known(lambda: reception.training(facts, law, trail), unknown[1], trail)
    elif law is Law.LAW_2003:
        programme = _known(lambda: programme_2003.programme(facts, grant, trail), unknown[0], trail)
        norwegian = _known(lambda: norwegian_2003.norwegian(facts, grant, trail), unknown[1], trail)
    else:
        programme = _known(lambda: programme_2021.programme(facts, grant, law, trail), unknown[0], trail)
        norwegian = _known(lambda: norwegian_2021.norwegian(facts, grant, law, trail), unknown[1], trail)
    return Answer(law, programme, norwegian, tuple(trail.steps))


def _known(compute: Callable[[], R], otherwise: R, trail: Trail) -> R:
    try:
        return compute()
    except NoRateForDate as missing:
        trail.ask("rule_known", missing.on, "", None)
        return otherwise


def has(right: Programme | Norwegian, on: date) -> Category:
    """The category on one day: nothing before the right arises, nor after it ends."""
    if right.category is Category.NONE:
        return right.category
    begun = right.from_on is not None and right.from_on <= on
    over = isinstance(right, Norwegian) and right.until_on is not None and on >= right.until_on
    return right.category if begun and not over else Category.NONE


def year_by_year(facts: Facts, *, ages: range) -> list[tuple[int, date, Answer]]:
    """The answer on each birthday, the permits being as they are now."""
    days = ((age, birthday(facts.born_on, age)) for age in ages)
    return [(age, day, entitlement(replace(facts, on=max(day, facts.on)))) for age, day in days]
