"""A ranked list of municipalities for one household, with the reason for every point: simple rules, plain to read."""

from collections.abc import Iterable
from dataclasses import dataclass

NEARBY_POINTS = 50
NETWORK_POINTS = 40
NETWORK_COUNTY_POINTS = 15
WISH_POINTS = 20
HOSPITAL_POINTS = 20
READY_POINTS = 15
SPACE_POINTS = 15
NO_CAR_POINTS = 10
DWELLING_POINTS = 20
DECLINED_POINTS = -25


@dataclass(frozen=True)
class Need:
    """What a household needs. Place codes are four digits, or empty."""

    size: int
    minors: bool = False
    hospital: str = ""
    """«near», «hour» or nothing."""
    network_code: str = ""
    network_county: str = ""
    wish_code: str = ""
    has_car: bool | None = None
    nearby: frozenset[int] = frozenset()
    """Municipalities that settle the residents of the household's integration centre by agreement."""
    excluded: frozenset[int] = frozenset()
    """Organisations that have said no to this household, or that a rule forbids."""


@dataclass(frozen=True)
class Offer:
    """What a municipality or city district has. `free` and `ready` are places of the kind that is needed."""

    organisation_id: int
    code: str
    county: str
    free: int
    ready: int
    centrality: int | None = None
    """0 (least) to 3 (most central), by Statistics Norway's standard of 2008; None where it is not known."""
    declined: int = 0
    """How many requests it has declined this year."""
    answered: int = 0
    dwellings: int = 0
    """How many vacant dwellings it has that would suit the household."""


@dataclass(frozen=True)
class Reason:
    """One reason for or against, with the points it gives; the text is made where it is shown."""

    code: str
    points: int
    number: int = 0


@dataclass(frozen=True)
class Suggestion:
    """A municipality with its points and the reasons for them."""

    offer: Offer
    points: int
    reasons: tuple[Reason, ...]


def reasons(need: Need, offer: Offer) -> tuple[Reason, ...]:
    """Every reason that counts for or against settling this household there."""
    found = [
        Reason("free_places", min(SPACE_POINTS, offer.free - need.size), offer.free),
    ]
    if offer.organisation_id in need.nearby:
        found.append(Reason("nearby_by_agreement", NEARBY_POINTS))
    if offer.ready >= need.size:
        found.append(Reason("ready_now", READY_POINTS, offer.ready))
    if offer.dwellings:
        found.append(Reason("dwelling_vacant", DWELLING_POINTS, offer.dwellings))
    if need.network_code and need.network_code == offer.code:
        found.append(Reason("network_here", NETWORK_POINTS))
    elif need.network_county and need.network_county == offer.county:
        found.append(Reason("network_in_county", NETWORK_COUNTY_POINTS))
    if need.wish_code and need.wish_code == offer.code:
        found.append(Reason("wished_for", WISH_POINTS))
    if need.hospital and offer.centrality is not None:
        wanted = 3 if need.hospital == "near" else 2
        central = offer.centrality >= wanted
        found.append(
            Reason("hospital" if central else "far_from_hospital", HOSPITAL_POINTS if central else -HOSPITAL_POINTS)
        )
    if need.has_car is False and offer.centrality is not None and offer.centrality >= 2:
        found.append(Reason("manages_without_car", NO_CAR_POINTS))
    if offer.answered >= 3 and offer.declined * 2 > offer.answered:
        found.append(Reason("often_declines", DECLINED_POINTS, offer.declined))
    return tuple(found)


def fits(need: Need, offer: Offer) -> bool:
    """A household is settled whole: there must be places for everyone, and no rule against it."""
    return offer.free >= need.size and offer.organisation_id not in need.excluded


def ranked(need: Need, offers: Iterable[Offer], most: int = 10) -> list[Suggestion]:
    """The municipalities that have room, best first; the same input always gives the same list."""
    made = [
        Suggestion(offer, sum(reason.points for reason in found), found)
        for offer in offers
        if fits(need, offer)
        for found in [reasons(need, offer)]
    ]
    return sorted(made, key=lambda row: (-row.points, -row.offer.free, row.offer.code))[:most]
