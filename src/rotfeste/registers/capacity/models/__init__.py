"""Tables of capacity: places that are decided and planned; dwellings, who holds them, and how long they stand empty."""

from rotfeste.registers.capacity.models.dwellings import Dwelling, Tenancy, Tenant, VacancyAlert, VacancyReason
from rotfeste.registers.capacity.models.places import (
    CouncilDecision,
    DecisionDocument,
    DistrictShare,
    ReadyWeek,
    WeekPlan,
)
from rotfeste.registers.capacity.models.profiles import LocalProfile

__all__ = [
    "CouncilDecision",
    "DecisionDocument",
    "DistrictShare",
    "Dwelling",
    "LocalProfile",
    "ReadyWeek",
    "Tenancy",
    "Tenant",
    "VacancyAlert",
    "VacancyReason",
    "WeekPlan",
]
