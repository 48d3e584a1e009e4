"""The tables of the participant register."""

from rotfeste.registers.participants.models.decisions import Decision, Offer
from rotfeste.registers.participants.models.enrolments import Ending, Enrolment, Interruption
from rotfeste.registers.participants.models.reception import (
    HostMonth,
    HostOffer,
)
from rotfeste.registers.participants.models.reservations import Reservation
from rotfeste.registers.participants.models.rights import Circumstances, Entitlement, Recomputation
from rotfeste.registers.participants.models.taking_part import (
    Absence,
    ExamResult,
    Leave,
    Measure,
    MeasureKind,
    MonthlyHours,
)
from rotfeste.registers.participants.models.training import FullTimeSchool, Group, GroupMember, Training

__all__ = [
    "Absence",
    "Circumstances",
    "Decision",
    "Ending",
    "Enrolment",
    "Entitlement",
    "ExamResult",
    "FullTimeSchool",
    "Group",
    "GroupMember",
    "HostMonth",
    "HostOffer",
    "Interruption",
    "Leave",
    "Measure",
    "MeasureKind",
    "MonthlyHours",
    "Offer",
    "Recomputation",
    "Reservation",
    "Training",
]
