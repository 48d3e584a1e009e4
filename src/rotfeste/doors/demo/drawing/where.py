"""Which municipality each household comes to: places by population, filled as households come."""

import math
from collections.abc import Callable, Iterator
from random import Random

from rotfeste.doors.demo.drawing.figures import Figures
from rotfeste.doors.demo.drawing.plan import Plan, Quota


def shared(total: int, weights: list[float], *, least: int) -> list[int]:
    """A whole number for each weight; the sum is exact, none is below the least."""
    rest = total - least * len(weights)
    exact = [rest * weight / sum(weights) for weight in weights]
    floors = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda place: floors[place] - exact[place])
    for place in order[: rest - sum(floors)]:
        floors[place] += 1
    return [least + share for share in floors]


def quotas(figures: Figures, municipalities: list[Quota], chance: Random) -> list[Quota]:
    """What each municipality is asked for and decides. The smallest are not asked; some that are asked decline."""
    asked = sorted(municipalities, key=lambda row: (-row.population, row.code))[: figures.asked_municipalities]
    for row, places in zip(asked, shared(figures.asked_places, [weight(row) for row in asked], least=1), strict=True):
        row.asked = places
    deciding = asked[:20] + chance.sample(asked[20:], figures.decided_municipalities - 20)
    deciding.sort(key=lambda row: (-row.population, row.code))
    decided = shared(figures.decided_places, [weight(row) * chance.uniform(0.85, 1.1) for row in deciding], least=1)
    for row, places in zip(deciding, decided, strict=True):
        row.decided = row.left = places
    minors(figures, deciding)
    return asked


def weight(row: Quota) -> float:
    """Larger municipalities are asked for more, but less than their population says."""
    return math.pow(row.population, 0.62)


def minors(figures: Figures, deciding: list[Quota]) -> None:
    """Some of the larger municipalities take minors too; these places are a part of the whole."""
    homes = sorted(deciding, key=lambda row: (-row.decided, row.code))[: figures.minors_municipalities]
    weights = [float(row.decided) for row in homes]
    for row, places in zip(homes, shared(figures.decided_minors, weights, least=1), strict=True):
        row.decided_minors = row.left_minors = min(places, row.decided)
        row.left = row.decided - row.decided_minors
    for row, places in zip(homes, shared(figures.asked_minors, weights, least=1), strict=True):
        row.asked_minors = min(places, row.asked)


def place_all(figures: Figures, plans: list[Plan], rows: list[Quota], chance: Random) -> dict[str, str]:
    """The municipality that receives each household, by reference. Large households choose first, so that all fit."""
    deciding = [row for row in rows if row.decided]
    homes = [row for row in deciding if row.decided_minors]
    own = sorted(deciding, key=lambda row: (-row.population, row.code))[: figures.self_settled_municipalities]
    found: dict[str, str] = {}
    minors_plans = [plan for plan in plans if plan.part == "minors"]
    for plan, row in every_one_first(minors_plans, homes, lambda row: row.left_minors, chance):
        row.left_minors -= 1
        found[plan.reference] = row.code
    for plan, row in every_one_first([plan for plan in plans if plan.self_settled], own, lambda row: row.left, chance):
        row.left -= plan.size
        found[plan.reference] = row.code
    rest = [plan for plan in plans if plan.reference not in found]
    for plan in sorted(rest, key=lambda plan: (-plan.size, plan.reference)):
        row = one_with_room(plan, homes if plan.group == "unaccompanied_minor" else deciding, chance)
        found[plan.reference] = row.code
        if plan.part.startswith("waiting"):
            continue
        row.left -= plan.size
    balance(deciding)
    return found


def balance(rows: list[Quota]) -> None:
    """In a small year a family may be larger than the places: then that council decided on more, and others on less."""
    for row in rows:
        while row.left < 0:
            other = max(rows, key=lambda each: each.left)
            other.left, other.decided = other.left - 1, other.decided - 1
            row.left, row.decided = row.left + 1, row.decided + 1


def every_one_first(
    plans: list[Plan], rows: list[Quota], room: Callable[[Quota], int], chance: Random
) -> Iterator[tuple[Plan, Quota]]:
    """Each municipality gets one household, and the others go where there is room: so exactly these settle someone.

    The caller takes each place before it asks for the next.
    """
    plans = sorted(plans, key=lambda plan: (plan.size, plan.reference))
    yield from zip(plans, rows, strict=False)
    for plan in plans[len(rows) :]:
        fits = [row for row in rows if room(row) >= plan.size] or rows
        yield plan, chance.choices(fits, [max(1, room(row)) for row in fits])[0]


def one_with_room(plan: Plan, rows: list[Quota], chance: Random) -> Quota:
    """A municipality with places left for the whole household, more likely one with many."""
    fits = [row for row in rows if row.left >= plan.size]
    if not fits:
        fits = sorted(rows, key=lambda row: -row.left)[:5]
    return chance.choices(fits, [max(1, row.left) for row in fits])[0]
