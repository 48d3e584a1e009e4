"""Hours that come from courses stand beside what is typed, and what cannot be registered waits."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.foundation.access import walls
from rotfeste.registers.courses import actions, queries
from rotfeste.registers.courses.jobs import register_what_waits
from rotfeste.registers.courses.rules import weekly
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import MonthlyHours
from tests.builders import NOW, TODAY, House
from tests.casework.qualification.a_class_registers_a_month import a_pupil
from tests.registers.courses.courses_and_seats import (
    JUNE,
    MAY,
    a_course,
    a_seat,
    at,
    described,
    hours,
    report,
    sessions,
    waits,
)

pytestmark = pytest.mark.django_db


def test_a_course_in_norwegian_gives_civics_and_others_civics_in_a_language_one_understands() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b, language="nn")
    seat = a_seat(house.programme_adviser, course, pupil)
    report(house.programme_adviser_b, course, (seat, sessions(house.programme_adviser_b, course)[0], 3))
    row = hours(house, pupil, kind="civics")
    assert row is not None and row.hours == 3 and hours(house, pupil) is None


def test_two_courses_in_one_month_are_summed() -> None:
    house = House()
    pupil, b = a_pupil(house), house.programme_adviser_b
    one = a_course(b)
    with walls.asking(b):
        other = actions.make_course(
            described(name="Om kvelden"), weekly([2], time(18), Decimal(2), MAY, JUNE), now=at(MAY), actor=b
        )
    for course, attended in ((one, 3), (other, 2)):
        seat = a_seat(house.programme_adviser, course, pupil)
        report(b, course, (seat, sessions(b, course)[0], attended))
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.course_hours) == (5, 5)


def test_what_is_typed_stands_beside_what_comes_from_a_course_and_cannot_be_less() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    first, second, *_ = sessions(house.programme_adviser_b, course)
    report(house.programme_adviser_b, course, (seat, first, 2))

    def typed(hours: int, absent: int, unexcused: int = 0) -> None:
        given = register.Hours(pupil.id, "civics_own", MAY, Decimal(hours), Decimal(absent), Decimal(unexcused))
        with walls.asking(house.programme_adviser) as actor:
            register.register_hours([given], now=NOW, actor=actor)

    typed(8, 1, 1)
    report(house.programme_adviser_b, course, (seat, first, 3), (seat, second, 3))
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.course_hours) == (12, 6), "6 typed and 6 from the course"
    assert (row.absent_hours, row.unexcused_hours) == (0, 0), "who was there has no invalid absence left"
    with pytest.raises(register.HoursRefused) as refused:
        typed(5, 0)
    assert [(fault.code, fault.kind) for fault in refused.value.faults] == [("fewer_than_from_a_course", "civics_own")]
    report(house.programme_adviser_b, course, (seat, first, 0))
    with pytest.raises(register.HoursRefused) as refused:
        typed(9, 2)
    assert [(fault.code, fault.kind) for fault in refused.value.faults] == [("fewer_away_than_from_a_course", "absent")]
    typed(9, 3, 3)


def test_the_database_holds_that_a_course_is_part_of_the_hours() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    report(house.programme_adviser_b, course, (seat, sessions(house.programme_adviser_b, course)[0], 2))
    with walls.asking(house.programme_adviser) as actor:
        rows = MonthlyHours.objects.visible_to(actor).filter(enrolment=pupil)
        for change in ({"hours": 1}, {"absent_hours": 0}, {"course_hours": 9}, {"course_absent_hours": 2}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**change)


def test_what_cannot_be_registered_waits_with_the_reason_and_is_tried_again() -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    first = sessions(house.programme_adviser_b, course)[0]
    full = register.Hours(pupil.id, "norwegian", MAY, Decimal(200))

    def typed(given: register.Hours) -> None:
        with walls.asking(house.programme_adviser) as actor:
            register.register_hours([given], now=NOW, actor=actor)

    typed(full)
    report(house.programme_adviser_b, course, (seat, first, 2))
    assert waits(house) == [("no_more_hours_than_a_month_holds", MAY, 2, 1)] and hours(house, pupil) is None
    with walls.asking(house.programme_adviser) as actor:
        assert actions.try_again(now=NOW, actor=actor) == 1
    assert register_what_waits(NOW) == 1
    typed(replace(full, hours=Decimal(20)))
    with walls.asking(house.programme_adviser) as actor:
        assert queries.waiting(today=TODAY, actor=actor).hours == 1
    assert register_what_waits(NOW) == 0
    row = hours(house, pupil)
    assert waits(house) == [] and row is not None and (row.hours, row.absent_hours) == (2, 1)


class ReportsAndTyping(RuleBasedStateMachine):
    """Reports and typing in any order: the hours are what was typed and what was attended, always."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        self.pupil = a_pupil(self.house)
        self.course = a_course(self.house.programme_adviser_b)
        self.seat = a_seat(self.house.programme_adviser, self.course, self.pupil)
        self.sessions = sessions(self.house.programme_adviser_b, self.course)[:5]
        self.attended: dict[int, Decimal] = {}
        self.typed = (Decimal(0), Decimal(0))

    @rule(which=st.integers(0, 4), quarters=st.integers(0, 12))
    def is_reported(self, which: int, quarters: int) -> None:
        self.attended[which] = Decimal(quarters) / 4
        row = (self.seat, self.sessions[which], str(self.attended[which]))
        report(self.house.programme_adviser_b, self.course, row)

    @rule(here=st.integers(0, 20), away=st.integers(0, 20), without=st.integers(0, 5))
    def is_typed(self, here: int, away: int, without: int) -> None:
        came, missed = self.from_course()
        self.typed = (Decimal(here), Decimal(away))
        whole = register.Hours(
            self.pupil.id, "civics_own", MAY, came + here, missed + away, Decimal(min(without, away))
        )
        with walls.asking(self.house.programme_adviser) as actor:
            register.register_hours([whole], now=NOW, actor=actor)

    @rule()
    def fewer_are_refused(self) -> None:
        came, missed = self.from_course()
        if came:
            few = register.Hours(self.pupil.id, "civics_own", MAY, came - Decimal("0.25"), missed)
            with walls.asking(self.house.programme_adviser) as actor, pytest.raises(register.HoursRefused):
                register.register_hours([few], now=NOW, actor=actor)

    def from_course(self) -> tuple[Decimal, Decimal]:
        came = sum(self.attended.values(), Decimal(0))
        return came, 3 * len(self.attended) - came

    @invariant()
    def hours_are_what_was_typed_and_what_was_attended(self) -> None:
        row, (came, missed) = hours(self.house, self.pupil), self.from_course()
        if row is None:
            assert (came, missed, *self.typed) == (0, 0, 0, 0)
            return
        assert (row.course_hours, row.course_absent_hours) == (came, missed)
        assert (row.hours - came, row.absent_hours - missed) == self.typed


def test_reports_and_typing_add_up_in_any_order() -> None:
    ReportsAndTyping.house = House()
    run_state_machine_as_test(
        ReportsAndTyping,
        settings=settings(
            max_examples=6, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
