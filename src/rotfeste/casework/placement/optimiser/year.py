"""A year of arrivals, week by week: the price of a place says what it will be worth to those who have not come yet.

Each week the prices are found anew, from the room that is left and the people who are still expected; the week's
newcomers, and those who wait from earlier weeks, are then placed together at these prices.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrc

from rotfeste.casework.placement.optimiser import greedy
from rotfeste.casework.placement.optimiser.dual import AGAIN, Prices, blank, prices, worth
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, NOWHERE, Floats, Instance
from rotfeste.casework.placement.optimiser.linear import near_best
from rotfeste.casework.placement.optimiser.whole import decided

Says = Callable[[int, int], bool]
"""Whether a place says no to a unit."""
Units = NDArray[np.int64]
RESERVE = 10
"""How many standard deviations of the number of units are expected in addition: measured to lose least."""
ASKED_AT_MOST = 12
"""How many places are asked about a unit in one week."""


@dataclass(frozen=True)
class Expected:
    """People like those who are still to come, and how many units of them: a sample, whatever its size."""

    people: Instance
    number: float


Forecast = Callable[[int, Units], Expected]
"""What is expected after a week, by its number and the units that have come until then."""
Tell = Callable[[int], bool]
"""Told of the weeks that are done; answers whether to go on."""


@dataclass(frozen=True)
class Replayed:
    """Where each unit came, in which week (-1 for never), and how many places said no to it."""

    where: Units
    week: Units
    noes: Units


def weeks(units: int, count: int, seed: int) -> list[Units]:
    """Units spread over the weeks, in an order that only chance decides."""
    order = np.random.default_rng(seed).permutation(units)
    return [np.sort(part) for part in np.array_split(order, count)]


def like(people: Instance, units: int, count: int) -> Forecast:
    """Beforehand it is known how many come, and what people are like (such as the year before).

    Some more are expected than will come, since nobody knows who: without that reserve, those who fit in few places
    find them taken.
    """

    def forecast(week: int, seen: Units) -> Expected:
        left = units * (1 - (week + 1) / count)
        return Expected(people, left + RESERVE * left**0.5)

    return forecast


def replay(
    instance: Instance,
    arrivals: Sequence[Units],
    *,
    forecast: Forecast | None = None,
    judged: Floats | None = None,
    says_no: Says = lambda unit, place: False,
    tell: Tell = lambda week: True,
) -> Replayed:
    """Place a year's arrivals as they come; who finds no place waits for the next week.

    Without a forecast each newcomer takes the best free place, without thought of those who come later; `judged` says
    what is best, if not the points. A no is asked about until a place says yes.
    """
    none = np.full(instance.units, NOWHERE, dtype=np.int64)
    done, found = Replayed(none, none.copy(), np.zeros_like(none)), blank(instance)
    left = greedy.Left(replace(instance, points=instance.points.copy()))
    waiting, seen = np.empty(0, np.int64), np.empty(0, np.int64)
    for number, newcomers in enumerate(arrivals):
        seen, batch = np.append(seen, newcomers), np.append(waiting, newcomers)
        now = left.now()
        points = instance.points if judged is None else judged
        if forecast is not None:
            coming = forecast(number, seen)
            found = learnt(now, coming, found, first=number == 0)
            points = priced(now, found) - split(now, coming, batch)[instance.persons[:, 0]]
            _ask_together(batch, points, left, says_no, done, number)
        for unit in batch[done.where[batch] == NOWHERE].tolist():
            _ask(unit, points, left, says_no, done, number)
        waiting = batch[done.where[batch] == NOWHERE]
        if not tell(number + 1):
            break
    return done


def learnt(now: Instance, coming: Expected, start: Prices, *, first: bool) -> Prices:
    """The prices at which the expected people would share what is left. Nobody expected, no price.

    The sample stands for a number of people: the room is scaled to the sample, which is the same as giving each in it
    a weight, and does not let a small sample need more of something than there is of it.
    """
    if coming.number < 0.5 or not coming.people.units:
        return blank(now)
    sample, share = coming.people, coming.people.units / coming.number
    fitting = replace(
        now,
        points=sample.points,
        persons=sample.persons,
        needs=sample.needs,
        penalty=sample.penalty,
        county_least=np.zeros_like(now.county_least),
        pairs=(),
        pinned={},
    ).tightened()
    scaled = replace(fitting, room=now.room * share, supply=now.supply * share, county_most=now.county_most * share)
    start = replace(start, pair=np.zeros((0, 0)))
    return prices(scaled, start=start) if first else prices(scaled, start=start, stages=AGAIN)


def split(now: Instance, coming: Expected, batch: Units) -> Floats:
    """Sizes × places: what it costs large households, here or expected, when a smaller one takes of their room.

    Prices are per person, as if households could be split. Here the whole is counted: how many households of a size
    or larger find whole room, how many need it, and how likely it is that one more will be missed.
    """
    free, people = now.room[0], coming.people
    here, sizes = now.persons[batch, 0], people.persons[:, 0]
    cost = np.zeros((int(now.persons[:, 0].max(initial=0)) + 1, now.places), dtype=np.float32)
    share = coming.number / max(1, people.units)
    for size in range(2, int(sizes.max(initial=0)) + 1):
        large = sizes >= size
        if not large.any():
            continue
        wanted = large.sum() * share + (here >= size).sum()
        rooms = int((free // size).sum())
        # pdtrc: more than so many come, where `wanted` are expected (Poisson).
        short = pdtrc(rooms - 1, wanted) if rooms else 1.0
        loss = np.float32(short * people.penalty[large].mean())
        for smaller in range(1, min(size, len(cost))):
            taken = free // size - (free - smaller) // size
            np.maximum(cost[smaller], loss * taken, out=cost[smaller])
    return cost


def priced(instance: Instance, found: Prices) -> Floats:
    """The points of each pair less the price of the room."""
    return worth(replace(instance, pairs=()), replace(found, pair=np.zeros((0, 0))))


def together(now: Instance, points: Floats, batch: Units) -> Units:
    """The places that suit a batch, decided together; NOWHERE for those it leaves, and for all if time runs out."""
    part = replace(
        now,
        points=points[batch],
        persons=now.persons[batch],
        needs=now.needs[batch],
        penalty=now.penalty[batch],
        county_least=np.zeros_like(now.county_least),
        pairs=(),
        pinned={},
    ).tightened()
    columns = near_best(part, part.points, near=0.5, most=12)
    none = np.full(len(batch), NOWHERE, dtype=np.int64)
    best = decided(part, none, np.ones(len(batch), dtype=bool), columns, 5.0)
    return none if best is None else best


def _ask_together(batch: Units, points: Floats, left: greedy.Left, says_no: Says, done: Replayed, week: int) -> None:
    """Ask about a batch as it is planned. Those who get a no are planned together anew, in what is left."""
    for _ in range(ASKED_AT_MOST):
        proposed = together(left.now(), points, batch)
        refused = [
            unit
            for unit, place in zip(batch.tolist(), proposed.tolist(), strict=True)
            if place != NOWHERE and not _yes(unit, place, left, says_no, done, week)
        ]
        if not refused:
            return
        batch = np.array(refused, dtype=np.int64)
        points[batch] = np.where(left.instance.points[batch] > FORBIDDEN / 2, points[batch], FORBIDDEN)


def _ask(unit: int, points: Floats, left: greedy.Left, says_no: Says, done: Replayed, week: int) -> None:
    """Ask the best place that has room, and the next best after each no."""
    fits = left.fits(unit)
    for _ in range(ASKED_AT_MOST):
        if not fits.any():
            return
        place = int(np.where(fits, points[unit], 2 * FORBIDDEN).argmax())
        if _yes(unit, place, left, says_no, done, week):
            return
        fits[place] = False


def _yes(unit: int, place: int, left: greedy.Left, says_no: Says, done: Replayed, week: int) -> bool:
    """Whether the place says yes: then the unit comes there; else it is not asked about that unit again."""
    if says_no(unit, place):
        left.instance.points[unit, place] = FORBIDDEN
        done.noes[unit] += 1
        return False
    left.take(unit, place)
    done.where[unit], done.week[unit] = place, week
    return True
