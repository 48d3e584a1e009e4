"""How many hours days can hold. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rotfeste.registers.participants.rules.working_days import working_days

MOST_HOURS_A_DAY = 10
"""More hours than this on every working day are a slip of the pen. Rotfeste's own limit."""


def days_of_teaching(begins: date, ends: date) -> int:
    """Working days from a day to the day before another; at least one, since teaching can be on a Saturday."""
    return max(1, working_days(begins, ends))


def away_by_kind(
    main: str, valid: Decimal, unexcused: Decimal, from_courses: Mapping[str, Decimal]
) -> dict[str, tuple[Decimal, Decimal]]:
    """All hours away of a month, and those without valid reason, by kind: the main one, and those away from courses.

    What came from a course stays with its kind; the rest, and the first of those without valid reason, are of the main.
    """
    left, without = valid + unexcused, unexcused
    found: dict[str, tuple[Decimal, Decimal]] = {}
    away: dict[str, Decimal] = {}
    for kind, hours in from_courses.items():
        if kind != main and hours:
            away[kind] = min(hours, left)
            left -= away[kind]
    for kind, hours in {main: left, **away}.items():
        found[kind] = (hours, min(without, hours))
        without -= found[kind][1]
    return found
