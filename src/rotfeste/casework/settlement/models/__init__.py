"""Tables of settlement: the case, the interview, the request and decision, and what is said between the parties."""

from rotfeste.casework.settlement.models.case import Case, Member, Step
from rotfeste.casework.settlement.models.interview import Answer, Consent, HealthAnswer, Interview
from rotfeste.casework.settlement.models.request import Decision, Message, PlacesRequest, Request

__all__ = [
    "Answer",
    "Case",
    "Consent",
    "Decision",
    "HealthAnswer",
    "Interview",
    "Member",
    "Message",
    "PlacesRequest",
    "Request",
    "Step",
]
