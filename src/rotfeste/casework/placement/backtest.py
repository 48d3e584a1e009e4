"""A year of arrivals replayed under other policies than the one that was followed: what each would have given.

What is measured is the policy, by the points of the score; nobody's work or welfare is predicted. All policies have the
same people, places, weeks and refusals; hindsight alone knows them beforehand.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.known import ANSWERS, DEMAND, PARTS, PREDICTED, READY, WELCOME
from rotfeste.casework.placement.optimiser import year as weekly
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, NOWHERE, Floats, Instance
from rotfeste.casework.placement.optimiser.plan import propose
from rotfeste.casework.placement.optimiser.year import Expected, Replayed, Units
from rotfeste.casework.placement.reasons import SHOWN
from rotfeste.casework.placement.scoring import Facts

RECORDED, CHANCE, GREEDY, OURS, HINDSIGHT = "recorded", "chance", "greedy", "ours", "hindsight"
POLICIES = (RECORDED, CHANCE, GREEDY, OURS, HINDSIGHT)
UNKNOWN_THEN = (READY, ANSWERS, DEMAND, WELCOME, PREDICTED)
"""Parts of the score that cannot be known as they were on each day of the year: they count nothing."""
WEEK, DRAWS, SAMPLES, FEWEST_WEEKS = 7, 10, 200, 4
"""Days; lawful years drawn at random; draws for an interval; weeks until the pace of arrivals can be seen."""
Tell = Callable[[int, int], bool]
"""Told of what is done and of how much; answers whether to go on."""


class Interrupted(Exception):
    """Someone does not want to wait."""


@dataclass(frozen=True)
class Arrival:
    """A household's way through the year as the register tells it. Days are counted from 1 January, which is 0."""

    ready: int
    target: int
    asked: int
    """The day the municipality was asked that said yes."""
    place: int
    """That municipality's key."""


