"""Who would suit a vacant dwelling: each obstacle and each point has a plain reason. The same facts, the same list.

The limits in minutes are this system's own choice, for no source states them; they stand here and nowhere else.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rotfeste.casework.placement.rules import NETWORK_POINTS, NO_CAR_POINTS, WISH_POINTS, Reason

NEAR_HOSPITAL, HOUR = 30, 60
"""Minutes to a hospital: «in or beside its town», and «within an hour»."""
TOO_FAR_WITHOUT_CAR, SHORT_WAY = 60, 30
"""Minutes by public transport to course or school."""
SPARE_POINTS, WHOLE_POINTS = -5, 20
WAITED_MOST, SHORT_WAY_POINTS = 15, 10
OBSTACLES = (
    "other_kind",
    "too_large",
    "too_few_rooms",
    "needs_step_free",
    "far_from_hospital",
    "too_far_without_car",
    "no_free_places",
    "declined_before",
)


@dataclass(frozen=True)
class Home:
    """A vacant dwelling as it stands: what it has, and what its municipality has left this year."""

    organisation_id: int
    code: str
    persons: int
    bedrooms: int
    minors: bool = False
    single_places: int = 0
    """Free places for single persons (or minors) beside others who live there; 0 where it is for one household."""
    whole: bool = True
    """Nobody lives there yet, so that a family can have all of it."""
    step_free: bool = False
    minutes_to_course: int | None = None
    minutes_to_school: int | None = None
    minutes_to_hospital: int | None = None
    free_places: int = 0


@dataclass(frozen=True)
class Household:
    """What a waiting household needs. `key` says which it is, where that may be known."""

    key: int
    size: int
    bedrooms: int | None = None
    minors: bool = False
    children: bool = False
    step_free: bool = False
    hospital: str = ""
    """«near», «hour» or nothing; only where the one who asks may know it."""
    has_car: bool | None = None
    network_code: str = ""
    wish_code: str = ""
    waited_days: int = 0
    declined_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A household that could move in, with its points and the reasons for them."""

    household: Household
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Match:
    """All who wait, beside one dwelling: the best who fit, how many fit, and what stands in the way of the others."""

    best: tuple[Candidate, ...]
    fitting: int
    others: int
    obstacles: tuple[tuple[str, int], ...]
    """Each obstacle and how many households it stops, most first; one household can have several."""


def room_for(home: Home, household: Household) -> bool:
    """Whether all of them get a place: a minor or a single person beside others, a family a dwelling of its own."""
    if home.minors:
        return household.size <= home.single_places
    if household.size == 1 and home.single_places:
        return True
    return home.whole and household.size <= home.persons


def obstacles(home: Home, household: Household) -> tuple[str, ...]:
    """Everything that stands in the way; nothing where the household fits. Another kind of dwelling says it all."""
    if home.minors != household.minors:
        return ("other_kind",)
    found = []
    if not room_for(home, household):
        found.append("too_large")
    elif not home.minors and household.size > 1 and (household.bedrooms or 0) > home.bedrooms:
        found.append("too_few_rooms")
    if household.step_free and not home.step_free:
        found.append("needs_step_free")
    limit = {"near": NEAR_HOSPITAL, "hour": HOUR}.get(household.hospital)
    if limit is not None and home.minutes_to_hospital is not None and home.minutes_to_hospital > limit:
        found.append("far_from_hospital")
    if household.has_car is False and longest_way(home, household) > TOO_FAR_WITHOUT_CAR:
        found.append("too_far_without_car")
    if home.free_places < household.size:
        found.append("no_free_places")
    if home.organisation_id in household.declined_by:
        found.append("declined_before")
    return tuple(found)


def longest_way(home: Home, household: Household) -> int:
    """Minutes to what they must reach each day: the course, and the school where there are children; 0 if not known."""
    ways = [home.minutes_to_course, home.minutes_to_school if household.children else None]
    return max((way for way in ways if way is not None), default=0)


def reasons(home: Home, household: Household) -> tuple[Reason, ...]:
    """Every reason that counts for or against giving this household the dwelling."""
    found = []
    if home.single_places and household.size == 1:
        found.append(Reason("shares", WHOLE_POINTS))
    else:
        spare = home.persons - household.size
        found.append(Reason("fills_it", WHOLE_POINTS) if not spare else Reason("spare", SPARE_POINTS * spare, spare))
    if household.network_code and household.network_code == home.code:
        found.append(Reason("network_here", NETWORK_POINTS))
    if household.wish_code and household.wish_code == home.code:
        found.append(Reason("wished_for", WISH_POINTS))
    if household.step_free and home.step_free:
        found.append(Reason("step_free", WHOLE_POINTS))
    way = longest_way(home, household)
    if 0 < way <= SHORT_WAY:
        found.append(Reason("short_way", SHORT_WAY_POINTS, way))
        if household.has_car is False:
            found.append(Reason("manages_without_car", NO_CAR_POINTS))
    waited = min(WAITED_MOST, household.waited_days // 30)
    if waited:
        found.append(Reason("waited", waited, household.waited_days))
    return tuple(found)


def matched(home: Home, households: Iterable[Household], most: int = 10) -> Match:
    """The best who fit, and why the others do not."""
    fitting: list[Candidate] = []
    stopped: Counter[str] = Counter()
    others = 0
    for household in households:
        stands_in_the_way = obstacles(home, household)
        if stands_in_the_way:
            others += 1
            stopped.update(stands_in_the_way)
        else:
            found = reasons(home, household)
            fitting.append(Candidate(household, sum(reason.points for reason in found), found))
    fitting.sort(key=lambda row: (-row.points, -row.household.waited_days, row.household.key))
    counted = tuple(sorted(stopped.items(), key=lambda row: (-row[1], OBSTACLES.index(row[0]))))
    return Match(tuple(fitting[:most]), len(fitting), others, counted)
