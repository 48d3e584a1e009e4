"""Questions about courses: which there are, what is free, who has a seat, what was attended, and what waits."""

from rotfeste.registers.courses.queries.held import (
    CourseView,
    attendance_in,
    course_of,
    course_of_platform,
    courses,
    session_of,
)
from rotfeste.registers.courses.queries.seats import (
    SeatView,
    seat_of,
    seated,
    seats_of_person,
    unregistered,
)
from rotfeste.registers.courses.queries.waiting import CoursesWaiting, waiting, without_attendance
from rotfeste.registers.courses.queries.wishes import wishes_of

__all__ = [
    "CourseView",
    "CoursesWaiting",
    "SeatView",
    "attendance_in",
    "course_of",
    "course_of_platform",
    "courses",
    "seat_of",
    "seated",
    "seats_of_person",
    "session_of",
    "unregistered",
    "waiting",
    "wishes_of",
    "without_attendance",
]
