"""Placement of everyone who is ready: what the arithmetic is fed with, and questions about what came of it."""

from rotfeste.casework.settlement.queries.placing.asking import Computed, again, basis, why_not
from rotfeste.casework.settlement.queries.placing.documentation import Documented, documented
from rotfeste.casework.settlement.queries.placing.feed import gathered
from rotfeste.casework.settlement.queries.placing.outcomes import outcomes
from rotfeste.casework.settlement.queries.placing.reading import (
    Line,
    placement,
    placements,
    proposal,
    proposals,
    tasks,
    waiting_anew,
)
from rotfeste.casework.settlement.queries.placing.totals import ByPlace, by_county, by_municipality, overrides

__all__ = [
    "ByPlace",
    "Computed",
    "Documented",
    "Line",
    "again",
    "basis",
    "by_county",
    "by_municipality",
    "documented",
    "gathered",
    "outcomes",
    "overrides",
    "placement",
    "placements",
    "proposal",
    "proposals",
    "tasks",
    "waiting_anew",
    "why_not",
]
