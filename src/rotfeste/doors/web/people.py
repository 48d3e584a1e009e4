"""The demo's choice of a made-up person: grouped by organisation, a few of each kind, and a filter for the rest."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from rotfeste.foundation.access.models import RoleAssignment
from rotfeste.foundation.access.rules import OrganisationKind, Role

FEW = 4
MOST_FOUND = 60


@dataclass
class Place:
    """One organisation and the people one can be there."""

    name: str
    roles: list[RoleAssignment] = field(default_factory=list)


@dataclass
class Kind:
    """One kind of organisation; `more` is how many organisations are not shown."""

    label: str
    places: list[Place]
    more: int = 0


def to_choose(roles: QuerySet[RoleAssignment], wanted: str) -> list[Kind]:
    """A few organisations of each kind; with something to look for, the first that match."""
    if wanted:
        roles = roles.filter(Q(organisation__name__icontains=wanted) | Q(user__name__icontains=wanted))[:MOST_FOUND]
    kinds: dict[str, dict[int, Place]] = {kind: {} for kind in OrganisationKind.values}
    for role in roles:
        places = kinds[role.organisation.kind]
        places.setdefault(role.organisation_id, Place(role.organisation.name)).roles.append(role)
    shown = None if wanted else FEW
    for place in (place for places in kinds.values() for place in places.values()):
        place.roles.sort(key=lambda role: Role.values.index(role.role))
    return [
        Kind(
            str(OrganisationKind(kind).label),
            list(places.values())[:shown],
            more=0 if wanted else max(0, len(places) - FEW),
        )
        for kind, places in kinds.items()
        if places
    ]
