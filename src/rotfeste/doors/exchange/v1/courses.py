"""Courses for the platform that delivers them: sessions and seats, and attendance, which becomes hours by itself.

A platform knows seats by their codes. Nothing here names anyone, nor tells whether hours could be registered.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import Router, Schema
from pydantic import Field

from rotfeste.doors.exchange.token import Caller
from rotfeste.doors.exchange.v1.permits import Refused
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.registers.courses import actions as courses
from rotfeste.registers.courses import queries
from rotfeste.registers.courses.models import Course
from rotfeste.registers.courses.words import refusal

SCOPE = "rotfeste:attendance.write"
MOST_ROWS = 5000
router = Router(auth=Caller(SCOPE), tags=["courses"])


@dataclass
class RowsRefused(Exception):
    """Nothing of a call is kept: rows are wrong, each with its remedy in bokmål and nynorsk."""

    faults: list[dict[str, Any]]


class SessionOut(Schema):
    """A day that the course meets."""

    session: int
    day: date
    starts_at: time
    hours: Decimal


class SeatOut(Schema):
    """A seat: its code, the municipality that has taken it, and when it is held. `until_on` is the first day after."""

    seat: str
    municipality: str
    from_on: date
    until_on: date | None


class CourseOut(Schema):
    """A course with its sessions and seats."""

    course: int
    name: str
    language: str
    from_on: date
    until_on: date
    sessions: list[SessionOut]
    seats: list[SeatOut]


class PresentIn(Schema):
    """Hours of one session that were attended on one seat; 0 is away. See docs/formats/attendance.md."""

    seat: str = Field(max_length=20)
    session: int
    hours: Decimal


class ReportOut(Schema):
    """What came of a report: how many rows were new or other than before."""

    rows: int
    changed: int


def platform(number: str) -> Actor:
    """The actor behind a call: a platform, which reports attendance and does nothing else."""
    return system(f"API 0192:{number}", permissions=frozenset({"courses.report"}))


@router.get("/{int:course_id}", response=CourseOut, summary="A course with its sessions and seats")
def course(request: HttpRequest, course_id: int) -> dict[str, Any]:
    """The sessions, and the codes of the seats. Only for the platform that is registered on the course."""
    number: str = request.auth  # type: ignore[attr-defined]
    with walls.asking(platform(number)) as actor:
        view = _found(course_id, number, actor)
    row = view.course
    return {
        "course": row.id,
        "name": row.name,
        "language": row.language,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "sessions": [
            {"session": each.id, "day": each.day, "starts_at": each.starts_at, "hours": each.hours}
            for each in view.sessions
        ],
        "seats": [
            {
                "seat": each.code,
                "municipality": each.organisation.name,
                "from_on": each.from_on,
                "until_on": each.until_on,
            }
            for each in view.seats
            if each.status != "withdrawn"
        ],
    }


@router.post("/{int:course_id}/attendance", response=ReportOut, summary="Report attendance")
def attendance(request: HttpRequest, course_id: int, rows: list[PresentIn]) -> dict[str, Any]:
    """Who attended what, by seat and session, all rows or none. A later report replaces; the same twice is one."""
    number: str = request.auth  # type: ignore[attr-defined]
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Refused(422, "rows", "Too few or too many rows.", f"Send between 1 and {MOST_ROWS} rows per call.")
    given = [courses.Present(row.seat.strip().upper(), row.session, row.hours) for row in rows]
    with walls.asking(platform(number)) as actor:
        _found(course_id, number, actor)
        try:
            changed = courses.report_attendance(course_id, given, now=_now(), actor=actor, platform=number)
        except courses.AttendanceRefused as error:
            raise RowsRefused([_told(fault) for fault in error.faults]) from error
    return {"rows": len(rows), "changed": changed}


def _found(course_id: int, number: str, actor: Actor) -> queries.CourseView:
    try:
        return queries.course_of_platform(course_id, number, actor=actor)
    except Course.DoesNotExist as error:
        detail = "Check the number, and ask who holds the course to register your organisation number on it."
        raise Refused(404, "course", "You deliver no such course.", detail) from error


def _told(fault: courses.AttendanceFault) -> dict[str, Any]:
    """A fault with its remedy. No value is repeated."""
    texts = {}
    for language in ("nb", "nn"):
        with translation.override(language):
            texts[language] = refusal(fault.code)
    return {"row": fault.row, "field": fault.field, "code": fault.code, **texts}


def _now() -> datetime:
    """Now; in the demo, this time of day on the demo's day."""
    now, today = timezone.localtime(), settings.TODAY
    return now.replace(year=today.year, month=today.month, day=today.day) if today else now
