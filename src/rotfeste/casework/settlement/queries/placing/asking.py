"""Questions that are computed from what a round has kept: why not there, and does it come out the same again."""

from dataclasses import dataclass, replace

import numpy as np

from rotfeste.casework.placement import keeping
from rotfeste.casework.placement.optimiser.dual import Prices
from rotfeste.casework.placement.optimiser.instance import NOWHERE
from rotfeste.casework.placement.proposing import proposed
from rotfeste.casework.placement.reasons import Answer, Plan, answer
from rotfeste.casework.placement.scoring import Facts
from rotfeste.casework.settlement.models import Placement, PlacementHealth, PlacementInput, Proposal
from rotfeste.casework.settlement.states import ProposalStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor


@dataclass(frozen=True)
class Computed:
    """What came of computing a round again."""

    same_input: bool
    households: int
    elsewhere: int
    """Households that come somewhere else than the round kept."""
    value: float
    kept_value: float

    @property
    def same(self) -> bool:
        """Whether everything is as it was kept."""
        return self.same_input and not self.elsewhere


def basis(placement_id: int, *, actor: Actor) -> tuple[Facts, bytes, str]:
    """The facts of a round, its prices, and the SHA-256 of what is kept. Raises PlacementInput.DoesNotExist.

    The arithmetic reads the needs about health too; whoever shows what comes of it looks to the level of the log-in.
    """
    row = PlacementInput.objects.visible_to(actor).get(placement_id=placement_id)
    with walls.counting(actor, health=True) as reader:
        health = PlacementHealth.objects.visible_to(reader).get(placement_id=placement_id).needs
    facts, needs = bytes(row.facts), bytes(health)
    return keeping.read(facts, needs), bytes(row.prices or b""), keeping.digest(facts, needs)


def now(facts: Facts, rows: list[Proposal]) -> tuple[Facts, Plan]:
    """The facts with what has been ruled out since, and where each household stands now."""
    by_case = {row.case_id: row for row in rows}
    changed, where = [], np.full(len(facts.households), NOWHERE, dtype=np.int64)
    for unit, household in enumerate(facts.households):
        row = by_case.get(household.key)
        if row is not None:
            household = replace(
                household,
                by_hand=tuple(sorted({*household.by_hand, *row.forbidden})),
                declined=tuple(sorted({*household.declined, *row.refused})),
            )
            where[unit] = facts.place_numbers.get(row.organisation_id or 0, NOWHERE)
        changed.append(household)
    return replace(facts, households=tuple(changed)), where


def prices_of(facts: Facts, said: bytes) -> Prices:
    """The prices that a round kept."""
    return keeping.read_prices(facts.instance, said)


def why_not(row: Proposal, organisation_id: int, *, actor: Actor) -> Answer:
    """Why a household is not proposed to this municipality. Raises KeyError where it is not one of the round's."""
    facts, said, _sha = basis(row.placement_id, actor=actor)
    with walls.counting(actor) as counter:
        # Read by the arithmetic alone: how much room is left, and how many are proposed there.
        stand = Proposal.objects.visible_to(counter).filter(placement=row.placement_id)
        others = list(stand.exclude(status=ProposalStatus.SKIPPED).exclude(id=row.id))
    facts, where = now(facts, [row, *others])
    unit = facts.unit_numbers[row.case_id]
    other = facts.place_numbers[organisation_id]
    return answer(facts, prices_of(facts, said), unit, where, other)


def again(placement_id: int, *, actor: Actor) -> Computed:
    """Compute a round again from what it kept, and compare: same input and seed, same proposals."""
    row: Placement = Placement.objects.visible_to(actor).get(id=placement_id)
    facts, _said, sha = basis(placement_id, actor=actor)
    found, _floors = proposed(facts)
    kept = {p.case_id: p.computed_id for p in Proposal.objects.visible_to(actor).filter(placement=row)}
    elsewhere, nobody = 0, float(facts.instance.penalty.sum())
    for unit, household in enumerate(facts.households):
        at = int(found.where[unit])
        elsewhere += kept.get(household.key) != (facts.places[at].key if at != NOWHERE else None)
    return Computed(sha == row.input_sha256, len(facts.households), elsewhere, found.value + nobody, row.value or 0.0)
