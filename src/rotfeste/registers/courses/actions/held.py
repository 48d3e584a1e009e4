"""A municipality makes a course, changes what is known about it, adds and removes sessions, and calls it off."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk
from rotfeste.registers.courses.actions.faults import CannotAttend, CourseChanged, told
from rotfeste.registers.courses.models import Attendance, Course, Seat, Session
from rotfeste.registers.courses.rules import MOST_SESSIONS, Meeting, organisation_number_is_valid
from rotfeste.registers.courses.states import COURSE_ROADS, CourseShared, CourseStatus, SeatStatus


@dataclass(frozen=True)
class CourseOffered:
    """A course as it is described."""

    name: str
    language: str
    capacity: int
    from_on: date
    until_on: date
    digital: bool = True
    link: str = ""
    place: str = ""
    contact: str = ""
    shared: str = CourseShared.OWN
    platform_number: str = ""


@transaction.atomic
def make_course(offered: CourseOffered, meetings: Iterable[Meeting], *, now: datetime, actor: Actor) -> Course:
    """A course with its sessions comes into the register. Raises CannotAttend."""
    actor.require("courses.register")
    here = Organisation.objects.get(id=actor.known_organisation)
    _check(offered)
    row = Course(
        organisation=here,
        area=area_of(here),
        registered_at=now,
        registered_by_id=actor.user_id,
        **asdict(offered),
    )
    with told():
        row.save(force_insert=True)
    _add(row, meetings)
    audit.changed(actor, "courses.course", subject_id=row.id, done="made")
    return row


@transaction.atomic
def change_course(course_id: int, offered: CourseOffered, *, actor: Actor, version: int | None = None) -> Course:
    """What is known about a course is changed; seats and sessions stand. Raises CannotAttend, CourseChanged."""
    row = held(course_id, version, actor)
    _check(offered)
    taken = row.seats.filter(status=SeatStatus.TAKEN)
    if row.language != offered.language and row.seats.exclude(attendance=None).exists():
        raise CannotAttend("attended_in_this_language")
    if offered.shared == CourseShared.OWN and taken.exclude(organisation__place_code__startswith=row.area).exists():
        raise CannotAttend("others_have_seats")
    for name, value in asdict(offered).items():
        setattr(row, name, value)
    return _saved(row, "changed", actor)


@transaction.atomic
def add_sessions(
    course_id: int, meetings: Iterable[Meeting], *, actor: Actor, version: int | None = None
) -> list[Session]:
    """More sessions of a course; those that stand there already are left as they are. Raises CannotAttend."""
    row = held(course_id, version, actor)
    made = _add(row, meetings)
    _saved(row, "sessions", actor)
    return made


@transaction.atomic
def remove_session(session_id: int, *, actor: Actor, version: int | None = None) -> Course:
    """A session is not held after all; one with attendance stands.

    Raises CannotAttend, CourseChanged, Session.DoesNotExist.
    """
    session: Session = Session.objects.visible_to(actor).get(id=session_id)
    row = held(session.course_id, version, actor)
    if Attendance.objects.visible_to(actor).filter(session=session).exists():
        raise CannotAttend("attendance_is_reported")
    session.delete()
    return _saved(row, "session removed", actor)


@transaction.atomic
def call_off_course(course_id: int, *, today: date, actor: Actor, version: int | None = None) -> Course:
    """The course is held no more: seats end today, and what was attended stands. Raises NoSuchRoad, CourseChanged."""
    row = held(course_id, version, actor)
    row.status = walk(COURSE_ROADS, row.status, CourseStatus.CALLED_OFF)
    _saved(row, "called off", actor)
    for seat in row.seats.filter(status=SeatStatus.TAKEN):
        end_seat(seat, today, actor)
    row.sessions.filter(day__gte=today, attendance=None).delete()
    return row


def end_seat(seat: Seat, until_on: date, actor: Actor) -> Seat:
    """From this day nobody holds the seat; one that was never held is withdrawn."""
    began = until_on > seat.from_on
    seat.status, seat.until_on = (SeatStatus.LEFT, until_on) if began else (SeatStatus.WITHDRAWN, seat.from_on)
    seat.version += 1
    with told():
        seat.save()
    audit.changed(actor, "courses.seat_ended", subject_id=seat.id, done=seat.status)
    return seat


def held(course_id: int, version: int | None, actor: Actor) -> Course:
    """One of the own organisation's courses, held to the end. Raises Course.DoesNotExist, CourseChanged."""
    actor.require("courses.register")
    # Taking a seat refers to the course, and must not wait for this: hence not the strongest lock.
    rows = Course.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    row: Course = rows.get(id=course_id, organisation_id__in=actor.organisations)
    if version is not None and row.version != version:
        raise CourseChanged(row)
    return row


def _add(row: Course, meetings: Iterable[Meeting]) -> list[Session]:
    if row.status == CourseStatus.CALLED_OFF:
        raise CannotAttend("no_more_sessions")
    known = set(row.sessions.values_list("day", "starts_at"))
    new = [each for each in meetings if (each.day, each.starts_at) not in known]
    if len(known) + len(new) > MOST_SESSIONS:
        raise CannotAttend("too_many_sessions")
    with told():
        return Session.objects.bulk_create(
            [Session(course=row, day=each.day, starts_at=each.starts_at, hours=each.hours) for each in new]
        )


def _saved(row: Course, done: str, actor: Actor) -> Course:
    row.version += 1
    with told():
        row.save()
    audit.changed(actor, "courses.course", subject_id=row.id, done=done)
    return row


def _check(offered: CourseOffered) -> None:
    if offered.platform_number and not organisation_number_is_valid(offered.platform_number):
        raise CannotAttend("no_such_organisation_number")


def area_of(organisation: Organisation) -> str:
    """The number of the municipality that an organisation is, or is part of."""
    return (organisation.place_code or "")[:4]
