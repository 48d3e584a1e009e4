"""Complaints: one, those of a person, all of the municipality, and how many of each theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.models import Complaint
from rotfeste.casework.qualification.states import OPEN, ComplaintStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Task

CHANGED = ("changed", "annulled")


@dataclass(frozen=True)
class OfTheme:
    """How many complaints of one theme were received, are open, and led to a change."""

    theme: str
    received: int
    open: int
    sent: int
    changed: int


def complaint_of(complaint_id: int, *, actor: Actor) -> Complaint:
    """One complaint, with the reading recorded. Raises Complaint.DoesNotExist."""
    actor.require("participants.read")
    rows = Complaint.objects.visible_to(actor).select_related("decision", "organisation")
    row: Complaint = rows.get(id=complaint_id)
    audit.read(actor, "qualification.complaint", subject_id=row.id, persons=[row.person_id])
    return row


def complaints_of(person_id: int, *, actor: Actor) -> list[Complaint]:
    """A person's complaints, the oldest first. The caller has recorded that the person is read about."""
    return list(Complaint.objects.visible_to(actor).filter(person_id=person_id).order_by("received_on", "id"))


def complaints(*, actor: Actor, from_on: date, until_on: date) -> list[Complaint]:
    """Those received in a period, and all that are open, the newest first. The caller records whom it shows."""
    actor.require("participants.read")
    rows = Complaint.objects.visible_to(actor).select_related("decision", "organisation")
    wanted = Q(received_on__gte=from_on, received_on__lt=until_on) | Q(status__in=OPEN)
    return list(rows.filter(wanted).order_by("-received_on", "-id"))


def by_theme(*, actor: Actor, from_on: date, until_on: date) -> list[OfTheme]:
    """Complaints received in a period, by theme, the most frequent first."""
    actor.require("participants.read")
    rows = (
        Complaint.objects.visible_to(actor)
        .filter(received_on__gte=from_on, received_on__lt=until_on)
        .values("theme")
        .annotate(
            received=Count("id"),
            open=Count("id", filter=Q(status__in=OPEN)),
            sent=Count("id", filter=Q(status__in=(ComplaintStatus.SENT, ComplaintStatus.DECIDED))),
            changed=Count("id", filter=Q(outcome__in=CHANGED)),
        )
        .order_by("-received", "theme")
    )
    return [OfTheme(**row) for row in rows]


def complaint_tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What waits because someone has complained."""
    if not actor.may("qualification.decide"):
        return []
    own = Complaint.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    found = own.aggregate(
        review=Count("id", filter=Q(status=ComplaintStatus.RECEIVED)),
        effect=Count("id", filter=Q(outcome__in=CHANGED, carried_out_on=None)),
    )
    url = reverse("qualification:complaints")
    return [
        Task(_("Complaints to review"), found["review"], f"{url}?status=received", 2),
        Task(
            _("Decisions changed by a complaint, not yet carried out"),
            found["effect"],
            f"{url}?status=effect",
            3,
            _("Make the new decision, and register what was done."),
        ),
    ]
