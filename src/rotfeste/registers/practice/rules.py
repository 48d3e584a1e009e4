"""How many hold a place on each day, when it is free, and since when it stands empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stdnum.no import orgnr


@dataclass(frozen=True)
class Held:
    """Someone holds a place from a day until, and not on, another."""

    from_on: date
    until_on: date


def most_at_once(held: Iterable[Held], from_on: date, until_on: date) -> int:
    """The most that hold the place on one day of a period."""
    rows = [row for row in held if row.from_on < until_on and row.until_on > from_on]
    days = [max(from_on, row.from_on) for row in rows]
    return max((sum(row.from_on <= day < row.until_on for row in rows) for day in days), default=0)


def free_throughout(capacity: int, held: Iterable[Held], from_on: date, until_on: date) -> int:
    """How many places are free on every day of a period."""
    return max(0, capacity - most_at_once(held, from_on, until_on))


def free_from(capacity: int, held: Sequence[Held], begins: date, ends: date | None) -> date | None:
    """The first day, from `begins`, with a free place; None where none comes before the place is gone."""
    for day in sorted({begins, *(row.until_on for row in held if row.until_on > begins)}):
        if ends is not None and day >= ends:
            return None
        if sum(row.from_on <= day < row.until_on for row in held) < capacity:
            return day
    return None


def empty_since(from_on: date, until_on: date | None, held: Sequence[Held], today: date) -> date | None:
    """The day since which nobody has held a place that is open; None where someone does, or has booked ahead."""
    if from_on > today or (until_on is not None and until_on <= today):
        return None
    if any(row.until_on > today for row in held):
        return None
    return max([from_on, *(row.until_on for row in held)])


def organisation_number_is_valid(number: str) -> bool:
    """Nine digits, the last of them a check digit. Source: Enhetsregisteret, modulus 11."""
    return bool(orgnr.is_valid(number))
