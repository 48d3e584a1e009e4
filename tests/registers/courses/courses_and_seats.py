"""A course is held by one municipality for many: seats go to who comes first, and hours register themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit.models import Event
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.courses import actions, queries
from rotfeste.registers.courses.models import Attendance, Course, Seat, Session, UnregisteredHours
from rotfeste.registers.courses.rules import weekly
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Enrolment, MonthlyHours
from tests.builders import NOW, TODAY, House
from tests.casework.qualification.a_class_registers_a_month import a_pupil

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = date(2017, 5, 1), date(2017, 6, 1), date(2017, 7, 1)
PLATFORM = "974760673"


def at(day: date) -> datetime:
    """Noon on a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def described(**changes: Any) -> actions.CourseOffered:
    """Civics in Arabic for the whole country, from May to the end of July."""
    course = actions.CourseOffered(
        "Samfunnskunnskap",
        "ar",
        3,
        MAY,
        date(2017, 8, 1),
        link="https://kurs.example/a",
        contact="kursleder",
        shared="country",
        platform_number=PLATFORM,
    )
    return replace(course, **changes)


def a_course(actor: Actor, **changes: Any) -> Course:
    """A course on Tuesdays at 10, three hours."""
    offered = described(**changes)
    meetings = weekly([1], time(10), Decimal(3), offered.from_on, offered.until_on)
    with walls.asking(actor):
        return actions.make_course(offered, meetings, now=at(MAY), actor=actor)


def a_seat(actor: Actor, course: Course, pupil: Enrolment, on: date = MAY) -> Seat:
    """A seat, taken on the course's first day."""
    with walls.asking(actor):
        return actions.take_seat(course.id, pupil.id, now=at(on), actor=actor).seat


def sessions(actor: Actor, course: Course) -> list[Session]:
    with walls.asking(actor):
        return list(Session.objects.visible_to(actor).filter(course=course).order_by("day"))


def report(actor: Actor, course: Course, *rows: tuple[Seat, Session, int | str], now: datetime = NOW) -> int:
    """The holder reports attendance."""
    with walls.asking(actor):
        given = [actions.Present(seat.code, session.id, Decimal(hours)) for seat, session, hours in rows]
        return actions.report_attendance(course.id, given, now=now, actor=actor)


def hours(house: House, pupil: Enrolment, month: date = MAY, kind: str = "civics_own") -> MonthlyHours | None:
    with walls.asking(house.programme_adviser) as actor:
        rows = MonthlyHours.objects.visible_to(actor)
        row: MonthlyHours | None = rows.filter(enrolment=pupil, month=month, kind=kind).first()
        return row


def waits(house: House) -> list[tuple[str, date, Decimal, Decimal]]:
    with walls.asking(house.programme_adviser) as actor:
        rows = UnregisteredHours.objects.visible_to(actor).order_by("month")
        return [(row.reason, row.month, row.hours, row.absent_hours) for row in rows]


def test_the_holder_reports_and_the_hours_stand_in_the_participants_own_municipality() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    first, second, third, *_ = sessions(house.programme_adviser_b, course)
    assert (first.day, third.day) == (date(2017, 5, 2), date(2017, 5, 16))
    assert report(house.programme_adviser_b, course, (seat, first, 3), (seat, second, "1.5"), (seat, third, 0)) == 3
    row = hours(house, pupil)
    assert row is not None and row.organisation_id == house.oslo.id
    assert (row.hours, row.absent_hours, row.unexcused_hours) == (Decimal("4.5"), Decimal("4.5"), 0)
    assert (row.course_hours, row.course_absent_hours) == (row.hours, row.absent_hours)
    with walls.asking(house.auditor) as actor:
        said = Event.objects.visible_to(actor).filter(what="courses.attendance").latest("id")
        assert said.person_ids == [], "who holds the course does not know whose seat it is"
        registered = Event.objects.visible_to(actor).filter(what="participants.hours").latest("id")
        assert (registered.person_ids, registered.role) == ([pupil.person_id], "system")


