"""The period decides who registers, and what must never be is refused by the database, in clear words."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.registers.participants import actions, queries
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import (
    Decision,
    Ending,
    Enrolment,
    Entitlement,
    Leave,
    Measure,
    MeasureKind,
    MonthlyHours,
)
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.models import Involvement, Responsibility
from rotfeste.registers.persons.rules import Because
from tests.builders import NOW, TODAY, House

pytestmark = pytest.mark.django_db
LATER = TODAY.replace(year=2019)


def decided(person_id: int, actor: Actor, **changes: Any) -> Decision:
    given: dict[str, Any] = {
        "kind": "programme",
        "decided_on": TODAY,
        "from_on": TODAY,
        "until_on": LATER,
        "law": "2003",
        "section": "introduksjonsloven § 2",
        "reasons": "Nyankommet flyktning.",
        **changes,
    }
    return actions.register_decision(person_id, **given, now=NOW, actor=actor)


def begun(person_id: int, actor: Actor) -> Enrolment:
    decision = decided(person_id, actor)
    return actions.enrol(
        person_id, "programme", started_on=TODAY, until_on=LATER, decision=decision, now=NOW, actor=actor
    )


def a_measure(enrolment: Enrolment, actor: Actor, **changes: Any) -> Measure:
    given: dict[str, Any] = {"from_on": TODAY, "until_on": LATER, "hours_week": Decimal(20), **changes}
    kind = MeasureKind.objects.get(key="norwegian")
    return actions.register_measure(enrolment.id, kind.id, **given, now=NOW, actor=actor)


def refused(code: str) -> Any:
    return pytest.raises(CannotRegister, match=f"^{code}$")


def test_the_municipality_that_has_the_person_decides_and_its_adviser_sees_it() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = decided(person_id, actor)
        assert row.organisation_id == house.oslo.id
        assert [row.id for row in queries.file_of(person_id, actor=actor).decisions] == [row.id]
    with walls.asking(house.programme_adviser_b) as actor:
        assert queries.file_of(person_id, actor=actor).decisions == []
        with refused("not_yours_in_the_period"):
            decided(person_id, actor)


def moved_to_bergen(house: House, person_id: int, on: date) -> None:
    """The person moves: Oslo's responsibility ends, and with it its task."""
    with walls.asking(house.case_worker) as worker:
        Responsibility.objects.visible_to(worker).filter(person_id=person_id).update(until_on=on)
        persons.end_involvement([person_id], because=[Because.RESPONSIBLE, Because.RECEIVING], on=on, actor=worker)
        persons.become_responsible([person_id], organisation_id=house.bergen.id, from_on=on, actor=worker)
        assert Involvement.objects.visible_to(worker).filter(person_id=person_id, until_on=None).exists()


def test_after_a_move_the_former_municipality_still_registers_its_own_months_and_no_others() -> None:
    house = House()
    person_id = house.a_participant(today=TODAY - timedelta(days=100), permit_on="2017-01-10")
    start = TODAY - timedelta(days=100)
    with walls.asking(house.programme_adviser) as actor:
        decision = decided(person_id, actor, kind="norwegian", from_on=start)
        row = actions.enrol(
            person_id, "norwegian", started_on=start, until_on=LATER, decision=decision, now=NOW, actor=actor
        )
    moved_to_bergen(house, person_id, date(2017, 5, 10))
    march, june = date(2017, 3, 1), date(2017, 6, 1)
    with walls.asking(house.programme_adviser) as actor:
        actions.register_hours([actions.Hours(row.id, "norwegian", march, Decimal(60))], now=NOW, actor=actor)
        with refused("not_yours_in_the_period"):
            actions.register_hours([actions.Hours(row.id, "norwegian", june, Decimal(10))], now=NOW, actor=actor)
        assert MonthlyHours.objects.visible_to(actor).count() == 1
    with walls.asking(house.programme_adviser_b) as actor:
        assert queries.file_of(person_id, actor=actor).hours[0].hours == 60


def test_two_decisions_of_one_kind_do_not_overlap_whoever_registers_first() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        first = decided(person_id, actor)
        with refused("one_decision_of_a_kind_at_a_time"):
            decided(person_id, actor, from_on=TODAY + timedelta(days=30))
        decided(person_id, actor, kind="norwegian")
        actions.end_decision(first.id, status="replaced", on=TODAY, because="Ny vurdering.", actor=actor)
        assert decided(person_id, actor).id != first.id


def test_a_measure_is_inside_its_decision_also_when_the_decision_is_shortened() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = begun(person_id, actor)
        with refused("a_measure_is_inside_its_decision"):
            a_measure(row, actor, until_on=LATER + timedelta(days=1))
        a_measure(row, actor)
        with refused("a_measure_is_inside_its_decision"):
            actions.move_end(row.decision_id or 0, until_on=LATER - timedelta(days=1), actor=actor)


