"""What is done with courses: made, changed and called off; seats are taken and left; attendance is reported."""

from rotfeste.registers.courses.actions.attendance import Present, report_attendance, settle, try_again
from rotfeste.registers.courses.actions.faults import (
    AttendanceFault,
    AttendanceRefused,
    CannotAttend,
    CourseChanged,
    SeatChanged,
)
from rotfeste.registers.courses.actions.held import (
    CourseOffered,
    add_sessions,
    call_off_course,
    change_course,
    make_course,
    remove_session,
)
from rotfeste.registers.courses.actions.seats import end_seats, leave_seat, take_seat

__all__ = [
    "AttendanceFault",
    "AttendanceRefused",
    "CannotAttend",
    "CourseChanged",
    "CourseOffered",
    "Present",
    "SeatChanged",
    "add_sessions",
    "call_off_course",
    "change_course",
    "end_seats",
    "leave_seat",
    "make_course",
    "remove_session",
    "report_attendance",
    "settle",
    "take_seat",
    "try_again",
]
