"""Dividing whole places so that they add up exactly: the method of the largest remainder, with a floor."""

from collections.abc import Mapping


class FloorTooHigh(Exception):
    """The floors alone are more than there is to divide. Carries (floors, total)."""

    def __init__(self, floors: int, total: int) -> None:
        super().__init__(floors, total)
        self.floors, self.total = floors, total


class NothingToDivideBy(Exception):
    """Every weight is zero: nothing says who should have the places."""


def apportion(total: int, weights: Mapping[str, int], floors: Mapping[str, int] | None = None) -> dict[str, int]:
    """Whole numbers that add up to the total, as near to the weights as whole numbers can be.

    Nobody is given less than its floor; those whose share would be smaller get the floor, and the rest is divided
    among the others. Equal remainders go to the lowest key, so the same figures always give the same answer.
    Raises FloorTooHigh and NothingToDivideBy.
    """
    floor = {key: (floors or {}).get(key, 0) for key in weights}
    if sum(floor.values()) > total:
        raise FloorTooHigh(sum(floor.values()), total)
    pinned: set[str] = set()
    while True:
        rest = total - sum(floor[key] for key in pinned)
        free = {key: weight for key, weight in weights.items() if key not in pinned}
        weight = sum(free.values())
        below = [key for key, each in free.items() if rest * each < floor[key] * weight]
        if not below:
            break
        pinned.update(below)
    return {**{key: floor[key] for key in pinned}, **largest_remainder(rest, free)}


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Each gets the whole part of its share; what is left goes to the largest remainders, one each."""
    weight = sum(weights.values())
    if weight == 0:
        if total:
            raise NothingToDivideBy
        return dict.fromkeys(weights, 0)
    result = {key: total * each // weight for key, each in weights.items()}
    left = total - sum(result.values())
    order = sorted(weights, key=lambda key: (-(total * weights[key] % weight), key))
    for key in order[:left]:
        result[key] += 1
    return result
