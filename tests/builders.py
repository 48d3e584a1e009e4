"""Builders of what tests need: people in their roles, and households with permits. Everything goes through actions."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.queries import actor_for

TODAY = date(2017, 6, 1)
NOW = datetime(2017, 6, 1, 10, 0, tzinfo=UTC)
_numbers = count(1)


def an_organisation(
    kind: str, name: str = "", *, parent: Organisation | None = None, place: str | None = None
) -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(
        kind=kind,
        name=name or f"{kind} {number}",
        parent=parent,
        organisation_number=f"{900000000 + number}",
        place_code=place,
    )


def someone(role: str, organisation: Organisation, *, level: str = "high", protected: bool = False) -> Actor:
    """A person in a role, logged in."""
    number = next(_numbers)
    user = User.objects.create(subject=f"test-{number}", name=f"Test Person {number}", made_up=True)
    assignment = RoleAssignment.objects.create(
        user=user, organisation=organisation, role=role, valid_from=date(2017, 1, 1), protected_access=protected
    )
    return replace(actor_for(assignment.id, on=TODAY), level=level)
