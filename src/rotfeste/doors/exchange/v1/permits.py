"""Permits from the immigration authorities: handed in by call instead of by file, judged and taken in the same way."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import Header, Router, Schema
from pydantic import Field

from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement import jobs
from rotfeste.casework.settlement.pages.faults import fault_text, unreadable_text
from rotfeste.doors.exchange.token import Caller
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons import queries as registered
from rotfeste.registers.persons.models import Delivery
from rotfeste.registers.persons.outside import Unreadable

SCOPE = "rotfeste:permits.write"
MOST_ROWS = 5000
AT_ONCE = 1000
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=100)]
router = Router(auth=Caller(SCOPE), tags=["permits"])


@dataclass
class Refused(Exception):
    """The call was understood and refused."""

    status: int
    kind: str
    title: str
    detail: str


class PermitIn(Schema):
    """One person with one permit. Dates are written 2017-05-31; see docs/formats/permits.md."""

    duf_number: str = Field(max_length=12)
    given_name: str = Field(max_length=200)
    family_name: str = Field(max_length=200)
    born_on: str = Field(max_length=10)
    sex: str = Field(max_length=10)
    citizenship: str = Field(max_length=2)
    languages: list[str] = Field(max_length=20)
    permit_kind: str = Field(max_length=30)
    legal_base: str = Field(max_length=100)
    permit_on: str = Field(max_length=10)
    entry_permit_on: str = Field("", max_length=10)
    valid_until: str = Field("", max_length=10)
    centre: str = Field("", max_length=9)
    household: str = Field(max_length=60)
    relation: str = Field(max_length=10)
    group: str = Field(max_length=30)
    related_to: list[str] = Field(default=[], max_length=50)
    protection: str = Field("", max_length=30)
    protected_address: str = Field("", max_length=300)


class FaultOut(Schema):
    """What is wrong with one row, and how to mend it, in bokmål and nynorsk."""

    row: int
    field: str
    code: str
    nb: str
    nn: str


class DeliveryOut(Schema):
    """What came of a delivery."""

    delivery: int
    status: str
    new: int
    changed: int
    same: int
    wrong: int
    held: int
    faults: list[FaultOut]


def machine(number: str) -> Actor:
    """The actor behind a call: the sending authority, with the right to take in everyone it sends."""
    if number not in settings.MASKINPORTEN["permit_senders"]:
        raise Refused(
            403, "sender", "This organisation does not send permits.", "Ask the directorate to be registered."
        )
    actor = system(f"API 0192:{number}", permissions=frozenset({"persons.intake"}))
    return replace(actor, protected=True)


@router.post("", response={200: DeliveryOut, 202: DeliveryOut}, summary="Hand in permits")
def hand_in(
    request: HttpRequest,
    rows: list[PermitIn],
    idempotency_key: Key = "",
    dry_run: bool = False,
) -> tuple[int, dict[str, Any]]:
    """Judge the rows, and take the correct households in, each whole or not at all. The same call twice is one.

    With `dry_run` nothing is kept. Up to 1 000 rows are taken in before the answer (200), more by a job (202).
    """
    actor = machine(request.auth)  # type: ignore[attr-defined]
    if not idempotency_key:
        raise Refused(400, "idempotency-key-missing", "Idempotency-Key is missing.", "Send a key of your own per call.")
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Refused(422, "rows", "Too few or too many rows.", f"Send between 1 and {MOST_ROWS} rows per call.")
    content = json.dumps([row.dict() for row in rows], ensure_ascii=False, sort_keys=True).encode()
    with walls.asking(actor):
        known = Delivery.objects.filter(idempotency_key=idempotency_key).first()
        if known is not None:
            if known.digest != sha256(content).hexdigest():
                raise Refused(
                    422, "idempotency-key-used", "This key was used for another call.", "Use a new Idempotency-Key."
                )
            return 200, _told(known, actor)
        delivery = _previewed(content, idempotency_key, actor)
        told = _told(delivery, actor)
        if dry_run:
            delivery.delete()
            return 200, told
    return _taken_in(delivery, actor)


def _previewed(content: bytes, key: str, actor: Actor) -> Delivery:
    now = timezone.localtime()
    today = settings.TODAY or now.date()
    try:
        return persons.preview(
            content, file_name="api.json", sender=actor.name, now=now, today=today, actor=actor, idempotency_key=key
        )
    except Unreadable as error:
        raise Refused(422, "unreadable", "The rows cannot be read.", unreadable_text(error)) from error
    except persons.AlreadyTakenIn as error:
        raise Refused(
            409, "already-taken-in", "Exactly these rows were taken in before.", "Nothing is needed."
        ) from error


def _taken_in(delivery: Delivery, actor: Actor) -> tuple[int, dict[str, Any]]:
    now = timezone.localtime()
    today = settings.TODAY or now.date()
    if delivery.rows_new + delivery.rows_changed > AT_ONCE:
        jobs.take_in_for_machine_later(delivery.id, today=today, sender=actor.name)
        with walls.asking(actor):
            return 202, _told(delivery, actor)
    with walls.asking(actor):
        if delivery.rows_new + delivery.rows_changed:
            while settlement.take_in(delivery.id, now=now, today=today, actor=actor):
                pass
        delivery.refresh_from_db()
        return 200, _told(delivery, actor)


def _told(delivery: Delivery, actor: Actor) -> dict[str, Any]:
    """A delivery as it is answered: counts, and every fault with its remedy. No value is repeated."""
    wrong = registered.delivery_rows(delivery.id, actor=actor).filter(outcome="wrong")
    faults = []
    for row in wrong:
        for fault in row.faults:
            texts = {}
            for language in ("nb", "nn"):
                with translation.override(language):
                    texts[language] = fault_text(fault)
            faults.append({"row": row.number, **fault, **texts})
    return {
        "delivery": delivery.id,
        "status": delivery.status,
        "new": delivery.rows_new,
        "changed": delivery.rows_changed,
        "same": delivery.rows_same,
        "wrong": delivery.rows_wrong,
        "held": delivery.rows_held,
        "faults": faults,
    }


@router.get("/{int:delivery_id}", response=DeliveryOut, summary="What came of a delivery")
def receipt(request: HttpRequest, delivery_id: int) -> dict[str, Any]:
    """How far a delivery has come, and what is wrong with it. Only the sender's own."""
    actor = machine(request.auth)  # type: ignore[attr-defined]
    with walls.asking(actor):
        found = Delivery.objects.filter(id=delivery_id, sender=actor.name).first()
        if found is None:
            raise Refused(404, "delivery", "There is no such delivery.", "Check the number.")
        return _told(found, actor)