def test_a_later_report_replaces_and_the_same_one_changes_nothing() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    first = sessions(house.programme_adviser_b, course)[0]
    assert report(house.programme_adviser_b, course, (seat, first, 3)) == 1
    assert report(house.programme_adviser_b, course, (seat, first, 3)) == 0
    assert report(house.programme_adviser_b, course, (seat, first, 1)) == 1
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.absent_hours) == (1, 2)


def test_every_wrong_row_of_a_report_is_told_and_nothing_is_kept() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    other = a_course(house.programme_adviser_b, name="Et annet")
    seat = a_seat(house.programme_adviser, course, pupil, on=date(2017, 5, 9))
    elsewhere = sessions(house.programme_adviser_b, other)[0]
    before, good, *_rest, last = sessions(house.programme_adviser_b, course)
    stranger = Seat(code="AAAA-AAAA")
    rows: list[tuple[Seat, Session, int | str]] = [
        (seat, good, 3),
        (seat, good, 2),
        (stranger, good, 3),
        (seat, elsewhere, 3),
        (seat, before, 3),
        (seat, last, 3),
        (seat, good, 4),
        (seat, good, "-1"),
    ]
    with pytest.raises(actions.AttendanceRefused) as refused:
        report(house.programme_adviser_b, course, *rows)
    assert [(fault.row, fault.field, fault.code) for fault in refused.value.faults] == [
        (2, "seat", "twice_in_the_report"),
        (3, "seat", "no_such_seat"),
        (4, "session", "no_such_session"),
        (5, "seat", "the_seat_was_not_held"),
        (6, "session", "the_session_is_to_come"),
        (7, "seat", "twice_in_the_report"),
        (7, "hours", "more_hours_than_the_session"),
        (8, "seat", "twice_in_the_report"),
        (8, "hours", "more_hours_than_the_session"),
    ]
    with walls.asking(house.programme_adviser_b) as actor:
        assert Attendance.objects.visible_to(actor).count() == 0
    assert hours(house, pupil) is None


def test_the_database_takes_no_more_hours_than_were_held_and_no_session_outside_the_course() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    other = a_course(house.programme_adviser_b, name="Et annet")
    seat = a_seat(house.programme_adviser, course, pupil)
    first = sessions(house.programme_adviser_b, course)[0]
    elsewhere = sessions(house.programme_adviser_b, other)[0]
    with walls.asking(house.programme_adviser_b) as actor:
        for session, attended in ((first, 4), (first, -1), (elsewhere, 1)):
            with pytest.raises(IntegrityError), transaction.atomic():
                Attendance.objects.create(seat=seat, session=session, hours=attended, reported_at=NOW)
        with pytest.raises(actions.CannotAttend, match="a_session_is_inside"):
            actions.add_sessions(course.id, weekly([0], time(9), Decimal(1), MAY, date(2018, 1, 1)), actor=actor)
        with pytest.raises(actions.CannotAttend, match="a_session_is_inside"):
            actions.change_course(course.id, described(until_on=JUNE), actor=actor)


def test_a_full_course_takes_nobody_more_until_someone_leaves() -> None:
    house = House()
    course = a_course(house.programme_adviser_b, capacity=1)
    one, two = a_pupil(house), a_pupil(house)
    seat = a_seat(house.programme_adviser, course, one)
    with pytest.raises(actions.CannotAttend, match="no_more_seats_than_there_are"):
        a_seat(house.programme_adviser, course, two)
    with walls.asking(house.programme_adviser) as actor:
        left = actions.leave_seat(seat.id, until_on=date(2017, 5, 10), now=NOW, actor=actor)
        assert (left.status, left.until_on) == ("left", date(2017, 5, 10))
        with pytest.raises(actions.CannotAttend, match="the_seat_has_ended"):
            actions.leave_seat(seat.id, until_on=date(2017, 5, 10), now=NOW, actor=actor)
    with pytest.raises(actions.CannotAttend, match="no_more_seats"):
        a_seat(house.programme_adviser, course, two)
    again = a_seat(house.programme_adviser, course, two, on=date(2017, 5, 10))
    with walls.asking(house.programme_adviser) as actor:
        gone = actions.leave_seat(again.id, until_on=MAY, now=NOW, actor=actor)
        assert (gone.status, gone.until_on) == ("withdrawn", gone.from_on)
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.visible_to(actor).filter(id=seat.id).update(status="taken", until_on=None)
        Seat.objects.visible_to(actor).filter(id=again.id).update(status="taken", until_on=None)


