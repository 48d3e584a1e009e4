"""Placement: how near the best possible, how fast, how much memory; beside what an engineer would pick first.

All on the same made-up instances, in the same run. PLACEMENT_SEEDS and PLACEMENT_SECONDS change the size. A whole plan
is measured in a process of its own, since memory is counted per process.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from time import monotonic
from typing import Any

import numpy as np

from benchmarks.country import a_country
from benchmarks.report import tell
from rotfeste.casework.placement.optimiser import dual, explain, fairness, greedy, linear, repair, year
from rotfeste.casework.placement.optimiser.check import broken
from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Instance
from rotfeste.casework.placement.optimiser.plan import Proposal, propose

SEEDS = int(os.environ.get("PLACEMENT_SEEDS", "3"))
SECONDS = float(os.environ.get("PLACEMENT_SECONDS", "45"))
PLAIN_SECONDS = 60.0
YEAR_HOUSEHOLDS = 7_000
COUNTRY = {"gap": 0.02, "memory": 0.5}
TEN_TIMES = {"gap": 0.05, "memory": 1.0}


def measure() -> None:
    """Every figure, one line each."""
    whole_country()
    whole_country(households=70_000, seeds=1, seconds=120, name="placement_ten_times", goals=TEN_TIMES)
    country = a_country(1)
    found = propose(country, seconds=SECONDS)
    beside(country, found)
    questions(country, found)
    fair(country, found)
    a_year()


def whole_country(
    *,
    households: int = 7_000,
    seeds: int = SEEDS,
    seconds: float = SECONDS,
    name: str = "placement_country",
    goals: dict[str, float] = COUNTRY,
) -> None:
    """The proven gap, the time and the memory of a plan for everyone."""
    rows = [in_own_process(seed, households, seconds) for seed in range(1, seeds + 1)]
    size = {"households": households, "municipalities": 426, "seeds": seeds}
    worst = max(rows, key=lambda row: float(row["gap"]))
    tell(f"{name}_gap", worst["gap"] * 100, "% of the bound, worst seed", {"goal": goals["gap"]}, **size)
    tell(f"{name}_seconds", max(row["seconds"] for row in rows), "s, generator left out", {"goal": seconds}, **size)
    tell(f"{name}_memory", max(row["memory"] for row in rows), "GB at most", {"goal": goals["memory"]}, **size)
    tell(f"{name}_first", max(row["first"] for row in rows), "s to a first lawful plan", {"goal": 5}, **size)
    tell(f"{name}_broken", sum(row["broken"] for row in rows), "rules broken, by the checker", {"goal": 0}, **size)


def in_own_process(seed: int, households: int, seconds: float) -> dict[str, Any]:
    """One plan, and what its process used."""
    command = [sys.executable, "-m", "benchmarks.placement", str(seed), str(households), str(seconds)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    row: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return row


def one(seed: int, households: int, seconds: float) -> None:
    """What `in_own_process` runs."""
    country = a_country(seed, households=households)
    began, first = monotonic(), list[float]()

    def told(stage: str, value: float, bound: float) -> bool:
        first.append(monotonic() - began)
        return True

    found = propose(country, seconds=seconds, tell=told)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    rules = [row for row in found.broken if row.rule != "county_least"]
    line = {"gap": found.gap, "seconds": found.seconds, "memory": memory, "first": first[0], "broken": len(rules)}
    print(json.dumps(line))


def beside(country: Instance, found: Proposal) -> None:
    """The same country by chance, first come first served, the plain problem given whole to HiGHS, and OR-Tools."""
    ours = {"ours": round(found.value, 1), "bound": round(found.bound, 1)}
    tell("placement_random", share(country.value(greedy.at_random(country, 1)), found), "% of the bound", ours)
    tell("placement_greedy", share(country.value(greedy.plan(country)), found), "% of the bound", ours)
    tell("placement_ours", share(found.value, found), "% of the bound", ours, seconds=round(found.seconds, 1))
    value, seconds = plain_highs(country)
    tell("placement_plain_highs", share(value, found), "% of the bound; 0 is no plan in time", ours, seconds=seconds)
    bound, seconds = ortools_flow(country)
    tell(
        "placement_ortools_flow_bound",
        share(bound, found),
        "% of our bound (a bound, not a plan)",
        ours,
        seconds=seconds,
    )


def share(value: float, found: Proposal) -> float:
    """In per cent of the bound."""
    return 100 * value / found.bound


def plain_highs(country: Instance) -> tuple[float, float]:
    """Every allowed pair handed to HiGHS at once, for a minute: what it has found by then."""
    began = monotonic()
    unit, place = np.nonzero(country.points > -1)
    highs = linear.solver(PLAIN_SECONDS)
    highs.passModel(
        linear.model(
            country, unit.astype(np.int64), place.astype(np.int64), undivided=np.ones(country.units, dtype=bool)
        )
    )
    highs.run()
    found = highs.getInfo()
    value = found.objective_function_value if found.primal_solution_status else 0.0
    return max(0.0, float(value)), round(monotonic() - began, 1)


def ortools_flow(country: Instance) -> tuple[float, float]:
    """OR-Tools' min-cost flow on persons instead of households: quick, but it splits households; a bound."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415

    began, flow = monotonic(), min_cost_flow.SimpleMinCostFlow()
    units, places, scale = country.units, country.places, 10_000
    kind = country.persons[:, 1].astype(bool).astype(int)
    sizes = country.sizes
    unit, place = np.nonzero(country.points > -1)
    source, sink, nowhere = 0, 1 + units + 2 * places, 2 + units + 2 * places
    arcs = [
        (np.full(units, source), 1 + np.arange(units), sizes, np.zeros(units)),
        (1 + unit, 1 + units + kind[unit] * places + place, sizes[unit], -country.points[unit, place] / sizes[unit]),
        (1 + units + np.arange(2 * places), np.full(2 * places, sink), country.room.ravel(), np.zeros(2 * places)),
        (1 + np.arange(units), np.full(units, nowhere), sizes, country.penalty / sizes),
        (np.array([nowhere]), np.array([sink]), np.array([sizes.sum()]), np.zeros(1)),
    ]
    tail, head, most, cost = (np.concatenate([arc[part] for arc in arcs]) for part in range(4))
    flow.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), most.astype(np.int64), np.rint(cost * scale).astype(np.int64)
    )
    flow.set_nodes_supplies(np.array([source, sink]), np.array([sizes.sum(), -sizes.sum()]))
    flow.solve()
    return -flow.optimal_cost() / scale, round(monotonic() - began, 1)


