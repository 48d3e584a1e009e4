"""A dwelling's days: who holds which place in it, how long it has stood empty, and what that has cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

STAGES = (7, 14, 30)
"""After so many days someone is told; after the last, a reason must be recorded (features D.3)."""
DAYS_IN_A_YEAR, MONTHS = 365, 12


@dataclass(frozen=True)
class Span:
    """Someone holds the places from `first` to below `beyond`, from a day until (not with) another."""

    first: int
    beyond: int
    from_on: date
    until_on: date | None = None
    moved_in_on: date | None = None

    def holds(self, place: int, on: date) -> bool:
        """Whether this place is held on a day, moved in or not."""
        return (
            self.first <= place < self.beyond and self.from_on <= on and (self.until_on is None or on < self.until_on)
        )

    def lived_in(self, place: int) -> tuple[date, date | None] | None:
        """When someone lives in this place; a reservation that came to nothing never counts."""
        if self.moved_in_on is None or not self.first <= place < self.beyond:
            return None
        return self.moved_in_on, self.until_on


@dataclass(frozen=True)
class Spell:
    """A place stood empty from a day until (not with) another; without an end it still does."""

    place: int
    from_on: date
    until_on: date | None = None

    def days(self, today: date) -> int:
        """How many days, so far."""
        return max(0, ((self.until_on or today) - self.from_on).days)


def days_within(spell: Spell, from_on: date, until_on: date) -> int:
    """How many days of a spell fall from one day until (not with) another."""
    return max(0, (min(spell.until_on or until_on, until_on) - max(spell.from_on, from_on)).days)


def label_key(label: str) -> str:
    """How an address is recognised: upper and lower case, commas, full stops and double spaces do not count."""
    return " ".join(label.casefold().replace(",", " ").replace(".", " ").split())


def places_in(persons: int, shared_by: int, minors: bool) -> int:
    """How many can be placed one by one: each in a home for minors, each who shares, or else one household."""
    return persons if minors else max(1, shared_by)


def places_needed(places: int, persons: int, minors: bool) -> int:
    """How many of a dwelling's places a household takes: a single person one, a family all, minors one each."""
    if minors:
        return persons
    return 1 if persons == 1 else places


def first_free(places: int, needed: int, spans: Iterable[Span], from_on: date) -> int | None:
    """The first of the adjoining places that nobody holds from a day on, or None where there are not so many."""
    held = {
        place
        for span in spans
        if span.until_on is None or span.until_on > from_on
        for place in range(span.first, span.beyond)
    }
    for first in range(1, places - needed + 2):
        if not held & set(range(first, first + needed)):
            return first
    return None


def spells(
    places: int, spans: Iterable[Span], *, available_from: date, available_until: date | None, today: date
) -> list[Spell]:
    """Every time that each place has stood empty while the dwelling was available, up to today."""
    spans, found = list(spans), []
    end = min(available_until, today) if available_until else today
    for place in range(1, places + 1):
        free_from: date | None = available_from
        for moved_in_on, until_on in sorted(row for span in spans if (row := span.lived_in(place))):
            if free_from is not None and moved_in_on > free_from and free_from < end:
                found.append(Spell(place, free_from, min(moved_in_on, end)))
            free_from = until_on
            if until_on is None:
                break
        if free_from is not None and free_from < end:
            found.append(
                Spell(place, free_from, available_until if available_until and available_until <= today else None)
            )
    return found


def cost_of(days: int, monthly_nok: int, places: int) -> Decimal:
    """What one empty place has cost: its share of the rent, month by month as 365/12 days."""
    return Decimal(monthly_nok) * MONTHS / DAYS_IN_A_YEAR * days / max(1, places)


def kroner(amount: Decimal) -> int:
    """Whole kroner, half a krone rounded up."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class Vacancy:
    """How a dwelling stands today: places free and held, days since the longest empty one was left, and the cost."""

    places: int
    free: int
    reserved: int
    occupied: int
    since_on: date | None
    days: int
    cost_nok: int

    @property
    def stage(self) -> int:
        """The last of 7, 14 and 30 days that has been reached; 0 before, and while all that is empty is reserved."""
        return max((stage for stage in STAGES if self.free and self.days >= stage), default=0)


def vacancy(
    places: int,
    spans: Iterable[Span],
    *,
    available_from: date,
    available_until: date | None,
    monthly_nok: int,
    today: date,
) -> Vacancy:
    """How a dwelling stands. What is reserved still costs, but nobody is told that it stands empty."""
    spans = list(spans)
    held = [place for place in range(1, places + 1) if any(span.holds(place, today) for span in spans)]
    lived = [
        place
        for place in held
        if any(span.holds(place, today) and span.moved_in_on and span.moved_in_on <= today for span in spans)
    ]
    given = {"available_from": available_from, "available_until": available_until, "today": today}
    still = [row for row in spells(places, spans, **given) if row.until_on is None]  # type: ignore[arg-type]
    open_ones = [row for row in still if row.place not in held]
    since = min((row.from_on for row in open_ones or still), default=None)
    here = available_from <= today and (available_until is None or today < available_until)
    return Vacancy(
        places=places,
        free=places - len(held) if here else 0,
        reserved=len(held) - len(lived),
        occupied=len(lived),
        since_on=since,
        days=(today - since).days if since else 0,
        cost_nok=kroner(sum((cost_of(row.days(today), monthly_nok, places) for row in still), Decimal(0))),
    )


def median_days(rows: Iterable[Spell], today: date) -> int | None:
    """The middle number of days that places stood empty; None where none did."""
    days = [row.days(today) for row in rows]
    return round(median(days)) if days else None


def stage_days(since_on: date, stage: int) -> date:
    """The day on which a stage is reached."""
    return since_on + timedelta(days=stage)
