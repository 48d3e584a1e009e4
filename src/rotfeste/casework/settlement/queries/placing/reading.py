"""Rounds and their proposals as they are read: scoped, and a fixed number of questions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement.models import Member, Placement, Proposal
from rotfeste.casework.settlement.states import CaseStatus, ProposalStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.components import Task


@dataclass(frozen=True)
class Line:
    """One proposal, with the household's people."""

    row: Proposal
    members: list[Member]


def placements(*, actor: Actor) -> QuerySet[Any]:
    """Every round that the actor may see, the newest first."""
    actor.require("settlement.request")
    rows: QuerySet[Any] = Placement.objects.visible_to(actor).select_related("made_by").order_by("-id")
    return rows


def placement(placement_id: int, *, actor: Actor) -> Placement:
    """One round. Raises Placement.DoesNotExist."""
    row: Placement = placements(actor=actor).get(id=placement_id)
    return row


def proposals(placement_id: int, *, actor: Actor) -> QuerySet[Any]:
    """The proposals of a round: those that await a decision first, the nearest target on top."""
    actor.require("settlement.request")
    head = Member.objects.visible_to(actor).filter(case=OuterRef("case_id"), person__relation="head")
    rows: QuerySet[Any] = (
        Proposal.objects.visible_to(actor)
        .filter(placement_id=placement_id)
        .select_related("case", "organisation", "pinned", "request", "request__organisation", "decided_by")
        .annotate(
            given_name=Subquery(head.values("person__given_name")[:1]),
            family_name=Subquery(head.values("person__family_name")[:1]),
            head_id=Subquery(head.values("person_id")[:1]),
            citizenship=Subquery(head.values("citizenship")[:1]),
        )
        .order_by("case__deadline_on", "id")
    )
    return rows


def proposal(placement_id: int, proposal_id: int, *, actor: Actor) -> Line:
    """One proposal with the household's people. Raises Proposal.DoesNotExist; whoever shows it records the reading."""
    row = proposals(placement_id, actor=actor).get(id=proposal_id)
    members = row.case.members.select_related("person").order_by("born_on", "id")
    return Line(row, sorted(members, key=lambda member: member.person.relation != "head"))


def waiting_anew(*, actor: Actor) -> QuerySet[Any]:
    """Proposals that a municipality has said no to, and that await a decision on the next."""
    rows: QuerySet[Any] = Proposal.objects.visible_to(actor).filter(
        status=ProposalStatus.OPEN, case__status=CaseStatus.READY, refused__len__gt=0
    )
    return rows


def tasks(actor: Actor, today: date) -> list[Task]:
    """What waits for the actor in the newest round, and after a no."""
    if not actor.may("settlement.request"):
        return []
    newest = Placement.objects.visible_to(actor).order_by("-id").first()
    if newest is None or not newest.done:
        return []
    rows = Proposal.objects.visible_to(actor).filter(placement=newest, status=ProposalStatus.OPEN)
    still = rows.filter(case__status=CaseStatus.READY)
    anew = still.filter(refused__len__gt=0).count()
    page = reverse("settlement:placement", args=[newest.id])
    return [
        Task(_("A municipality said no: decide on the next that is proposed"), anew, f"{page}?show=refused", 2),
        Task(_("Proposed places to decide on"), still.count() - anew, page, 1),
    ]
