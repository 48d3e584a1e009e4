"""Who sees a course, its seats and whose they are: the query and the database say the same."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed, system
from rotfeste.registers.courses import actions, queries
from rotfeste.registers.courses.models import Course, SeatFor
from rotfeste.registers.participants.models import Enrolment
from tests.builders import NOW, TODAY, House, an_organisation, someone
from tests.casework.qualification.a_class_registers_a_month import a_pupil
from tests.registers.courses.courses_and_seats import (
    PLATFORM,
    a_course,
    a_seat,
    described,
    report,
    sessions,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("shared", "seen"),
    [("own", [True, False, False]), ("county", [True, True, False]), ("country", [True, True, True])],
)
def test_a_course_is_seen_by_those_it_is_shared_with(shared: str, seen: list[bool]) -> None:
    house = House()
    neighbour = someone("programme_adviser", an_organisation("municipality", "Nabo", place="1247"))
    course = a_course(house.programme_adviser_b, shared=shared)
    for actor, expected in zip((house.programme_adviser_b, neighbour, house.programme_adviser), seen, strict=True):
        with walls.asking(actor):
            assert Course.objects.visible_to(actor).filter(id=course.id).exists() is expected
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM courses_course")
                assert cursor.fetchone() == (int(expected),), "the database says the same"


def test_who_holds_the_course_sees_codes_and_never_whose() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    with walls.asking(house.programme_adviser_b) as actor:
        view = queries.course_of(course.id, actor=actor)
        assert [(row.code, row.organisation_id) for row in view.seats] == [(seat.code, house.oslo.id)]
        assert queries.seated([seat.id], actor=actor) == {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM courses_seatfor")
            assert cursor.fetchone() == (0,)
        with pytest.raises(SeatFor.DoesNotExist):
            actions.leave_seat(seat.id, until_on=TODAY, now=NOW, actor=actor)
    with walls.asking(house.programme_adviser) as actor:
        assert queries.seated([seat.id], actor=actor)[seat.id].person_id == pupil.person_id
        with pytest.raises(Course.DoesNotExist):
            report_on = [actions.Present(seat.code, 1, Decimal(1))]
            actions.report_attendance(course.id, report_on, now=NOW, actor=actor)


def test_the_person_sees_their_own_seat_course_and_attendance_and_nobody_elses() -> None:
    house = House()
    pupil, other = a_pupil(house), a_pupil(house)
    course, closed = a_course(house.programme_adviser_b), a_course(house.programme_adviser_b, name="Et annet")
    seat, theirs = (a_seat(house.programme_adviser, course, each) for each in (pupil, other))
    first = sessions(house.programme_adviser_b, course)[0]
    report(house.programme_adviser_b, course, (seat, first, 3), (theirs, first, 2))
    me = replace(
        system("self"), role="refugee", reach="self", persons=(pupil.person_id,), organisation_kind="", user_id=None
    )
    with walls.asking(me):
        (view,) = queries.seats_of_person(pupil.person_id, actor=me)
        assert (view.seat.code, view.attended, len(view.sessions)) == (seat.code, 3, 13)
        for table, expected in (
            ("course", 1),
            ("seat", 1),
            ("seatfor", 1),
            ("attendance", 1),
            ("session", 13),
        ):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM courses_{table}")
                assert cursor.fetchone() == (expected,), table
        assert not Course.objects.visible_to(me).filter(id=closed.id).exists()


def test_only_who_works_with_courses_makes_takes_and_reports() -> None:
    house = House()
    course, pupil = a_course(house.programme_adviser_b), a_pupil(house)
    with walls.asking(house.officer) as actor, pytest.raises(NotAllowed):
        actions.make_course(described(), [], now=NOW, actor=actor)
    with walls.asking(house.adviser) as actor, pytest.raises(NotAllowed):
        actions.take_seat(course.id, pupil.id, now=NOW, actor=actor)
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(Enrolment.DoesNotExist):
        actions.take_seat(course.id, pupil.id, now=NOW, actor=actor)
    with walls.asking(house.programme_adviser) as actor, pytest.raises(Course.DoesNotExist):
        actions.call_off_course(course.id, today=TODAY, actor=actor)
    machine = replace(system("API", permissions=frozenset({"courses.report"})), protected=True)
    with walls.asking(machine):
        with pytest.raises(Course.DoesNotExist):
            actions.report_attendance(course.id, [], now=NOW, actor=machine, platform="974760983")
        assert actions.report_attendance(course.id, [], now=NOW, actor=machine, platform=PLATFORM) == 0
