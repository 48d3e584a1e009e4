"""Many persons' courses come from the municipality's own system: all or none, by the rules of one at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.audit.models import Event
from rotfeste.registers.participants.actions import Away, CannotRegister, Course, Planned, take_over
from rotfeste.registers.participants.models import Enrolment, MeasureKind, Offer
from rotfeste.registers.participants.queries import file_of
from rotfeste.registers.persons import actions as persons
from tests.builders import TODAY, House

pytestmark = pytest.mark.django_db
NOW = datetime(2017, 12, 1, 12, tzinfo=UTC)
SETTLED = TODAY - timedelta(days=90)
STARTED = SETTLED + timedelta(days=30)
ENDS = date(STARTED.year + 2, STARTED.month, STARTED.day)


def a_course(person_id: int, **changes: Any) -> Course:
    kind = MeasureKind.objects.get(key="norwegian").id
    course = Course(
        person_id,
        "programme",
        offered_on=STARTED - timedelta(days=10),
        decided_on=STARTED - timedelta(days=5),
        started_on=STARTED,
        until_on=ENDS,
        law="2003",
        section="introduksjonsloven § 2",
        reasons="Har rett og plikt.",
        measures=(Planned(kind, STARTED, ENDS, Decimal(18)),),
        lag=timedelta(days=3),
    )
    return replace(course, **changes)


def test_a_course_has_all_that_one_registration_at_a_time_would_have_given() -> None:
    house = House()
    first, second = (house.a_participant(today=SETTLED, permit_on="2016-08-01") for _ in range(2))
    leave = Away("long_sickness", STARTED + timedelta(days=5), STARTED + timedelta(days=35))
    extended = {"extended_on": STARTED + timedelta(days=40), "extended_until": ENDS + timedelta(days=200)}
    ended = {"last_day": STARTED + timedelta(days=50), "reason": "work", "completed": True}
    with walls.asking(house.programme_adviser) as actor:
        rows = [a_course(first, leave=leave, **extended), a_course(second, **ended)]
        assert take_over(rows, organisation_id=house.oslo.id, now=NOW, actor=actor) == 2
        goes_on, over = (file_of(key, actor=actor) for key in (first, second))
    assert [(row.kind, row.until_on) for row in goes_on.decisions] == [
        ("programme", ENDS + timedelta(days=30)),
        ("extension", ENDS + timedelta(days=200)),
    ], "leave comes in addition"
    assert goes_on.enrolments[0].until_on == ENDS + timedelta(days=200)
    assert goes_on.offers[0].registered_at.date() == STARTED - timedelta(days=7), "three days after it happened"
    assert (over.endings[0].reason, over.measures[0].until_on) == ("work", STARTED + timedelta(days=51))
    with walls.asking(house.auditor) as actor:
        (event,) = Event.objects.visible_to(actor).filter(what="participants.taken_over")
        assert event.person_ids == [first, second]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"started_on": date(2018, 1, 1)}, "in_the_future"),
        ({"decided_on": STARTED + timedelta(days=1)}, "no_decision_that_gives_it"),
        ({"last_day": STARTED + timedelta(days=9), "reason": "nonsense"}, "no_such_reason"),
        ({"leave": Away("birth_father", STARTED, STARTED + timedelta(days=300))}, "too_much_leave_days"),
        ({"leave": Away("care", STARTED - timedelta(days=9), STARTED)}, "outside_the_enrolment"),
        ({"extended_on": STARTED, "extended_until": STARTED}, "a_decision_ends_after_it_begins"),
        ({"person_id": 999_999}, "not_yours_in_the_period"),
    ],
)
def test_one_that_is_wrong_stops_all(changes: dict[str, Any], code: str) -> None:
    house = House()
    good, wrong = (house.a_participant(today=SETTLED, permit_on="2016-08-01") for _ in range(2))
    with walls.asking(house.programme_adviser) as actor:
        with pytest.raises(CannotRegister) as error:
            rows = [a_course(good), replace(a_course(wrong), **changes)]
            take_over(rows, organisation_id=house.oslo.id, now=NOW, actor=actor)
        assert error.value.code.startswith(code.removesuffix("_days"))
        assert not Offer.objects.visible_to(actor).exists()


def test_the_database_refuses_two_at_once_and_others_have_no_say() -> None:
    house = House()
    person_id = house.a_participant(today=SETTLED, permit_on="2016-08-01")
    given = {"now": NOW}
    with walls.asking(house.programme_adviser) as actor:
        take_over([a_course(person_id)], organisation_id=house.oslo.id, actor=actor, **given)
        with pytest.raises(CannotRegister):
            take_over([a_course(person_id)], organisation_id=house.oslo.id, actor=actor, **given)
        with pytest.raises(CannotRegister):
            take_over([a_course(person_id)], organisation_id=house.bergen.id, actor=actor, **given)
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(CannotRegister):
        take_over([a_course(person_id)], organisation_id=house.bergen.id, actor=actor, **given)
    with walls.asking(house.officer) as actor, pytest.raises(NotAllowed):
        take_over([a_course(person_id)], organisation_id=house.oslo.id, actor=actor, **given)


def test_whoever_moves_on_is_registered_by_the_next_municipality() -> None:
    house = House()
    person_id = house.a_participant(today=SETTLED, permit_on="2016-08-01")
    with walls.asking(house.case_worker) as actor:
        persons.move_on([person_id], organisation_id=house.bergen.id, on=SETTLED + timedelta(days=7), actor=actor)
    with walls.asking(house.programme_adviser_b) as actor:
        take_over([a_course(person_id)], organisation_id=house.bergen.id, now=NOW, actor=actor)
        assert Enrolment.objects.visible_to(actor).get().organisation_id == house.bergen.id
