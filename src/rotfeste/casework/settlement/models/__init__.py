"""Tables of settlement: case, interview, request and decision, special roads, placement, and what is said."""

from rotfeste.casework.settlement.models.backtest import Backtest, BacktestInput
from rotfeste.casework.settlement.models.case import Case, Member, Step
from rotfeste.casework.settlement.models.interview import Answer, Consent, HealthAnswer, Interview
from rotfeste.casework.settlement.models.mixed import AlternativePlacement, BlockedMember
from rotfeste.casework.settlement.models.neighbours import NeighbourAgreement
from rotfeste.casework.settlement.models.placing import Placement, PlacementHealth, PlacementInput, Proposal
from rotfeste.casework.settlement.models.request import Decision, Message, Request
from rotfeste.casework.settlement.models.resettlement import Dossier, MedicalPlace

__all__ = [
    "AlternativePlacement",
    "Answer",
    "Backtest",
    "BacktestInput",
    "BlockedMember",
    "Case",
    "Consent",
    "Decision",
    "Dossier",
    "HealthAnswer",
    "Interview",
    "MedicalPlace",
    "Member",
    "Message",
    "NeighbourAgreement",
    "Placement",
    "PlacementHealth",
    "PlacementInput",
    "Proposal",
    "Request",
    "Step",
]
