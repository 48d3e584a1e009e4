"""Rounds of placement for tests: begun, computed, and their proposals by case."""

from typing import Any

from rotfeste.casework.placement.known import Terms
from rotfeste.casework.settlement import actions, jobs
from rotfeste.casework.settlement.models import Placement, Proposal
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.foundation.access import walls
from tests.builders import TODAY, House

TERMS = standard_terms(TODAY)


def a_round(house: House, terms: Terms = TERMS, *, actor: Any = None, after: int | None = None) -> Placement:
    """A round that has been computed."""
    by = actor or house.case_worker
    with walls.asking(by):
        row = actions.start_placement(terms=terms, today=TODAY, actor=by, after=after)
    jobs.place(row.id)
    with walls.asking(by):
        return placing.placement(row.id, actor=by)


def rows_of(house: House, placement: Placement) -> dict[int, Proposal]:
    with walls.asking(house.case_worker) as actor:
        return {row.case_id: row for row in placing.proposals(placement.id, actor=actor)}
