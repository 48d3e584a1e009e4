"""How many hours days can hold. Pure."""

from datetime import date, timedelta

MOST_HOURS_A_DAY = 10
"""More hours than this on every weekday are a slip of the pen. Rotfeste's own limit."""


def weekdays(begins: date, ends: date) -> int:
    """Weekdays from a day to the day before another; at least one, since teaching can be on a Saturday."""
    return max(1, sum((begins + timedelta(days=day)).weekday() < 5 for day in range((ends - begins).days)))
