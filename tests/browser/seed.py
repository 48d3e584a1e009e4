"""What the browser's site holds: made-up people in each role, and a few notifications. Run beside the server."""

import sys

import django
from django.utils import timezone

PEOPLE = {
    "directorate": "case_worker adviser auditor administrator",
    "municipality": "settlement_officer programme_adviser finance",
    "reception_centre": "reception_staff",
}


def main() -> None:
    """Fill the database, through the application's own role and actions."""
    from rotfeste.foundation.access import walls
    from rotfeste.foundation.access.actor import system
    from rotfeste.foundation.access.models import RoleAssignment
    from rotfeste.foundation.ui.actions import notify
    from tests.staff import an_assignment

    first = None
    for kind, roles in PEOPLE.items():
        for role in roles.split():
            made = an_assignment(role, name=f"{kind} {role}".replace("_", " "))
            first = first or made.user
    an_assignment("adviser", user=first, name="A second place of work")
    everyone = set(RoleAssignment.objects.values_list("user_id", flat=True))
    with walls.asking(system("seed")):
        notify(everyone, "%(unread)s unread", url="/", now=timezone.now(), unread=3)


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
