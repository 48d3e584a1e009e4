"""Which days a course meets, which sessions clash, who may take a seat, and what attendance makes of a month. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from stdnum.no import orgnr

from rotfeste.registers.participants.rules.working_days import public_holidays
from rotfeste.registers.participants.states import HoursKind

NORWEGIAN = ("nb", "nn", "no")
MOST_SESSIONS = 200
"""More than this in one course is a slip of the pen. Rotfeste's own limit."""


@dataclass(frozen=True)
class Meeting:
    """A course meets on a day, at a time, for some hours."""

    day: date
    starts_at: time
    hours: Decimal

    @property
    def ends(self) -> datetime:
        """The moment when it is over."""
        return self.begins + timedelta(minutes=round(float(self.hours) * 60))

    @property
    def begins(self) -> datetime:
        """The moment when it begins."""
        return datetime.combine(self.day, self.starts_at)


def weekly(
    weekdays: Iterable[int], starts_at: time, hours: Decimal, from_on: date, until_on: date
) -> Iterator[Meeting]:
    """A meeting on each of these days of the week (Monday is 0) in a period, public holidays left out."""
    wanted = set(weekdays)
    for offset in range(max(0, (until_on - from_on).days)):
        day = from_on + timedelta(days=offset)
        if day.weekday() in wanted and day not in public_holidays(day.year):
            yield Meeting(day, starts_at, hours)


def clash(some: Iterable[Meeting], others: Sequence[Meeting]) -> bool:
    """Whether someone would have to be at two meetings at once."""
    return any(one.begins < other.ends and other.begins < one.ends for one in some for other in others)


@dataclass(frozen=True)
class Wish:
    """Someone's training, and the course that they would take a seat in."""

    activity: str
    running: bool
    hours_civics: int
    """Hours of civics that the decision gives."""
    started_on: date
    until_on: date | None
    from_on: date
    """The first day that the seat would be held."""
    course_until: date
    called_off: bool
    meetings: Sequence[Meeting] = ()
    taken: Sequence[Meeting] = ()
    """The meetings of the courses that they are in already."""
    in_it: bool = False


def why_not(wish: Wish) -> str:
    """Why someone may not take a seat, as a code; empty where they may.

    Source: introduksjonsloven § 18: civics is for those whom the decision gives it.
    """
    checks = (
        ("not_in_training", wish.activity != "norwegian" or not wish.running),
        ("no_hours_of_civics", wish.hours_civics <= 0),
        ("called_off", wish.called_off),
        ("the_course_is_over", wish.from_on >= wish.course_until),
        ("in_the_course_already", wish.in_it),
        ("outside_the_training", _outside(wish)),
        ("another_course_at_the_same_time", clash(wish.meetings, wish.taken)),
    )
    return next((code for code, wrong in checks if wrong), "")


def _outside(wish: Wish) -> bool:
    ends_first = wish.until_on is not None and wish.until_on < wish.course_until
    return wish.started_on > wish.from_on or ends_first


def kind_of_hours(language: str) -> str:
    """Civics in Norwegian, or in a language that the person understands."""
    return HoursKind.CIVICS if language in NORWEGIAN else HoursKind.CIVICS_OWN


@dataclass(frozen=True)
class Attended:
    """Hours that someone attended of a session, and hours that the session had; on a day of a training."""

    enrolment_id: int
    kind: str
    day: date
    hours: Decimal
    session_hours: Decimal
    started_on: date
    over_on: date | None
    """The first day after the training; None while it goes on."""

    @property
    def inside(self) -> bool:
        """Whether they were in the training on the day."""
        return self.started_on <= self.day and (self.over_on is None or self.day < self.over_on)


@dataclass
class OfMonth:
    """What attendance makes of one kind of hours in one month: inside the training, and outside it."""

    hours: Decimal = Decimal(0)
    absent_hours: Decimal = Decimal(0)
    outside_hours: Decimal = Decimal(0)
    outside_absent_hours: Decimal = Decimal(0)


Key = tuple[int, str, date]


def months_of(rows: Iterable[Attended]) -> dict[Key, OfMonth]:
    """The sums of each training, kind and month."""
    found: dict[Key, OfMonth] = {}
    for row in rows:
        month = found.setdefault((row.enrolment_id, row.kind, row.day.replace(day=1)), OfMonth())
        away = row.session_hours - row.hours
        if row.inside:
            month.hours += row.hours
            month.absent_hours += away
        else:
            month.outside_hours += row.hours
            month.outside_absent_hours += away
    return found


def organisation_number_is_valid(number: str) -> bool:
    """Nine digits, the last of them a check digit. Source: Enhetsregisteret, modulus 11."""
    return bool(orgnr.is_valid(number))
