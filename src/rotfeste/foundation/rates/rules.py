"""What a dated value is, and which version of it applies: pure functions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

STATUSES = ("confirmed", "assumed")
Value = int | Decimal


class NoRateForDate(Exception):
    """No version of the value applies on this day (as known on that day). It is not guessed."""

    def __init__(self, key: str, on: date, known_on: date | None = None) -> None:
        known = f", as known on {known_on}" if known_on else ""
        super().__init__(f"{key} has no value for {on}{known}")
        self.key, self.on, self.known_on = key, on, known_on


@dataclass(frozen=True)
class Version:
    """A value from law or budget: when it applies, when it was decided, where it is found, and whether that is sure."""

    applies_from: date
    applies_until: date | None
    decided_on: date
    value: Value
    source: str
    status: str

    @property
    def assumed(self) -> bool:
        """Whether no source confirms the value; it is then shown as assumed."""
        return self.status == "assumed"


@dataclass(frozen=True)
class Rate:
    """A named value with all its versions."""

    key: str
    norwegian: str
    versions: tuple[Version, ...]

    @cached_property
    def latest_first(self) -> tuple[Version, ...]:
        """Which began last, and of those that began on one day, which was decided last."""
        return tuple(sorted(self.versions, key=lambda row: (row.applies_from, row.decided_on), reverse=True))

    def version(self, *, on: date, known_on: date | None = None) -> Version:
        """The version that applies on a day, out of those decided by `known_on`; raises NoRateForDate.

        The version that began last holds, and of two that began on the same day the one that was decided last. A
        version that has ended is not followed by an older one.
        """
        begun = (row for row in known(self.latest_first, known_on) if row.applies_from <= on)
        latest = next(begun, None)
        if latest is None or (latest.applies_until is not None and latest.applies_until <= on):
            raise NoRateForDate(self.key, on, known_on)
        return latest


def known(versions: Iterable[Version], on: date | None) -> Iterator[Version]:
    """The versions that were decided by a day; all of them where no day is given."""
    return (row for row in versions if on is None or row.decided_on <= on)
