"""Floors for groups: nobody's group comes out below chance, nor far below what its share of the places could give.

A plan is computed first as if there were no floors. Where a group falls short, the points of those in it who could gain
most are raised, and the plan is made better by the raised points. What that costs the whole is measured with the points
as they were, and has a limit.
"""

from dataclasses import asdict, dataclass, replace
from time import monotonic
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.comparing import FEWEST, large_groups
from rotfeste.casework.placement.optimiser import greedy
from rotfeste.casework.placement.optimiser.check import broken
from rotfeste.casework.placement.optimiser.dual import prices
from rotfeste.casework.placement.optimiser.fairness import lifted
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, NOWHERE, Instance, Ints
from rotfeste.casework.placement.optimiser.plan import Proposal, Tell, go_on
from rotfeste.casework.placement.optimiser.whole import NODES, Search, decided, loss, search_of
from rotfeste.casework.placement.reasons import Plan, shown
from rotfeste.casework.placement.scoring import Facts

OF_PROPORTIONAL, MOST_COST = 0.95, 0.01
"""How near a group comes to what its share of the places could give it, and the most that it may cost the whole."""
TURNS, DRAWS, ENOUGH, RAISE = 8, 9, 1e-4, 0.5
"""How often it is tried, plans drawn at random, what counts as kept, and how much a household's points are raised."""
TIMES, STEPS, SOME, STEP_SECONDS = 3, 8, 12, 3.0
"""How many times as long as the plan it may take, and steps at a time: for so many households, for so long."""


@dataclass(frozen=True)
class Floor:
    """A group and the least that it is to have: points per person of the group, those left waiting counted as none."""

    kind: str
    group: str
    persons: int
    by_chance: float
    proportional: float
    before: float
    after: float

    @property
    def least(self) -> float:
        """The floor: what chance gives, or nearly all that its share of the places could give, whichever is more."""
        return max(self.by_chance, OF_PROPORTIONAL * self.proportional)

    @property
    def short(self) -> float:
        """How much the group lacks, as a share of its floor."""
        return max(0.0, self.least - self.after) / self.least if self.least > 0 else 0.0

    @property
    def kept(self) -> bool:
        """Whether the group is at its floor."""
        return self.short <= ENOUGH


@dataclass(frozen=True)
class Floored:
    """A plan in which floors count, what they cost the whole (a share of its value), and how each group came out."""

    plan: Proposal
    cost: float
    floors: tuple[Floor, ...]

    def kept(self) -> dict[str, Any]:
        """As a round keeps it: points of 100, cost in per cent."""
        groups = [
            {
                **{key: shown(value) if isinstance(value, float) else value for key, value in asdict(row).items()},
                "least": shown(row.least),
                "kept": row.kept,
            }
            for row in self.floors
        ]
        return {"cost": round(100 * self.cost, 2), "groups": groups}


def outcome(instance: Instance, where: Plan, inside: NDArray[np.bool_]) -> float:
    """Points per person of a group; those who are left waiting have none."""
    units = np.flatnonzero(inside & (where >= 0))
    won = float((instance.points[units, where[units]] * instance.sizes[units]).sum())
    return won / max(1, int(instance.sizes[inside].sum()))


def proportional(instance: Instance, inside: NDArray[np.bool_]) -> float:
    """The most points per person that a group could have, if it had its share of everything and nobody else came.

    A bound that no plan exceeds, so that a floor is never set too low. Pairs are left out.
    """
    persons, everyone = int(instance.sizes[inside].sum()), int(instance.sizes.sum())
    share = persons / max(1, everyone)
    sizes = instance.sizes[inside].astype(np.float32)
    alone = replace(
        instance,
        points=np.where(instance.points[inside] > FORBIDDEN / 2, instance.points[inside] * sizes[:, None], FORBIDDEN),
        persons=instance.persons[inside],
        needs=instance.needs[inside],
        penalty=np.zeros(int(inside.sum()), dtype=np.float32),
        room=_part(instance.room, share),
        supply=_part(instance.supply, share),
        county_least=np.zeros_like(instance.county_least),
        county_most=_part(instance.county_most, share),
        pairs=(),
        pinned={},
    )
    return prices(alone).bound / max(1, persons)


def _part(whole: Ints, share: float) -> Ints:
    """A share of each number. Not rounded: prices are found for fractions too, and small places would vanish."""
    return cast(Ints, whole * share)


