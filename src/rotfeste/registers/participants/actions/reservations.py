"""A person reserves themselves against research on data about them, or takes that back."""

from datetime import date, datetime

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import CannotRegister
from rotfeste.registers.participants.models import Reservation


@transaction.atomic
def reserve(person_id: int, *, reserved: bool, said_on: date, now: datetime, actor: Actor) -> Reservation:
    """What the person has said, by themselves or through the municipality. Raises CannotRegister.

    It counts from now on: what has been delivered before is not called back.
    """
    own = actor.asks_about_self and person_id == actor.persons[0]
    actor.require("own.reserve" if own else "participants.register")
    if said_on > now.date():
        raise CannotRegister("in_the_future")
    row: Reservation = Reservation.objects.create(
        person_id=person_id, reserved=reserved, said_on=said_on, registered_at=now, registered_by_id=actor.user_id
    )
    audit.changed(actor, "participants.reservation", subject_id=row.id, persons=[person_id], reserved=reserved)
    return row