def questions(country: Instance, found: Proposal) -> None:
    """An explanation, and a refusal planned anew."""
    placed = np.flatnonzero(found.where >= 0)[:: max(1, country.units // 50)]
    began, off = monotonic(), 0.0
    for unit in placed:
        told = explain.explanation(country, found.prices, int(unit), int(found.where[unit])).chosen
        if told is not None:
            off = max(off, abs(told.net - paid_for(country, found, int(unit), told.place)))
    took = 1000 * (monotonic() - began) / len(placed)
    tell("placement_explanation", took, "ms each", {"goal": 50}, recomputed_within=off, recomputed_goal=1e-6)
    times, moved, wrong = list[float](), list[int](), 0
    for unit in placed[:10]:
        began = monotonic()
        again = repair.refused(country, found.prices, found.where, int(unit))
        times.append(monotonic() - began)
        moved.append(len(again.moved))
        wrong += sum(row.rule != "county_least" for row in broken(country, again.where))
    size = {"refusals": len(times), "moved_at_most": max(moved), "rules_broken": wrong}
    tell("placement_refusal", max(times), "s, the slowest", {"goal": 1, "moved_goal": country.units // 100}, **size)


def paid_for(country: Instance, found: Proposal, unit: int, place: int) -> float:
    """The points less the prices, added up once more without the code that explains."""
    price, county = found.prices, int(country.county[place])
    persons, needs = country.persons[unit].tolist(), country.needs[unit].tolist()
    paid = sum(number * float(price.room[kind, place]) for kind, number in enumerate(persons))
    paid += sum(persons) * float(price.most[county] - price.least[county])
    paid += sum(number * float(price.supply[need, place]) for need, number in enumerate(needs))
    return float(country.points[unit, place]) - paid


def fair(country: Instance, found: Proposal) -> None:
    """Every group beside what chance alone would give it: by size, minors, and needs."""
    labels = np.where(country.sizes > 3, "large", np.where(country.sizes > 1, "small family", "alone"))
    labels = np.where(country.persons[:, 1] > 0, "minor", np.where(country.needs[:, 1] > 0, "health", labels))
    rows = fairness.outcomes(country, found.where, labels.tolist())
    worst = min(rows, key=lambda row: row.mean / row.by_chance)
    size = {"group": worst.group, "groups": len(rows), "of_its_best": round(100 * worst.mean / worst.at_best, 1)}
    compared = {"chance": 100, "goal": "at least 100"}
    tell("placement_fairness", 100 * worst.mean / worst.by_chance, "% of chance, the worst group", compared, **size)


def a_year() -> None:
    """A year of arrivals in 52 weeks, beside what hindsight would have chosen; without and with 15 % refusals."""
    country, coming = (a_country(21, people=people, households=YEAR_HOUSEHOLDS) for people in (1, 2))
    arrivals = year.weeks(country.units, 52, seed=1)
    chance = np.random.default_rng(3).random((country.units, country.places)) < 0.15
    best = dual.prices(country.tightened()).bound
    # Nobody could do better who had known each answer beforehand.
    answers = replace(country, points=np.where(chance, FORBIDDEN, country.points))
    knowing = dual.prices(answers.tightened()).bound
    expected = {"forecast": year.like(coming, country.units, 52)}
    refusing = {"says_no": lambda unit, place: bool(chance[unit, place])}
    ways: dict[str, dict[str, Any]] = {
        "placement_year_greedy": {},
        "placement_year_ours": expected,
        "placement_year_greedy_refusals": refusing,
        "placement_year_ours_refusals": {**expected, **refusing},
    }
    goals = {"placement_year_ours": 99.2, "placement_year_ours_refusals": 98.8}
    for name, options in ways.items():
        began = monotonic()
        found = year.replay(country, arrivals, **options)
        value, left = country.value(found.where), int((found.where < 0).sum())
        compared = {"hindsight_bound": round(best, 1), "goal": goals.get(name, "none: what is compared with")}
        size = {"unplaced": left, "seconds": round(monotonic() - began, 1)}
        if "says_no" in options:
            size["of_who_knew_every_answer"] = round(100 * value / knowing, 2)
        tell(name, 100 * value / best, "% of the hindsight bound", compared, **size)


if __name__ == "__main__":
    one(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