def test_hours_are_in_a_month_that_the_person_had_a_right_to_and_no_more_than_it_holds() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = begun(person_id, actor)
        may, june = date(2017, 5, 1), date(2017, 6, 1)
        with refused("hours_are_in_a_month_with_a_right"):
            actions.register_hours([actions.Hours(row.id, "norwegian", may, Decimal(5))], now=NOW, actor=actor)
        with refused("no_more_hours_than_a_month_holds"):
            actions.register_hours([actions.Hours(row.id, "norwegian", june, Decimal(221))], now=NOW, actor=actor)
        with refused("in_the_future"):
            july = actions.Hours(row.id, "norwegian", date(2017, 7, 1), Decimal(5))
            actions.register_hours([july], now=NOW, actor=actor)
        for hours in (30, 40):
            rows = [actions.Hours(row.id, "norwegian", june, Decimal(hours), Decimal(2))]
            actions.register_hours(rows, now=NOW, actor=actor)
        assert [(row.hours, row.absent_hours) for row in MonthlyHours.objects.visible_to(actor)] == [(40, 2)]


def test_an_enrolment_ends_once_with_its_measures_and_its_reason_can_be_mended() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = begun(person_id, actor)
        a_measure(row, actor)
        ending: dict[str, Any] = {"last_day": TODAY, "reason": "not_registered", "completed": False, "now": NOW}
        actions.end(row.id, **ending, actor=actor)
        assert Measure.objects.visible_to(actor).get().until_on == TODAY + timedelta(days=1)
        with refused("no_such_road"):
            actions.end(row.id, **ending, actor=actor)
        actions.correct_reason(row.id, reason="work", actor=actor)
        assert Ending.objects.visible_to(actor).get().reason == "work"
        with pytest.raises(IntegrityError):
            Ending.objects.create(
                enrolment_id=row.id,
                person_id=person_id,
                organisation_id=house.oslo.id,
                ended_on=TODAY + timedelta(days=1),
                registered_at=NOW,
            )


def test_leave_is_added_to_the_programme_and_to_its_decision() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = begun(person_id, actor)
        leave: dict[str, Any] = {"granted_on": TODAY, "now": NOW, "actor": actor}
        born = date(2017, 7, 1)
        until = date(2018, 3, 1)
        actions.grant_leave(row.id, "care", from_on=born, until_on=until, child_born_on=born, **leave)
        ends = LATER + (until - born)
        assert Enrolment.objects.visible_to(actor).get().until_on == ends
        assert Decision.objects.visible_to(actor).get().until_on == ends
        with refused("too_much_leave_months"):
            actions.grant_leave(row.id, "care", from_on=until, until_on=date(2018, 6, 1), **leave)
        with refused("too_much_leave_days"):
            actions.grant_leave(row.id, "birth_father", from_on=until, until_on=date(2018, 3, 31), **leave)
        with refused("one_leave_at_a_time"):
            actions.grant_leave(row.id, "pregnancy", from_on=born, until_on=date(2017, 7, 5), **leave)
        assert Leave.objects.visible_to(actor).count() == 1


def test_a_test_before_the_person_came_is_refused() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        given: dict[str, Any] = {"level": "A2", "passed": True, "now": NOW, "actor": actor}
        actions.register_exam(person_id, "spoken", taken_on=TODAY, **given)
        with refused("one_test_of_a_skill_a_day"):
            actions.register_exam(person_id, "spoken", taken_on=TODAY, **given)
        with refused("a_test_after_arrival"):
            actions.register_exam(person_id, "spoken", taken_on=date(2017, 4, 1), **given)


def test_rights_are_computed_kept_and_computed_again_for_everyone() -> None:
    house = House()
    ids = [house.a_participant() for _ in range(3)]
    with walls.asking(house.programme_adviser) as actor:
        actions.compute_rights(ids[0], today=TODAY, actor=actor)
        actions.compute_rights(ids[0], today=TODAY, actor=actor)
        row = queries.entitlement_of(ids[0], actor=actor)
        assert row is not None
        assert (row.law, row.programme, row.start_by) == ("2003", "right_and_duty", date(2017, 9, 1))
        actions.register_circumstances(ids[0], agreed=False, today=TODAY, actor=actor)
        assert Entitlement.objects.visible_to(actor).filter(person_id=ids[0]).count() == 2
        now = queries.entitlement_of(ids[0], actor=actor)
        assert now is not None and now.programme == "may_be_offered"


def test_everyone_is_computed_in_batches_that_go_on_where_they_stopped() -> None:
    house = House()
    for _ in range(3):
        house.a_participant()
    actor = system("rights", permissions=frozenset({"participants.compute"}))
    with walls.asking(actor):
        runs = [actions.recompute_some(now=NOW, today=TODAY, actor=actor, batch=2) for _ in range(3)]
        progress = queries.recomputation()
        assert progress is not None
        assert (runs, progress.persons, progress.changed, progress.total) == ([True, False, False], 3, 3, 3)
        assert Entitlement.objects.visible_to(actor).filter(superseded_on=None).count() == 3
