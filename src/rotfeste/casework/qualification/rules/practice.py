"""A practice place in a programme: how many hours are left in the week, and how near a place is. Pure."""

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rotfeste.registers.participants.rules.full_time import Planned, stretches


def hours_left(measures: Iterable[Planned], from_on: date, until_on: date, full_week: Decimal) -> Decimal:
    """Hours a week that nothing fills on any day of a period. Source: introduksjonsloven § 4 (full time)."""
    fullest = max((row.hours for row in stretches(measures, from_on, until_on, full_week)), default=Decimal(0))
    return max(Decimal(0), full_week - fullest)


def nearness(here: tuple[int, int] | None, there: tuple[int, int] | None) -> float:
    """How far apart two municipalities lie, in squares of the map where all are as large; unknown is last."""
    if here is None or there is None:
        return float("inf")
    return math.dist(here, there)
