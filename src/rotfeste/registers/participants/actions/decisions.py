"""Offers with their answers, and decisions: made, replaced, annulled."""

from datetime import date, datetime

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.participants.actions.periods import not_before_they_came, organisation_in
from rotfeste.registers.participants.models import Decision, Offer
from rotfeste.registers.participants.states import (
    DECISION_ROADS,
    OFFER_ROADS,
    DecisionOutcome,
    DecisionStatus,
    OfferStatus,
)
from rotfeste.registers.persons import queries as persons


@transaction.atomic
def register_offer(
    person_id: int,
    activity: str,
    *,
    offered_on: date,
    now: datetime,
    actor: Actor,
    organisation_id: int,
    claimed_on: date | None = None,
) -> Offer:
    """Someone is offered a programme or training, on a day. Raises CannotRegister where an offer is open."""
    actor.require("participants.register")
    persons.person(person_id, actor=actor)
    if offered_on > now.date():
        raise CannotRegister("in_the_future")
    not_before_they_came(person_id, offered_on, "an_offer_after_arrival", actor=actor)
    with refusing():
        row: Offer = Offer.objects.create(
            person_id=person_id,
            organisation_id=organisation_id,
            activity=activity,
            offered_on=offered_on,
            claimed_on=claimed_on,
            registered_at=now,
        )
    audit.changed(actor, "participants.offer", subject_id=row.id, persons=[person_id], activity=activity)
    return row


@transaction.atomic
def answer_offer(
    offer_id: int, *, status: str, answered_on: date, today: date, actor: Actor, reason: str = "", remark: str = ""
) -> Offer:
    """They said yes, or no and why; or the offer is withdrawn. Raises CannotRegister."""
    actor.require("participants.register")
    rows = Offer.objects.visible_to(actor).select_for_update()
    row: Offer = rows.get(id=offer_id, organisation_id__in=actor.organisations)
    if status not in OFFER_ROADS[row.status]:
        raise CannotRegister("answered_already")
    if answered_on > today:
        raise CannotRegister("in_the_future")
    if status == OfferStatus.DECLINED and not reason:
        raise CannotRegister("a_no_has_its_reason")
    row.status, row.answered_on = status, answered_on
    row.reason, row.remark = reason if status == OfferStatus.DECLINED else "", remark.strip()
    with refusing():
        row.save()
    audit.changed(actor, "participants.offer_answered", subject_id=row.id, persons=[row.person_id], status=status)
    return row


@transaction.atomic
def register_decision(
    person_id: int,
    kind: str,
    *,
    decided_on: date,
    from_on: date,
    until_on: date | None,
    law: str,
    section: str,
    reasons: str,
    now: datetime,
    actor: Actor,
    outcome: str = DecisionOutcome.GRANTED,
    hours_norwegian: int | None = None,
    hours_civics: int | None = None,
    ground: str = "",
    replaces: Decision | None = None,
) -> Decision:
    """Register a decision. Raises CannotRegister where one of the kind stands, or the person was not yours then."""
    actor.require("participants.register")
    if decided_on > now.date():
        raise CannotRegister("in_the_future")
    organisation_id = organisation_in(person_id, from_on, until_on, actor=actor)
    with refusing():
        row: Decision = Decision.objects.create(
            person_id=person_id,
            organisation_id=organisation_id,
            kind=kind,
            outcome=outcome,
            decided_on=decided_on,
            from_on=from_on,
            until_on=until_on,
            law=law,
            section=section,
            reasons=reasons.strip(),
            hours_norwegian=hours_norwegian,
            hours_civics=hours_civics,
            ground=ground,
            replaces=replaces,
            registered_at=now,
            decided_by_id=actor.user_id,
        )
    audit.changed(actor, "participants.decision", subject_id=row.id, persons=[person_id], kind=kind, outcome=outcome)
    return row


@transaction.atomic
def end_decision(decision_id: int, *, status: str, on: date, because: str, actor: Actor) -> Decision:
    """A decision no longer stands: it is replaced by a new one, or annulled. Raises CannotRegister."""
    actor.require("participants.register")
    row = own_decision(decision_id, actor=actor)
    if status not in DECISION_ROADS[row.status]:
        raise CannotRegister("ended_already")
    if not because.strip():
        raise CannotRegister("needs_reasons")
    if status == DecisionStatus.ANNULLED and row.enrolments.exists():
        raise CannotRegister("someone_takes_part_on_it")
    row.status, row.ended_on, row.ended_because = status, on, because.strip()
    row.save()
    audit.changed(actor, "participants.decision_ended", subject_id=row.id, persons=[row.person_id], status=status)
    return row


@transaction.atomic
def move_end(decision_id: int, *, until_on: date, actor: Actor) -> Decision:
    """A decision lasts to another day: leave is added, or it ended before its time. Raises CannotRegister."""
    actor.require("participants.register")
    row = own_decision(decision_id, actor=actor)
    row.until_on = until_on
    with refusing():
        row.save()
    audit.changed(actor, "participants.decision_moved", subject_id=row.id, persons=[row.person_id])
    return row


def own_decision(decision_id: int, *, actor: Actor) -> Decision:
    """One of the own organisation's decisions, held to the end. Raises DoesNotExist."""
    rows = Decision.objects.visible_to(actor).select_for_update(of=("self",))
    row: Decision = rows.get(id=decision_id, organisation_id__in=actor.organisations)
    return row
