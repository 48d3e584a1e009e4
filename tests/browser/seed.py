"""What the browser's site holds: someone in each role, and a case at each step. Run before the server starts."""

import sys
from datetime import date

import django

STEPS = ("interview_due", "ready", "requested", "accepted", "decided", "settled")
DAY = date(2017, 11, 20)
"""Some days before the demo's own."""


def main() -> None:
    """Fill the database, through the application's own role and actions."""
    from django.utils import timezone

    from rotfeste.casework.settlement import actions
    from rotfeste.foundation.access import walls
    from rotfeste.foundation.access.actor import system
    from rotfeste.foundation.access.models import RoleAssignment, User
    from rotfeste.foundation.ui.actions import notify
    from tests.builders import House, a_family, someone
    from tests.staff import an_assignment

    house = House()
    first = User.objects.get(id=house.case_worker.user_id)
    for role in ("programme_adviser", "finance"):
        someone(role, house.oslo)
    for step in STEPS:
        for rows in (None, a_family()):
            case_id = house.a_case(rows, upto=step, today=DAY)
    house.on_special_roads()
    with walls.asking(house.case_worker) as actor:
        told = {"organisation_id": house.oslo.id, "now": timezone.now(), "actor": actor}
        actions.write_message(case_id, text="Welcome to the case.", **told)
    for row in RoleAssignment.objects.select_related("user").order_by("-id"):
        User.objects.filter(id=row.user_id).update(name=f"The {row.role}".replace("_", " "))
    User.objects.filter(id=first.id).update(name="The first case worker")
    an_assignment("adviser", user=first, name="Second place of work")
    everyone = set(User.objects.values_list("id", flat=True))
    with walls.asking(system("seed")):
        notify(everyone, "You have a new message in a settlement case.", url="/", now=timezone.now())


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
