"""Who may use which place: the municipality that registered it, and, where it is shared, all in its county.

A participant sees the places that are booked for them, and no others.
"""

from typing import Any, Self

from django.db.models import Q
from django.db.models.functions import Left

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.scoping import ScopedQuerySet


class PlaceQuerySet(ScopedQuerySet[Any]):
    """Practice places, narrowed to those that the actor's participants may use."""

    def narrow(self, actor: Actor) -> Self:
        """The own municipality's, and those that the county shares; all for the directorate; a person's own."""
        if actor.reach == "none":
            return self.none()
        if actor.asks_about_self:
            return self.filter(bookings__booked_for__person_id__in=actor.persons).distinct()
        if actor.in_directorate:
            return self
        mine = Organisation.objects.filter(id__in=actor.organisations).exclude(place_code=None)
        areas, counties = (mine.values_list(Left("place_code", n)) for n in (4, 2))
        usable = Q(organisation_id__in=actor.organisations) | Q(area__in=areas)
        return self.alias(of_county=Left("area", 2)).filter(usable | Q(shared="county", of_county__in=counties))


class BookingQuerySet(ScopedQuerySet[Any]):
    """Bookings name no person: whoever works with persons sees when a place is held."""

    def narrow(self, actor: Actor) -> Self:
        """All, for members of staff; for a person, those that are for them."""
        if actor.asks_about_self:
            return self.filter(booked_for__person_id__in=actor.persons)
        return self.none() if actor.reach == "none" else self
