"""What became of the need: handed to planning, which stands below, by the door that gathers the pages."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from rotfeste.casework.settlement.models import Member
from rotfeste.casework.settlement.queries.figures import waiting_on
from rotfeste.casework.settlement.queries.places import usage_by_municipality
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system

COUNTER = system("settled, counted")


def waiting(today: date, *, actor: Actor) -> int:
    """Persons who wait in reception centres on a day."""
    with walls.counting(actor, national=True) as counter:
        return waiting_on(today, actor=counter)


def settled_by_month(years: Sequence[int], *, actor: Actor) -> dict[date, int]:
    """Persons settled in the country, by month."""
    with walls.counting(actor, national=True) as counter:
        rows = (
            Member.objects.visible_to(counter)
            .filter(moved_in_on__year__in=list(years))
            .annotate(month=TruncMonth("moved_in_on"))
            .values("month")
            .annotate(persons=Count("id"))
        )
        return {row["month"]: row["persons"] for row in rows}


def settled_by_organisation(year: int, *, actor: Actor) -> dict[int, int]:
    """Persons settled in each municipality, by organisation id: all for those who report, otherwise one's own.

    How many have been settled somewhere is public. Finance sees the number too, and nobody in it.
    """
    with walls.counting(COUNTER, national=True) as counter:
        rows = usage_by_municipality(year, actor=counter)
    return {
        key: row.total.used for key, row in rows.items() if actor.may("reporting.read") or key in actor.organisations
    }
