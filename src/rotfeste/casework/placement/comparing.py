"""What a plan gives, in the figures that people ask about; beside households taken one by one, and beside chance."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from rotfeste.casework.placement.optimiser import greedy
from rotfeste.casework.placement.optimiser.fairness import outcomes
from rotfeste.casework.placement.reasons import SHOWN, Plan, shown
from rotfeste.casework.placement.scoring import Facts

FEWEST = 5
"""A group of fewer persons than this is shown to nobody: it joins the small groups."""
SMALL = "small"


@dataclass(frozen=True)
class Gives:
    """What one plan gives. `points` is the mean per person who is placed, of 100."""

    points: float
    placed: int
    households: int
    wishes: int
    """Households that come where they have kin or wish to live."""
    late_left: int
    """Persons past the target who are left waiting."""
    late_days: int
    """Days that these persons are past it, all together."""
    employment: float
    """How many of the population are in work where people come: the mean over those placed, in per cent."""
    spread: float
    """How far apart the counties' loads lie: the standard deviation of proposed per free place, in per cent."""


def gives(facts: Facts, where: Plan) -> Gives:
    """The figures of one plan."""
    instance, placed = facts.instance, np.flatnonzero(where >= 0)
    sizes = instance.sizes
    persons = int(sizes[placed].sum())
    points = float((instance.points[placed, where[placed]] * sizes[placed]).sum()) if persons else 0.0
    wishes = sum(
        facts.places[int(where[unit])].code in (facts.households[unit].network, facts.households[unit].wish)
        for unit in placed
    )
    late = [row for unit, row in enumerate(facts.households) if where[unit] < 0 and row.days_left < 0]
    free = np.bincount(instance.county, weights=instance.room.sum(axis=0), minlength=instance.counties)
    taken = np.bincount(instance.county[where[placed]], weights=sizes[placed], minlength=instance.counties)
    load = taken[free > 0] / free[free > 0]
    return Gives(
        points=shown(points / max(1, persons)),
        placed=persons,
        households=len(placed),
        wishes=int(wishes),
        late_left=sum(row.size for row in late),
        late_days=sum(-row.days_left * row.size for row in late),
        employment=_employment(facts, where),
        spread=round(float(load.std()) * SHOWN, 1) if len(load) else 0.0,
    )


def _employment(facts: Facts, where: Plan) -> float:
    known = [
        (facts.places[at].employment or 0, row.size)
        for row, at in zip(facts.households, where.tolist(), strict=True)
        if at >= 0 and facts.places[at].employment is not None
    ]
    persons = sum(size for _level, size in known)
    return round(sum(level * size for level, size in known) / persons / 1000, 1) if persons else 0.0


def compared(facts: Facts, where: Plan) -> dict[str, dict[str, Any]]:
    """The plan, households taken one by one in the order of their targets, and a lawful plan drawn at random."""
    narrowed = facts.instance.tightened()
    plans = {"plan": where, "one_by_one": greedy.plan(narrowed), "chance": greedy.at_random(narrowed, facts.terms.seed)}
    return {name: asdict(gives(facts, plan)) for name, plan in plans.items()}


def groups_of(facts: Facts) -> Mapping[str, list[str]]:
    """The group of each household: by sex of the main person, citizenship, and size."""
    rows = facts.households
    return {
        "sex": [row.sex or "unknown" for row in rows],
        "country": [row.country or "unknown" for row in rows],
        "size": ["1" if row.size == 1 else "2-3" if row.size < 4 else "4-5" if row.size < 6 else "6+" for row in rows],
    }


def large_groups(facts: Facts) -> Mapping[str, list[str]]:
    """The same, but those of fewer than five persons are put together."""
    found = {}
    for kind, labels in groups_of(facts).items():
        persons: dict[str, int] = {}
        for label, row in zip(labels, facts.households, strict=True):
            persons[label] = persons.get(label, 0) + row.size
        found[kind] = [label if persons[label] >= FEWEST else SMALL for label in labels]
    return found


def fairness(facts: Facts, where: Plan) -> dict[str, list[dict[str, Any]]]:
    """Outcomes per group, each beside chance and beside its best; small groups are put together."""
    found = {}
    for kind, large in large_groups(facts).items():
        rows = outcomes(facts.instance, where, large, seed=facts.terms.seed)
        found[kind] = [
            {
                "group": row.group,
                "households": row.units,
                "persons": row.persons,
                "placed": row.placed,
                "points": shown(row.mean),
                "by_chance": shown(row.by_chance),
                "at_best": shown(row.at_best),
                "kept_up": row.kept_up,
            }
            for row in rows
            if row.persons >= FEWEST
        ]
    return found
