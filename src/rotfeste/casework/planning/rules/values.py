"""The dated values that planning goes by, from rates.yaml."""

from datetime import date, timedelta
from pathlib import Path

from rotfeste.foundation.rates.queries import version

RATES = Path(__file__).parent.with_name("rates.yaml")


def floor_places(on: date) -> int:
    """The least number of places that a municipality is normally asked for."""
    return int(version(RATES, "floor_places", on=on).value)


def default_budget_day(year: int) -> date:
    """When a council is assumed to treat the budget of a year, until it says otherwise."""
    new_year = date(year, 1, 1)
    return new_year - timedelta(days=int(version(RATES, "budget_days_before_new_year", on=new_year).value))


def months_before_budget(on: date) -> int:
    """How many months before its budget a municipality should have its first figure."""
    return int(version(RATES, "figure_months_before_budget", on=on).value)


def reminder_days(on: date) -> int:
    """Days before the time limit, and between reminders."""
    return int(version(RATES, "reminder_days", on=on).value)
