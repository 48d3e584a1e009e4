"""What is done with letters: written and journaled, rendered, sent, received, opened."""

import hashlib
from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.letters import outside, queries
from rotfeste.foundation.letters.models import Dispatch, Letter, Receipt
from rotfeste.foundation.letters.outside.typesetting import typeset
from rotfeste.foundation.letters.rules import Recipient, checked_facts, journal_number, title_of
from rotfeste.foundation.letters.states import FAILED, PRINT, QUEUED, SENT, DispatchStatus, after_receipt

MOST_ATTEMPTS = 8


class NotOnThisRoad(Exception):
    """The dispatch is no longer where this could be done with it."""


@transaction.atomic
def write(
    kind: str,
    *,
    language: str,
    recipient: Recipient,
    facts: dict[str, Any],
    about: str,
    about_id: int,
    persons: Collection[int],
    organisations: Collection[int] = (),
    actor: Actor,
    on: date,
    again: str = "",
    protected: bool = False,
    security_level: str = "substantial",
    sender_id: int | None = None,
    queue: bool = True,
) -> Letter:
    """Write a letter: it gets its number in the journal and is queued to be sent.

    Written again about the same thing to the same recipient, it is the same letter; `again` tells two apart (a new
    decision, a new year). `organisations` may read it besides the directorate, and the recipient organisation always.
    With `queue=False` the caller dispatches it. Raises FactsMissing, UnknownLanguage or AddressMissing.
    """
    key = ":".join(filter(None, (kind, about, str(about_id), recipient.kind, str(recipient.id), again)))
    _wait_for_key(key)
    known: Letter | None = Letter.objects.visible_to(actor).filter(key=key).first()
    if known is not None:
        return known
    stated = checked_facts(kind, language, facts)
    at, sequence, title = _moment(on), _next_in_journal(on.year), title_of(kind, language, stated)
    readers = {*organisations, *([recipient.id] if recipient.kind == "organisation" else [])}
    letter = Letter.objects.create(
        key=key,
        kind=kind,
        language=language,
        title=title,
        recipient_kind=recipient.kind,
        person_id=recipient.id if recipient.kind == "person" else None,
        organisation_id=recipient.id if recipient.kind == "organisation" else None,
        recipient=asdict(recipient),
        about=about,
        about_id=about_id,
        person_ids=sorted(set(persons)),
        organisation_ids=sorted(readers),
        protected=protected,
        content=_content(journal_number(on.year, sequence), title, recipient, stated, actor, on, sender_id),
        security_level=security_level,
        journal_year=on.year,
        journal_sequence=sequence,
        journaled_at=at,
        dated_on=on,
        written_by_id=actor.user_id,
    )
    audit.changed(actor, "letters.letter", subject_id=letter.id, persons=letter.person_ids, done="written", kind=kind)
    _queue(letter, at=at, job=queue)
    return letter


@transaction.atomic
def render(letter_id: int, *, actor: Actor) -> Letter:
    """Make the document, once; what is rendered is kept for good."""
    letter: Letter = Letter.objects.visible_to(actor).select_for_update().get(id=letter_id)
    if letter.document is None:
        letter.document = typeset(letter.kind, letter.language, letter.content)
        letter.sha256 = hashlib.sha256(letter.document).hexdigest()
        letter.rendered_at = timezone.now()
        letter.save(update_fields=["document", "sha256", "rendered_at"])
    return letter


@transaction.atomic
def open_document(letter_id: int, *, actor: Actor) -> Letter:
    """Someone opens the letter."""
    actor.require("letters.read")
    letter = render(letter_id, actor=actor)
    audit.read(actor, "letters.letter", subject_id=letter.id, persons=letter.person_ids)
    return letter


@transaction.atomic
def open_own(letter_id: int, *, actor: Actor) -> Letter:
    """A person, or their helper, opens a letter that was written to them, at whatever level they could log in."""
    actor.require("own.read")
    letter: Letter = Letter.objects.visible_to(actor).get(id=letter_id)
    if letter.document is None:
        with walls.asking(system("letters")) as rendering:
            letter = render(letter_id, actor=rendering)
    audit.read(actor, "letters.letter", subject_id=letter.id, persons=actor.persons[:1])
    return letter


@transaction.atomic
def count_attempt(dispatch_id: int, *, actor: Actor) -> int:
    """Count an attempt before it is made, so that after a crash the channel is asked whether it has the letter."""
    row: Dispatch = Dispatch.objects.visible_to(actor).select_for_update().get(id=dispatch_id)
    row.attempts += 1
    row.save(update_fields=["attempts"])
    return row.attempts


@transaction.atomic
def dispatch(dispatch_id: int, *, actor: Actor, at: datetime, channel: outside.Channel | None = None) -> Dispatch:
    """Send what is queued. Sent already, nothing happens.

    Raises ChannelDown while there are attempts left: the same call may be made again.
    """
    channel = channel or outside.channel()
    row: Dispatch = Dispatch.objects.visible_to(actor).select_for_update().get(id=dispatch_id)
    if row.status != QUEUED:
        return row
    try:
        sent_before = channel.find(row.reference) if row.attempts > 1 else None
        row.shipment = sent_before or channel.send(_shipment(row, channel, actor))
        row.status, row.sent_at, row.error = SENT, at, ""
    except outside.ShipmentRefused as error:
        row.status, row.error = FAILED, str(error)[:300]
    except outside.ChannelDown as error:
        if row.attempts < MOST_ATTEMPTS:
            raise
        row.status, row.error = FAILED, str(error)[:300]
    row.status_at, row.channel = at, channel.name
    row.save()
    audit.changed(actor, "letters.dispatch", subject_id=row.id, persons=row.letter.person_ids, status=str(row.status))
    return row


