"""Households of made-up people, put together so that the sums are exact."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random

from rotfeste.doors.demo.drawing.figures import LAST_DAY, Figures, Part
from rotfeste.doors.demo.drawing.names import Origin, family_name, given_name
from rotfeste.doors.demo.drawing.plan import Member
from rotfeste.registers.persons.rules import duf_check_digits

MOST_CHILDREN, MOST_ADULTS = 8, 4
MADE_UP_SERIALS = range(980_000, 1_000_000)
"""The last serial numbers of each year are kept for made-up people."""
Shape = tuple[int, int]
"""Adults and children of a household."""


def shapes(part: Part, chance: Random) -> list[Shape]:
    """How many adults and children each household has; the sums are those of the part."""
    if part.group == "unaccompanied_minor":
        return [(0, 1)] * part.households
    with_children = part.children > 0
    alone = part.children_alone
    adults = [0] * alone + [1] * (part.households - alone)
    children = [1 if with_children else 0] * part.households
    spread(adults, part.persons - part.children - sum(adults), MOST_ADULTS, 2, chance, first=alone)
    if with_children:
        spread(children, part.children - sum(children), MOST_CHILDREN, 4, chance, first=0)
    return list(zip(adults, children, strict=True))


def spread(counts: list[int], more: int, most: int, usual: int, chance: Random, *, first: int) -> None:
    """Hand out `more` among the households from `first` on: seldom above what is usual, never above the most."""
    while more > 0:
        place = chance.randrange(first, len(counts))
        if counts[place] < usual or (counts[place] < most and chance.random() < 0.12):
            counts[place] += 1
            more -= 1


def duf_numbers(chance: Random) -> Iterator[str]:
    """Valid DUF numbers of made-up people, none twice."""
    serials = list(MADE_UP_SERIALS)
    chance.shuffle(serials)
    for year in count(2016, -1):
        for serial in serials:
            first_ten = f"{year}{serial:06d}"
            yield first_ten + duf_check_digits(first_ten)


def born_between(youngest: int, oldest: int, on: date, chance: Random) -> date:
    """A birth date for someone who is between these ages on a day."""
    return on - timedelta(days=chance.randint(int(youngest * 365.25) + 1, int((oldest + 1) * 365.25) - 2))


def child_born(permit_on: date, chance: Random, *, youngest: int = 0, oldest: int = 16) -> date:
    """A child that is born before the permit and under 18 until the year's end."""
    earliest = LAST_DAY - timedelta(days=int((oldest + 1) * 365.25) - 1)
    latest = permit_on - timedelta(days=max(20, int(youngest * 365.25) + 1))
    return earliest + timedelta(days=chance.randint(0, max(0, (latest - earliest).days)))


def members(
    shape: Shape, origin: Origin, permit_on: date, numbers: Iterator[str], chance: Random, *, small: bool = False
) -> list[Member]:
    """The people of a household: adults first, and children that are young enough to be theirs."""
    adults, children = shape
    family = family_name(origin.names, chance)
    result: list[Member] = []
    for place in range(adults):
        born_on, sex, relation = adult(place, children, result, permit_on, chance)
        other_name = place > 0 and chance.random() < 0.5
        result.append(
            Member(
                next(numbers),
                given_name(origin.names, sex, chance),
                family_name(origin.names, chance) if other_name else family,
                born_on,
                sex,
                relation,
            )
        )
    for place in range(children):
        sex = chance.choice(["female", "male"])
        born_on = child_born(permit_on, chance, oldest=5 if small else 15)
        relation = "child" if adults else ("head" if place == 0 else "sibling")
        result.append(Member(next(numbers), given_name(origin.names, sex, chance), family, born_on, sex, relation))
    return result


def adult(place: int, children: int, before: list[Member], permit_on: date, chance: Random) -> tuple[date, str, str]:
    """Birth date, sex and relation of the next adult: main person, partner, then grown children and parents."""
    if place == 0:
        woman = chance.random() < (0.45 if children else 0.22)
        return born_between(22 if children else 18, 52, permit_on, chance), "female" if woman else "male", "head"
    if place == 1:
        sex = "male" if before[0].sex == "female" else "female"
        return born_between(20, 50, permit_on, chance), sex, "partner"
    sex = chance.choice(["female", "male"])
    if children and chance.random() < 0.7:
        return born_between(18, 22, permit_on, chance), sex, "child"
    return born_between(56, 74, permit_on, chance), sex, "parent"


def minor(
    origin: Origin, permit_on: date, numbers: Iterator[str], chance: Random, *, under_fifteen: bool
) -> list[Member]:
    """An unaccompanied minor: under 15 all year, or from 15 and under 18 all year."""
    sex = "male" if chance.random() < 0.86 else "female"
    if under_fifteen:
        born_on = child_born(permit_on, chance, youngest=9, oldest=14)
    else:
        fifteen = permit_on - timedelta(days=int(15 * 365.25) + 1)
        born_on = date(2000, 1, 1) + timedelta(days=chance.randint(0, max(0, (fifteen - date(2000, 1, 1)).days)))
    name = given_name(origin.names, sex, chance), family_name(origin.names, chance)
    return [Member(next(numbers), *name, born_on, sex, "head")]


def minors_of(figures: Figures, part: Part, chance: Random) -> list[tuple[bool, bool]]:
    """For each minor: whether under 15, and whether the permit is limited until identity is documented."""
    settled = part.name == "minors"
    under = figures.minors_under_fifteen if settled else part.persons // 4
    limited = figures.minors_limited if settled else figures.waiting_minors_limited
    flags = [(number < under, False) for number in range(part.persons)]
    old = [number for number in range(part.persons) if not flags[number][0]]
    for number in chance.sample(old, limited):
        flags[number] = (False, True)
    chance.shuffle(flags)
    return flags
