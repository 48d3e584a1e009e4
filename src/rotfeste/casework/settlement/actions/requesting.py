"""The directorate asks a municipality to receive a household."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from rotfeste.casework.settlement.actions.telling import tell_centre, tell_organisation
from rotfeste.casework.settlement.actions.way import call_off_journey, locked, move, person_ids, record, standing
from rotfeste.casework.settlement.models import Case, Request
from rotfeste.casework.settlement.queries.special import neighbours_of
from rotfeste.casework.settlement.rules.clocks import answer_deadline
from rotfeste.casework.settlement.states import REQUEST_ROADS, CaseStatus, InterviewStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.roads import walk
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.rules import Because, Group

RECEIVERS = ("municipality", "city_district")


class InterviewReturned(Exception):
    """The interview has been sent back and is not complete again."""


class NotANeighbour(Exception):
    """The residents of this integration centre are settled nearby by agreement: another municipality needs a reason."""


class NoOwnDwelling(Exception):
    """Residents of integration reception centres do not settle themselves (rule of 2017)."""


class NeedsReason(Exception):
    """Withdrawing, annulling or closing needs a reason."""


@transaction.atomic
def ask(
    case_id: int,
    *,
    organisation_id: int,
    today: date,
    actor: Actor,
    deadline_on: date | None = None,
    self_settled: bool = False,
    proposal: dict[str, Any] | None = None,
    override_reason: str = "",
    version: int | None = None,
) -> Request:
    """Ask a municipality or city district to receive the whole household; it may see the case from now on.

    Raises InterviewReturned, NotANeighbour, NoOwnDwelling, NoSuchRoad, ChangedMeanwhile.
    """
    actor.require("settlement.request")
    case = locked(case_id, version=version, actor=actor)
    organisation = Organisation.objects.get(id=organisation_id, kind__in=RECEIVERS)
    if case.interview.status not in (InterviewStatus.SUBMITTED, InterviewStatus.APPROVED):
        raise InterviewReturned
    _near_integration_centre(case, organisation, self_settled, override_reason, today, actor)
    move(case, CaseStatus.REQUESTED, today=today, actor=actor, self_settled=self_settled)
    request: Request = Request.objects.create(
        case=case,
        organisation=organisation,
        size=case.size,
        minors=case.group == Group.UNACCOMPANIED_MINOR,
        self_settled=self_settled,
        sent_on=today,
        sent_at=timezone.now(),
        sent_by_id=actor.user_id,
        deadline_on=deadline_on or answer_deadline(today),
        proposal=proposal or {},
        override_reason=override_reason,
    )
    ids = person_ids(case)
    persons.involve(ids, organisation_id=organisation.id, because=Because.REQUESTED, since=today, actor=actor)
    record(actor, "request", case, ids, organisation=organisation.id)
    tell_organisation("request_sent", organisation.id, "settlement:case", case.id, today=today)
    return request


def _near_integration_centre(
    case: Case, organisation: Organisation, self_settled: bool, reason: str, today: date, actor: Actor
) -> None:
    """Residents of an integration centre are settled nearby by agreement; elsewhere only with a reason."""
    if case.centre is None or case.centre.centre_kind != CentreKind.INTEGRATION:
        return
    if self_settled:
        raise NoOwnDwelling
    nearby = neighbours_of(case.centre_id, today=today, actor=actor)
    if nearby and not {organisation.id, organisation.parent_id} & nearby and not reason.strip():
        raise NotANeighbour


@transaction.atomic
def withdraw(case_id: int, *, reason: str, today: date, actor: Actor, version: int | None = None) -> Request:
    """Withdraw the open request, answered or not, before the decision; the municipality no longer sees the case."""
    actor.require("settlement.request")
    if not reason.strip():
        raise NeedsReason
    case = locked(case_id, version=version, actor=actor)
    standing(case, CaseStatus.READY, at=(CaseStatus.REQUESTED, CaseStatus.ACCEPTED))
    request = release(case, reason=reason, today=today, actor=actor)
    move(case, CaseStatus.READY, today=today, actor=actor, receiver=None, accepted_on=None, self_settled=False)
    record(actor, "request_withdrawn", case)
    return request


def release(case: Case, *, reason: str, today: date, actor: Actor) -> Request:
    """The open request ends, and with it what the municipality and its city district see."""
    request: Request = (
        Request.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .get(case=case, status__in=(RequestStatus.SENT, RequestStatus.ACCEPTED))
    )
    request.status = walk(REQUEST_ROADS, request.status, RequestStatus.WITHDRAWN)
    request.withdrawn_because = reason.strip()
    request.save(update_fields=["status", "withdrawn_because"])
    call_off_journey(case, actor)
    capacity.cancel_reservation(case.household_id, today=today, actor=actor)
    tell_organisation("request_withdrawn", request.organisation_id, "settlement:coming", today=today)
    persons.end_involvement(person_ids(case), because=(Because.REQUESTED, Because.RECEIVING), on=today, actor=actor)
    return request


@transaction.atomic
def close(case_id: int, *, reason: str, today: date, actor: Actor, version: int | None = None) -> Case:
    """Close a case that will not end in settlement: left the country, permit withdrawn, moved on their own."""
    actor.require("settlement.decide")
    if not reason.strip():
        raise NeedsReason
    case = locked(case_id, version=version, actor=actor)
    if case.status in (CaseStatus.REQUESTED, CaseStatus.ACCEPTED):
        release(case, reason=reason, today=today, actor=actor)
    move(case, CaseStatus.CLOSED, today=today, actor=actor, closed_on=today, closed_because=reason.strip())
    tell_centre("case_closed", case, today=today)
    record(actor, "closed", case)
    return case
