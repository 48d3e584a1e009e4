"""How long each household waits: drawn so that sums and means come out exactly."""

from datetime import date, timedelta
from random import Random

from rotfeste.doors.demo.drawing.figures import DAYS_PER_MONTH, FIRST_DAY, LAST_DAY, Part

# Days that are within, or past, a number of calendar months whichever months they are.
QUARTER, HALF_YEAR, YEAR_LONG = (27, 88), (93, 180), (185, 364)
OVER_A_YEAR = (368, 640)
DELIVERED = 8
"""Those who wait when the year ends have at least been delivered: that takes up to a week."""
MONTH_WEIGHTS = (111, 121, 128, 109, 109, 97, 54, 64, 71, 68, 58, 43)
"""How the moves spread over the months. Chosen: the stock of about 4 200 at New Year was settled in the first half."""


def exactly(sizes: list[int], persons: int, chance: Random, prefer: list[int] | None = None) -> list[int]:
    """Places of households that hold exactly so many persons together, at random (the preferred first)."""
    order = list(range(len(sizes)))
    chance.shuffle(order)
    if prefer:
        order.sort(key=lambda place: place not in prefer)
    chosen: list[int] = []
    left, tail = persons, order
    while tail and left > 24:
        chosen, left, tail = (
            ([*chosen, tail[0]], left - sizes[tail[0]], tail[1:])
            if sizes[tail[0]] <= left
            else (chosen, left, tail[1:])
        )
    return chosen + fill(sizes, tail, left)


def fill(sizes: list[int], order: list[int], persons: int) -> list[int]:
    """Places, in order, that hold exactly so many persons; in a year too small for that, as many as possible below."""
    reached: dict[int, list[int]] = {0: []}
    for place in order:
        if persons in reached:
            break
        for total, chosen in sorted(reached.items(), reverse=True):
            with_it = total + sizes[place]
            if with_it <= persons and with_it not in reached:
                reached[with_it] = [*chosen, place]
    return reached[max(reached)]


def days_waited(part: Part, sizes: list[int], within_quarter: int, chance: Random, prefer: list[int]) -> list[int]:
    """Days from permit to move (or to the year's end) for each household of a part."""
    bounds: list[tuple[int, int]] = [YEAR_LONG] * len(sizes)
    over = exactly(sizes, part.over_a_year, chance, prefer)
    for place in over:
        bounds[place] = OVER_A_YEAR
    rest = [place for place in range(len(sizes)) if bounds[place] == YEAR_LONG]
    chosen = exactly([sizes[place] for place in rest], part.within_half_year, chance)
    within = [rest[number] for number in chosen]
    first_wait = QUARTER[0] if part.settled else DELIVERED
    for place in within:
        bounds[place] = (first_wait, HALF_YEAR[1])
    if within_quarter:
        quick = set(within[:within_quarter])
        for place in within:
            bounds[place] = QUARTER if place in quick else HALF_YEAR
    days = [round(chance.triangular(low, high, usual(low, high))) for low, high in bounds]
    return on_average(days, bounds, sizes, part.mean_months, chance)


def usual(low: int, high: int) -> float:
    """Most waits of over a year are just over; the others lie in the middle."""
    return low if low >= OVER_A_YEAR[0] else (low + high) / 2


def on_average(
    days: list[int], bounds: list[tuple[int, int]], sizes: list[int], months: float, chance: Random
) -> list[int]:
    """Move waits within their bounds, a little each, until the mean over persons is right (or as near as it gets)."""
    wanted = round(months * DAYS_PER_MONTH * sum(sizes))
    short = wanted - sum(size * wait for size, wait in zip(sizes, days, strict=True))
    places = list(range(len(days)))
    for _ in range(400):
        chance.shuffle(places)
        for place in places:
            if abs(short) < max(sizes):
                return days
            low, high = bounds[place]
            step = max(-7, min(7, short // sizes[place] if short > 0 else -(-short // sizes[place])))
            moved = min(high, max(low, days[place] + step))
            short -= (moved - days[place]) * sizes[place]
            days[place] = moved
    return days


def move_day(chance: Random) -> date:
    """A weekday of the year on which someone moves."""
    month = chance.choices(range(1, 13), MONTH_WEIGHTS)[0]
    while True:
        day = FIRST_DAY.replace(month=month) + timedelta(days=chance.randrange(31))
        if day.month == month and day.weekday() < 5 and FIRST_DAY < day <= LAST_DAY:
            return day
