"""What a plan must hold, what differs between two versions, and when it is looked at anew. Pure.

Source: introduksjonsloven § 6 and integreringsloven § 15; the county governors' five control questions of 2017–2019.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rotfeste.foundation.rates import queries as rates
from rotfeste.registers.participants.rules.answer import add_months

RATES = Path(__file__).parent.parent / "rates.yaml"


@dataclass(frozen=True)
class Phase:
    """A part of the time, and what it is for."""

    from_on: date
    last_day: date
    text: str


@dataclass(frozen=True)
class PlannedMeasure:
    """A measure, its days and hours a week (as text, such as «30»), and why it suits this person."""

    kind: str
    from_on: date
    last_day: date
    hours: str
    why: str


@dataclass(frozen=True)
class Content:
    """All that stands in a plan."""

    main_goal: str = ""
    part_goals: tuple[str, ...] = ()
    background: str = ""
    """What was mapped: schooling, work, health where it was told, and the person's own wishes."""
    norwegian_goal: str = ""
    starts_on: date | None = None
    phases: tuple[Phase, ...] = ()
    measures: tuple[PlannedMeasure, ...] = ()

    @property
    def last_day(self) -> date:
        """The last day of any phase or measure. Raises ValueError where there is none."""
        return max([row.last_day for row in self.phases] + [row.last_day for row in self.measures])

    def kept(self) -> dict[str, Any]:
        """As it is kept: days as ISO text."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _days(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "from_on": date.fromisoformat(row["from_on"]), "last_day": date.fromisoformat(row["last_day"])}


def content_of(said: Mapping[str, Any]) -> Content:
    """From how it was kept."""
    return Content(
        main_goal=said["main_goal"],
        part_goals=tuple(said["part_goals"]),
        background=said["background"],
        norwegian_goal=said["norwegian_goal"],
        starts_on=date.fromisoformat(said["starts_on"]) if said["starts_on"] else None,
        phases=tuple(Phase(**_days(row)) for row in said["phases"]),
        measures=tuple(PlannedMeasure(**_days(row)) for row in said["measures"]),
    )


def lacks(content: Content) -> tuple[str, ...]:
    """What a plan must hold before it can be decided: names of parts."""
    found = [
        name for name in ("main_goal", "background", "starts_on", "phases", "measures") if not getattr(content, name)
    ]
    if any(not row.why for row in content.measures):
        found.append("why")
    return tuple(found)


@dataclass(frozen=True)
class Change:
    """One difference: the part of the plan, and what it was and is (none where it is new, or gone)."""

    part: str
    before: Any
    after: Any

    @property
    def material(self) -> bool:
        """Whether it changes what is decided, and so asks for a new decision."""
        return self.part in MATERIAL


MATERIAL = ("main_goal", "part_goals", "norwegian_goal", "starts_on", "phases", "measures")
"""All but how the background is told: Rotfeste's own line, as no source draws it finer."""


def changes(before: Content, after: Content) -> list[Change]:
    """What differs, part by part; goals, phases and measures one by one."""
    found = []
    for part in ("main_goal", "background", "norwegian_goal", "starts_on"):
        was, now = getattr(before, part), getattr(after, part)
        if was != now:
            found.append(Change(part, was or None, now or None))
    for part in ("part_goals", "phases", "measures"):
        found += _one_by_one(part, getattr(before, part), getattr(after, part))
    return found


def _one_by_one(part: str, was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Change]:
    yield from (Change(part, row, None) for row in was if row not in now)
    yield from (Change(part, None, row) for row in now if row not in was)


def review_by(looked_at_on: date) -> date:
    """The last day to look at a plan anew. Raises NoRateForDate."""
    return add_months(looked_at_on, int(rates.value(RATES, "plan_review_months", on=looked_at_on)))
