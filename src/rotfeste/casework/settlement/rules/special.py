"""What the special roads rest on: medical places, minors under fifteen, and neighbours of integration centres."""

from datetime import date

from rotfeste.casework.settlement.rules.clocks import RATES
from rotfeste.foundation.rates.queries import value as rate
from rotfeste.foundation.rates.rules import NoRateForDate
from rotfeste.registers.persons.rules import age_on

CARE_UNTIL = 15
"""Younger minors live in a care centre, and the child welfare service (Bufetat) moves them to the municipality."""


def medical_places_in(year: int) -> int | None:
    """How many places for extensive medical needs the year has; None where no source says it.

    Source: IMDi's annual report 2017: up to 60 in 2017.
    """
    try:
        return int(rate(RATES, "medical_places", on=date(year, 1, 1)))
    except NoRateForDate:
        return None


def moved_by_child_welfare(born_on: date, day: date) -> bool:
    """Whether the child welfare service moves the minor: under 15 years on the day."""
    return age_on(born_on, day) < CARE_UNTIL
