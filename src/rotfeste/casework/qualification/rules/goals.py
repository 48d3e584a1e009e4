"""How far goals were reached, as figures: whoever was not assessed is in the denominator. Pure.

No source says that a programme cannot end before its goals are assessed, so an ending without is «not assessed», as an
ending without a reason is «not registered».
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Assessed:
    """What is said of one goal: how far it was reached, and why not."""

    reached: str = "not_assessed"
    reason: str = ""


@dataclass(frozen=True)
class Counted:
    """How many programmes ended, and how far the goal of each was reached."""

    ended: int = 0
    reached: int = 0
    partly: int = 0
    not_reached: int = 0

    @property
    def not_assessed(self) -> int:
        """Those of whom nothing is said."""
        return self.ended - self.reached - self.partly - self.not_reached

    @property
    def percent(self) -> float | None:
        """Of all that ended, the share whose goal was reached; None where none ended."""
        return round(100 * self.reached / self.ended, 1) if self.ended else None

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.ended + other.ended,
            self.reached + other.reached,
            self.partly + other.partly,
            self.not_reached + other.not_reached,
        )


def counted(rows: Iterable[tuple[str, int]]) -> Counted:
    """From how far a goal was reached, and how many."""
    found = Counted()
    for reached, number in rows:
        said = {reached: number} if reached in ("reached", "partly", "not_reached") else {}
        found += Counted(ended=number, **said)
    return found
