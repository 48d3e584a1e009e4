"""A no: the household is proposed anew at once, and as few others as possible are moved."""

from django.db import transaction

from rotfeste.casework.placement.optimiser import repair
from rotfeste.casework.placement.optimiser.instance import NOWHERE
from rotfeste.casework.placement.reasons import left
from rotfeste.casework.settlement.actions.placing.computing import as_kept
from rotfeste.casework.settlement.actions.telling import tell_proposed
from rotfeste.casework.settlement.models import Proposal
from rotfeste.casework.settlement.queries.places import municipality_of_districts
from rotfeste.casework.settlement.queries.placing.asking import basis, now, prices_of
from rotfeste.casework.settlement.states import PROPOSAL_ROADS, ProposalStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk


@transaction.atomic
def propose_next(request_id: int, *, actor: Actor) -> Proposal | None:
    """A municipality said no to a request that came from a round: the next best is proposed, for a person to decide.

    What others have been asked stands; of those that await a decision as few as possible are moved.
    """
    row: Proposal | None = (
        Proposal.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("request")
        .filter(request_id=request_id, request__status=RequestStatus.DECLINED)
        .first()
    )
    if row is None or row.request is None:
        return None
    asked = row.request.organisation_id
    row.status = walk(PROPOSAL_ROADS, row.status, ProposalStatus.OPEN)
    row.refused = [*row.refused, municipality_of_districts().get(asked, asked)]
    sent_by = row.request.sent_by_id
    row.request, row.decided_by, row.decided_at, row.reason = None, None, None, ""
    row.save()
    repaired(row, actor=actor)
    tell_proposed(row.placement_id, row.id, sent_by)
    return row


def repaired(refused: Proposal, *, actor: Actor) -> list[Proposal]:
    """Propose the next best for one household, from the facts that the round kept; returns the rows that changed."""
    facts, said, _sha = basis(refused.placement_id, actor=actor)
    rows = list(
        Proposal.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .filter(placement_id=refused.placement_id)
        .select_related("request")
        .order_by("id")
    )
    facts, where = now(facts, rows)
    units, unit = facts.unit_numbers, facts.unit_numbers[refused.case_id]
    for row in rows:
        if row.request is not None:
            where[units[row.case_id]] = facts.place_numbers.get(row.request.organisation_id, NOWHERE)
    frozen = frozenset(units[row.case_id] for row in rows if row.status != ProposalStatus.OPEN or row.pinned_id)
    if where[unit] >= 0 and facts.rules(unit)[where[unit]] == 0:
        where[unit] = NOWHERE
    prices = prices_of(facts, said)
    found = repair.refused(facts.instance, prices, where, unit, frozen=frozen - {unit})
    remains = left(facts.instance, found.where)
    changed = []
    for row in rows:
        at = units[row.case_id]
        if at != unit and at not in found.moved:
            continue
        place = int(found.where[at])
        row.organisation_id = None if place == NOWHERE else facts.places[place].key
        for key, value in as_kept(facts, prices, at, place, remains).items():
            setattr(row, key, value)
        row.save(
            update_fields=[
                "organisation",
                "points",
                "price",
                "parts",
                "alternatives",
                "ruled_out",
                "figures",
                "housing",
            ]
        )
        changed.append(row)
    audit.changed(actor, "settlement.proposed_next", subject_id=refused.case_id, rows=len(changed))
    return changed
