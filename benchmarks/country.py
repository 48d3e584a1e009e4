"""A made-up country of the true size, from a seed: households, municipalities with places, and points for each pair."""

import numpy as np

from rotfeste.casework.placement.optimiser.instance import FORBIDDEN, Instance

BLOCK = 4_096


def a_country(
    seed: int,
    *,
    people: int = 0,
    households: int = 7_000,
    municipalities: int = 426,
    counties: int = 19,
    slack: float = 1.04,
) -> Instance:
    """Households of one to nine persons, some with needs that few places meet; 4 per cent more places than persons.

    `seed` draws the municipalities, `people` the households: another number gives other people in the same country.
    """
    land = np.random.default_rng(seed)
    county = np.sort(land.integers(0, counties, municipalities)).astype(np.int32)
    weight, hospital = land.lognormal(0, 0.9, municipalities), land.random(municipalities) < 0.3
    homes = np.where(land.random(municipalities) < 0.35, weight, 0)
    traits, level = land.normal(0, 1, (municipalities, 6)), land.normal(0, 0.3, (1, municipalities))
    chance = np.random.default_rng([seed, people])
    minor = chance.random(households) < 0.05
    size = np.where(chance.random(households) < 0.62, 1, chance.integers(2, 7, households))
    size = np.where(chance.random(households) < 0.012, chance.integers(7, 10, households), size)
    size = np.where(minor, 1, size).astype(np.int32)
    large, health = size >= 6, chance.random(households) < 0.09
    persons = np.stack([np.where(minor, 0, size), np.where(minor, size, 0)], axis=1).astype(np.int32)
    needs = np.stack([large, health], axis=1).astype(np.int32)
    room = np.stack(
        [
            shared(int(persons[:, 0].sum() * slack), weight),
            shared(int(persons[:, 1].sum() * 1.15), homes),
        ]
    )
    supply = np.stack(
        [
            shared(int(large.sum() * 1.25), weight),
            np.where(hospital, shared(int(health.sum() * 1.5), np.where(hospital, weight, 0)), 0),
        ]
    ).astype(np.int32)
    total = np.bincount(county, weights=room.sum(axis=0), minlength=counties)
    persons_all = float(persons.sum())
    pro_rata = total / total.sum() * persons_all
    return Instance(
        points=points(chance, traits, level, health, hospital),
        persons=persons,
        needs=needs,
        penalty=chance.uniform(2.0, 4.0, households).astype(np.float32),
        room=room,
        supply=supply,
        county=county,
        county_least=np.floor(pro_rata * 0.92).astype(np.int32),
        county_most=np.ceil(pro_rata * 1.05).astype(np.int32),
        region=county,
    )


def points(
    chance: np.random.Generator, traits: np.ndarray, level: np.ndarray, health: np.ndarray, hospital: np.ndarray
) -> np.ndarray:
    """A chance of work that differs by place and kind of person, a network for some, and what is forbidden."""
    households, municipalities = len(health), len(traits)
    kinds = chance.normal(0, 1, (households, 6))
    base = chance.normal(-0.5, 0.5, (households, 1)) + level
    found = np.empty((households, municipalities), dtype=np.float32)
    # A block at a time: of a country ten times as large, all numbers at once would take more memory than the plan.
    blocks = [slice(start, start + BLOCK) for start in range(0, households, BLOCK)]
    for block in blocks:
        chanced = chance.normal(0, 0.2, found[block].shape)
        found[block] = 1 / (1 + np.exp(-(base[block] + kinds[block] @ traits.T * 0.25 + chanced)))
    for block in blocks:
        found[block][chance.random(found[block].shape) < 0.08] = FORBIDDEN
    tied = np.flatnonzero(chance.random(households) < 0.06)
    for unit in tied:
        kept = chance.choice(municipalities, 6, replace=False)
        row = np.full(municipalities, FORBIDDEN, dtype=np.float32)
        row[kept] = np.abs(found[unit, kept]) % 1
        found[unit] = row
    found[np.ix_(health, ~hospital)] = FORBIDDEN
    return found


def shared(total: int, weight: np.ndarray) -> np.ndarray:
    """A whole number for each weight; the sum is exact."""
    exact = total * weight / weight.sum()
    floors = np.floor(exact).astype(np.int32)
    order = np.argsort(floors - exact, kind="stable")
    floors[order[: total - int(floors.sum())]] += 1
    return floors
