"""People at work, for tests of what stands below the registers: an organisation, a role, and a browser logged in."""

from datetime import date
from itertools import count

from django.test import Client
from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.queries import actor_for
from rotfeste.foundation.access.rules import ROLES_OF_KIND, Role

LONG_AGO = date(2016, 1, 1)
_numbers = count(1)


def an_assignment(role: str = Role.CASE_WORKER, *, user: User | None = None, name: str = "") -> RoleAssignment:
    """A made-up person in a role, in a new organisation of a kind where the role exists."""
    number = next(_numbers)
    kind = next(kind for kind, roles in ROLES_OF_KIND.items() if role in roles)
    organisation = Organisation.objects.create(kind=kind, name=name or f"Organisation {number}", place_code=None)
    user = user or User.objects.create(
        subject=f"staff-{number}", name=f"Person {number}", email=f"person{number}@example.no", made_up=True
    )
    return RoleAssignment.objects.create(user=user, organisation=organisation, role=role, valid_from=LONG_AGO)


def an_actor(role: str = Role.CASE_WORKER) -> Actor:
    """The same, as one who asks."""
    return actor_for(an_assignment(role).id, on=timezone.localdate())


def logged_in(client: Client, assignment: RoleAssignment, *, level: str = "substantial") -> Client:
    """A browser in which this person has logged in."""
    session = client.session
    session["assignment_id"], session["level"] = assignment.id, level
    session["seen_at"] = timezone.now().timestamp()
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client
