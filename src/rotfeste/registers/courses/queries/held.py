"""Courses with their sessions and seats."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.registers.courses.models import Attendance, Course, Seat, Session
from rotfeste.registers.courses.states import SeatStatus


@dataclass(frozen=True)
class CourseView:
    """A course, its sessions in order, and all its seats in the order they were taken."""

    course: Course
    sessions: list[Session]
    seats: list[Seat]

    @property
    def taken(self) -> list[Seat]:
        """The seats that are someone's now."""
        return [row for row in self.seats if row.status == SeatStatus.TAKEN]

    @property
    def free(self) -> int:
        """How many seats can be taken."""
        return max(0, self.course.capacity - len(self.taken)) if self.course.is_held else 0

    @property
    def hours(self) -> Decimal:
        """Hours of teaching in all."""
        return sum((row.hours for row in self.sessions), Decimal(0))

    def to_come(self, today: date) -> list[Session]:
        """The sessions from a day on."""
        return [row for row in self.sessions if row.day >= today]

    def next(self, today: date) -> Session | None:
        """The next session."""
        return next(iter(self.to_come(today)), None)


def courses(*, actor: Actor, on: date) -> list[CourseView]:
    """The courses that the actor's participants may use and that are not over; their own also afterwards."""
    actor.require("courses.read")
    rows = Course.objects.visible_to(actor).select_related("organisation").order_by("from_on", "name", "id")
    shown = [row for row in rows if row.organisation_id in actor.organisations or (row.is_held and row.until_on > on)]
    return _whole(shown, actor)


def course_of(course_id: int, *, actor: Actor) -> CourseView:
    """One course. Raises Course.DoesNotExist where the actor's participants may not use it."""
    actor.require("courses.read")
    row = Course.objects.visible_to(actor).select_related("organisation").get(id=course_id)
    return _whole([row], actor)[0]


def course_of_platform(course_id: int, platform: str, *, actor: Actor) -> CourseView:
    """One course that the platform with this organisation number delivers. Raises Course.DoesNotExist."""
    actor.require("courses.report")
    row = Course.objects.visible_to(actor).select_related("organisation").get(id=course_id, platform_number=platform)
    return _whole([row], actor)[0]


def _whole(rows: list[Course], actor: Actor) -> list[CourseView]:
    sessions: dict[int, list[Session]] = {row.id: [] for row in rows}
    seats: dict[int, list[Seat]] = {row.id: [] for row in rows}
    for session in Session.objects.visible_to(actor).filter(course_id__in=among(sessions)).order_by("day", "starts_at"):
        sessions[session.course_id].append(session)
    held = Seat.objects.visible_to(actor).filter(course_id__in=among(seats)).select_related("organisation")
    for seat in held.order_by("id"):
        seats[seat.course_id].append(seat)
    return [CourseView(row, sessions[row.id], seats[row.id]) for row in rows]


def session_of(session_id: int, *, actor: Actor) -> Session:
    """A session of one of the own organisation's courses. Raises Session.DoesNotExist."""
    actor.require("courses.read")
    rows = Session.objects.visible_to(actor).select_related("course")
    row: Session = rows.get(id=session_id, course__organisation_id__in=actor.organisations)
    return row


def attendance_in(course_id: int, *, actor: Actor) -> dict[tuple[int, int], Attendance]:
    """What is reported, by seat and session: of all seats for who holds the course, of their own for others."""
    rows = Attendance.objects.visible_to(actor).filter(seat__course_id=course_id)
    return {(row.seat_id, row.session_id): row for row in rows}