@transaction.atomic
def receive(dispatch_id: int, receipts: Collection[outside.Told], *, actor: Actor, now: datetime) -> Dispatch:
    """Keep what the channel told. Receipts that come late, twice or in the wrong order never lead back."""
    row: Dispatch = Dispatch.objects.visible_to(actor).select_for_update().get(id=dispatch_id)
    before = row.status
    for told in sorted(receipts, key=lambda told: told.at):
        Receipt.objects.bulk_create(
            [Receipt(dispatch=row, told=told.told, status=told.status or "", at=told.at, received_at=now)],
            ignore_conflicts=True,
        )
        if told.status is not None:
            moved = after_receipt(DispatchStatus(row.status), told.status)
            if moved != row.status:
                row.status, row.status_at = moved, told.at
    if row.status != before:
        row.save(update_fields=["status", "status_at"])
        audit.changed(
            actor, "letters.dispatch", subject_id=row.id, persons=row.letter.person_ids, status=str(row.status)
        )
    return row


@transaction.atomic
def send_again(dispatch_id: int, *, actor: Actor, at: datetime) -> Dispatch:
    """A dispatch that failed is queued again, under a new reference."""
    actor.require("letters.send")
    row: Dispatch = Dispatch.objects.visible_to(actor).select_for_update().get(id=dispatch_id)
    if row.status != FAILED:
        raise NotOnThisRoad(row.status)
    row.status, row.attempts, row.shipment, row.sent_at, row.status_at = QUEUED, 0, "", None, at
    row.reference = f"{row.reference.split('+')[0]}+{at:%y%m%d%H%M%S}"
    row.save()
    audit.changed(actor, "letters.dispatch", subject_id=row.id, persons=row.letter.person_ids, status="queued")
    _defer(row)
    return row


@transaction.atomic
def simulate_receipt(dispatch_id: int, *, read: bool, actor: Actor, at: datetime) -> Dispatch:
    """In the demo: the recipient reads the letter, or does not, and it is printed and posted."""
    row: Dispatch = Dispatch.objects.visible_to(actor).get(id=dispatch_id)
    if row.status == QUEUED:
        dispatch(dispatch_id, actor=actor, at=at)
    status = DispatchStatus.READ if read else DispatchStatus.PRINTED if row.status == PRINT else PRINT
    return receive(dispatch_id, [outside.Told(status.upper(), status, at)], actor=actor, now=at)


def _wait_for_key(key: str) -> None:
    """Two who write the same letter at once: the second waits, and then finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _next_in_journal(year: int) -> int:
    """The next number of the year. The row stays locked until the letter is there, so that none is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO letters_journalyear (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = letters_journalyear.last + 1 RETURNING last",
            [year],
        )
        return int(cursor.fetchone()[0])


def _content(
    number: str,
    title: str,
    recipient: Recipient,
    facts: dict[str, Any],
    actor: Actor,
    on: date,
    sender_id: int | None,
) -> dict[str, Any]:
    """All that the document is made of."""
    sender = queries.sender(sender_id)
    return {
        "number": number,
        "title": title,
        "dated_on": on.isoformat(),
        "sender": {"name": sender.name, "address": sender.postal_address, "email": sender.email},
        "recipient": {
            "name": recipient.name,
            "address": recipient.address,
            "place": f"{recipient.postcode} {recipient.city}",
            "country": "" if recipient.country == "NO" else recipient.country,
        },
        "signed_by": actor.name if actor.user_id is not None else "",
        "facts": facts,
    }


def _queue(letter: Letter, *, at: datetime, job: bool) -> None:
    row = Dispatch.objects.create(
        letter=letter,
        channel="",
        reference=f"rotfeste-{letter.journal_year}-{letter.journal_sequence}",
        queued_at=at,
        status_at=at,
    )
    if job:
        _defer(row)


def _defer(row: Dispatch) -> None:
    """Leave the sending to the worker; the job is there if and only if this transaction is."""
    app.configure_task("letters.dispatch", queueing_lock=f"dispatch-{row.id}").defer(dispatch_id=row.id)


def _shipment(row: Dispatch, channel: outside.Channel, actor: Actor) -> outside.Shipment:
    letter = render(row.letter_id, actor=actor) if channel.takes_document else row.letter
    return outside.Shipment(
        reference=row.reference,
        title=letter.title,
        recipient=letter.to,
        document=bytes(letter.document or b""),
        filename=f"{letter.number.replace('/', '-')}.pdf",
        security_level=letter.security_level,
    )


def _moment(on: date) -> datetime:
    """This time of day on that date: in ordinary use, now."""
    return timezone.localtime().replace(year=on.year, month=on.month, day=on.day)
