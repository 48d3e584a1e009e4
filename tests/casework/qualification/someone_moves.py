"""Someone moves to another municipality: what ends, who decides, and who still registers what."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotfeste.casework.qualification import actions, jobs, queries
from rotfeste.casework.qualification.models import Complaint, Handover, Plan
from rotfeste.casework.qualification.rules.board import Stand
from rotfeste.casework.qualification.rules.handover import Spent, days_spent, hours_left, latest_end
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.letters.models import Letter
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import Decision, Ending, Enrolment
from rotfeste.registers.persons.models import Person, Responsibility
from tests.builders import NOW, TODAY, House, a_browser, a_family
from tests.casework.qualification.from_offer_to_ending import running
from tests.casework.qualification.the_plan_stands_inspection import WHOLE, decided

pytestmark = pytest.mark.django_db
SETTLED, BEGAN, MOVES = date(2017, 2, 1), date(2017, 3, 1), TODAY
LATER = NOW + timedelta(days=1)
APRIL, MAY, JUNE = date(2017, 4, 1), date(2017, 5, 1), date(2017, 6, 1)


def in_training(person_id: int, actor: Actor) -> Enrolment:
    """Someone in training since March, with hours in April."""
    offer = actions.offer_training(person_id, offered_on=BEGAN, now=NOW, actor=actor)
    actions.answer_programme(offer.id, status="accepted", answered_on=BEGAN, today=BEGAN, actor=actor)
    said = {"reasons": "Har rett og plikt.", "now": NOW, "actor": actor}
    actions.decide_training(person_id, from_on=BEGAN, until_on=date(2019, 3, 1), **said)
    row = actions.start_training(person_id, started_on=BEGAN, track="2", now=NOW, actor=actor)
    hours = [
        register.Hours(row.id, "norwegian", APRIL, Decimal(60), Decimal(4), Decimal(2)),
        register.Hours(row.id, "civics_own", APRIL, Decimal(10)),
    ]
    register.register_hours(hours, now=NOW, actor=actor)
    return row


def a_participant(house: House) -> int:
    """Someone in the programme in Oslo since March, with training, a test and a plan."""
    person_id = house.a_participant(today=SETTLED, permit_on="2017-01-10")
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor, start=BEGAN)
        in_training(person_id, actor)
        said: dict[str, Any] = {"passed": True, "taken_on": MAY, "now": NOW, "actor": actor}
        register.register_exam(person_id, "spoken", level="A1", **said)
        decided(person_id, actor)
    return person_id


def moved(house: House, person_id: int, *, on: date = MOVES, now: Any = NOW) -> Handover:
    with walls.asking(house.programme_adviser) as actor:
        rows = actions.register_move([person_id], receiver_id=house.bergen.id, moves_on=on, now=now, actor=actor)
    return rows[0]


def test_what_goes_on_ends_once_the_day_before_and_decisions_last_to_the_day() -> None:
    house = House()
    person_id = a_participant(house)
    row = moved(house, person_id)
    assert row.status == "to_send"
    with walls.asking(house.case_worker) as worker:
        endings = list(Ending.objects.visible_to(worker).filter(person_id=person_id))
        assert [(each.ended_on, each.reason, each.moved, each.completed) for each in endings] == [
            (MOVES, "other", True, False)
        ] * 2
        standing = Decision.objects.visible_to(worker).filter(person_id=person_id).order_by("kind")
        assert [(each.kind, each.status, each.until_on) for each in standing] == [
            ("norwegian", "in_force", MOVES),
            ("plan", "annulled", WHOLE.last_day + timedelta(days=1)),
            ("programme", "in_force", MOVES),
        ], "the plan was to begin on the day of the move"
        assert [plan.status for plan in Plan.objects.visible_to(worker).filter(person_id=person_id)] == ["ended"]
        assert Letter.objects.visible_to(worker).filter(kind="programme_certificate").count() == 1


def test_from_the_day_of_the_move_the_other_municipality_is_responsible_and_alone_sees_the_person() -> None:
    house = House()
    person_id = a_participant(house)
    moved(house, person_id)
    with walls.asking(house.case_worker) as worker:
        days = Responsibility.objects.visible_to(worker).filter(person_id=person_id).order_by("from_on")
        assert [(each.organisation_id, each.from_on, each.until_on) for each in days] == [
            (house.oslo.id, SETTLED, MOVES),
            (house.bergen.id, MOVES, None),
        ]
    with walls.asking(house.programme_adviser) as actor:
        assert not Person.objects.visible_to(actor).filter(id=person_id).exists()
    with walls.asking(house.programme_adviser_b) as actor:
        view = queries.participant_view(person_id, today=TODAY, actor=actor)
        assert view.standing.stand is Stand.MOVED_HERE
        board = {row.person_id: row.standing.stand for row in queries.board(today=TODAY, actor=actor)}
        assert board[person_id] is Stand.MOVED_HERE
        assert queries.plans_of(person_id, actor=actor).handed_over is not None
        assert participants.behind([person_id], today=JUNE + timedelta(days=40), actor=actor) == {}


def test_the_former_municipality_registers_its_own_time_and_sees_no_more_than_that() -> None:
    house = House()
    person_id = a_participant(house)
    row = moved(house, person_id)
    with walls.asking(house.programme_adviser) as actor:
        training = Enrolment.objects.visible_to(actor).get(activity="norwegian")
        register.register_hours([register.Hours(training.id, "norwegian", MAY, Decimal(50))], now=NOW, actor=actor)
        with pytest.raises(CannotRegister):
            register.register_hours([register.Hours(training.id, "norwegian", JUNE, Decimal(5))], now=NOW, actor=actor)
        said: dict[str, Any] = {"level": "A2", "passed": True, "now": NOW, "actor": actor}
        register.register_exam(person_id, "reading", taken_on=date(2017, 5, 20), **said)
        with pytest.raises(CannotRegister):
            register.register_exam(person_id, "reading", taken_on=TODAY, **said)
    with walls.asking(house.programme_adviser_b) as actor:
        decision = _decided_anew(person_id, actor)
        begun = actions.start_training(person_id, started_on=MOVES, track="2", now=LATER, actor=actor)
        register.register_hours([register.Hours(begun.id, "norwegian", JUNE, Decimal(9))], now=LATER, actor=actor)
        assert decision.hours_norwegian == 550 - 60 - 50
        assert begun.continues_id == training.id
    with walls.asking(house.programme_adviser) as actor:
        seen = participants.file_of(person_id, actor=actor)
        assert {each.organisation_id for each in (*seen.hours, *seen.decisions, *seen.enrolments)} == {house.oslo.id}
        package = actions.send_package(row.id, now=NOW + timedelta(days=3), actor=actor)
        assert [each["hours"] for each in package.content["hours"] if each["kind"] == "norwegian"] == ["60", "50"]
        assert [each["organisation"] for each in package.content["decisions"]] == ["Oslo"] * 3
    browser = a_browser(house.programme_adviser)
    for name in ("participant", "training", "plan", "move"):
        assert browser.get(reverse(f"qualification:{name}", args=[person_id])).status_code == 404
    page = browser.get(reverse("qualification:handover", args=[row.id])).content.decode()
    assert reverse("qualification:hours", args=[training.id]) in page
    assert f"persons/{person_id}/" not in page


def _decided_anew(person_id: int, actor: Actor) -> Decision:
    offer = actions.offer_training(person_id, offered_on=MOVES, now=LATER, actor=actor)
    actions.answer_programme(offer.id, status="accepted", answered_on=MOVES, today=MOVES, actor=actor)
    said = {"reasons": "Flyttet hit.", "now": LATER, "actor": actor}
    return actions.decide_training(person_id, from_on=MOVES, until_on=date(2019, 3, 1), **said)


def test_the_new_municipality_gives_what_is_left_of_two_years_and_no_more() -> None:
    house = House()
    person_id = a_participant(house)
    moved(house, person_id)
    left = latest_end(MOVES, 24, (MOVES - BEGAN).days)
    with walls.asking(house.programme_adviser_b) as actor:
        given: dict[str, Any] = {"from_on": MOVES, "reasons": "Flyttet hit.", "now": NOW, "actor": actor}
        with pytest.raises(actions.TooLong) as told:
            actions.decide_programme(person_id, until_on=left + timedelta(days=1), **given)
        assert told.value.until_on == left == date(2019, 3, 1)
        actions.decide_programme(person_id, until_on=left, **given)
        stand = queries.participant_view(person_id, today=TODAY, actor=actor).standing.stand
        assert stand is Stand.TO_START
        begun = actions.start_programme(person_id, started_on=MOVES, now=NOW, actor=actor)
        assert begun.continues is not None and begun.continues.organisation_id == house.oslo.id
        assert queries.participant_view(person_id, today=TODAY, actor=actor).standing.stand is Stand.IN_PROGRAMME


def test_a_move_ahead_ends_nothing_until_its_day_and_can_be_called_off() -> None:
    house = House()
    first, second = a_participant(house), a_participant(house)
    ahead = TODAY + timedelta(days=20)
    one, other = moved(house, first, on=ahead), moved(house, second, on=ahead)
    assert (one.status, one.moved_at) == ("planned", None)
    with walls.asking(house.programme_adviser) as actor:
        with pytest.raises(actions.CannotMove, match="planned_already"):
            actions.register_move([first], receiver_id=house.bergen.id, moves_on=ahead, now=NOW, actor=actor)
        with pytest.raises(actions.CannotMove, match="the_day_has_not_come"):
            actions.carry_out_move(one.id, now=NOW, actor=actor)
        actions.call_off_move(other.id, actor=actor)
    with walls.asking(house.programme_adviser_b) as actor:
        assert queries.handovers(actor=actor) == []
    jobs.carry_out_moves(NOW)
    jobs.carry_out_moves(NOW + timedelta(days=20))
    with walls.asking(house.case_worker) as worker:
        assert {row.id: row.status for row in Handover.objects.visible_to(worker)} == {
            one.id: "to_send",
            other.id: "called_off",
        }
        open_still = Enrolment.objects.visible_to(worker).filter(ended_on=None).values_list("person_id", flat=True)
        assert set(open_still) == {second}


def test_what_cannot_be_moved_is_refused_and_nothing_is_changed() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        given: dict[str, Any] = {"now": NOW, "actor": actor}
        for receiver, on, code in (
            (house.oslo.id, MOVES, "the_same_municipality"),
            (house.bergen.id, SETTLED, "not_yours_the_day_before"),
        ):
            with pytest.raises(actions.CannotMove, match=code):
                actions.register_move([person_id], receiver_id=receiver, moves_on=on, **given)
        with pytest.raises(CannotRegister, match="before_it_began"), transaction.atomic():
            actions.register_move([person_id], receiver_id=house.bergen.id, moves_on=BEGAN - timedelta(days=5), **given)
        assert Enrolment.objects.visible_to(actor).filter(ended_on=None).count() == 2
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(actions.CannotMove):
        actions.register_move([person_id], receiver_id=house.oslo.id, moves_on=MOVES, now=NOW, actor=actor)


def test_those_of_a_household_who_are_chosen_move_and_the_others_stay() -> None:
    house = House()
    case_id = house.a_case(a_family(permit_on="2017-01-10"), upto="settled", today=SETTLED)
    with walls.asking(house.programme_adviser) as actor:
        people = list(Person.objects.visible_to(actor).order_by("born_on"))
        chosen = [row.id for row in people if row.given_name in ("Amal", "Omar")]
        assert case_id and len(people) == 4
        rows = actions.register_move(chosen, receiver_id=house.bergen.id, moves_on=MOVES, now=NOW, actor=actor)
        assert {row.status for row in rows} == {"nothing"}, "nothing is registered about them"
        assert Person.objects.visible_to(actor).count() == 2
    with walls.asking(house.programme_adviser_b) as actor:
        assert set(Person.objects.visible_to(actor).values_list("id", flat=True)) == set(chosen)


def test_a_complaint_about_the_former_municipalitys_decision_is_concluded_there_after_the_move() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        about = Decision.objects.visible_to(actor).get(kind="programme")
        said: dict[str, Any] = {"theme": "length", "grounds": "For kort.", "now": NOW, "actor": actor}
        first = actions.register_complaint(about.id, received_on=TODAY, **said)
    moved(house, person_id)
    browser = a_browser(house.programme_adviser)
    page = reverse("qualification:complaint", args=[first.id])
    shown = browser.get(page)
    assert shown.status_code == 200
    assert reverse("qualification:participant", args=[person_id]) not in shown.content.decode()
    assert first.name in browser.get(reverse("qualification:complaints")).content.decode()
    review = {"version": 0, "status": "sent", "on": TODAY.isoformat(), "review": "Vi holder fast ved vedtaket."}
    assert browser.post(f"{page}review", review).status_code == 302
    answer = {"version": 1, "outcome": "upheld", "on": TODAY.isoformat(), "answer": "Vedtaket står."}
    assert browser.post(f"{page}answer", answer).status_code == 302
    with walls.asking(house.programme_adviser) as actor:
        letters = Letter.objects.visible_to(actor).filter(kind="complaint_outcome")
        assert [row.to.name for row in letters] == [first.name] * 2
        assert all(house.bergen.name in row.to.address for row in letters), "they are reached where they live now"
        training = Decision.objects.visible_to(actor).get(kind="norwegian")
        late = actions.register_complaint(training.id, received_on=TODAY, **said)
        assert late.name == first.name
    with walls.asking(house.programme_adviser_b) as actor:
        assert Complaint.objects.visible_to(actor).count() == 2, "the new municipality sees that there are complaints"
        with pytest.raises(Complaint.DoesNotExist):
            actions.withdraw_complaint(late.id, on=TODAY, today=TODAY, version=0, actor=actor)


def test_the_former_municipality_pays_the_benefit_of_the_last_days_after_the_move() -> None:
    house = House()
    person_id = a_participant(house)
    on = date(2017, 5, 16)
    moved(house, person_id, on=on)
    with walls.asking(house.programme_adviser) as actor:
        programme = Enrolment.objects.visible_to(actor).get(activity="programme")
        row = actions.compute_benefit(programme.id, MAY, today=TODAY, actor=actor)
        assert row.amount_nok == 7803, "15 of 30 days of 2 x 93 634 / 12"
        assert [each.name for each in queries.benefits_in(MAY, actor=actor)] == [row.name]
        actions.approve_benefit(row.id, today=TODAY, actor=actor)
    with walls.asking(house.case_worker) as worker:
        person = Person.objects.visible_to(worker).get(id=person_id)
    browser = a_browser(house.programme_adviser)
    page = browser.get(reverse("qualification:benefit_month", args=[row.id])).content.decode()
    assert person.full_name in page and reverse("qualification:participant", args=[person_id]) not in page
    file = browser.post(reverse("qualification:send_benefits"), {"month": "2017-05"})
    assert person.duf_number in file.content.decode()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.dates(date(2016, 1, 1), date(2019, 1, 1)), st.integers(0, 700), st.integers(0, 400))),
    st.integers(1, 36),
)
def test_time_spent_shortens_what_is_left_by_as_many_days(rows: list[tuple[date, int, int]], months: int) -> None:
    spent = days_spent(Spent(day, day + timedelta(days=n), leave) for day, n, leave in rows)
    assert spent == sum(max(0, n - leave) for _day, n, leave in rows)
    assert (latest_end(TODAY, months, 0) - latest_end(TODAY, months, spent)).days == spent


@given(st.none() | st.integers(0, 3000), st.decimals(0, 3000, places=2))
def test_hours_that_are_done_and_left_are_never_less_than_those_with_a_right(wanted: int | None, done: Decimal) -> None:
    left = hours_left(wanted, done)
    if wanted is None:
        assert left is None
    else:
        assert left is not None and left >= 0 and wanted <= left + done < max(wanted, done) + 1
