"""What planning wants to know of what became of its figures, and cannot ask itself: settlement stands above it.

The door that gathers the pages hands the answer in.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from rotfeste.foundation.access.actor import Actor


class Outcome(Protocol):
    """Questions about people who wait and who have been settled: counts alone."""

    def waiting(self, today: date, *, actor: Actor) -> int:
        """Persons who wait in reception centres on a day."""

    def settled_by_month(self, years: Sequence[int], *, actor: Actor) -> Mapping[date, int]:
        """Persons settled in the country, by month."""

    def settled_by_organisation(self, year: int, *, actor: Actor) -> Mapping[int, int]:
        """Persons settled in each municipality, by organisation id."""
