"""The package to the municipality that someone has moved to: sent, opened, and its receipt given."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from rotfeste.casework.qualification.actions.moving import held, moved_on
from rotfeste.casework.qualification.models import Handover, Package
from rotfeste.casework.qualification.queries.packages import contents
from rotfeste.casework.qualification.rules.handover import fingerprint, receipt_by, same
from rotfeste.casework.qualification.states import HandoverStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit


class NothingNew(Exception):
    """The package holds what the last one held."""


@transaction.atomic
def send_package(handover_id: int, *, now: datetime, actor: Actor, version: int | None = None) -> Package:
    """Freeze what is registered up to the move, and send it; anew where more has been registered since.

    Raises NoSuchRoad, HandoverChanged, NothingNew.
    """
    row = held(handover_id, version, actor)
    content = contents(row, today=now.date(), actor=actor)
    rows = Package.objects.visible_to(actor).filter(handover=row)
    latest = rows.order_by("-number").first()
    if latest is not None and same(latest.content, content):
        raise NothingNew
    row.receipt_by = receipt_by(now.date())
    moved_on(row, HandoverStatus.SENT, actor)
    made: Package = Package.objects.create(
        handover=row,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        receiver_id=row.receiver_id,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        content=content,
        sha256=fingerprint(content),
        sent_at=now,
        sent_by_id=actor.user_id,
    )
    _record(made, "sent", actor)
    return made


@transaction.atomic
def open_package(package_id: int, *, now: datetime, actor: Actor) -> Package:
    """The receiver opens it, the first time. Opened before, or by others, nothing happens."""
    actor.require("participants.read")
    package, row = _received(package_id, actor)
    if row is None or package.opened_at is not None:
        return package
    package.opened_at, package.opened_by_id = now, actor.user_id
    package.save(update_fields=["opened_at", "opened_by"])
    if row.status == HandoverStatus.SENT and _is_newest(package, actor):
        moved_on(row, HandoverStatus.OPENED, actor)
    _record(package, "opened", actor)
    return package


@transaction.atomic
def give_receipt(package_id: int, *, now: datetime, actor: Actor) -> Package:
    """The receiver has the package, and takes over. Raises DoesNotExist, NoSuchRoad."""
    actor.require("qualification.decide")
    package, row = _received(package_id, actor)
    if row is None or not _is_newest(package, actor):
        raise Package.DoesNotExist
    moved_on(row, HandoverStatus.RECEIVED, actor)
    package.received_at, package.received_by_id = now, actor.user_id
    package.save(update_fields=["received_at", "received_by"])
    _record(package, "received", actor)
    return package


def _received(package_id: int, actor: Actor) -> tuple[Package, Handover | None]:
    """The package, and, where the own municipality receives it, its move held to the end."""
    package: Package = Package.objects.visible_to(actor).get(id=package_id)
    if package.receiver_id not in actor.organisations or not actor.may("qualification.decide"):
        return package, None
    rows = Handover.objects.visible_to(actor).select_for_update(of=("self",))
    row: Handover = rows.get(id=package.handover_id)
    package.refresh_from_db()
    return package, row


def _is_newest(package: Package, actor: Actor) -> bool:
    rows = Package.objects.visible_to(actor).filter(handover_id=package.handover_id, number__gt=package.number)
    return not rows.exists()


def _record(row: Package, done: str, actor: Actor) -> None:
    audit.changed(
        actor,
        "qualification.package",
        subject_id=row.id,
        persons=[row.person_id],
        done=done,
        version=row.number,
        sha256=row.sha256,
    )
