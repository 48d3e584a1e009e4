"""Benefits month by month, complaints about decisions, plans with their answers, and what is handed over."""

from rotfeste.casework.qualification.models.cases import BenefitMonth, Complaint
from rotfeste.casework.qualification.models.handovers import Handover, Package
from rotfeste.casework.qualification.models.nav import NavConsent, NavPackage
from rotfeste.casework.qualification.models.plans import Plan, PlanAnswer, PlanReview

__all__ = [
    "BenefitMonth",
    "Complaint",
    "Handover",
    "NavConsent",
    "NavPackage",
    "Package",
    "Plan",
    "PlanAnswer",
    "PlanReview",
]
