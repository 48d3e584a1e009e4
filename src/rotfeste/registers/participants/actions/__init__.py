"""What is registered about participants, one verb each; the municipality's decisions are made in `qualification`."""

from rotfeste.registers.participants.actions.decisions import (
    answer_offer,
    end_decision,
    move_end,
    register_decision,
    register_offer,
)
from rotfeste.registers.participants.actions.enrolments import (
    correct_reason,
    end,
    enrol,
    interrupt,
    prolong,
    resume,
)
from rotfeste.registers.participants.actions.faults import CannotRegister, ChangedMeanwhile
from rotfeste.registers.participants.actions.reservations import reserve
from rotfeste.registers.participants.actions.rights import (
    compute_new,
    compute_rights,
    recompute_some,
    register_circumstances,
)
from rotfeste.registers.participants.actions.taking_part import (
    Hours,
    end_measure,
    grant_leave,
    register_absence,
    register_exam,
    register_hours,
    register_measure,
)

__all__ = [
    "CannotRegister",
    "ChangedMeanwhile",
    "Hours",
    "answer_offer",
    "compute_new",
    "compute_rights",
    "correct_reason",
    "end",
    "end_decision",
    "end_measure",
    "enrol",
    "grant_leave",
    "interrupt",
    "move_end",
    "prolong",
    "recompute_some",
    "register_absence",
    "register_circumstances",
    "register_decision",
    "register_exam",
    "register_hours",
    "register_measure",
    "register_offer",
    "reserve",
    "resume",
]
