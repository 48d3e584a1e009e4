"""Who sees a move and its package: the municipality that hands over, and the one that receives."""

from typing import Any, Self

from django.db.models import Q
from django.db.models.expressions import RawSQL

from rotfeste.casework.qualification.states import MOVED
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet
from rotfeste.registers.persons.scoping import HIDDEN, MINORS_ALONE


class HandoverQuerySet(ScopedQuerySet[Any]):
    """A move is seen by the municipality that hands over, and, from the day of the move, by the one that receives."""

    path = ""

    def narrow(self, actor: Actor) -> Self:
        """Own moves, in either direction; all for the directorate; their own for a person."""
        if actor.asks_about_self:
            return self.filter(person_id__in=actor.persons, **{f"{self.path}status__in": MOVED})
        rows = self if actor.protected else self.exclude(person_id__in=RawSQL(HIDDEN, []))
        if not actor.may("persons.minors"):
            rows = rows.exclude(person_id__in=RawSQL(MINORS_ALONE, []))
        if actor.national:
            return rows
        if actor.reach != "organisation":
            return rows.none()
        received = Q(receiver_id__in=actor.organisations, **{f"{self.path}status__in": MOVED})
        return rows.filter(Q(organisation_id__in=actor.organisations) | received)


class PackageQuerySet(HandoverQuerySet):
    """Packages are seen with their move."""

    path = "handover__"
