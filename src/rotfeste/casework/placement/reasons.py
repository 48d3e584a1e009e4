"""The reasons of a proposal in numbers that people read: points of each part, price, alternatives, what is ruled out.

Points are shown of 100: a hundred is the best that any municipality could be for anyone.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement.known import (
    ANSWERS,
    DEMAND,
    LANGUAGE,
    PARTS,
    PREDICTED,
    READY,
    RULES,
    TRANSPORT,
    WELCOME,
)
from rotfeste.casework.placement.optimiser.clash import why_unplaced
from rotfeste.casework.placement.optimiser.dual import Prices
from rotfeste.casework.placement.optimiser.explain import explanation, why_not
from rotfeste.casework.placement.optimiser.instance import NOWHERE, Instance, Ints
from rotfeste.casework.placement.scoring import Facts

SHOWN = 100
FULL, NEEDS, OTHERS, RELATIVES = "full", "needs_used", "others", "relatives"
Plan = NDArray[np.int64]


@dataclass(frozen=True)
class Alternative:
    """Another municipality: its key, its points, the price of its room, and what the whole would lose."""

    key: int
    points: float
    price: float
    loss: float


@dataclass(frozen=True)
class Reasons:
    """Why one household is proposed where it is, or nowhere."""

    points: float
    price: float
    parts: dict[str, float]
    alternatives: tuple[Alternative, ...]
    ruled_out: dict[str, int]
    """How many municipalities each rule rules out; «full» and «needs_used» are those that others have filled."""
    figures: dict[str, Any]
    """The figure behind each part, as it was known: in thousandths, persons, places, or answers and noes."""
    housing: dict[str, Any]
    """What is known of dwellings for a household that is bound by them; empty for others."""


@dataclass(frozen=True)
class Answer:
    """«Why not there?»: the rule that forbids it, or what it would cost the whole, and the points it would give."""

    rule: str
    loss: float
    points: float
    parts: dict[str, float]
    here: float | None = None
    """The points where it is proposed; None where it is proposed nowhere."""
    persons: int = 0
    free: int = 0
    """Free places of its kind when the round began."""
    left: int = 0
    """Those that the plan leaves."""
    others: int = 0
    """Households that the plan brings there."""
    short_of: str = ""
    """What someone else would have to give up: FULL, NEEDS, OTHERS (the county), RELATIVES, or nothing."""


def shown(value: float) -> float:
    """As people read it: of 100, one decimal; never «-0»."""
    return round(float(value) * SHOWN, 1) + 0.0


def parts(facts: Facts, unit: int, place: int) -> dict[str, float]:
    """The points of each part that gives any."""
    found = facts.shares * facts.values(unit)[:, place]
    return {key: shown(value) for key, value in zip(PARTS, found, strict=True) if value > 0}


def figures(facts: Facts, unit: int, place: int) -> dict[str, Any]:
    """What each part rests on in one municipality, so that a reader can follow it to its data."""
    row, there = facts.households[unit], facts.places[place]
    return {
        **{key: getattr(there, key) for key in ("results", "employment", "education")},
        LANGUAGE: there.settled.get(row.country, 0),
        TRANSPORT: there.centrality,
        READY: there.ready_minors if row.minors else there.ready,
        ANSWERS: [there.answered, there.refused],
        DEMAND: None if there.demand is None else sorted(set(row.work) & set(there.demand)),
        WELCOME: None if there.welcomes is None else list(there.welcomes),
        PREDICTED: shown(facts.values(unit)[PARTS.index(PREDICTED), place]) if facts.terms.predictor else None,
    }


def left(instance: Instance, where: Plan) -> tuple[Ints, Ints]:
    """The room and the scarce things that a plan leaves."""
    room, supply = instance.room.copy(), instance.supply.copy()
    for unit in np.flatnonzero(where >= 0):
        room[:, where[unit]] -= instance.persons[unit]
        supply[:, where[unit]] -= instance.needs[unit]
    return room, supply


def reasons(facts: Facts, prices: Prices, unit: int, place: int, remains: tuple[Ints, Ints]) -> Reasons:
    """The reasons of one proposal. `remains` is what the plan leaves."""
    found = explanation(facts.instance, prices, unit, place)
    ruled = Counter(RULES[rule - 1] for rule in facts.rules(unit).tolist() if rule)
    if place == NOWHERE:
        said = why_unplaced(facts.instance, unit, *remains)
        ruled.update({FULL: said["full"], NEEDS: said["needs_used"] + said["needs_not_met"]})
        ruled.update({OTHERS: said["free"]})
    chosen, housing = found.chosen, facts.housing(unit, place)

    def loss(at: int, points: float, net: float) -> float:
        """Where there is room, nobody has to move: the whole loses no more than the household does."""
        whole = here - net
        if chosen and not short_of(facts.instance, unit, place, at, remains):
            whole = min(whole, chosen.points - points)
        return shown(max(0.0, whole))

    here = chosen.net if chosen else -float(facts.instance.penalty[unit])
    return Reasons(
        points=shown(chosen.points) if chosen else 0.0,
        price=shown(max(0.0, chosen.price)) if chosen else 0.0,
        parts=parts(facts, unit, place) if chosen else {},
        alternatives=tuple(
            Alternative(
                facts.places[row.place].key,
                shown(row.points),
                shown(max(0.0, row.price)),
                loss(row.place, row.points, row.net),
            )
            for row in found.alternatives
        ),
        ruled_out={rule: count for rule, count in ruled.items() if count},
        figures=figures(facts, unit, place) if chosen else {},
        housing=asdict(housing) if housing else {},
    )


def answer(facts: Facts, prices: Prices, unit: int, where: Plan, other: int) -> Answer:
    """Why not the other municipality? `where` is where everyone stands now."""
    instance, place = facts.instance, int(where[unit])
    remains, rule = left(instance, where), int(facts.rules(unit)[other])
    points = float(facts.shares @ facts.values(unit)[:, other])
    here = None if place == NOWHERE else float(instance.points[unit, place])
    kind = int(instance.persons[unit].argmax())
    short = short_of(instance, unit, place, other, remains)
    loss = 0.0 if rule else why_not(instance, prices, unit, place, other)
    if not short and here is not None:
        loss = min(loss, here - points)
    return Answer(
        RULES[rule - 1] if rule else "",
        shown(max(0.0, loss)),
        shown(points),
        parts(facts, unit, other),
        here=None if here is None else shown(here),
        persons=int(instance.sizes[unit]),
        free=int(instance.room[kind, other]),
        left=max(0, int(remains[0][kind, other])),
        others=int((where == other).sum()),
        short_of=short,
    )


def short_of(instance: Instance, unit: int, place: int, other: int, remains: tuple[Ints, Ints]) -> str:
    """What keeps a household from simply coming to another municipality, as a plan stands; nothing where it can."""
    room, supply = remains
    if (instance.persons[unit] > room[:, other]).any():
        return FULL
    if (instance.needs[unit] > supply[:, other]).any():
        return NEEDS
    inside = instance.county == instance.county[other]
    stays = place != NOWHERE and bool(inside[place])
    there = int((instance.room[:, inside] - room[:, inside]).sum())
    if not stays and there + instance.sizes[unit] > instance.county_most[instance.county[other]]:
        return OTHERS
    return RELATIVES if any(unit in (pair.first, pair.second) for pair in instance.pairs) else ""
