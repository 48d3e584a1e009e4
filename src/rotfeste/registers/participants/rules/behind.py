"""How many hours of training someone is behind what was to be given by now. Pure."""

from datetime import date
from decimal import Decimal


def hours_behind(wanted: int, from_on: date, until_on: date, done: Decimal, today: date) -> int:
    """The hours of a period are given evenly; months that are over count, since hours are registered by month."""
    over = min(today.replace(day=1), until_on)
    if over <= from_on:
        return 0
    due = Decimal(wanted) * (over - from_on).days / (until_on - from_on).days
    return max(0, int(due - done))