@dataclass(frozen=True)
class Year:
    """Everything that a back-test rests on: the same year gives the same figures."""

    facts: Facts
    arrivals: tuple[Arrival, ...]
    weeks: int = 52
    no_percent: int = 0
    """Of the year's answers, how many were no."""
    answer_days: int = 0
    """How long an answer took, in the middle."""

    @cached_property
    def replayed(self) -> dict[str, "Outcome"]:
        """What has been replayed of this year, to begin another search at."""
        return {}

    @property
    def silent(self) -> tuple[str, ...]:
        """Parts of the score that give nobody anything that year: nobody wished, nobody had kin there, and so on."""
        most = np.zeros(len(PARTS))
        for unit in range(len(self.arrivals)):
            most = np.maximum(most, self.facts.values(unit).max(axis=1, initial=0))
        return tuple(key for key, value in zip(PARTS, most, strict=True) if not value)

    @cached_property
    def recorded(self) -> Units:
        """The number of the place where each household came."""
        numbers = self.facts.place_numbers
        return np.array([numbers[row.place] for row in self.arrivals], dtype=np.int64)

    @cached_property
    def points(self) -> Floats:
        """U × M: the points of each pair, whether a rule forbids it or not."""
        rows = [self.facts.shares @ self.facts.values(unit) for unit in range(len(self.arrivals))]
        return np.array(rows, dtype=np.float32)

    @cached_property
    def refused(self) -> NDArray[np.bool_]:
        """U × M: which municipality would say no to whom, drawn once for all policies; the one that said yes does."""
        chance = np.random.default_rng(self.facts.terms.seed).random(self.points.shape)
        found = chance < self.no_percent / 100
        found[np.arange(len(self.arrivals)), self.recorded] = False
        return np.asarray(found)

    @cached_property
    def came(self) -> list[Units]:
        """Who is ready in each week; those from before the year in the first."""
        week = np.clip([row.ready // WEEK for row in self.arrivals], 0, self.weeks - 1)
        return [np.flatnonzero(week == number) for number in range(self.weeks)]


@dataclass(frozen=True)
class Outcome:
    """Where a policy brings each household, and on which day its municipality was asked."""

    where: Units
    asked: NDArray[np.float64]
    bound: float | None = None


def outcome(year: Year, policy: str, *, draw: int = 0, tell: Tell = lambda done, of: True) -> Outcome:
    """Replay the year under a policy. Raises Interrupted."""
    if policy == OURS and OURS in year.replayed:
        return year.replayed[OURS]
    if policy == RECORDED:
        return Outcome(year.recorded, np.array([row.asked for row in year.arrivals], dtype=float))
    if policy == HINDSIGHT:
        return _hindsight(year, tell)

    def each_week(week: int) -> bool:
        if not tell(week, year.weeks):
            raise Interrupted
        return True

    instance = year.facts.instance
    judged = None
    if policy == CHANCE:
        drawn = np.random.default_rng([year.facts.terms.seed, draw]).random(instance.points.shape, dtype=np.float32)
        judged = np.where(instance.points > FORBIDDEN / 2, drawn, FORBIDDEN)
    found = weekly.replay(
        instance,
        year.came,
        forecast=pace(year, instance) if policy == OURS else None,
        judged=judged,
        says_no=lambda unit, place: bool(year.refused[unit, place]),
        tell=each_week,
    )
    done = Outcome(found.where, _days(year, found))
    if policy == OURS:
        year.replayed[OURS] = done
    return done


def _days(year: Year, found: Replayed) -> NDArray[np.float64]:
    """Asked on the Monday after the household is ready; each no takes as long as an answer took that year."""
    days = (found.week + 1) * WEEK + found.noes * year.answer_days
    return np.where(found.where == NOWHERE, np.nan, days)


def _hindsight(year: Year, tell: Tell) -> Outcome:
    """The best that someone could have done who knew everyone who would come, and every answer.

    The search begins at our plan, so that it never ends below what was found without hindsight.
    """
    instance = year.facts.instance
    known = replace(instance, points=np.where(year.refused, FORBIDDEN, instance.points).astype(np.float32))
    seconds = year.facts.terms.seconds
    stages = ("first", "prices", "fractions", "plan")

    def each(stage: str, value: float, bound: float) -> bool:
        if not tell(stages.index(stage), len(stages)):
            raise Interrupted
        return True

    earlier = outcome(year, OURS, tell=tell).where
    plan = propose(known, seconds=seconds, seed=year.facts.terms.seed, start=earlier, tell=each)
    ready = np.array([min(max(row.ready // WEEK, 0), year.weeks - 1) for row in year.arrivals])
    days = (ready + 1.0) * WEEK
    return Outcome(plan.where, np.where(plan.where == NOWHERE, np.nan, days), plan.bound)


def pace(year: Year, instance: Instance) -> weekly.Forecast:
    """What can be expected from what has been seen: people like those who came, at the pace since the first week.

    Nobody knows the year beforehand. Before a pace can be seen, the year's places tell how many are expected; later
    never more than the places that were decided.
    """
    places, persons = float(instance.room.sum()), instance.sizes

    def forecast(week: int, seen: Units) -> Expected:
        people = replace(
            instance,
            points=instance.points[seen],
            persons=instance.persons[seen],
            needs=instance.needs[seen],
            penalty=instance.penalty[seen],
            pairs=(),
            pinned={},
        )
        mean = float(persons[seen].mean()) if len(seen) else 1.0
        room = max(0.0, places - float(persons[seen].sum())) / mean
        left = year.weeks - week - 1
        since = sum(len(part) for part in year.came[1 : week + 1])
        number = since / week * left if week >= FEWEST_WEEKS else room * left / max(1, year.weeks - week)
        return Expected(people, min(number, room))

    return forecast


@dataclass(frozen=True)
class Figures:
    """What a policy gives. Points are of 100, the mean over all households, of whom the unplaced have none."""

    points: float
    low: float
    high: float
    """Where the mean would lie in 19 of 20 years: people drawn anew, or for chance other draws."""
    value: float
    """The score as it is optimised: points less what it counts to leave someone unplaced."""
    households: int
    persons_left: int
    days: float
    """From ready until the municipality was asked that said yes, the mean."""
    within: float
    """Per cent asked within the target, of all."""
    wishes: int
    wishing: int
    """Households that come to kin, or where they wish; and those who have said where that is."""
    apart: float
    counties_apart: float
    """Per cent of the persons who would live elsewhere if every municipality, and county, had its share."""
    against: int
    """Households placed against a rule that the other policies keep."""
    months: dict[str, float]
    """The mean points of those who were ready in each month."""
    counties: dict[str, int]
    """Persons in each county."""


def figures(year: Year, found: Outcome, rivals: tuple[Outcome, ...] = ()) -> Figures:
    """The figures of an outcome; with `rivals`, other draws of the same policy, the means and their interval."""
    if rivals:
        every = [figures(year, each) for each in (found, *rivals)]
        return _mean(every)
    instance, where = year.facts.instance, found.where
    placed = np.flatnonzero(where >= 0)
    won = np.zeros(len(where))
    won[placed] = year.points[placed, where[placed]] * SHOWN
    low, high = _interval(won, year.facts.terms.seed)
    ready = np.array([row.ready for row in year.arrivals], dtype=float)
    target = np.array([row.target for row in year.arrivals], dtype=float)
    waited = np.maximum(0, found.asked - ready)[placed]
    sizes, places = instance.sizes, year.facts.places
    wanted = [(row.network, row.wish) for row in year.facts.households]
    month = np.clip(ready // (366 / 12), 0, 11).astype(int)
    names = sorted({place.county for place in places})
    county = np.bincount(instance.county[where[placed]], weights=sizes[placed], minlength=len(names))
    return Figures(
        points=round(float(won.mean()), 2),
        low=low,
        high=high,
        value=float(won.sum() / SHOWN - instance.penalty[where < 0].sum(dtype=np.float64)),
        households=len(placed),
        persons_left=int(sizes[where < 0].sum()),
        days=round(float(waited.mean()), 1) if len(placed) else 0.0,
        within=round(float((found.asked[placed] <= target[placed]).sum() / len(where)) * SHOWN, 1),
        wishes=sum(places[int(where[unit])].code in wanted[unit] for unit in placed),
        wishing=sum(any(row) for row in wanted),
        apart=_apart(np.bincount(where[placed], sizes[placed], len(places)), instance.room.sum(axis=0)),
        counties_apart=_apart(county, np.bincount(instance.county, instance.room.sum(axis=0), len(names))),
        against=int((instance.points[placed, where[placed]] <= FORBIDDEN / 2).sum()),
        months={str(at + 1): round(float(won[month == at].mean()), 1) for at in range(12) if (month == at).any()},
        counties={name: int(number) for name, number in zip(names, county, strict=True)},
    )


def _mean(every: list[Figures]) -> Figures:
    """The means of several draws; the interval is that of the draws."""
    said = [asdict(row) for row in every]
    points = [row.points for row in every]
    mean: dict[str, Any] = {}
    for key, first in said[0].items():
        if isinstance(first, dict):
            mean[key] = {name: round(float(np.mean([row[key][name] for row in said])), 1) for name in first}
        else:
            mean[key] = type(first)(round(float(np.mean([row[key] for row in said])), 6))
    return Figures(**{**mean, "low": min(points), "high": max(points)})


def _interval(won: NDArray[np.float64], seed: int) -> tuple[float, float]:
    """Where the mean lies in 19 of 20 draws of as many households, with replacement."""
    chance = np.random.default_rng(seed)
    means = [won[chance.integers(0, len(won), len(won))].mean() for _ in range(SAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return round(float(low), 2), round(float(high), 2)


def _apart(taken: NDArray[Any], room: NDArray[Any]) -> float:
    if not taken.sum() or not room.sum():
        return 0.0
    share = room / room.sum() * taken.sum()
    return round(float(np.abs(taken - share).sum() / 2 / taken.sum()) * SHOWN, 1)


def measured(year: Year, policy: str, *, tell: Tell = lambda done, of: True) -> tuple[Figures, float | None]:
    """The figures of a policy, and for hindsight the bound that no policy can exceed. Raises Interrupted."""
    if policy != CHANCE:
        found = outcome(year, policy, tell=tell)
        return figures(year, found), found.bound
    drawn = []
    for draw in range(DRAWS):
        if not tell(draw, DRAWS):
            raise Interrupted
        drawn.append(outcome(year, policy, draw=draw))
    return figures(year, drawn[0], tuple(drawn[1:])), None
