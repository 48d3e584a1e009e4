"""Attendance is reported by who holds a course or by its platform, and becomes hours where the participant lives.

Who reports knows seats by their codes. The hours are registered by Rotfeste itself, in each municipality for itself and
in the same transaction, so the walls around persons stand as they are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.scoping import among
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.courses.actions.faults import AttendanceFault, AttendanceRefused, told
from rotfeste.registers.courses.models import Attendance, Course, Seat, SeatFor, Session, UnregisteredHours
from rotfeste.registers.courses.rules import Attended, Key, OfMonth, kind_of_hours, months_of
from rotfeste.registers.courses.states import SeatStatus
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.actions.hours import hold

NO_RIGHT = "hours_are_in_a_month_with_a_right"


@dataclass(frozen=True)
class Present:
    """Hours of one session that were attended on one seat; 0 is away."""

    seat: str
    """The code of the seat."""
    session_id: int
    hours: Decimal


@transaction.atomic
def report_attendance(
    course_id: int, rows: Iterable[Present], *, now: datetime, actor: Actor, platform: str = ""
) -> int:
    """Who attended what, replacing what was reported before; returns how many rows were new or other than before.

    By who holds the course, or by the platform with this organisation number. Raises AttendanceRefused, with every row
    that is wrong, and Course.DoesNotExist.
    """
    course = _reported(course_id, platform, actor)
    given = list(rows)
    seats = {row.code: row for row in Seat.objects.visible_to(actor).filter(course=course)}
    sessions = {row.id: row for row in Session.objects.visible_to(actor).filter(course=course)}
    faults = list(_faults(given, seats, sessions, now.date()))
    if faults:
        raise AttendanceRefused(faults)
    before = {
        (row.seat_id, row.session_id): row.hours
        for row in Attendance.objects.visible_to(actor).filter(seat__course=course)
    }
    new = [
        Attendance(
            seat=seats[row.seat],
            session=sessions[row.session_id],
            hours=row.hours,
            reported_at=now,
            by_platform=bool(platform),
        )
        for row in given
        if before.get((seats[row.seat].id, row.session_id)) != row.hours
    ]
    if new:
        with told():
            Attendance.objects.bulk_create(
                new,
                update_conflicts=True,
                unique_fields=["seat", "session"],
                update_fields=["hours", "reported_at", "by_platform"],
            )
        audit.changed(actor, "courses.attendance", subject_id=course.id, rows=len(new))
        settle({row.seat_id for row in new}, since=min(row.session.day for row in new), now=now)
    return len(new)


def _reported(course_id: int, platform: str, actor: Actor) -> Course:
    rows = Course.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    if platform:
        actor.require("courses.report")
        found: Course = rows.get(id=course_id, platform_number=platform)
    else:
        actor.require("courses.register")
        found = rows.get(id=course_id, organisation_id__in=actor.organisations)
    return found


def _faults(
    given: list[Present], seats: dict[str, Seat], sessions: dict[int, Session], today: date
) -> Iterable[AttendanceFault]:
    known: set[tuple[str, int]] = set()
    for number, row in enumerate(given, 1):
        seat, session = seats.get(row.seat), sessions.get(row.session_id)
        if seat is None:
            yield AttendanceFault(number, "seat", "no_such_seat")
        if session is None:
            yield AttendanceFault(number, "session", "no_such_session")
        if seat is None or session is None:
            continue
        if (row.seat, row.session_id) in known:
            yield AttendanceFault(number, "seat", "twice_in_the_report")
        known.add((row.seat, row.session_id))
        if session.day > today:
            yield AttendanceFault(number, "session", "the_session_is_to_come")
        elif seat.status == SeatStatus.WITHDRAWN or not seat.held_on(session.day):
            yield AttendanceFault(number, "seat", "the_seat_was_not_held")
        if not 0 <= row.hours <= session.hours:
            yield AttendanceFault(number, "hours", "more_hours_than_the_session")
        elif row.hours != row.hours.quantize(Decimal("0.01")):
            yield AttendanceFault(number, "hours", "too_many_decimals")


def settle(seat_ids: Collection[int], *, now: datetime, since: date = date.min) -> int:
    """Register what was attended on these seats, from the month of a day on, where each participant lives.

    Returns how many months could not be registered: they wait, with the reason, and are tried again.
    """
    with walls.asking(replace(system("courses"), protected=True)) as far:
        owners = dict(Seat.objects.visible_to(far).filter(id__in=among(seat_ids)).values_list("id", "organisation_id"))
    by_owner: dict[int, list[int]] = defaultdict(list)
    for seat_id, organisation_id in owners.items():
        by_owner[organisation_id].append(seat_id)
    waiting = 0
    for organisation_id, theirs in sorted(by_owner.items()):
        with walls.asking(_for(organisation_id)) as actor:
            waiting += _settled(theirs, since.replace(day=1), now, actor)
    return waiting


def _for(organisation_id: int) -> Actor:
    """Rotfeste itself, in one municipality: it registers hours there, and nothing else."""
    may = frozenset({"participants.register"})
    return replace(system("courses", permissions=may), organisations=(organisation_id,), protected=True)


def _settled(seat_ids: list[int], since: date, now: datetime, actor: Actor) -> int:
    seats = SeatFor.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    trainings = set(seats.filter(seat_id__in=among(seat_ids)).values_list("enrolment_id", flat=True))
    # Held first: reports of two courses of the same person come after each other, and each sees the other's hours.
    hold(trainings, actor=actor)
    months = months_of(_attended(trainings, since, actor))
    rows = [
        register.CourseHours(enrolment_id, kind, month, of.hours, of.absent_hours)
        for (enrolment_id, kind, month), of in months.items()
    ]
    reasons = register.register_course_hours(rows, now=now, actor=actor)
    return _note(months, reasons, trainings, since, now, actor)


def _attended(trainings: set[int], since: date, actor: Actor) -> Iterable[Attended]:
    """All that was attended in these trainings, be it in several courses: a month has one sum."""
    seats = SeatFor.objects.visible_to(actor).filter(enrolment_id__in=among(trainings)).select_related("enrolment")
    of_seat = {row.seat_id: row.enrolment for row in seats}
    rows = Attendance.objects.visible_to(actor).filter(seat_id__in=among(of_seat), session__day__gte=since)
    for row in rows.select_related("session__course"):
        enrolment = of_seat[row.seat_id]
        over = min((day for day in (enrolment.ended_on, enrolment.until_on) if day), default=None)
        yield Attended(
            enrolment.id,
            kind_of_hours(row.session.course.language),
            row.session.day,
            row.hours,
            row.session.hours,
            enrolment.started_on,
            over,
        )


def _note(
    months: dict[Key, OfMonth],
    reasons: dict[Key, str],
    trainings: set[int],
    since: date,
    now: datetime,
    actor: Actor,
) -> int:
    """What waits is written down anew: what is registered now waits no more."""
    old = UnregisteredHours.objects.visible_to(actor).filter(enrolment_id__in=among(trainings), month__gte=since)
    first = {(row.enrolment_id, row.kind, row.month): row.since for row in old}
    old.delete()
    people = dict(
        SeatFor.objects.visible_to(actor)
        .filter(enrolment_id__in=among(trainings))
        .values_list("enrolment_id", "person_id")
    )
    waiting = []
    for key, of in months.items():
        reason = reasons.get(key, NO_RIGHT if of.outside_hours or of.outside_absent_hours else "")
        if not reason:
            continue
        inside = (of.hours, of.absent_hours) if key in reasons else (Decimal(0), Decimal(0))
        waiting.append(
            UnregisteredHours(
                enrolment_id=key[0],
                person_id=people[key[0]],
                organisation_id=actor.organisations[0],
                kind=key[1],
                month=key[2],
                reason=reason,
                hours=of.outside_hours + inside[0],
                absent_hours=of.outside_absent_hours + inside[1],
                since=first.get(key, now),
            )
        )
    UnregisteredHours.objects.bulk_create(waiting)
    return len(waiting)


@transaction.atomic
def try_again(*, now: datetime, actor: Actor) -> int:
    """Try again to register what waits in the actor's municipality; returns how many months still wait."""
    actor.require("courses.register")
    rows = UnregisteredHours.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    trainings = list(rows.values_list("enrolment_id", flat=True))
    seats = SeatFor.objects.visible_to(actor).filter(enrolment_id__in=among(trainings))
    return settle(list(seats.values_list("seat_id", flat=True)), now=now)
