"""What must be registered, from when, and whether it is: one rule for each field. Pure.

A field must be there two months after the event it tells of. Source: NIR-forskriften (FOR-2005-04-20-342) §§ 6 and 7.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rotfeste.registers.participants.rules.answer import add_months

MONTHS = 2
"""Registered later than so many months after it happened is late."""
WITH_RIGHT = ("right_and_duty", "right")


@dataclass(frozen=True)
class Registered:
    """What is registered about one person in one municipality; None and empty text where nothing is."""

    person_id: int
    organisation_id: int
    settled_on: date
    law: str = ""
    category: str = ""
    start_by: date | None = None
    waits_for: str = ""
    education: str = "unknown"
    goal: str = "unknown"
    mapped_on: date | None = None
    guided_on: date | None = None
    offer: str = ""
    offered_on: date | None = None
    answered_on: date | None = None
    decided: bool = False
    decided_from: date | None = None
    enrolment_id: int | None = None
    enrolment: str = ""
    started_on: date | None = None
    until_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    measures: bool = False
    hours_week: Decimal = Decimal(0)
    full_week: Decimal = Decimal("37.5")
    training_from: date | None = None
    hours_month: date | None = None
    track: str = ""


Since = Callable[[Registered, date], date | None]


@dataclass(frozen=True)
class Field:
    """One thing that must be registered: since when it must (None: it need not), whether it is, and the source."""

    key: str
    source: str
    happened_on: Since
    there: Callable[[Registered, date], bool]
    mend: str
    """The page where it is mended."""

    def must_since(self, row: Registered, on: date) -> date | None:
        """The day from which it is missing, if it is; None while it need not be there."""
        day = self.happened_on(row, on)
        since = add_months(day, MONTHS) if day is not None else None
        return since if since is not None and since <= on else None


def with_right(row: Registered, on: date) -> date | None:
    """The law's last day to begin, for those with a right."""
    return row.start_by if row.category in WITH_RIGHT else None


def in_law_2021(row: Registered, on: date) -> date | None:
    """The first day in the programme, for those whom the law of 2021 is about."""
    return row.started_on if row.law in ("2021", "6a") else None


def running(row: Registered, on: date) -> date | None:
    """The first day of a programme that goes on."""
    return row.started_on if row.enrolment == "running" else None


def training(row: Registered, on: date) -> date | None:
    """The end of the month before last, for those in training: its hours must be there today."""
    if row.training_from is None:
        return None
    month = add_months(on.replace(day=1), -MONTHS)
    return month if row.training_from < month else None


def tracked(row: Registered, on: date) -> date | None:
    """The first day of training that goes on, by the law that has tracks."""
    return row.training_from if row.law == "2003" else None


def last_hours_in_time(row: Registered, on: date) -> bool:
    """Hours stand for the last month that must be there."""
    return row.hours_month is not None and row.hours_month >= hours_due(on)


def hours_due(on: date) -> date:
    """The last month whose hours must be there."""
    return add_months(on.replace(day=1), -MONTHS - 1)


LAW_2003 = "NIR-forskriften § 6; IMDi, «Dette skal kommunen registrere i NIR»"
LAW_2021 = "integreringsforskriften kap. 9"
FIELDS = (
    Field("rights", "introduksjonsloven § 2; integreringsloven § 9", lambda row, on: row.settled_on,
          lambda row, on: bool(row.category) and not row.waits_for, "qualification:circumstances"),
    Field("offer", LAW_2003, with_right, lambda row, on: bool(row.offer or row.decided or row.enrolment),
          "qualification:offer"),
    Field("answer", LAW_2003, lambda row, on: row.offered_on, lambda row, on: row.offer != "open",
          "qualification:participant"),
    Field("decision", LAW_2003, lambda row, on: row.answered_on if row.offer == "accepted" else None,
          lambda row, on: row.decided, "qualification:decide"),
    Field("start", LAW_2003, lambda row, on: row.decided_from, lambda row, on: row.started_on is not None,
          "qualification:start"),
    Field("measures", LAW_2003, running, lambda row, on: row.measures, "qualification:participant"),
    Field("full_time", "introduksjonsloven § 4; integreringsloven kap. 4", running,
          lambda row, on: row.hours_week >= row.full_week, "qualification:participant"),
    Field("ending", LAW_2003, lambda row, on: row.until_on if row.enrolment else None,
          lambda row, on: row.enrolment == "ended", "qualification:participant"),
    Field("end_reason", LAW_2003, lambda row, on: row.ended_on,
          lambda row, on: row.end_reason not in ("", "not_registered"), "qualification:participant"),
    Field("hours", "NIR-forskriften § 7", training, last_hours_in_time, "qualification:participant"),
    Field("track", "NIR-forskriften § 7", tracked, lambda row, on: bool(row.track), "qualification:training"),
    Field("education", LAW_2021, in_law_2021, lambda row, on: row.education != "unknown",
          "qualification:circumstances"),
    Field("goal", LAW_2021, in_law_2021, lambda row, on: row.goal != "unknown", "qualification:circumstances"),
    Field("mapped", "integreringsloven § 10", in_law_2021, lambda row, on: row.mapped_on is not None,
          "qualification:circumstances"),
    Field("guided", "integreringsloven § 11", in_law_2021, lambda row, on: row.guided_on is not None,
          "qualification:circumstances"),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
TIMELY = ("offer", "decision", "enrolment", "leave", "hours", "ending")
"""What is registered in time or late, kind by kind."""


@dataclass(frozen=True)
class Missing:
    """One thing to mend: whose, which field, and since when it should have been there."""

    row: Registered
    field: Field
    since: date


@dataclass(frozen=True)
class Score:
    """Of how many a field must be there, and of how many it is."""

    key: str
    must: int
    there: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down, so that 100 is all of them; None where nothing must be there."""
        return 100 * self.there // self.must if self.must else None

    @property
    def missing(self) -> int:
        """How many are to be mended."""
        return self.must - self.there


def missing(rows: Iterable[Registered], on: date) -> list[Missing]:
    """What is to be mended, the oldest first."""
    found = [
        Missing(row, field, since)
        for row in rows
        for field in FIELDS
        if (since := field.must_since(row, on)) is not None and not field.there(row, on)
    ]
    return sorted(found, key=lambda each: (each.since, each.row.person_id))


def scores(rows: Iterable[Registered], on: date) -> list[Score]:
    """The score of each field over some persons, those that nobody must have included."""
    people = list(rows)
    found = []
    for field in FIELDS:
        must = [row for row in people if field.must_since(row, on) is not None]
        found.append(Score(field.key, len(must), sum(field.there(row, on) for row in must)))
    return found


def total(parts: Iterable[Score]) -> Score:
    """One score of many: each field of each person counts the same."""
    rows = list(parts)
    return Score("total", sum(row.must for row in rows), sum(row.there for row in rows))


def is_late(kind: str, happened_on: date, registered_on: date) -> bool:
    """Registered more than two months after it happened; hours of a month are counted from its end."""
    day = add_months(happened_on, 1) if kind == "hours" else happened_on
    return registered_on > add_months(day, MONTHS)


def in_time(entries: Iterable[tuple[str, date, date, int]]) -> list[Score]:
    """Of each kind, how many were registered, and how many of them in time: kind, day, day registered, how many."""
    must, there = Counter[str](), Counter[str]()
    for kind, happened_on, registered_on, number in entries:
        must[kind] += number
        there[kind] += 0 if is_late(kind, happened_on, registered_on) else number
    return [Score(kind, must[kind], there[kind]) for kind in TIMELY]
