"""The programme is offered, and the person answers."""

from datetime import date, datetime, timedelta

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Offer
from rotfeste.registers.participants.states import Activity
from rotfeste.registers.persons import queries as persons


@transaction.atomic
def offer_programme(
    person_id: int, *, offered_on: date, now: datetime, actor: Actor, claimed_on: date | None = None
) -> Offer:
    """The municipality offers the programme; the day of a claim is registered too. Raises CannotRegister."""
    actor.require("qualification.decide")
    here = persons.organisation_in(person_id, offered_on, offered_on + timedelta(days=1), actor=actor)
    if claimed_on is not None:
        register.register_circumstances(person_id, claimed_on=claimed_on, today=now.date(), actor=actor)
    return register.register_offer(
        person_id,
        Activity.PROGRAMME,
        offered_on=offered_on,
        claimed_on=claimed_on,
        organisation_id=here or actor.known_organisation,
        now=now,
        actor=actor,
    )


@transaction.atomic
def answer_programme(
    offer_id: int, *, status: str, answered_on: date, today: date, actor: Actor, reason: str = "", remark: str = ""
) -> Offer:
    """The person has said yes, or no and why. Raises CannotRegister."""
    actor.require("qualification.decide")
    return register.answer_offer(
        offer_id, status=status, answered_on=answered_on, today=today, reason=reason, remark=remark, actor=actor
    )
