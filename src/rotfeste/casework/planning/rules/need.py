"""The national need: what its parts add up to, what changed between two versions, and each municipality's band."""

from collections.abc import Mapping
from dataclasses import dataclass

from rotfeste.casework.planning.rules.apportioning import largest_remainder

WAITING, PERMITS, QUOTA, MINORS = "waiting", "permits", "quota", "minors"
PARTS = (WAITING, PERMITS, QUOTA, MINORS)
"""Waiting in reception centres, expected permits, resettlement quota; and unaccompanied minors, apart."""


@dataclass(frozen=True)
class Band:
    """A number of persons that is not known: at least, expected, at most."""

    low: int = 0
    expected: int = 0
    high: int = 0

    def __add__(self, other: "Band") -> "Band":
        return Band(self.low + other.low, self.expected + other.expected, self.high + other.high)

    @property
    def in_order(self) -> bool:
        """Whether low is the lowest and high the highest."""
        return 0 <= self.low <= self.expected <= self.high


def together(parts: Mapping[str, Band]) -> Band:
    """The whole need."""
    return sum(parts.values(), Band())


def ordinary(parts: Mapping[str, Band]) -> Band:
    """The need without unaccompanied minors."""
    return sum((band for key, band in parts.items() if key != MINORS), Band())


@dataclass(frozen=True)
class Changed:
    """One part of the need that is another than in the version before."""

    part: str
    before: Band
    after: Band

    @property
    def by(self) -> int:
        """How much the expected number rose or fell."""
        return self.after.expected - self.before.expected


def changes(before: Mapping[str, Band], after: Mapping[str, Band]) -> list[Changed]:
    """What differs between two versions."""
    return [
        Changed(key, before.get(key, Band()), after.get(key, Band()))
        for key in PARTS
        if before.get(key, Band()) != after.get(key, Band())
    ]


def indicated(band: Band, shares: Mapping[str, int]) -> dict[str, Band]:
    """The band of each municipality, in proportion to a distribution: low, expected and high each add up exactly."""
    low = largest_remainder(band.low, shares)
    more = largest_remainder(band.expected - band.low, shares)
    most = largest_remainder(band.high - band.expected, shares)
    return {key: Band(low[key], low[key] + more[key], low[key] + more[key] + most[key]) for key in shares}
