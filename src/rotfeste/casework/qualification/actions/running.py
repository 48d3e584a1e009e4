"""The programme begins, stands still, goes on and ends; at the end there is a certificate of participation."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rotfeste.casework.qualification.actions.goals import assess_goals
from rotfeste.casework.qualification.actions.letters import send_certificate
from rotfeste.casework.qualification.actions.practice import free_places
from rotfeste.casework.qualification.rules.goals import Assessed
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Ending, Enrolment, Interruption
from rotfeste.registers.participants.states import Activity, DecisionKind, DecisionStatus


@transaction.atomic
def start_programme(
    person_id: int, *, started_on: date, now: datetime, actor: Actor, full_week: Decimal = Decimal("37.5")
) -> Enrolment:
    """The first day in the programme, on the decision that gives it. Raises CannotRegister."""
    actor.require("qualification.decide")
    decisions = participants.decisions_of(person_id, DecisionKind.PROGRAMME, actor=actor)
    standing = [row for row in decisions if row.status == DecisionStatus.IN_FORCE and row.outcome == "granted"]
    decision = standing[-1] if standing else None
    return register.enrol(
        person_id,
        Activity.PROGRAMME,
        started_on=started_on,
        until_on=decision.until_on if decision else None,
        decision=decision,
        full_week=full_week,
        continues=participants.last_elsewhere(person_id, Activity.PROGRAMME, actor=actor),
        now=now,
        actor=actor,
    )


@transaction.atomic
def interrupt_programme(
    enrolment_id: int, *, from_on: date, reason: str, actor: Actor, version: int | None = None
) -> Interruption:
    """The programme stands still from a day, and why; no benefit is paid. Raises CannotRegister."""
    actor.require("qualification.decide")
    return register.interrupt(enrolment_id, from_on=from_on, reason=reason, actor=actor, version=version)


@transaction.atomic
def resume_programme(enrolment_id: int, *, on: date, actor: Actor, version: int | None = None) -> Enrolment:
    """The programme goes on. Raises CannotRegister."""
    actor.require("qualification.decide")
    return register.resume(enrolment_id, on=on, actor=actor, version=version)


@transaction.atomic
def end_programme(
    enrolment_id: int,
    *,
    last_day: date,
    reason: str,
    completed: bool,
    now: datetime,
    actor: Actor,
    goals: Sequence[Assessed] = (),
    remark: str = "",
    version: int | None = None,
) -> Ending:
    """The programme is over, carried through or broken off, with its certificate and how far its goals were reached.

    Raises CannotRegister, SayWhyNot, GoalsChanged.
    """
    actor.require("qualification.decide")
    ending = register.end(
        enrolment_id,
        last_day=last_day,
        reason=reason,
        completed=completed,
        remark=remark,
        now=now,
        actor=actor,
        version=version,
    )
    free_places(ending.person_id, after=ending.ended_on, actor=actor)
    assess_goals(enrolment_id, goals, now=now, actor=actor)
    send_certificate(ending, today=now.date(), actor=actor)
    return ending