def measured(facts: Facts, before: Plan) -> list[tuple[Floor, NDArray[np.bool_]]]:
    """Every group of five persons or more, with its floor and its outcome in a plan."""
    instance = facts.instance.tightened()
    chance = [greedy.at_random(instance, facts.terms.seed + number) for number in range(DRAWS)]
    found = []
    for kind, labels in large_groups(facts).items():
        for label in sorted(set(labels)):
            inside = np.array([each == label for each in labels])
            persons = int(instance.sizes[inside].sum())
            if persons < FEWEST:
                continue
            by_chance = float(np.mean([outcome(instance, plan, inside) for plan in chance]))
            now = outcome(instance, before, inside)
            found.append((Floor(kind, label, persons, by_chance, proportional(instance, inside), now, now), inside))
    return found


def with_floors(facts: Facts, plan: Proposal, *, tell: Tell = go_on) -> Floored:
    """A plan in which every group is at its floor, or as near as it comes within the limit of what it may cost."""
    started, instance, groups, began = monotonic(), facts.instance, measured(facts, plan.where), monotonic()
    best = latest = Floored(plan, 0.0, tuple(floor for floor, _inside in groups))
    most, nobody = MOST_COST * max(1.0, plan.value + float(instance.penalty.sum())), plan.value
    raises = np.zeros(instance.units, dtype=int)
    for turn in range(TURNS):
        short = [(row, inside) for row, (_row, inside) in zip(latest.floors, groups, strict=True) if not row.kept]
        too_long = monotonic() - began > TIMES * facts.terms.seconds
        if not short or too_long or not tell("floors", plan.value, plan.bound):
            break
        for row, inside in short:
            raises[_worst_off(instance, latest.plan, row, inside)] += 1
        labels = [str(count) for count in raises]
        raised = lifted(instance, labels, {str(count): RAISE * count for count in set(raises.tolist())})
        where = improved(raised, latest.plan, raises > 0, facts.terms.seed + turn)
        value = instance.value(where)
        came_out = tuple(replace(row, after=outcome(instance, where, inside)) for row, inside in groups)
        rules = tuple(broken(instance, where))
        latest = Floored(replace(plan, where=where, value=value, broken=rules), (nobody - value) / most, came_out)
        if latest.cost <= 1 and lacking(latest) < lacking(best):
            best = latest
    seconds = plan.seconds + monotonic() - started
    return replace(best, plan=replace(best.plan, seconds=seconds), cost=max(0.0, best.cost) * MOST_COST)


def improved(raised: Instance, plan: Proposal, lacks: NDArray[np.bool_], seed: int) -> Plan:
    """A plan made better by the raised points, some municipalities at a time; every step leaves it lawful.

    Every other step looks where the groups that lack something would be better off.
    """
    narrowed = raised.tightened()
    search = search_of(narrowed, plan.prices, seed)
    where = plan.where
    for step in range(STEPS):
        free = search.neighbourhood(where) if step % 2 else _wanted(search, where, lacks)
        better = decided(narrowed, where, free, search.columns, STEP_SECONDS, nodes=NODES)
        if better is not None and narrowed.value(better) > narrowed.value(where) + 1e-9:
            where = better
    return where


def _wanted(search: Search, where: Plan, lacks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Some of the units that lack something, and everyone in the places that would be better for them."""
    lost = np.where(lacks, loss(search.paid, where, search.instance.penalty), 0) + 1e-9 * lacks
    count = int(min(lacks.sum(), SOME))
    some = search.chance.choice(len(where), count, replace=False, p=lost / lost.sum())
    free = np.isin(where, search.paid[some].argmax(axis=1)) | (where == NOWHERE)
    free[some] = True
    return np.asarray(free)


def lacking(found: Floored) -> float:
    """How much all groups together lack, the persons of each counted."""
    return sum(row.short * row.persons for row in found.floors if not row.kept)


def _worst_off(instance: Instance, plan: Proposal, row: Floor, inside: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Those of a group who could gain most, as many as it takes to make up for what the group lacks."""
    points = np.where(instance.points > FORBIDDEN / 2, instance.points, 0.0)
    here = np.where(plan.where >= 0, points[np.arange(instance.units), plan.where], 0.0)
    gain = np.where(inside, (points.max(axis=1) - here) * instance.sizes, 0.0)
    order = np.argsort(-gain, kind="stable")
    lacks = (row.least - row.after) * row.persons
    return order[: int(np.searchsorted(np.cumsum(gain[order]), lacks)) + 1]
