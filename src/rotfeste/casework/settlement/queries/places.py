"""Places: decided by councils, used by people who have moved in, promised to people who are coming."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from rotfeste.casework.settlement.models import Member
from rotfeste.casework.settlement.rules.clocks import Places
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.persons.rules import Group

COMING = (CaseStatus.ACCEPTED, CaseStatus.DECIDED)


@dataclass(frozen=True)
class Usage:
    """The places of one organisation in one year."""

    ordinary: Places = field(default_factory=Places)
    minors: Places = field(default_factory=Places)

    @property
    def total(self) -> Places:
        """Both kinds together."""
        return self.ordinary + self.minors

    def of_kind(self, minors: bool) -> Places:
        """Places for unaccompanied minors, or ordinary ones."""
        return self.minors if minors else self.ordinary


def usage(year: int, *, actor: Actor) -> dict[int, Usage]:
    """Every organisation's places in a year, by organisation id: four questions, whatever the number of rows."""
    decided = capacity.decided(year, actor=actor)
    minor = Q(case__group=Group.UNACCOMPANIED_MINOR)
    with walls.counting(actor) as counter:
        moved = (
            Member.objects.visible_to(counter)
            .filter(moved_in_on__gte=date(year, 1, 1), moved_in_on__lt=date(year + 1, 1, 1))
            .values("receiver_id")
            .annotate(minors=Count("id", filter=minor), ordinary=Count("id", filter=~minor))
        )
        coming = (
            Member.objects.visible_to(counter)
            .filter(case__status__in=COMING, moved_in_on=None)
            .values("case__receiver_id")
            .annotate(minors=Count("id", filter=minor), ordinary=Count("id", filter=~minor))
        )
        if not counter.national:
            # Only what one's own organisations use can be seen, so nothing else is looked through.
            moved = moved.filter(receiver_id__in=counter.organisations)
            coming = coming.filter(case__receiver_id__in=counter.organisations)
        used = {row["receiver_id"]: (row["ordinary"], row["minors"]) for row in moved}
        promised = {row["case__receiver_id"]: (row["ordinary"], row["minors"]) for row in coming}
    result: dict[int, Usage] = defaultdict(Usage)
    for key in {*decided, *used, *promised}:
        council = decided.get(key, capacity.Decided())
        there, on_way = used.get(key, (0, 0)), promised.get(key, (0, 0))
        result[key] = Usage(Places(council.ordinary, there[0], on_way[0]), Places(council.minors, there[1], on_way[1]))
    return result


def usage_by_municipality(year: int, *, actor: Actor) -> dict[int, Usage]:
    """Every municipality's places in a year, by organisation id: what its city districts use is counted in it."""
    above, rows = municipality_of_districts(), usage(year, actor=actor)
    result: dict[int, Usage] = {}
    for key, row in rows.items():
        sum_so_far = result.get(above.get(key, key), Usage())
        result[above.get(key, key)] = Usage(sum_so_far.ordinary + row.ordinary, sum_so_far.minors + row.minors)
    return result


def municipality_of_districts() -> dict[int, int]:
    """City district to municipality, by organisation id: the municipality's council decides for both."""
    rows = Organisation.objects.filter(kind="city_district", parent__isnull=False).values_list("id", "parent_id")
    return {district: above for district, above in rows if above is not None}


def together(rows: dict[int, Usage], organisation_ids: tuple[int, ...]) -> Usage:
    """The places of these organisations as a sum."""
    ordinary = sum((rows[key].ordinary for key in organisation_ids if key in rows), Places())
    minors = sum((rows[key].minors for key in organisation_ids if key in rows), Places())
    return Usage(ordinary, minors)
