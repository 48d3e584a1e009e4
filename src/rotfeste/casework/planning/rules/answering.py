"""When a council's decision answers a request, and when a figure comes in time for a municipality's budget."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rotfeste.casework.planning.rules.distribution import Pair


@dataclass(frozen=True)
class Asked:
    """One request: the first of a year, or a supplementary one."""

    sent_on: date
    places: Pair


def asked_in_all(requests: Sequence[Asked]) -> Pair:
    """Supplementary requests are added to the first."""
    return Pair(sum(row.places.ordinary for row in requests), sum(row.places.minors for row in requests))


def answered(requests: Sequence[Asked], decided_on: date | None) -> bool:
    """Whether the council has answered all that it is asked.

    A decision from before the year's first request counts, since councils may decide early; a supplementary request
    needs a decision of its own, made on the day it was sent or later.
    """
    if not requests:
        return True
    if decided_on is None:
        return False
    return len(requests) == 1 or decided_on >= max(row.sent_on for row in requests)


class Timing(StrEnum):
    """How the first figure of a year came, beside the day on which the council treats its budget."""

    IN_TIME = "in_time"
    SHORT = "short"
    TOO_LATE = "too_late"
    NONE = "none"


def timing(first_figure_on: date | None, budget_on: date, *, months: int, today: date) -> Timing:
    """In time: at least so many months before the budget. Short: less, but before it. Too late: after it.

    Without a figure it is too late once the budget is treated.
    """
    if first_figure_on is None:
        return Timing.TOO_LATE if today > budget_on else Timing.NONE
    if first_figure_on > budget_on:
        return Timing.TOO_LATE
    return Timing.IN_TIME if first_figure_on <= months_before(budget_on, months) else Timing.SHORT


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
