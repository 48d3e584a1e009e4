"""A round of placement: begun, computed, interrupted; and what a person decides about each proposal."""

from rotfeste.casework.settlement.actions.placing.computing import (
    could_not_compute,
    interrupt_placement,
    keep_plan,
    start_placement,
    tell_progress,
)
from rotfeste.casework.settlement.actions.placing.deciding import (
    accept_proposals,
    forbid_proposal,
    override_proposal,
    pin_proposal,
    skip_proposal,
)
from rotfeste.casework.settlement.actions.placing.refusing import propose_next

__all__ = [
    "accept_proposals",
    "could_not_compute",
    "forbid_proposal",
    "interrupt_placement",
    "keep_plan",
    "override_proposal",
    "pin_proposal",
    "propose_next",
    "skip_proposal",
    "start_placement",
    "tell_progress",
]
