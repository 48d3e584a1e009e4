"""Benefits, complaints about decisions, plans with their answers, what is handed over, and recognition of education."""

from rotfeste.casework.qualification.models.cases import BenefitMonth, Complaint
from rotfeste.casework.qualification.models.goals import GoalResult
from rotfeste.casework.qualification.models.handovers import Handover, Package
from rotfeste.casework.qualification.models.nav import NavConsent, NavPackage
from rotfeste.casework.qualification.models.plans import Plan, PlanAnswer, PlanReview
from rotfeste.casework.qualification.models.recognition import Enclosure, Paper, Recognition

__all__ = [
    "BenefitMonth",
    "Complaint",
    "Enclosure",
    "GoalResult",
    "Handover",
    "NavConsent",
    "NavPackage",
    "Package",
    "Paper",
    "Plan",
    "PlanAnswer",
    "PlanReview",
    "Recognition",
]
