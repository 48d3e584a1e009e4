"""Families in which not all may settle: what holds a member back, and the agreement that lets them live together."""

from datetime import date

from django.db import transaction

from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.casework.settlement.actions.telling import tell_centre
from rotfeste.casework.settlement.actions.way import locked, record, touch
from rotfeste.casework.settlement.models import AlternativePlacement, BlockedMember, Case
from rotfeste.casework.settlement.states import AGREEMENT_ROADS, WAITING, AgreementStatus, CaseStatus
from rotfeste.foundation.access.actor import Actor, NotAllowed
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.roads import NoSuchRoad, walk

A = AgreementStatus
STANDING = (A.ASKED, A.AGREED)


class NobodyHeldBack(Exception):
    """Everyone in the family may settle: there is nothing to agree on."""


class AskedForPlacement(Exception):
    """An alternative placement is asked for, or agreed, already."""


class NotThatLate(Exception):
    """The day is after today, or before what it ends began."""


def _may_register(actor: Actor) -> None:
    if not (actor.may("settlement.map") or actor.may("settlement.request")):
        raise NotAllowed("settlement.map")


def _waiting(case_id: int, version: int | None, actor: Actor) -> Case:
    case = locked(case_id, version=version, actor=actor)
    if case.status not in WAITING:
        raise NoSuchRoad(case.status, CaseStatus.READY)
    return case


@transaction.atomic
def register_obstacle(
    case_id: int,
    *,
    relation: str,
    born_year: int | None,
    obstacle: str,
    since_on: date,
    today: date,
    actor: Actor,
    version: int | None = None,
) -> BlockedMember:
    """A member of the family may not settle. The reception centre or the directorate registers it, without a name."""
    _may_register(actor)
    case = _waiting(case_id, version, actor)
    if since_on > today:
        raise NotThatLate
    row: BlockedMember = BlockedMember.objects.create(
        case=case, relation=relation, born_year=born_year, obstacle=obstacle, since_on=since_on
    )
    touch(case)
    record(actor, "obstacle", case)
    return row


@transaction.atomic
def end_obstacle(blocked_id: int, *, because: str, ended_on: date, today: date, actor: Actor) -> BlockedMember:
    """What held a member back has ended, and how. With nobody held back, the family goes the usual road."""
    _may_register(actor)
    row: BlockedMember = (
        BlockedMember.objects.visible_to(actor).select_for_update(of=("self",)).get(id=blocked_id, ended_on=None)
    )
    if not row.since_on <= ended_on <= today:
        raise NotThatLate
    row.ended_on, row.ended_because = ended_on, because
    row.save()
    case = locked(row.case_id, version=None, actor=actor)
    touch(case)
    record(actor, "obstacle_ended", case)
    return row


@transaction.atomic
def ask_for_placement(
    case_id: int, *, organisation_id: int, today: date, actor: Actor, version: int | None = None
) -> AlternativePlacement:
    """Ask the immigration authorities to let those without a permit live with the family in a municipality."""
    actor.require("settlement.request")
    case = _waiting(case_id, version, actor)
    if not case.blocked_members.filter(ended_on=None).exists():
        raise NobodyHeldBack
    if case.alternative_placements.filter(status__in=STANDING).exists():
        raise AskedForPlacement
    organisation = Organisation.objects.get(id=organisation_id, kind__in=("municipality", "city_district"))
    row: AlternativePlacement = AlternativePlacement.objects.create(
        case=case, organisation=organisation, asked_on=today, asked_by_id=actor.user_id
    )
    touch(case)
    record(actor, "placement_asked", case)
    return row


def _placement(placement_id: int, actor: Actor) -> AlternativePlacement:
    row: AlternativePlacement = (
        AlternativePlacement.objects.visible_to(actor).select_for_update(of=("self",)).get(id=placement_id)
    )
    return row


@transaction.atomic
def placement_answered(
    placement_id: int, *, agreed: bool, reference: str = "", reason: str = "", today: date, actor: Actor
) -> AlternativePlacement:
    """The immigration authorities' answer. A refusal has its reason. Raises NeedsReason, NoSuchRoad."""
    actor.require("settlement.request")
    row = _placement(placement_id, actor)
    if not agreed and not reason.strip():
        raise NeedsReason
    row.status = walk(AGREEMENT_ROADS, row.status, A.AGREED if agreed else A.REFUSED)
    row.answered_on, row.reference, row.reason = today, reference.strip(), reason.strip()
    row.save()
    case = locked(row.case_id, version=None, actor=actor)
    touch(case)
    record(actor, "placement_answered", case)
    tell_centre("placement_answered", case, today=today)
    return row


@transaction.atomic
def end_placement(placement_id: int, *, reason: str, today: date, actor: Actor) -> AlternativePlacement:
    """The placement, asked for or agreed, no longer applies. Raises NeedsReason, NoSuchRoad."""
    actor.require("settlement.request")
    if not reason.strip():
        raise NeedsReason
    row = _placement(placement_id, actor)
    row.status = walk(AGREEMENT_ROADS, row.status, A.ENDED)
    row.ended_on, row.reason = today, reason.strip()
    row.save()
    case = locked(row.case_id, version=None, actor=actor)
    touch(case)
    record(actor, "placement_ended", case)
    return row
