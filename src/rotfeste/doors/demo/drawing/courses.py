"""The courses of the made-up year: who began when, who had leave, who was extended and where they went.

Drawn to the annual report for 2017, section 3.2: so many of so many, whatever the number of persons. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

SHARES = {
    "training_three": 50,
    "training_six": 75,
    "programme_three": 67,
    "to_work": 49,
    "leave_women": 20,
    "leave_men": 8,
    "extended": 14,
}
"""Per cent. IMDi, annual report 2017, section 3.2."""
MUNICIPALITIES, UPPER_SECONDARY, PRIMARY, BOTH = 413, 238, 308, 210
"""Municipalities with participants, and those that gave such education; both are 51 per cent."""
ENDED_PER_CENT = 6
"""How many of the participants ended: the report's 5 490 are of years that are not drawn."""
WORK_REASONS = ("work", "work", "education")
OTHER_REASONS = ("not_registered", "social", "primary", "other", "qualification", "other_benefit")
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """Someone with right and duty to a programme or to training who has not begun."""

    person_id: int
    organisation: str
    """The place code of who is responsible: four digits, or six for a city district."""
    sex: str
    settled_on: date
    """Or a later day, where the right arose after the settlement."""
    begin_by: date
    counted: bool
    """In the cohort that the report follows."""


@dataclass
class Begun:
    """What becomes of a candidate."""

    who: Candidate
    started_on: date
    leave: bool = False
    extended: bool = False
    reason: str = ""
    measures: set[str] = field(default_factory=set)

    @property
    def municipality(self) -> str:
        """Four digits."""
        return self.who.organisation[:4]


@dataclass(frozen=True)
class Already:
    """What is in the register before the drawing, so that all together come out."""

    cohort: int = 0
    """Persons in the cohort whom the drawing cannot move: those who wait, and those who have begun."""
    in_three: int = 0
    in_six: int = 0
    participants: Sequence[tuple[str, str, bool, bool]] = ()
    """Municipality, sex, with leave, extended: one for each who took part."""
    ended: int = 0
    to_work: int = 0


def share(percent: int, of: int) -> int:
    """So many of so many, to the nearest."""
    return (2 * percent * of + 100) // 200


def training(candidates: Iterable[Candidate], already: Already, until: date) -> list[Begun]:
    """Half of the cohort begin in time, and half of the others within three months more."""
    chance = Random("training")
    rows = sorted(candidates, key=lambda row: row.person_id)
    chance.shuffle(rows)
    cohort = [row for row in rows if row.counted]
    of = already.cohort + len(cohort)
    soon = share(SHARES["training_three"], of) - already.in_three
    later = share(SHARES["training_six"], of) - already.in_six - soon
    late = [row for row in cohort if row.begin_by + A_DAY < until]
    second = {row.person_id for row in late[:later]}
    first = [row for row in cohort if row.person_id not in second and row.settled_on + 8 * A_DAY < until][:soon]
    if len(second) < later or len(first) < soon:
        raise ValueError("too few have lived long enough in a municipality")
    others = [row for row in rows if not row.counted and row.settled_on + 10 * A_DAY < until and chance.random() < 0.6]
    begun = [Begun(row, _between(chance, row.settled_on + 8 * A_DAY, row.begin_by, until)) for row in [*first, *others]]
    for row in late[:later]:
        begun.append(Begun(row, _between(chance, row.begin_by + A_DAY, row.begin_by + 85 * A_DAY, until)))
    return begun


def _between(chance: Random, first: date, last: date, until: date) -> date:
    last = min(last, until)
    return first + A_DAY * chance.randint(0, max(0, (last - first).days))