def test_fewer_seats_than_are_taken_and_less_sharing_are_refused() -> None:
    house = House()
    course = a_course(house.programme_adviser_b)
    a_seat(house.programme_adviser, course, a_pupil(house))
    a_seat(house.programme_adviser, course, a_pupil(house))
    with walls.asking(house.programme_adviser_b) as actor:
        for change, code in (
            ({"capacity": 1}, "no_fewer_seats"),
            ({"shared": "own"}, "others_have_seats"),
            ({"platform_number": "974760674"}, "no_such_organisation_number"),
            ({"digital": False}, "a_course_in_a_room_has_a_place"),
            ({"link": ""}, "a_digital_course_has_a_link"),
        ):
            with pytest.raises(actions.CannotAttend, match=code), transaction.atomic():
                actions.change_course(course.id, described(**change), actor=actor)
        changed = actions.change_course(course.id, described(capacity=2, name="Nytt navn"), version=0, actor=actor)
        with pytest.raises(actions.CourseChanged):
            actions.change_course(course.id, described(), version=0, actor=actor)
        assert (changed.name, changed.version) == ("Nytt navn", 1)


def test_a_seat_ends_with_the_training_and_what_was_attended_later_waits() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    first, second, third, *_ = sessions(house.programme_adviser_b, course)
    report(house.programme_adviser_b, course, (seat, first, 3), (seat, third, 3))
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"now": NOW, "actor": actor}
        register.end(pupil.id, last_day=second.day, reason="other", completed=False, **said)
        (ended,) = actions.end_seats(pupil.id, after=second.day + timedelta(days=1), **said)
        assert ended.status == "left"
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.course_hours) == (3, 3)
    assert waits(house) == [("hours_are_in_a_month_with_a_right", MAY, 3, 0)]
    with pytest.raises(actions.AttendanceRefused, match="the_seat_was_not_held"):
        report(house.programme_adviser_b, course, (seat, third, 2))


def test_a_course_that_is_called_off_frees_its_seats_and_keeps_what_was_attended() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    first = sessions(house.programme_adviser_b, course)[0]
    report(house.programme_adviser_b, course, (seat, first, 3))
    with walls.asking(house.programme_adviser_b) as actor:
        with pytest.raises(actions.CannotAttend, match="attendance_is_reported"):
            actions.remove_session(first.id, actor=actor)
        actions.call_off_course(course.id, today=TODAY, actor=actor)
        with pytest.raises(NoSuchRoad):
            actions.call_off_course(course.id, today=TODAY, actor=actor)
        with pytest.raises(actions.CannotAttend, match="no_more_sessions"):
            actions.add_sessions(course.id, weekly([0], time(9), Decimal(1), TODAY, date(2017, 12, 1)), actor=actor)
        view = queries.course_of(course.id, actor=actor)
        assert (view.free, [row.status for row in view.seats]) == (0, ["left"])
        assert all(row.day < TODAY for row in view.sessions)
    row = hours(house, pupil)
    assert row is not None and row.hours == 3
    with pytest.raises(actions.CannotAttend, match="called_off"):
        a_seat(house.programme_adviser, course, a_pupil(house))


def test_sessions_without_attendance_wait_until_every_seat_has_it() -> None:
    house = House()
    course = a_course(house.programme_adviser_b)
    one, two = (a_seat(house.programme_adviser, course, a_pupil(house)) for _ in range(2))
    first, second, *_ = sessions(house.programme_adviser_b, course)

    def lacking() -> int:
        with walls.asking(house.programme_adviser_b) as actor:
            return queries.waiting(today=date(2017, 5, 10), actor=actor).sessions

    assert lacking() == 2
    report(house.programme_adviser_b, course, (one, first, 3))
    assert lacking() == 2
    report(house.programme_adviser_b, course, (two, first, 0))
    assert lacking() == 1
    report(house.programme_adviser_b, course, (one, second, 3), (two, second, 3))
    assert lacking() == 0
    with walls.asking(house.programme_adviser) as actor:
        assert queries.waiting(today=TODAY, actor=actor).sessions == 0, "another municipality holds it"
