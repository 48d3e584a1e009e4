"""Homes for unaccompanied minors: when residents leave, how many places are spare, and how many will be needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

LEAVE_AGES = (18, 20)
WITHIN = 1.28
"""Eight of ten months lie within so many standard deviations of the mean, when arrivals come by chance (Poisson)."""


def month_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def months_from(day: date, many: int) -> list[date]:
    """The first days of this month and those that follow."""
    return [date(day.year + (day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1, 1) for n in range(many)]


def leaves_on(born_on: date, age: int) -> date:
    """The first of the month after someone grows out of the home; rounded, so that it tells no birthday."""
    return months_from(date(born_on.year + age, born_on.month, 1), 2)[1]


@dataclass(frozen=True)
class Home:
    """A home: its places, from and until when, what it costs a month, and when those who live there leave."""

    places: int
    from_on: date
    until_on: date | None
    monthly_nok: int
    leaving: tuple[date | None, ...] = ()

    def open_in(self, month: date) -> bool:
        """Whether the home is open on the first day of a month."""
        return self.from_on <= month and (self.until_on is None or month < self.until_on)

    def living_in(self, month: date) -> int:
        """How many of those who live there now still do on the first day of a month."""
        return sum(1 for day in self.leaving if day is None or day > month) if self.open_in(month) else 0

    def to_move(self) -> int:
        """How many must be moved when the home closes: they would have stayed longer."""
        if self.until_on is None:
            return 0
        return sum(1 for day in self.leaving if day is None or day > self.until_on)


@dataclass(frozen=True)
class Month:
    """One month of the homes together: places, those who live there now and stay, those who must be moved, and cost."""

    on: date
    places: int
    taken: int
    to_move: int
    spare_cost_nok: int

    @property
    def spare(self) -> int:
        """Places that nobody has; below zero, those who must be moved have nowhere to go here."""
        return self.places - self.taken - self.to_move


def ahead(homes: Iterable[Home], months: Iterable[date]) -> list[Month]:
    """Spare places month by month, if nobody more moves in. Those whose home has closed need a place elsewhere."""
    homes = list(homes)
    made = []
    for month in months:
        closed = [home for home in homes if home.until_on is not None and home.until_on <= month]
        homeless = sum(1 for home in closed for day in home.leaving if day is None or day > month)
        cost = sum(
            (
                Decimal(home.monthly_nok) * (home.places - home.living_in(month)) / home.places
                for home in homes
                if home.open_in(month)
            ),
            Decimal(0),
        )
        made.append(
            Month(
                month,
                sum(home.places for home in homes if home.open_in(month)),
                sum(home.living_in(month) for home in homes),
                homeless,
                int(cost.quantize(Decimal(1), rounding=ROUND_HALF_UP)),
            )
        )
    return made


@dataclass(frozen=True)
class Forecast:
    """How many are expected to need a place in a month, with a band that eight of ten months lie within."""

    on: date
    low: int
    expected: float
    high: int


def mean_of(arrivals: Mapping[date, int], last: Sequence[date]) -> float:
    """How many came a month, on the mean of these months; one that is not named is none."""
    return sum(arrivals.get(month, 0) for month in last) / max(1, len(last))


def forecast(mean: float, months: Iterable[date]) -> list[Forecast]:
    """The mean of the last months, the same for each month to come, with the band that chance alone gives.

    A stated, simple method: it knows nothing of seasons, wars or closed borders.
    """
    spread = WITHIN * sqrt(mean)
    return [Forecast(month, max(0, round(mean - spread)), round(mean, 1), round(mean + spread)) for month in months]
