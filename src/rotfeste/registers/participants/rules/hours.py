"""How many hours days can hold. Pure."""

from datetime import date

from rotfeste.registers.participants.rules.working_days import working_days

MOST_HOURS_A_DAY = 10
"""More hours than this on every working day are a slip of the pen. Rotfeste's own limit."""


def days_of_teaching(begins: date, ends: date) -> int:
    """Working days from a day to the day before another; at least one, since teaching can be on a Saturday."""
    return max(1, working_days(begins, ends))
