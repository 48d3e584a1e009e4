"""Questions about what goes to NAV: what it holds, whether the person agrees, and what is to be followed up."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.models import NavConsent, NavPackage
from rotfeste.casework.qualification.queries.plans import plans_of
from rotfeste.casework.qualification.queries.recognition import education_of, recognitions_of
from rotfeste.casework.qualification.states import NavStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.states import CIVICS_KINDS, Activity, MeasureCategory
from rotfeste.registers.persons.models import Person

N = NavStatus
WITH_NAV = (N.SENT, N.RECEIVED)
FORMAT = "rotfeste-nav-1"


def nav_contents(person: Person, organisation: Organisation, *, actor: Actor) -> dict[str, Any]:
    """What NAV would get to know: no health, no absence, no reasons, nothing about others. The caller records it."""
    file = participants.file_of(person.id, actor=actor)
    programmes = [row for row in file.enrolments if row.activity == Activity.PROGRAMME]
    ended = {row.enrolment_id: row for row in file.endings}
    plans = plans_of(person.id, actor=actor)
    plan = plans.in_force or plans.handed_over
    hours = {kind: sum((row.hours for row in file.hours if row.kind == kind), Decimal(0)) for kind in ("norwegian",)}
    hours["civics"] = sum((row.hours for row in file.hours if row.kind in CIVICS_KINDS), Decimal(0))
    return {
        "format": FORMAT,
        "person": {"name": person.full_name, "born_on": person.born_on.isoformat()},
        "from": {"name": organisation.name, "organisation_number": organisation.organisation_number or ""},
        "contact": {"name": actor.name, "email": organisation.email},
        "programmes": [
            {
                "organisation": row.organisation.name,
                "from_on": row.started_on.isoformat(),
                "last_day": _last(row.ended_on),
                "completed": ended[row.id].completed if row.id in ended else None,
            }
            for row in programmes
        ],
        "measures": [
            {
                "kind": row.kind.key,
                "from_on": row.from_on.isoformat(),
                "last_day": _last(row.until_on),
                "hours_week": f"{row.hours_week.normalize():f}",
                "lessons": row.kind.lessons,
            }
            for row in file.measures
            if row.kind.category != MeasureCategory.HEALTH
        ],
        "hours": {kind: f"{number.normalize():f}" for kind, number in hours.items() if number},
        "tests": [
            {"skill": row.skill, "level": row.level, "passed": row.passed, "taken_on": row.taken_on.isoformat()}
            for row in file.exams
        ],
        "education": [education_of(row) for row in recognitions_of(person.id, actor=actor) if row.status == "decided"],
        "goals": [plan.content.main_goal, *plan.content.part_goals] if plan else [],
    }


def _last(until_on: date | None) -> str:
    return (until_on - timedelta(days=1)).isoformat() if until_on else ""


def nav_package_of(package_id: int, *, actor: Actor) -> NavPackage:
    """One package, with the reading recorded. Raises NavPackage.DoesNotExist."""
    actor.require("participants.read")
    row: NavPackage = NavPackage.objects.visible_to(actor).select_related("organisation", "sent_by").get(id=package_id)
    audit.read(actor, "qualification.nav", subject_id=row.id, persons=[row.person_id])
    return row


def nav_packages_of(person_id: int, *, actor: Actor) -> list[NavPackage]:
    """A person's packages, the newest first. The caller has recorded the reading."""
    rows = NavPackage.objects.visible_to(actor).filter(person_id=person_id).select_related("organisation")
    return list(rows.prefetch_related("consents__registered_by").order_by("-id"))


def consent_of(row: NavPackage) -> NavConsent | None:
    """What was said last of the package as it is now; None where nothing is."""
    said = [each for each in row.consents.all() if each.registered_at >= row.prepared_at]
    return max(said, key=lambda each: each.id, default=None)


def nav_packages(*, actor: Actor) -> list[NavPackage]:
    """The own municipality's packages with what was said last (`agrees`), the newest first. The caller records them."""
    actor.require("participants.read")
    rows = NavPackage.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    return list(rows.annotate(agrees=_latest(actor)).order_by("-id"))


def _latest(actor: Actor) -> Subquery:
    said = NavConsent.objects.visible_to(actor).filter(
        package_id=OuterRef("id"), registered_at__gte=OuterRef("prepared_at")
    )
    return Subquery(said.order_by("-id").values("agrees")[:1])


def nav_tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What waits: packages that may be sent, and people to follow up with NAV."""
    if not actor.may("qualification.decide"):
        return []
    rows = NavPackage.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    found = rows.annotate(agrees=_latest(actor)).aggregate(
        send=Count("id", filter=Q(status=N.PREPARED, agrees=True)),
        follow=Count("id", filter=Q(status__in=WITH_NAV, follow_up_on__lte=today)),
    )
    url = reverse("qualification:nav_packages")
    return [
        Task(_("Packages to NAV that the person agrees to"), found["send"], f"{url}?waits=send", 2),
        Task(
            _("To follow up with NAV"),
            found["follow"],
            f"{url}?waits=follow",
            2,
            _("Ask the person and NAV how it goes, and write it down."),
        ),
    ]
