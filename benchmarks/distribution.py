"""Distributing a year's need: 426 municipalities, five criteria, twenty scenarios, with the explanation of each number.

Compared, in the same run, with simple rounding (each share rounded by itself, in floating point: no floors, no
counties, and it does not add up), and with reading every value once, which nothing can do without.
"""

import time
from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.report import tell
from rotfeste.casework.planning.rules.distribution import CRITERIA, Basis, Pair, distribute, explained

MUNICIPALITIES, COUNTIES, SCENARIOS, REPEATS = 426, 19, 20, 5
TOTAL = Pair(12_700, 1_150)


def measure() -> None:
    """The best of some runs of each."""
    cases = bases()
    ours, found = best(lambda: [distribute(basis) for basis in cases])
    every, _parts = best(lambda: [all_explained(basis, places) for basis, places in zip(cases, found, strict=True)])
    reading, _sum = best(lambda: read_once(cases))
    simple, rounded = best(lambda: [rounded_simply(basis) for basis in cases])
    wrong = [abs(sum(places.values()) - TOTAL.ordinary) for places in rounded]
    off = max(abs(sum(pair.ordinary for pair in places.values()) - TOTAL.ordinary) for places in found)
    size = {"municipalities": MUNICIPALITIES, "criteria": len(CRITERIA), "scenarios": SCENARIOS}
    beside = {"simple_rounding_ms": round(simple, 2), "reading_the_values_ms": round(reading, 2)}
    tell("distribution.all_scenarios", ours, "ms", beside, **size, places_off=off, places_off_by_rounding=max(wrong))
    tell("distribution.explained", every, "ms", {"distribution_ms": round(ours, 2)}, **size)


def bases() -> list[Basis]:
    """The same made-up municipalities, with other weights each time."""
    chance = Random(2017)
    codes = [f"{number % COUNTIES + 1:02d}{number:02d}" for number in range(MUNICIPALITIES)]
    counties = {code: code[:2] for code in codes}
    values = {code: {key: int(1_000 * chance.paretovariate(1.2)) for key in CRITERIA} for code in codes}
    return [
        Basis(
            total=TOTAL,
            weights={key: chance.randint(0, 100) for key in CRITERIA},
            minors_weights={key: chance.randint(0, 100) for key in CRITERIA},
            floor=10,
            counties=counties,
            values=values,
        )
        for _ in range(SCENARIOS)
    ]


def best(run: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of the runs in milliseconds, and what came of it."""
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        result = run()
        times.append(1000 * (time.perf_counter() - began))
    return min(times), result


def all_explained(basis: Basis, places: dict[str, Pair]) -> object:
    """Where each number comes from."""
    return explained(
        {code: pair.ordinary for code, pair in places.items()}, TOTAL.ordinary, basis.weights, basis.values
    )


def read_once(cases: list[Basis]) -> int:
    """Every value that a distribution rests on, added up."""
    return sum(sum(row.values()) for basis in cases for row in basis.values.values())


def rounded_simply(basis: Basis) -> dict[str, int]:
    """Each municipality's share rounded by itself."""
    sums = {key: sum(row[key] for row in basis.values.values()) for key in CRITERIA}
    whole = sum(basis.weights.values())
    share = {key: weight / whole / sums[key] for key, weight in basis.weights.items()}
    return {
        code: round(TOTAL.ordinary * sum(share[key] * row[key] for key in CRITERIA))
        for code, row in basis.values.items()
    }
