"""The tables of planning: the need, the criteria, the rounds, and what municipalities are told and asked."""

from rotfeste.casework.planning.models.need import Estimate, EstimatePart
from rotfeste.casework.planning.models.request import BudgetDay, Indication, PlacesRequest
from rotfeste.casework.planning.models.round import CriteriaTable, Round, Share

__all__ = [
    "BudgetDay",
    "CriteriaTable",
    "Estimate",
    "EstimatePart",
    "Indication",
    "PlacesRequest",
    "Round",
    "Share",
]
