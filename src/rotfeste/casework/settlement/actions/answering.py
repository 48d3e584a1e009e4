"""The municipality answers: yes, no with a reason, or takes its yes back before the decision."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from rotfeste.casework.settlement.actions.housing import give_dwelling
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.casework.settlement.actions.telling import tell_user
from rotfeste.casework.settlement.actions.way import call_off_journey, locked, move, person_ids, record, standing
from rotfeste.casework.settlement.models import Case, Request
from rotfeste.casework.settlement.models.request import DeclineReason
from rotfeste.casework.settlement.states import REQUEST_ROADS, CaseStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.roads import walk
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.rules import Because

PLACING = "placing"
"""The queue of what concerns rounds of placement."""


class DistrictElsewhere(Exception):
    """The city district does not belong to the municipality that answers."""


def _open_request(case: Case, actor: Actor) -> Request:
    """The request that stands open for the actor's own organisation. Raises Request.DoesNotExist."""
    request: Request = (
        Request.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .get(
            case=case,
            status__in=(RequestStatus.SENT, RequestStatus.ACCEPTED),
            organisation_id__in=actor.organisations,
        )
    )
    return request


def _answer(request: Request, status: RequestStatus, *, today: date, text: str, actor: Actor) -> None:
    request.status = walk(REQUEST_ROADS, request.status, status)
    request.answered_on, request.answered_at, request.answered_by_id = today, timezone.now(), actor.user_id
    request.answer_text = text.strip()


@transaction.atomic
def accept(
    case_id: int,
    *,
    places_ready_on: date,
    today: date,
    actor: Actor,
    text: str = "",
    district_id: int | None = None,
    mapping_rating: int | None = None,
    dwelling_id: int | None = None,
    version: int | None = None,
) -> Case:
    """The municipality says yes to receive these persons, in one of its city districts where it has any.

    Where it names a dwelling, that is reserved for them: raises DwellingTaken, TooManyPersons, WrongKind, NotAvailable.
    """
    actor.require("settlement.answer")
    case = locked(case_id, version=version, actor=actor)
    request = _open_request(case, actor)
    _answer(request, RequestStatus.ACCEPTED, today=today, text=text, actor=actor)
    request.places_ready_on, request.mapping_rating = places_ready_on, mapping_rating
    request.save()
    receiver_id = district_id or request.organisation_id
    if receiver_id not in actor.organisations:
        raise DistrictElsewhere
    ids = person_ids(case)
    for organisation_id in {receiver_id, request.organisation_id}:
        persons.involve(ids, organisation_id=organisation_id, because=Because.RECEIVING, since=today, actor=actor)
    move(case, CaseStatus.ACCEPTED, today=today, actor=actor, receiver_id=receiver_id, accepted_on=today)
    if dwelling_id is not None:
        give_dwelling(case, dwelling_id, expected_on=places_ready_on, today=today, actor=actor)
    record(actor, "accepted", case, ids)
    tell_user("request_accepted", case, request.sent_by_id)
    return case


@transaction.atomic
def decline(
    case_id: int,
    *,
    reason: str,
    text: str,
    today: date,
    actor: Actor,
    mapping_rating: int | None = None,
    version: int | None = None,
) -> Request:
    """The municipality says no, with a reason; from then on it no longer sees these persons."""
    actor.require("settlement.answer")
    if reason not in DeclineReason.values or (reason == DeclineReason.OTHER and not text.strip()):
        raise NeedsReason
    case = locked(case_id, version=version, actor=actor)
    request = _open_request(case, actor)
    _answer(request, RequestStatus.DECLINED, today=today, text=text, actor=actor)
    request.decline_reason, request.mapping_rating = reason, mapping_rating
    request.save()
    ids = person_ids(case)
    move(case, CaseStatus.READY, today=today, actor=actor, self_settled=False)
    record(actor, "declined", case, ids, reason=reason)
    tell_user("request_declined", case, request.sent_by_id)
    persons.end_involvement(ids, because=[Because.REQUESTED], on=today, actor=actor)
    if "placement" in request.proposal:
        # The municipality does not see the round: a job that may proposes the next, when this answer is kept.
        app.configure_task("settlement.propose_next", queue=PLACING).defer(request_id=request.id)
    return request


@transaction.atomic
def take_back(case_id: int, *, reason: str, today: date, actor: Actor, version: int | None = None) -> Request:
    """The municipality takes its yes back before the decision, with a reason; the case is ready again."""
    actor.require("settlement.answer")
    if not reason.strip():
        raise NeedsReason
    case = locked(case_id, version=version, actor=actor)
    request = _open_request(case, actor)
    standing(case, CaseStatus.READY, at=(CaseStatus.ACCEPTED,))
    request.status = walk(REQUEST_ROADS, request.status, RequestStatus.WITHDRAWN)
    request.withdrawn_because = reason.strip()
    request.save(update_fields=["status", "withdrawn_because"])
    ids = person_ids(case)
    capacity.cancel_reservation(case.household_id, today=today, actor=actor)
    move(case, CaseStatus.READY, today=today, actor=actor, receiver=None, accepted_on=None, self_settled=False)
    call_off_journey(case, actor)
    record(actor, "acceptance_taken_back", case, ids)
    tell_user("acceptance_taken_back", case, request.sent_by_id)
    persons.end_involvement(ids, because=(Because.REQUESTED, Because.RECEIVING), on=today, actor=actor)
    return request
