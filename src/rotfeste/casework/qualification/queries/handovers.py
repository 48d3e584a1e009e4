"""Questions about moves and packages: one, those that wait, and all of a municipality."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.models import Handover, Package
from rotfeste.casework.qualification.states import MOVED, HandoverStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.persons import queries as persons

H = HandoverStatus
UNANSWERED = (H.SENT, H.OPENED)


def handover_of(handover_id: int, *, actor: Actor) -> Handover:
    """One move, with the reading recorded. Raises Handover.DoesNotExist."""
    actor.require("participants.read")
    rows = Handover.objects.visible_to(actor).select_related("organisation", "receiver", "registered_by")
    row: Handover = rows.get(id=handover_id)
    audit.read(actor, "qualification.handover", subject_id=row.id, persons=[row.person_id])
    return row


def package_of(package_id: int, *, actor: Actor) -> Package:
    """One version of a package, with the reading recorded. Raises Package.DoesNotExist."""
    actor.require("participants.read")
    row: Package = Package.objects.visible_to(actor).select_related("handover").get(id=package_id)
    audit.read(actor, "qualification.package", subject_id=row.id, persons=[row.person_id])
    return row


def packages_of(handover: Handover, *, actor: Actor) -> list[Package]:
    """Every version that was sent, the newest first. The caller has recorded the reading."""
    rows = Package.objects.visible_to(actor).filter(handover=handover)
    return list(rows.select_related("sent_by", "opened_by", "received_by").order_by("-number"))


def packages_sent(person_id: int, *, actor: Actor) -> list[Package]:
    """The first package of each of a person's moves, for the person. The caller has recorded the reading."""
    rows = Package.objects.visible_to(actor).filter(person_id=person_id, number=1)
    return list(rows.select_related("organisation", "receiver").defer("content").order_by("-sent_at"))


def handovers_of(person_id: int, *, actor: Actor) -> list[Handover]:
    """A person's moves that the actor sees, oldest first. The caller has recorded the reading."""
    rows = Handover.objects.visible_to(actor).filter(person_id=person_id)
    return list(rows.select_related("organisation", "receiver").order_by("moves_on", "id"))


def moved_away(person_id: int, *, actor: Actor) -> Handover:
    """The latest move of a person away from the own municipality. Raises Handover.DoesNotExist."""
    rows = Handover.objects.visible_to(actor).filter(
        person_id=person_id, organisation_id__in=actor.organisations, status__in=MOVED
    )
    row: Handover | None = rows.select_related("receiver").order_by("-moves_on", "-id").first()
    if row is None:
        raise Handover.DoesNotExist
    return row


def gone(person_id: int, *, actor: Actor) -> Handover | None:
    """Where the own municipality still has something of a person whom it no longer sees; None while it sees them."""
    if persons.persons_by_id([person_id], actor=actor):
        return None
    try:
        return moved_away(person_id, actor=actor)
    except Handover.DoesNotExist:
        return None


def receivers(on: date) -> list[Organisation]:
    """The municipalities and city districts of a day that can receive someone, in Norwegian order."""
    codes = {row.code for row in places.municipalities(on)} | {row.code for row in places.city_districts(on)}
    rows = Organisation.objects.filter(kind__in=("municipality", "city_district"), place_code__in=codes)
    return sorted(rows, key=lambda row: norwegian_key(row.name))


def handovers(*, actor: Actor) -> list[Handover]:
    """Every move to and from the own municipality, the newest first. The caller records whom it shows."""
    actor.require("participants.read")
    rows = Handover.objects.visible_to(actor).select_related("organisation", "receiver")
    return list(rows.order_by("-moves_on", "-id"))


def handover_tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What waits because someone moves, or has moved."""
    if not actor.may("qualification.decide"):
        return []
    rows, ours = Handover.objects.visible_to(actor), actor.organisations
    found = rows.aggregate(
        stuck=Count("id", filter=Q(organisation_id__in=ours, status=H.PLANNED, moves_on__lt=today)),
        send=Count("id", filter=Q(organisation_id__in=ours, status=H.TO_SEND)),
        unanswered=Count("id", filter=Q(organisation_id__in=ours, status__in=UNANSWERED, receipt_by__lt=today)),
        to_us=Count("id", filter=Q(receiver_id__in=ours, status__in=UNANSWERED)),
    )
    url = reverse("qualification:handovers")
    return [
        Task(_("Packages to give a receipt for"), found["to_us"], f"{url}?waits=to_us", 2),
        Task(
            _("Packages to send after a move"),
            found["send"],
            f"{url}?waits=send",
            2,
            _("The new municipality needs to know what is done and what is left."),
        ),
        Task(
            _("Packages without a receipt in time"),
            found["unanswered"],
            f"{url}?waits=unanswered",
            3,
            _("Call the municipality that receives. How soon a receipt is expected is assumed."),
        ),
        Task(_("Moves that could not be registered on their day"), found["stuck"], f"{url}?waits=stuck", 3),
    ]
