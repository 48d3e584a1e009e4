"""What law and targets say about settlement: clocks, deadlines, completeness and the day of moving in."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rotfeste.foundation.rates.queries import value as rate
from rotfeste.registers.persons.rules import Group

RATES = Path(__file__).parent.with_name("rates.yaml")


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def target_months(group: str, resettlement: bool, on: date) -> int:
    """Months within which a household should be settled.

    Three for unaccompanied minors and families with children, six for other adults and, counted from the entry
    permit, for resettlement refugees. Source: government targets, annual report 2017 section 3.1.
    """
    if resettlement:
        return int(rate(RATES, "target_resettlement_months", on=on))
    if group in (Group.UNACCOMPANIED_MINOR, Group.FAMILY_WITH_CHILDREN):
        return int(rate(RATES, "target_children_months", on=on))
    return int(rate(RATES, "target_adults_months", on=on))


def settlement_deadline(clock_from: date, group: str, resettlement: bool) -> date:
    """The last day within the target."""
    return add_months(clock_from, target_months(group, resettlement, clock_from))


def settled_within(clock_from: date, moved_in_on: date, months: int) -> bool:
    """Whether someone moved in no later than so many months after the clock began."""
    return moved_in_on <= add_months(clock_from, months)


def answer_deadline(sent_on: date) -> date:
    """The day by which the municipality is asked to answer. How many days it gets is assumed: no source states it."""
    return sent_on + timedelta(days=int(rate(RATES, "answer_days", on=sent_on)))


def interview_due(opened_on: date) -> date:
    """The day by which the settlement interview should be registered: the system's own goal (features D26)."""
    return opened_on + timedelta(days=int(rate(RATES, "interview_days", on=opened_on)))


@dataclass
class CannotMoveIn(Exception):
    """Why a day of moving in cannot be registered: «before_decision» or «in_the_future»."""

    code: str
    limit: date


def check_moved_in(moved_in_on: date, *, decided_on: date, today: date) -> None:
    """Nobody is settled before the decision, and nobody ahead of time. Raises CannotMoveIn.

    Source: IMDi's guidance on the date of settlement: not before the date of allocation (utsøkingsdato).
    """
    if moved_in_on < decided_on:
        raise CannotMoveIn("before_decision", decided_on)
    if moved_in_on > today:
        raise CannotMoveIn("in_the_future", today)


class Risk:
    """How a household stands against its target."""

    LATE = "late"
    SOON = "soon"
    ON_TIME = "on_time"


def risk(deadline_on: date, today: date) -> str:
    """Late when the target has passed, soon within 30 days of it."""
    if deadline_on < today:
        return Risk.LATE
    return Risk.SOON if (deadline_on - today).days <= 30 else Risk.ON_TIME


def completeness(states: Mapping[str, str], required: Iterable[str]) -> float:
    """The share (0–1) of required fields that were asked. «Declined» and «none» are answers; «not asked» is not."""
    wanted = list(required)
    if not wanted:
        return 1.0
    return sum(states.get(key, "not_asked") != "not_asked" for key in wanted) / len(wanted)


@dataclass(frozen=True)
class Places:
    """Places of one kind in one year: decided by the council, used by people moved in, promised to people coming."""

    decided: int = 0
    used: int = 0
    promised: int = 0

    @property
    def free(self) -> int:
        """Places left; negative when more are promised than decided."""
        return self.decided - self.used - self.promised

    def __add__(self, other: "Places") -> "Places":
        return Places(self.decided + other.decided, self.used + other.used, self.promised + other.promised)


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, halves up, or None of nothing."""
    return None if whole == 0 else (200 * part + whole) // (2 * whole)
