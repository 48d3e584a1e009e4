"""Who may be near to work: Rotfeste's own explicit rule for a list of candidates. It decides nothing. Pure.

Source: IMDi, annual report 2017, section 3.2: the fast track is for those nearest to work, with skills in demand and
good prospects of coming fast into work. It gives no rule; the numbers below lie in rates.yaml, and are assumed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rotfeste.foundation.rates import queries as rates
from rotfeste.registers.capacity.rules.profiles import as_compared

RATES = Path(__file__).parent.parent / "rates.yaml"
SKILLED = ("secondary", "higher")
SKILL, LANGUAGE = "skill", "language"


@dataclass(frozen=True)
class Terms:
    """The numbers of the rule: years of work that stand in place of schooling, and the lowest track."""

    work_years: int
    track: int


@dataclass(frozen=True)
class Known:
    """What is registered about one who takes part in the programme."""

    schooling: str = ""
    recognised_as: str = ""
    occupation: str = ""
    work_years: int = 0
    track: str = ""
    level: str = ""
    """The highest level of a test of Norwegian that was passed."""
    told: str = ""
    """What they told of their Norwegian or English."""


@dataclass(frozen=True)
class Judged:
    """Which reasons speak for someone, what is missing, and whether their work is in demand where they live."""

    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    in_demand: bool

    @property
    def candidate(self) -> bool:
        """Nothing is missing."""
        return not self.missing

    @property
    def near(self) -> bool:
        """One thing is missing."""
        return len(self.missing) == 1


def terms(on: date) -> Terms:
    """The numbers that apply on a day. Raises NoRateForDate."""
    years, track = (int(rates.value(RATES, key, on=on)) for key in ("fast_track_work_years", "fast_track_lowest_track"))
    return Terms(years, track)


def judged(known: Known, said: Terms, demand: Iterable[str] = ()) -> Judged:
    """Skill and language: at least one reason for each."""
    skill = [
        name
        for name, holds in (
            ("recognised", bool(known.recognised_as)),
            ("schooling", known.schooling in SKILLED),
            ("work", bool(known.occupation) and known.work_years >= said.work_years),
        )
        if holds
    ]
    language = [
        name
        for name, holds in (
            ("test", known.level not in ("", "below_a1")),
            ("track", known.track.isdigit() and int(known.track) >= said.track),
            ("told", bool(known.told)),
        )
        if holds
    ]
    missing = [name for name, found in ((SKILL, skill), (LANGUAGE, language)) if not found]
    wanted = {as_compared(word) for word in demand}
    return Judged(
        (*skill, *language), tuple(missing), as_compared(known.occupation) in wanted if known.occupation else False
    )
