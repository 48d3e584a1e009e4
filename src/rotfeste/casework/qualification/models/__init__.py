"""What the municipality pays each month, complaints about what it has decided, and plans with their answers."""

from rotfeste.casework.qualification.models.cases import BenefitMonth, Complaint
from rotfeste.casework.qualification.models.plans import Plan, PlanAnswer, PlanReview

__all__ = ["BenefitMonth", "Complaint", "Plan", "PlanAnswer", "PlanReview"]
