"""Questions about letters: those of a case, those on their way, and where an organisation is written to."""

import re
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.letters.models import Dispatch, Letter
from rotfeste.foundation.letters.outside.typesetting import typeset_document
from rotfeste.foundation.letters.rules import AddressMissing, Recipient

if TYPE_CHECKING:
    Dispatches = QuerySet[Dispatch]

ADDRESS = re.compile(r"^(?:(?P<address>.*?)[,\s]\s*)?(?P<postcode>\d{4})\s+(?P<city>[^\d,]+)$", re.DOTALL)
"""«Postboks 1, 0031 Oslo»."""


def letters_about(about: str, about_id: int, *, actor: Actor) -> list[Letter]:
    """The letters of a case that the actor may see, oldest first, with their dispatches but without the document."""
    actor.require("letters.read")
    return list(
        Letter.objects.visible_to(actor)
        .filter(about=about, about_id=about_id)
        .defer("document", "content")
        .prefetch_related(Prefetch("dispatches", queryset=Dispatch.objects.visible_to(actor)))
        .order_by("journal_year", "journal_sequence")
    )


def as_document(content: dict[str, Any]) -> bytes:
    """A document that is no letter, as PDF: title, language, sender, day, and sections of paragraphs and tables."""
    return typeset_document(content)


def own_letters(*, actor: Actor) -> list[Letter]:
    """The letters that were written to the person who asks, newest first."""
    actor.require("own.read")
    rows = Letter.objects.visible_to(actor).defer("document", "content")
    return list(rows.order_by("-journal_year", "-journal_sequence"))


def outbox(actor: Actor, *, status: str = "") -> "Dispatches":
    """The dispatches that the actor may see, newest first."""
    actor.require("letters.read")
    rows: Dispatches = Dispatch.objects.visible_to(actor).select_related("letter").order_by("-id")
    rows = rows.defer("letter__document", "letter__content")
    return rows.filter(status=status) if status else rows


def dispatch_of(dispatch_id: int, *, actor: Actor) -> Dispatch:
    """One dispatch with its receipts. Raises DoesNotExist where the actor may not see it."""
    actor.require("letters.read")
    row: Dispatch = Dispatch.objects.visible_to(actor).select_related("letter").get(id=dispatch_id)
    audit.read(actor, "letters.dispatch", subject_id=row.id, persons=row.letter.person_ids)
    return row


def sender(organisation_id: int | None = None) -> Organisation:
    """Who sends: the organisation named, or the directorate."""
    if organisation_id is not None:
        return Organisation.objects.get(id=organisation_id)
    return Organisation.objects.filter(kind=OrganisationKind.DIRECTORATE).order_by("id")[0]


def recipient_organisation(organisation: Organisation) -> Recipient:
    """An organisation as recipient. Raises AddressMissing where its postal address is not known."""
    address, postcode, city = split_address(organisation.postal_address)
    return Recipient(
        kind="organisation",
        id=organisation.id,
        name=organisation.name,
        address=address,
        postcode=postcode,
        city=city,
        digital_id=organisation.organisation_number or "",
    )


def recipient_person(person_id: int, *, name: str, at: Organisation, digital_id: str = "") -> Recipient:
    """A person who lives at a reception centre (or is reached through another organisation) as recipient."""
    address, postcode, city = split_address(at.postal_address)
    return Recipient(
        kind="person",
        id=person_id,
        name=name,
        address=", ".join(part for part in (at.name, address) if part),
        postcode=postcode,
        city=city,
        digital_id=digital_id,
    )


def recipient_office(name: str, address: str) -> Recipient:
    """A named office outside Rotfeste as recipient. Raises AddressMissing."""
    line, postcode, city = split_address(address)
    return Recipient(kind="office", id=0, name=name, address=line, postcode=postcode, city=city)


def split_address(text: str) -> tuple[str, str, str]:
    """Address line, postcode and city of «Postboks 1, 0031 Oslo». Raises AddressMissing where it is not like that."""
    found = ADDRESS.match(text.strip())
    if found is None:
        raise AddressMissing(text)
    return (found["address"] or "").strip(" ,"), found["postcode"], found["city"].strip()
