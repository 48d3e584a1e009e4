"""The ordinary municipal users of the benchmark: the officers of the municipalities that settled most."""

import time
from importlib import import_module

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from benchmarks.load import Page, User
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import RoleAssignment
from rotfeste.foundation.access.queries import actor_for
from rotfeste.foundation.access.rules import OrganisationKind, Role
from rotfeste.registers.persons.models import Person

engine = import_module(settings.SESSION_ENGINE)


def officers(most: int) -> list[RoleAssignment]:
    """One officer of each of the municipalities with most cases."""
    national = RoleAssignment.objects.filter(
        user__made_up=True, role=Role.CASE_WORKER, organisation__kind=OrganisationKind.DIRECTORATE
    ).first()
    if national is None or settings.TODAY is None:
        raise SystemExit("There is no made-up Norway to measure: run make demo-year first.")
    with walls.asking(actor_for(national.id, on=settings.TODAY)) as actor:
        rows = Case.objects.visible_to(actor).exclude(receiver=None).values("receiver").annotate(cases=Count("id"))
        largest = [row["receiver"] for row in rows.order_by("-cases")]
    found: dict[int, RoleAssignment] = {}
    for row in RoleAssignment.objects.filter(
        organisation_id__in=largest, role=Role.SETTLEMENT_OFFICER, organisation__kind=OrganisationKind.MUNICIPALITY
    ).order_by("id"):
        found.setdefault(row.organisation_id, row)
    return [found[key] for key in largest if key in found][:most]


def logged_in(assignment: RoleAssignment) -> User:
    """A session of this officer, and the ten pages with this municipality's own cases and people in them."""
    session = engine.SessionStore()
    session.update({"assignment_id": assignment.id, "level": "substantial", "seen_at": time.time()})
    session.save()
    with walls.asking(actor_for(assignment.id, on=settings.TODAY)) as actor:  # type: ignore[arg-type]
        return User(session.session_key or "", pages(actor))


def pages(actor: Actor) -> tuple[Page, ...]:
    """The ten pages that a municipal officer opens most: the day's tasks, lists, a case, a person, places, letters."""
    cases = Case.objects.visible_to(actor).filter(receiver_id__in=actor.organisations)
    case = cases.order_by("-size", "id").first()
    decided = cases.filter(status="decided").order_by("id").first() or case
    if case is None or decided is None:
        raise SystemExit(f"{actor.organisation_name} has no case to measure.")
    person_id = Member.objects.visible_to(actor).filter(case=case).values_list("person_id", flat=True).first()
    person = Person.objects.visible_to(actor).get(id=person_id)
    return (
        Page("front", reverse("front")),
        Page("requests", reverse("settlement:requests")),
        Page("coming", reverse("settlement:coming")),
        Page("settled", reverse("settlement:settled")),
        Page("case", reverse("settlement:case", args=[case.id])),
        Page("moved_in_form", reverse("settlement:moved_in", args=[decided.id])),
        Page("search", f"{reverse('search')}?q={person.duf_number}"),
        Page("places", reverse("settlement:organisation_places", args=[actor.organisation_id])),
        Page("letters", reverse("outbox")),
        Page("notifications", reverse("notifications")),
    )
