"""Taking in permits: preview first, then household by household, whole or not at all."""

from collections import Counter
from dataclasses import asdict, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.persons.actions.rows import known_by_number, write_households
from rotfeste.registers.persons.countries import COUNTRIES
from rotfeste.registers.persons.models import Delivery, DeliveryRow
from rotfeste.registers.persons.outside import Fault, checked, household_faults, parse

Row = DeliveryRow.Outcome


class AlreadyTakenIn(Exception):
    """Exactly this file has been taken in before; nothing was changed."""


class NothingToTakeIn(Exception):
    """The delivery has no correct, new or changed row left."""


@transaction.atomic
def preview(
    content: bytes,
    *,
    file_name: str,
    sender: str,
    now: datetime,
    today: date,
    actor: Actor,
    idempotency_key: str | None = None,
) -> Delivery:
    """Read a file, check every row and say what taking it in would do. Nothing is changed. Raises Unreadable."""
    actor.require("persons.intake")
    rows = parse(content, file_name)
    digest = sha256(content).hexdigest()
    if Delivery.objects.filter(digest=digest, status=Delivery.Status.TAKEN_IN, rows_wrong=0, rows_held=0).exists():
        raise AlreadyTakenIn
    delivery = Delivery.objects.create(
        received_at=now,
        received_by_id=actor.user_id,
        sender=sender,
        file_name=file_name[:200],
        digest=digest,
        idempotency_key=idempotency_key,
    )
    # Differences can only be found against everyone, hidden persons too; what the actor then sees is their own.
    with walls.asking(replace(actor, protected=True)) as reader:
        _judge(delivery, rows, today, reader)
    audit.changed(actor, "persons.delivery", subject_id=delivery.id, rows=len(rows))
    return delivery


def _judge(delivery: Delivery, rows: list[dict[str, str]], today: date, actor: Actor) -> None:
    """Write each row with its outcome, and the counts."""
    centres = dict(
        Organisation.objects.filter(kind=OrganisationKind.RECEPTION_CENTRE)
        .exclude(organisation_number=None)
        .values_list("organisation_number", "id")
    )
    faults = [checked(row, centres=centres, countries=COUNTRIES, today=today) for row in rows]  # type: ignore[arg-type]
    households: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        households.setdefault(row["household"], []).append(number)
    for numbers in households.values():
        if not any(faults[number] for number in numbers):
            for number, more in zip(numbers, household_faults([rows[n] for n in numbers]), strict=True):
                faults[number] += more
    twice = Counter(row["duf_number"] for row in rows)
    known = known_by_number([row["duf_number"] for row in rows], actor=actor)
    made, hidden = [], {row["household"] for row in rows if row["protection"]}
    for number, row in enumerate(rows):
        before = known.get(row["duf_number"])
        if twice[row["duf_number"]] > 1 and row["duf_number"]:
            faults[number].append(Fault("duf_number", "twice_in_file"))
        if before is not None and before["household"] != row["household"]:
            faults[number].append(Fault("household", "known_in_other_household"))
        made.append(_row(delivery, number, row, faults[number], before, hidden))
    wrong = {row.household for row in made if row.outcome == Row.WRONG}
    for row_made in made:
        if row_made.outcome in (Row.NEW, Row.CHANGED) and row_made.household in wrong:
            row_made.outcome = Row.HELD
    DeliveryRow.objects.bulk_create(made, batch_size=5000)
    counts = Counter(row.outcome for row in made)
    for outcome in Row:
        setattr(delivery, f"rows_{outcome.value}", counts[outcome])
    delivery.save()


def _row(
    delivery: Delivery,
    number: int,
    row: dict[str, str],
    faults: list[Fault],
    before: dict[str, str] | None,
    hidden: set[str],
) -> DeliveryRow:
    differences: dict[str, Any] = {}
    if before is None:
        outcome = Row.NEW
    else:
        # A file that leaves a protection out does not lift it.
        kept = {"household"} if row["protection"] else {"household", "protection", "protected_address"}
        differences = {
            name: [before[name], row[name]] for name in before if name not in kept and before[name] != row[name]
        }
        outcome = Row.CHANGED if differences else Row.SAME
    return DeliveryRow(
        delivery=delivery,
        number=number + 1,
        household=row["household"][:40],
        content=row,
        outcome=Row.WRONG if faults else outcome,
        faults=[asdict(fault) for fault in faults],
        differences=differences,
        protected=row["household"] in hidden or bool(before and before["protection"]),
    )


@transaction.atomic
def take_in_some(delivery_id: int, *, most: int, now: datetime, today: date, actor: Actor) -> list[int]:
    """Take in the next households of a delivery, up to about `most` rows; returns the households' ids.

    Called until it returns an empty list. Each call is one transaction and marks its rows, so an interrupted intake
    goes on where it was. Rows of hidden persons wait for someone with that access; until then it is not finished.
    """
    actor.require("persons.intake")
    delivery = Delivery.objects.select_for_update().get(id=delivery_id)
    waiting = DeliveryRow.objects.filter(delivery=delivery, taken_in=False, outcome__in=(Row.NEW, Row.CHANGED))
    first = list(waiting.order_by("number").values_list("household", flat=True)[:most])
    if delivery.status == Delivery.Status.PREVIEWED:
        if not first:
            raise NothingToTakeIn
        delivery.status = Delivery.Status.TAKING_IN
    if not first:
        with walls.counting(actor):
            left = waiting.count()
        if not left:
            delivery.status, delivery.taken_in_at = Delivery.Status.TAKEN_IN, now
            delivery.save(update_fields=["status", "taken_in_at"])
        return []
    rows = list(waiting.filter(household__in=set(first)).order_by("number"))
    households = write_households(rows, source=delivery.sender, today=today, actor=actor)
    DeliveryRow.objects.filter(id__in=[row.id for row in rows]).update(taken_in=True)
    delivery.save(update_fields=["status"])
    return households


def discard(delivery_id: int, *, actor: Actor) -> None:
    """Throw away a previewed delivery; nothing of it was taken in."""
    actor.require("persons.intake")
    delivery = Delivery.objects.get(id=delivery_id, status=Delivery.Status.PREVIEWED)
    DeliveryRow.objects.filter(delivery=delivery).delete()
    delivery.status = Delivery.Status.DISCARDED
    delivery.save(update_fields=["status"])
