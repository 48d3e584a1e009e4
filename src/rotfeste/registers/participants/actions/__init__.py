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
from rotfeste.registers.participants.actions.faults import (
    CannotRegister,
    ChangedMeanwhile,
    HoursChanged,
    HoursRefused,
)
from rotfeste.registers.participants.actions.groups import change_group, found_group, join_group, leave_group
from rotfeste.registers.participants.actions.hours import CourseHours, Hours, register_course_hours, register_hours
from rotfeste.registers.participants.actions.reception import (
    confirm_host_offer,
    end_host_offer,
    register_host_month,
)
from rotfeste.registers.participants.actions.reservations import reserve
from rotfeste.registers.participants.actions.rights import (
    compute_new,
    compute_rights,
    recompute_some,
    register_circumstances,
)
from rotfeste.registers.participants.actions.taking_over import Away, Course, Planned, take_over
from rotfeste.registers.participants.actions.taking_part import (
    end_measure,
    grant_leave,
    register_absence,
    register_exam,
    register_measure,
)
from rotfeste.registers.participants.actions.training import begin_school, end_school, register_training

__all__ = [
    "Away",
    "CannotRegister",
    "ChangedMeanwhile",
    "Course",
    "CourseHours",
    "Hours",
    "HoursChanged",
    "HoursRefused",
    "Planned",
    "answer_offer",
    "begin_school",
    "change_group",
    "compute_new",
    "compute_rights",
    "confirm_host_offer",
    "correct_reason",
    "end",
    "end_decision",
    "end_host_offer",
    "end_measure",
    "end_school",
    "enrol",
    "found_group",
    "grant_leave",
    "interrupt",
    "join_group",
    "leave_group",
    "move_end",
    "prolong",
    "recompute_some",
    "register_absence",
    "register_circumstances",
    "register_course_hours",
    "register_decision",
    "register_exam",
    "register_host_month",
    "register_hours",
    "register_measure",
    "register_offer",
    "register_training",
    "reserve",
    "resume",
    "take_over",
]
