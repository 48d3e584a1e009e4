"""What a round adds up to per municipality and county, how often municipalities say no, and what people override."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q

from rotfeste.casework.placement.scoring import Facts
from rotfeste.casework.settlement.models import Proposal, Request
from rotfeste.casework.settlement.queries.places import municipality_of_districts
from rotfeste.casework.settlement.states import ProposalStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor


@dataclass
class ByPlace:
    """One municipality or county: free before, proposed, and how it answers. Numbers of persons, but for `cases`."""

    key: int
    code: str
    name: str
    county: str
    free: int = 0
    proposed: int = 0
    households: int = 0
    demanding: int = 0
    """Households with demanding needs among those proposed."""
    answered: int = 0
    refused: int = 0
    keys: list[int] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Free places when everyone proposed has come."""
        return self.free - self.proposed

    @property
    def noes(self) -> int | None:
        """The share of noes in per cent, where there are at least three answers."""
        return round(100 * self.refused / self.answered) if self.answered >= 3 else None


def by_municipality(
    facts: Facts, rows: list[Proposal], names: dict[int, str], *, year: int, actor: Actor
) -> list[ByPlace]:
    """Every municipality with free places or with someone proposed."""
    found = {
        place.key: ByPlace(
            place.key, place.code, names.get(place.key, place.code), place.county, place.ordinary + place.minors
        )
        for place in facts.places
    }
    size = {row.key: (row.size, row.demanding) for row in facts.households}
    for row in rows:
        if row.organisation_id in found:
            each = found[row.organisation_id]
            persons, demanding = size.get(row.case_id, (0, False))
            each.proposed, each.households = each.proposed + persons, each.households + 1
            each.demanding += demanding
    _answers(found, year, actor)
    return [row for row in found.values() if row.free or row.proposed]


def _answers(found: dict[int, ByPlace], year: int, actor: Actor) -> None:
    """How each municipality has answered this year, its city districts counted in."""
    above = municipality_of_districts()
    said = Request.objects.visible_to(actor).filter(
        sent_on__year=year, status__in=(RequestStatus.ACCEPTED, RequestStatus.DECLINED)
    )
    no = Count("id", filter=Q(status=RequestStatus.DECLINED))
    for row in said.values("organisation_id").annotate(n=Count("id"), no=no):
        each = found.get(above.get(row["organisation_id"], row["organisation_id"]))
        if each is not None:
            each.answered, each.refused = each.answered + row["n"], each.refused + row["no"]


def by_county(rows: list[ByPlace], names: dict[str, str]) -> list[ByPlace]:
    """The same, county by county."""
    found: dict[str, ByPlace] = {}
    for row in rows:
        each = found.setdefault(row.county, ByPlace(0, row.county, names.get(row.county, row.county), row.county))
        for key in ("free", "proposed", "households", "demanding", "answered", "refused"):
            setattr(each, key, getattr(each, key) + getattr(row, key))
    return sorted(found.values(), key=lambda row: row.code)


def overrides(rows: list[Proposal]) -> tuple[int, int, list[tuple[str, int]]]:
    """How many were decided, how many of them otherwise than proposed, and the reasons that were given."""
    decided = [row for row in rows if row.status != ProposalStatus.OPEN]
    otherwise = [row for row in decided if row.status in (ProposalStatus.OVERRIDDEN, ProposalStatus.SKIPPED)]
    reasons: dict[str, int] = defaultdict(int)
    for row in otherwise:
        reasons[row.reason] += 1
    return len(decided), len(otherwise), sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
