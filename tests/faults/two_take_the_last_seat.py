"""Advisers take the last seats of a course at the same moment: each goes to one, and the others are told."""

import threading
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import partial

from django.db import connections

from rotfeste.foundation.access import walls
from rotfeste.registers.courses import actions
from rotfeste.registers.courses.models import Seat
from rotfeste.registers.courses.rules import weekly
from tests.builders import House
from tests.casework.qualification.a_class_registers_a_month import a_pupil
from tests.registers.courses.courses_and_seats import (
    MAY,
    a_course,
    a_seat,
    at,
    described,
    hours,
    report,
    sessions,
)

AT_A_TIME = 4


def at_once(*work: Callable[[], object]) -> None:
    """Each in a thread of its own, all beginning together."""
    together = threading.Barrier(len(work))

    def run(one: Callable[[], object]) -> None:
        try:
            together.wait()
            one()
        finally:
            connections.close_all()

    crew = [threading.Thread(target=run, args=(one,)) for one in work]
    for each in crew:
        each.start()
    for each in crew:
        each.join()


def test_the_last_seats_go_to_as_many_as_there_are(own_database: dict[str, str]) -> None:
    house = House()
    pupils = [a_pupil(house) for _ in range(AT_A_TIME)]
    course = a_course(house.programme_adviser_b, capacity=2)
    said: list[str] = []

    def take(enrolment_id: int) -> None:
        try:
            with walls.asking(house.programme_adviser) as actor:
                actions.take_seat(course.id, enrolment_id, now=at(MAY), actor=actor)
            said.append("taken")
        except actions.CannotAttend as error:
            said.append(error.code)

    at_once(*(partial(take, pupil.id) for pupil in pupils))
    assert sorted(said) == ["no_more_seats_than_there_are"] * 2 + ["taken"] * 2
    with walls.asking(house.programme_adviser) as actor:
        assert Seat.objects.visible_to(actor).count() == 2


def test_reports_of_two_courses_at_the_same_moment_are_both_in_the_month(own_database: dict[str, str]) -> None:
    house = House()
    pupil, own = a_pupil(house), house.programme_adviser_b
    with walls.asking(own) as actor:
        evening = weekly([1], time(18), Decimal(3), MAY, date(2017, 8, 1))
        late = actions.make_course(described(name="Om kvelden"), evening, now=at(MAY), actor=actor)
    courses = [a_course(own), late]
    seats = [a_seat(house.programme_adviser, course, pupil) for course in courses]
    held = [sessions(own, course)[0] for course in courses]
    given = [(seat, session, 3) for seat, session in zip(seats, held, strict=True)]
    at_once(*(partial(report, own, course, row) for course, row in zip(courses, given, strict=True)))
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.course_hours) == (6, 6)
