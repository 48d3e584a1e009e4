"""Norwegian and civics: offered, begun and ended. What is decided between stands in `deciding_training`."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.courses import actions as courses
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Ending, Enrolment, Offer
from rotfeste.registers.participants.states import (
    Activity,
    DecisionKind,
    DecisionStatus,
)
from rotfeste.registers.persons import queries as persons


@transaction.atomic
def offer_training(
    person_id: int, *, offered_on: date, now: datetime, actor: Actor, claimed_on: date | None = None
) -> Offer:
    """The municipality offers training in Norwegian and civics. Raises CannotRegister."""
    actor.require("qualification.decide")
    here = persons.organisation_in(person_id, offered_on, offered_on + timedelta(days=1), actor=actor)
    if claimed_on is not None:
        register.register_circumstances(person_id, claimed_on=claimed_on, today=now.date(), actor=actor)
    return register.register_offer(
        person_id,
        Activity.NORWEGIAN,
        offered_on=offered_on,
        claimed_on=claimed_on,
        organisation_id=here or actor.known_organisation,
        now=now,
        actor=actor,
    )


@transaction.atomic
def start_training(
    person_id: int,
    *,
    started_on: date,
    now: datetime,
    actor: Actor,
    track: str = "",
    goals: Mapping[str, str] | None = None,
    mother_tongue: str = "",
    taught_in: str = "",
) -> Enrolment:
    """The first day of training, on the decision that gives it, with track or goals. Raises CannotRegister."""
    actor.require("qualification.decide")
    decisions = participants.decisions_of(person_id, DecisionKind.NORWEGIAN, actor=actor)
    standing = [row for row in decisions if row.status == DecisionStatus.IN_FORCE and row.outcome == "granted"]
    decision = standing[-1] if standing else None
    row = register.enrol(
        person_id,
        Activity.NORWEGIAN,
        started_on=started_on,
        until_on=decision.until_on if decision else None,
        decision=decision,
        continues=participants.last_elsewhere(person_id, Activity.NORWEGIAN, actor=actor),
        now=now,
        actor=actor,
    )
    register.register_training(
        row.id, track=track, goals=goals, mother_tongue=mother_tongue, taught_in=taught_in, now=now, actor=actor
    )
    return row


@transaction.atomic
def end_training(
    enrolment_id: int,
    *,
    last_day: date,
    reason: str,
    completed: bool,
    now: datetime,
    actor: Actor,
    remark: str = "",
) -> Ending:
    """Training is over, carried through or broken off, and seats in courses with it. Raises CannotRegister."""
    actor.require("qualification.decide")
    ending = register.end(
        enrolment_id, last_day=last_day, reason=reason, completed=completed, remark=remark, now=now, actor=actor
    )
    courses.end_seats(enrolment_id, after=ending.ended_on, now=now, actor=actor)
    return ending
