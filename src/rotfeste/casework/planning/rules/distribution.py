"""From a year's need to counties, and from counties to municipalities, by criteria that are data.

Source: IMDi, annual report 2017, section 3.1: for 2018 population, level of employment and results of the introduction
programme over time, first to counties. For 2022: results, work and capacity in upper secondary education.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from rotfeste.casework.planning.rules.apportioning import NothingToDivideBy, apportion, largest_remainder

POPULATION, EMPLOYMENT, RESULTS, MINORS_CAPACITY, EDUCATION = (
    "population",
    "employment",
    "results",
    "minors_capacity",
    "education",
)
CRITERIA = (POPULATION, EMPLOYMENT, RESULTS, MINORS_CAPACITY, EDUCATION)
RATES = frozenset({EMPLOYMENT, RESULTS})
"""Shares in per cent. They say nothing about size, so they count together with the population."""
ONE = 10**12
"""Shares are whole trillionths: the same figures give the same places on every machine."""
FLOOR, ROUNDING = "floor", "rounding"


@dataclass(frozen=True)
class Pair:
    """Ordinary places and places for unaccompanied minors, which are divided apart."""

    ordinary: int = 0
    minors: int = 0

    @property
    def total(self) -> int:
        """Both kinds."""
        return self.ordinary + self.minors


@dataclass(frozen=True)
class Basis:
    """Everything that a distribution rests on. The same basis gives the same distribution, to the last place."""

    total: Pair
    weights: Mapping[str, int]
    minors_weights: Mapping[str, int]
    floor: int
    """The least number of ordinary places for a municipality that is asked."""
    counties: Mapping[str, str]
    """The county of each municipality that is asked, by number."""
    values: Mapping[str, Mapping[str, int]]
    """The value of each criterion, in thousandths, by municipality."""
    fixed: Mapping[str, Pair] = field(default_factory=dict)
    """Numbers set by hand; the others share what is left."""


class FixedBeyondTotal(Exception):
    """What is set by hand is more than there is, or nobody is left to share the rest. Carries (fixed, total)."""

    def __init__(self, fixed: int, total: int) -> None:
        super().__init__(fixed, total)
        self.fixed, self.total = fixed, total


def distribute(basis: Basis) -> dict[str, Pair]:
    """The places of each municipality that is asked; they add up to the total."""
    set_ordinary = sum(pair.ordinary for pair in basis.fixed.values())
    set_minors = sum(pair.minors for pair in basis.fixed.values())
    free = {code: county for code, county in basis.counties.items() if code not in basis.fixed}
    ordinary = _left(basis.total.ordinary, set_ordinary, free)
    minors = _left(basis.total.minors, set_minors, free)
    by_ordinary = two_steps(ordinary, scores(basis.weights, basis.values, basis.counties), free, basis.floor)
    by_minors = two_steps(minors, scores(basis.minors_weights, basis.values, basis.counties), free, 0)
    return {**{code: Pair(by_ordinary[code], by_minors[code]) for code in free}, **basis.fixed}


def _left(total: int, fixed: int, free: Mapping[str, str]) -> int:
    if fixed > total or (fixed < total and not free):
        raise FixedBeyondTotal(fixed, total)
    return total - fixed


def two_steps(total: int, score: Mapping[str, int], counties: Mapping[str, str], floor: int) -> dict[str, int]:
    """First to counties by the sum of their municipalities' scores, then within each county."""
    if not total:
        return dict.fromkeys(counties, 0)
    weights: dict[str, int] = defaultdict(int)
    floors: dict[str, int] = defaultdict(int)
    for code, county in counties.items():
        weights[county] += score[code]
        floors[county] += floor
    result: dict[str, int] = {}
    for county, places in apportion(total, weights, floors).items():
        own = {code: score[code] for code, place in counties.items() if place == county}
        try:
            result |= apportion(places, own, dict.fromkeys(own, floor))
        except NothingToDivideBy:
            # A county can get its floors alone, or a remainder, where no criterion tells its municipalities apart.
            result |= largest_remainder(places, dict.fromkeys(own, 1))
    return result


def amount(values: Mapping[str, int], criterion: str) -> int:
    """What a municipality counts with: an amount as it is, a rate together with the population."""
    value = values.get(criterion, 0)
    return value * values.get(POPULATION, 0) if criterion in RATES else value


def portions(
    weights: Mapping[str, int], values: Mapping[str, Mapping[str, int]], codes: Collection[str]
) -> dict[str, dict[str, int]]:
    """What each criterion gives each municipality, in trillionths times the weight."""
    sums = {key: sum(amount(values[code], key) for code in codes) for key, weight in weights.items() if weight}
    return {
        code: {key: weights[key] * (amount(values[code], key) * ONE // whole) for key, whole in sums.items() if whole}
        for code in codes
    }


def scores(
    weights: Mapping[str, int], values: Mapping[str, Mapping[str, int]], codes: Collection[str]
) -> dict[str, int]:
    """The sum of what the criteria give each municipality."""
    return {code: sum(parts.values()) for code, parts in portions(weights, values, codes).items()}


def most_suited(basis_weights: Mapping[str, int], values: Mapping[str, Mapping[str, int]], count: int) -> list[str]:
    """So many municipalities: those with the highest scores. Equal scores: the lowest number."""
    score = scores(basis_weights, values, tuple(values))
    return sorted(sorted(values), key=lambda code: -score[code])[:count]


def explained(
    places: Mapping[str, int], total: int, weights: Mapping[str, int], values: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    """How many tenths of a place each criterion gives each municipality, and what floor and rounding add or take.

    The parts of a municipality add up to its number.
    """
    parts = portions(weights, values, tuple(places))
    whole = sum(sum(each.values()) for each in parts.values())
    result: dict[str, dict[str, int]] = {}
    for code, own in parts.items():
        tenths = {key: (10 * total * part * 2 + whole) // (2 * whole) for key, part in own.items()} if whole else {}
        result[code] = {**tenths, ROUNDING: 10 * places[code] - sum(tenths.values())}
    return result