def programme(candidates: Iterable[Candidate], already: Already, until: date) -> list[Begun]:
    """67 per cent of the cohort begin in time, some of the others late; then leave, extension, ending and measures."""
    chance = Random("programme")
    rows = sorted(candidates, key=lambda row: row.person_id)
    chance.shuffle(rows)
    rows = _one_of_each_first(rows)
    cohort = [row for row in rows if row.counted]
    in_time = share(SHARES["programme_three"], already.cohort + len(cohort)) - already.in_three
    begun = [
        Begun(row, _between(chance, row.settled_on + 12 * A_DAY, row.begin_by - 5 * A_DAY, until))
        for row in cohort[:in_time]
    ]
    for row in cohort[in_time:]:
        if row.begin_by + 20 * A_DAY < until and chance.random() < 0.6:
            begun.append(Begun(row, _between(chance, row.begin_by + 16 * A_DAY, row.begin_by + 100 * A_DAY, until)))
    seen = {row.municipality for row in begun} | {row[0] for row in already.participants}
    for row in rows:
        new = row.organisation[:4] not in seen
        if not row.counted and begins(row, until) and (new or chance.random() < 0.4):
            begun.append(Begun(row, _between(chance, row.settled_on + 12 * A_DAY, row.begin_by, until)))
            seen.add(row.organisation[:4])
    _leave(chance, begun, already, until)
    _ended(chance, begun, already, until)
    _extended(chance, begun, already)
    _measures(begun, already)
    return begun


def begins(row: Candidate, until: date) -> bool:
    """Whether someone may have begun by the day: those of the cohort, and others who have lived here two weeks."""
    return row.counted or row.settled_on + 14 * A_DAY < until


def _one_of_each_first(rows: Sequence[Candidate]) -> list[Candidate]:
    """Someone of each municipality begins, so that it has participants."""
    seen: set[str] = set()
    first, rest = [], []
    for row in rows:
        place = row.organisation[:4]
        if row.counted and place not in seen:
            seen.add(place)
            first.append(row)
        else:
            rest.append(row)
    return [*first, *rest]


def _pick(rows: Sequence[Begun], number: int, why: str) -> Sequence[Begun]:
    if number < 0 or len(rows) < number:
        raise ValueError(f"{why}: {number} of {len(rows)}")
    return rows[:number]


def _leave(chance: Random, begun: list[Begun], already: Already, until: date) -> None:
    for sex, key in (("female", "leave_women"), ("male", "leave_men")):
        mine = [row for row in begun if row.who.sex == sex]
        before = [row for row in already.participants if row[1] == sex]
        number = share(SHARES[key], len(mine) + len(before)) - sum(row[2] for row in before)
        able = [row for row in mine if row.started_on + 30 * A_DAY < until]
        chance.shuffle(able)
        for row in _pick(able, number, key):
            row.leave = True


def _ended(chance: Random, begun: list[Begun], already: Already, until: date) -> None:
    able = [row for row in begun if not row.leave and row.started_on + 60 * A_DAY < until]
    chance.shuffle(able)
    number = min(len(able), share(ENDED_PER_CENT, len(begun)))
    work = share(SHARES["to_work"], number + already.ended) - already.to_work
    for place, row in enumerate(able[:number]):
        row.reason = chance.choice(WORK_REASONS if place < work else OTHER_REASONS)


def _extended(chance: Random, begun: list[Begun], already: Already) -> None:
    total = len(begun) + len(already.participants)
    number = share(SHARES["extended"], total) - sum(row[3] for row in already.participants)
    able = [row for row in begun if not row.reason]
    chance.shuffle(able)
    for row in _pick(able, number, "extended"):
        row.extended = True


def _measures(begun: list[Begun], already: Already) -> None:
    """Upper secondary in 238 municipalities, primary in 308, both in 210; for half of the participants there."""
    places: dict[str, list[Begun]] = defaultdict(list)
    for row in begun:
        places[row.municipality].append(row)
    codes = sorted(places, key=lambda code: (-len(places[code]), code))
    gives: dict[str, Callable[[int], bool]] = {
        "upper_secondary": lambda place: place < UPPER_SECONDARY,
        "primary": lambda place: place < BOTH or UPPER_SECONDARY <= place < UPPER_SECONDARY + PRIMARY - BOTH,
    }
    for place, code in enumerate(codes):
        for kind, does in gives.items():
            if does(place):
                for row in places[code][:: 2 if kind == "primary" else 3]:
                    row.measures.add(kind)


def movers(rows: Sequence[Candidate], others: Sequence[str], number: int) -> list[tuple[Candidate, str]]:
    """So many of the largest municipalities move on to municipalities where nobody else takes part."""
    count: dict[str, int] = defaultdict(int)
    for row in rows:
        count[row.organisation] += 1
    large = sorted(rows, key=lambda row: (-count[row.organisation], row.person_id))
    early = [row for row in large if row.counted and row.settled_on < row.begin_by - 60 * A_DAY]
    takes = [row for row in early if count[row.organisation] > 12][: max(0, number)]
    return list(zip(takes, others, strict=False))
