"""The directorate decides on settlement («søkt ut»), with letters to the refugee and the municipality."""

from datetime import date

from django.db import transaction

from rotfeste.casework.settlement.actions.letters import send_decision
from rotfeste.casework.settlement.actions.requesting import NeedsReason, release
from rotfeste.casework.settlement.actions.telling import tell_centre, tell_receiver
from rotfeste.casework.settlement.actions.way import locked, members_of, move, record, standing
from rotfeste.casework.settlement.models import Case, Decision, Request
from rotfeste.casework.settlement.states import AgreementStatus, CaseStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor

LAW = "integreringsloven kap. 2"
LAW_BEFORE_2021 = "introduksjonsloven; avtale mellom staten og KS om bosetting"


class FamilyWouldBePart(Exception):
    """Some of the family may not settle, and no alternative placement is agreed: the decision must say so."""


class SomeoneHasMovedIn(Exception):
    """A decision cannot be annulled after a member has moved in."""


def law_on(day: date) -> str:
    """The law that a decision on settlement rests on. Source: integreringsloven in force 1 January 2021."""
    return LAW if day >= date(2021, 1, 1) else LAW_BEFORE_2021


@transaction.atomic
def decide(
    case_id: int, *, reasons: str, today: date, actor: Actor, version: int | None = None, apart: bool = False
) -> Decision:
    """Decide that the household is settled in the municipality that accepted, and write both letters.

    Where some of the family may not settle, either an alternative placement there is agreed, or the family has said
    that it will live apart (`apart`).

    The offer cannot be appealed (integreringsloven § 46), so no letter speaks of complaint. Raises NeedsReason,
    FamilyWouldBePart, NoSuchRoad, ChangedMeanwhile.
    """
    actor.require("settlement.decide")
    if not reasons.strip():
        raise NeedsReason
    case = locked(case_id, version=version, actor=actor)
    if not apart and held_back_without_agreement(case):
        raise FamilyWouldBePart
    move(case, CaseStatus.DECIDED, today=today, actor=actor, decided_on=today)
    request: Request = (
        Request.objects.visible_to(actor).select_related("organisation").get(case=case, status=RequestStatus.ACCEPTED)
    )
    members = members_of(case)
    case.members.update(decided_on=today, receiver_id=case.receiver_id)
    decision: Decision = Decision.objects.create(
        case=case,
        request=request,
        organisation_id=case.receiver_id or request.organisation_id,
        decided_on=today,
        decided_by_id=actor.user_id,
        reasons=reasons.strip(),
        law=law_on(today),
    )
    record(actor, "decided", case, [member.person_id for member in members])
    send_decision(case, decision, request, members, today=today, actor=actor)
    tell_receiver("decision_made", case, today=today)
    tell_centre("decision_made", case, today=today)
    return decision


def held_back_without_agreement(case: Case) -> bool:
    """Whether some of the family may not settle, and nothing is agreed that lets them live in the municipality."""
    if not case.blocked_members.filter(ended_on=None).exists():
        return False
    receiver = case.receiver
    there = {receiver.id, receiver.parent_id} if receiver else set()
    agreed = case.alternative_placements.filter(status=AgreementStatus.AGREED)
    return not there & set(agreed.values_list("organisation_id", flat=True))


@transaction.atomic
def annul(case_id: int, *, reason: str, today: date, actor: Actor, version: int | None = None) -> Case:
    """Take a decision back before anyone has moved: the case is ready again. Raises SomeoneHasMovedIn."""
    actor.require("settlement.decide")
    if not reason.strip():
        raise NeedsReason
    case = locked(case_id, version=version, actor=actor)
    standing(case, CaseStatus.READY, at=(CaseStatus.DECIDED,))
    if case.members.exclude(moved_in_on=None).exists():
        raise SomeoneHasMovedIn
    case.members.update(decided_on=None, receiver=None)
    case.decisions.filter(annulled_on=None).update(annulled_on=today, annulled_because=reason.strip())
    values = {"decided_on": None, "receiver": None, "accepted_on": None, "agreed_move_on": None, "self_settled": False}
    release(case, reason=reason, today=today, actor=actor)
    move(case, CaseStatus.READY, today=today, actor=actor, **values)
    record(actor, "decision_annulled", case)
    return case
