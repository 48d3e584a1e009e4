"""A person decides on each proposal: accept it, choose another municipality, leave it, pin it, or rule a place out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from rotfeste.casework.settlement.actions.placing.refusing import repaired
from rotfeste.casework.settlement.actions.requesting import (
    InterviewReturned,
    NeedsReason,
    NoOwnDwelling,
    NotANeighbour,
    ask,
)
from rotfeste.casework.settlement.actions.way import ChangedMeanwhile, person_ids
from rotfeste.casework.settlement.models import Proposal, Request
from rotfeste.casework.settlement.states import PROPOSAL_ROADS, ProposalStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import NoSuchRoad, walk

CANNOT_BE_ASKED = (NoSuchRoad, InterviewReturned, NotANeighbour, NoOwnDwelling, ChangedMeanwhile)


class ProposedNowhere(Exception):
    """There is no municipality to accept: choose one, or leave the household for the next round."""


def held(placement_id: int, proposal_id: int, actor: Actor) -> Proposal:
    """A proposal, held until the transaction ends. Raises Proposal.DoesNotExist."""
    actor.require("settlement.request")
    row: Proposal = (
        Proposal.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("case")
        .get(id=proposal_id, placement_id=placement_id)
    )
    return row


@transaction.atomic
def accept_proposals(
    placement_id: int, proposal_ids: Iterable[int], *, today: date, actor: Actor
) -> tuple[list[Request], list[tuple[Proposal, Exception]]]:
    """Accept one or many: each becomes a request. Those that cannot be asked now are left as they are, with the why."""
    sent: list[Request] = []
    refused: list[tuple[Proposal, Exception]] = []
    for proposal_id in sorted(set(proposal_ids)):
        row = held(placement_id, proposal_id, actor)
        try:
            with transaction.atomic():
                if row.organisation_id is None:
                    raise ProposedNowhere
                row.status = walk(PROPOSAL_ROADS, row.status, ProposalStatus.ACCEPTED)
                sent.append(_asked(row, row.organisation_id, "", today, actor))
        except (*CANNOT_BE_ASKED, ProposedNowhere) as error:
            refused.append((row, error))
    return sent, refused


@transaction.atomic
def override_proposal(
    placement_id: int, proposal_id: int, *, organisation_id: int, reason: str, today: date, actor: Actor
) -> Request:
    """Ask another municipality than the proposed one, with a reason. Raises NeedsReason, and what `ask` raises."""
    row = held(placement_id, proposal_id, actor)
    if not reason.strip():
        raise NeedsReason
    row.status, row.reason = walk(PROPOSAL_ROADS, row.status, ProposalStatus.OVERRIDDEN), reason.strip()
    return _asked(row, organisation_id, reason.strip(), today, actor)


def _asked(row: Proposal, organisation_id: int, reason: str, today: date, actor: Actor) -> Request:
    """The proposal becomes an ordinary request, which keeps the reasons as they were."""
    request = ask(
        row.case_id,
        organisation_id=organisation_id,
        today=today,
        actor=actor,
        override_reason=reason,
        proposal=as_said(row, organisation_id),
    )
    row.request, row.decided_by_id, row.decided_at = request, actor.user_id, timezone.now()
    row.save()
    return request


def as_said(row: Proposal, organisation_id: int) -> dict[str, Any]:
    """What the request keeps of the round: which it was, and what it said."""
    return {
        "placement": row.placement_id,
        "organisation": organisation_id,
        "proposed": row.organisation_id,
        "points": row.points,
        "price": row.price,
        "parts": row.parts,
        "alternatives": row.alternatives,
    }


@transaction.atomic
def skip_proposal(placement_id: int, proposal_id: int, *, reason: str, actor: Actor) -> Proposal:
    """Leave the household for the next round, with a reason."""
    row = held(placement_id, proposal_id, actor)
    if not reason.strip():
        raise NeedsReason
    row.status, row.reason = walk(PROPOSAL_ROADS, row.status, ProposalStatus.SKIPPED), reason.strip()
    row.decided_by_id, row.decided_at = actor.user_id, timezone.now()
    row.save()
    audit.changed(actor, "settlement.proposal_skipped", subject_id=row.case_id, persons=person_ids(row.case))
    return row


@transaction.atomic
def pin_proposal(placement_id: int, proposal_id: int, *, organisation_id: int | None, actor: Actor) -> Proposal:
    """Pin a household to a municipality for the rounds that follow, or take the pin away."""
    row = held(placement_id, proposal_id, actor)
    walk(PROPOSAL_ROADS, row.status, ProposalStatus.ACCEPTED)
    if organisation_id is not None:
        Organisation.objects.get(id=organisation_id, kind="municipality")
    row.pinned_id = organisation_id
    row.save(update_fields=["pinned"])
    audit.changed(actor, "settlement.proposal_pinned", subject_id=row.case_id, persons=person_ids(row.case))
    return row


@transaction.atomic
def forbid_proposal(
    placement_id: int, proposal_id: int, *, organisation_id: int, reason: str, actor: Actor
) -> list[Proposal]:
    """Rule a municipality out for a household, with a reason; the next best is proposed at once. Returns what moved."""
    row = held(placement_id, proposal_id, actor)
    walk(PROPOSAL_ROADS, row.status, ProposalStatus.SKIPPED)
    if not reason.strip():
        raise NeedsReason
    Organisation.objects.get(id=organisation_id, kind="municipality")
    row.forbidden, row.reason = sorted({*row.forbidden, organisation_id}), reason.strip()
    row.pinned_id = None if row.pinned_id == organisation_id else row.pinned_id
    row.save()
    audit.changed(actor, "settlement.proposal_forbidden", subject_id=row.case_id, persons=person_ids(row.case))
    return repaired(row, actor=actor) if row.organisation_id == organisation_id else []
