"""A practice place is registered, found, booked, answered and freed: never more than it takes, nothing typed twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.casework.qualification import actions, queries
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.models import Notification
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Enrolment, Measure, MeasureKind
from rotfeste.registers.practice import actions as practice
from rotfeste.registers.practice import queries as practice_queries
from rotfeste.registers.practice.models import BookedFor, Booking, Place
from rotfeste.registers.practice.rules import most_at_once
from rotfeste.registers.practice.states import BOOKING_ROADS
from tests.builders import NOW, TODAY, House, a_browser, an_organisation, someone
from tests.casework.qualification.from_offer_to_ending import running

pytestmark = pytest.mark.django_db
BEGAN, AUGUST, DECEMBER = date(2017, 3, 1), date(2017, 8, 1), date(2017, 12, 1)
NUMBER = "974760673"


def a_description(**changes: Any) -> practice.Offered:
    """A kitchen in Oslo that takes one at a time."""
    kind = MeasureKind.objects.get(key="language-practice").id
    kitchen = practice.Offered("Eksempelkjøkkenet", NUMBER, "0301", kind, "Kjøkken", Decimal(15), 1, date(2017, 1, 1))
    return replace(kitchen, **changes)


def a_place(actor: Actor, **changes: Any) -> int:
    """A registered place."""
    with walls.asking(actor):
        return practice.register_place(a_description(**changes), now=NOW, actor=actor).id


def in_programme(house: House) -> int:
    """Someone in the programme in Oslo since March."""
    person_id = house.a_participant(today=date(2017, 2, 1), permit_on="2017-01-10")
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor, start=BEGAN)
    return person_id


def a_neighbour(house: House) -> Actor:
    """An adviser of another municipality in Oslo's county."""
    return someone("programme_adviser", an_organisation("municipality", "Nabo", place="0302"))


def booked(actor: Actor, person_id: int, place_id: int, **changes: Any) -> Booking:
    """A booking from today to August, of 10 hours a week."""
    given = {"from_on": TODAY, "until_on": AUGUST, "hours_week": Decimal(10), "now": NOW, **changes}
    with walls.asking(actor):
        return actions.book_practice(person_id, place_id, actor=actor, **given).booking


def measures(house: House, person_id: int) -> list[Measure]:
    with walls.asking(house.programme_adviser) as actor:
        return list(Measure.objects.visible_to(actor).filter(person_id=person_id).order_by("id"))


def status_of(house: House, booking: Booking) -> str:
    with walls.asking(house.programme_adviser) as actor:
        return str(Booking.objects.visible_to(actor).get(id=booking.id).status)


def test_an_own_place_is_confirmed_at_once_and_the_measure_is_in_the_programme() -> None:
    house = House()
    person_id = in_programme(house)
    row = booked(house.programme_adviser, person_id, a_place(house.programme_adviser))
    (measure,) = measures(house, person_id)
    assert row.status == "confirmed"
    assert (measure.from_on, measure.until_on, measure.hours_week) == (TODAY, AUGUST, Decimal(10))
    assert (measure.kind.key, measure.place) == ("language-practice", "Eksempelkjøkkenet")


def test_a_full_place_takes_nobody_more_and_a_withdrawn_booking_frees_it() -> None:
    house = House()
    first, second = in_programme(house), in_programme(house)
    place = a_place(house.programme_adviser)
    row = booked(house.programme_adviser, first, place)
    with pytest.raises(practice.CannotBook, match="no_day_holds_more"):
        booked(house.programme_adviser, second, place, from_on=AUGUST - timedelta(days=1), until_on=DECEMBER)
    assert measures(house, second) == []
    booked(house.programme_adviser, second, place, from_on=AUGUST, until_on=DECEMBER)
    with walls.asking(house.programme_adviser) as actor:
        actions.withdraw_practice(row.id, now=NOW, actor=actor)
        with pytest.raises(NoSuchRoad):
            actions.end_practice(row.id, until_on=AUGUST, now=NOW, actor=actor)
    assert measures(house, first) == []
    booked(house.programme_adviser, first, place)


def test_the_database_counts_the_days_when_the_action_forgets() -> None:
    house = House()
    person_id = in_programme(house)
    place = a_place(house.programme_adviser, until_on=DECEMBER)
    booked(house.programme_adviser, person_id, place)
    with walls.asking(house.programme_adviser) as actor:
        row = {"place_id": place, "organisation": house.oslo, "hours_week": 5, "booked_at": NOW}
        for days in (
            {"from_on": TODAY, "until_on": AUGUST},
            {"from_on": DECEMBER, "until_on": date(2018, 1, 1)},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Booking.objects.create(**row, **days)
        with pytest.raises(IntegrityError, match="a_booking_is_inside"), transaction.atomic():
            Place.objects.visible_to(actor).update(until_on=date(2017, 7, 1))


def test_a_place_is_not_made_smaller_or_another_under_those_who_have_booked_it() -> None:
    house = House()
    place = a_place(house.programme_adviser, capacity=2)
    for _ in range(2):
        booked(house.programme_adviser, in_programme(house), place)
    work = MeasureKind.objects.get(key="work-practice").id
    refused = {
        "no_fewer_places_than_are_booked": {"capacity": 1},
        "a_booking_is_inside_the_time_of_its_place": {"capacity": 2, "from_on": TODAY + timedelta(days=1)},
        "booked_for_this_kind": {"capacity": 2, "kind_id": work},
        "no_such_organisation_number": {"capacity": 2, "organisation_number": "974760674"},
    }
    with walls.asking(house.programme_adviser) as actor:
        for code, changes in refused.items():
            with pytest.raises(practice.CannotBook) as error, transaction.atomic():
                practice.change_place(place, a_description(**changes), now=NOW, actor=actor)
            assert error.value.code == code
        practice.change_place(place, a_description(capacity=3), now=NOW, version=0, actor=actor)
        with pytest.raises(practice.PlaceChanged):
            practice.change_place(place, a_description(capacity=2), now=NOW, version=0, actor=actor)


def test_no_week_holds_more_than_full_time_and_what_is_asked_for_counts() -> None:
    house = House()
    near = a_neighbour(house)
    person_id = in_programme(house)
    with walls.asking(house.programme_adviser) as actor:
        programme = Enrolment.objects.visible_to(actor).get(person_id=person_id, activity="programme")
        norwegian = MeasureKind.objects.get(key="norwegian").id
        days = {"from_on": BEGAN, "until_on": DECEMBER, "hours_week": Decimal(14), "now": NOW, "actor": actor}
        register.register_measure(programme.id, norwegian, **days)
    shared = a_place(near, shared="county", hours_week=Decimal(15), capacity=9)
    assert booked(house.programme_adviser, person_id, shared, hours_week=Decimal(12)).status == "asked"
    with pytest.raises(actions.BeyondFullTime) as error:
        booked(house.programme_adviser, person_id, shared, hours_week=Decimal("8.25"))
    assert error.value.left == 8
    booked(house.programme_adviser, person_id, shared, hours_week=Decimal(8))
    with pytest.raises(practice.CannotBook, match="more_hours_than_the_place_has"):
        booked(house.programme_adviser, person_id, shared, from_on=AUGUST, until_on=DECEMBER, hours_week=Decimal(16))
    with pytest.raises(practice.CannotBook, match="outside_the_programme"):
        booked(house.programme_adviser, person_id, shared, until_on=date(2019, 3, 2))


def test_a_booking_may_be_for_a_measure_that_stands_and_then_leaves_it_standing() -> None:
    house = House()
    person_id = in_programme(house)
    with walls.asking(house.programme_adviser) as actor:
        programme = Enrolment.objects.visible_to(actor).get(person_id=person_id, activity="programme")
        kind = MeasureKind.objects.get(key="language-practice").id
        days = {"from_on": BEGAN, "until_on": DECEMBER, "hours_week": Decimal(12), "now": NOW, "actor": actor}
        standing = register.register_measure(programme.id, kind, **days)
    place = a_place(house.programme_adviser, capacity=3)
    row = booked(house.programme_adviser, person_id, place, measure_id=standing.id)
    assert [each.id for each in measures(house, person_id)] == [standing.id]
    with walls.asking(house.programme_adviser) as actor:
        need = queries.practice_need(person_id, today=TODAY, actor=actor)
    assert [each.id for each in need.unplaced] == [standing.id] and need.placed_until == {standing.id: AUGUST}
    with pytest.raises(practice.CannotBook, match="the_measure_is_booked"):
        booked(house.programme_adviser, person_id, place, measure_id=standing.id)
    with pytest.raises(practice.CannotBook, match="the_measure_does_not_fit"):
        late = DECEMBER + timedelta(days=1)
        booked(house.programme_adviser, person_id, place, measure_id=standing.id, from_on=AUGUST, until_on=late)
    with walls.asking(house.programme_adviser) as actor:
        actions.begin_practice(row.id, today=TODAY, actor=actor)
        actions.end_practice(row.id, until_on=TODAY + timedelta(days=9), now=NOW, actor=actor)
    assert measures(house, person_id)[0].until_on == DECEMBER


def test_a_neighbour_asks_and_who_has_the_place_answers_without_seeing_for_whom() -> None:
    house = House()
    near = a_neighbour(house)
    person_id = in_programme(house)
    place = a_place(near, shared="county")
    row = booked(house.programme_adviser, person_id, place)
    assert row.status == "asked" and measures(house, person_id) == []
    with walls.asking(house.programme_adviser) as actor, pytest.raises(Booking.DoesNotExist):
        actions.confirm_practice(row.id, now=NOW, actor=actor)
    with walls.asking(near) as actor:
        assert practice_queries.booked_for([row.id], actor=actor) == {}
        assert not BookedFor.objects.visible_to(actor).exists() and not Measure.objects.visible_to(actor).exists()
        waits = {task.url.rsplit("=")[-1]: task.count for task in queries.practice_tasks(actor, TODAY)}
        assert waits == {"asked": 1, "begin": 0, "end": 0, "empty": 0}
        actions.confirm_practice(row.id, now=NOW, actor=actor)
        assert not Measure.objects.visible_to(actor).exists()
    (measure,) = measures(house, person_id)
    assert (measure.organisation_id, measure.until_on) == (house.oslo.id, AUGUST)
    with walls.asking(house.programme_adviser) as actor:
        notes = Notification.objects.visible_to(actor).filter(text_key__contains="is confirmed")
        assert notes.count() == 1
    with walls.asking(near) as actor:
        with pytest.raises(practice.CannotBook, match="booked_by_others"):
            practice.change_place(place, a_description(), now=NOW, actor=actor)
        actions.end_practice(row.id, until_on=TODAY + timedelta(days=3), now=NOW, actor=actor)
    assert measures(house, person_id)[0].until_on == TODAY + timedelta(days=3)


def test_a_declined_booking_has_its_reason_and_a_programme_that_has_ended_is_not_filled() -> None:
    house = House()
    near = a_neighbour(house)
    place = a_place(near, shared="county", capacity=3)
    first, second = (booked(house.programme_adviser, in_programme(house), place) for _ in range(2))
    with walls.asking(near) as actor:
        with pytest.raises(practice.CannotBook, match="a_declined_booking_has_its_reason"), transaction.atomic():
            actions.decline_practice(first.id, because=" ", now=NOW, actor=actor)
        actions.decline_practice(first.id, because="Kjøkkenet pusses opp.", now=NOW, actor=actor)
    with walls.asking(house.programme_adviser) as actor:
        enrolment = BookedFor.objects.visible_to(actor).get(booking=second).enrolment_id
        Enrolment.objects.visible_to(actor).filter(id=enrolment).update(status="ended", ended_on=TODAY)
    with walls.asking(near) as actor, pytest.raises(practice.CannotBook, match="the_programme_has_changed"):
        actions.confirm_practice(second.id, now=NOW, actor=actor)
    assert (status_of(house, first), status_of(house, second)) == ("declined", "asked")


def test_what_is_for_the_own_municipality_does_not_exist_for_others() -> None:
    house = House()
    near, far = a_neighbour(house), house.programme_adviser_b
    own, shared = a_place(house.programme_adviser), a_place(house.programme_adviser, shared="county")
    seen = {house.programme_adviser: {own, shared}, near: {shared}, far: set(), house.adviser: {own, shared}}
    for actor, wanted in seen.items():
        with walls.asking(actor):
            assert {view.place.id for view in practice_queries.places(actor=actor, on=TODAY)} == wanted
            with connection.cursor() as cursor:
                cursor.execute("SELECT id FROM practice_place")
                assert {row[0] for row in cursor.fetchall()} == wanted
    district = someone("programme_adviser", house.district)
    with walls.asking(district):
        assert len(practice_queries.places(actor=district, on=TODAY)) == 2
    browser = a_browser(near)
    addresses = [reverse(f"qualification:{name}", args=[own]) for name in ("practice_place", "change_practice_place")]
    addresses.append(reverse("qualification:change_practice_place", args=[shared]))
    row = booked(house.programme_adviser, in_programme(house), shared)
    steps = ("confirm", "decline", "withdraw", "begin", "end")
    addresses += [reverse(f"qualification:{name}_practice", args=[row.id]) for name in steps]
    for address in addresses:
        assert browser.get(address).status_code == 404 and browser.post(address).status_code == 404, address
    assert "Testesen" not in browser.get(reverse("qualification:practice_place", args=[shared])).content.decode()


@pytest.mark.parametrize("how", ["measure", "programme", "move"])
def test_when_the_measure_the_programme_or_the_time_in_the_municipality_ends_the_place_is_free(how: str) -> None:
    house = House()
    near = a_neighbour(house)
    person_id = in_programme(house)
    place = a_place(house.programme_adviser)
    row = booked(house.programme_adviser, person_id, place, from_on=date(2017, 5, 1))
    later = booked(house.programme_adviser, person_id, place, from_on=AUGUST, until_on=DECEMBER)
    asked = booked(house.programme_adviser, person_id, a_place(near, shared="county"))
    with walls.asking(house.programme_adviser) as actor:
        if how == "measure":
            for measure in measures(house, person_id):
                actions.end_measure(measure.id, until_on=TODAY, actor=actor)
        elif how == "programme":
            said = {"reason": "work", "completed": True, "now": NOW, "actor": actor}
            enrolment = Enrolment.objects.visible_to(actor).get(person_id=person_id, activity="programme")
            actions.end_programme(enrolment.id, last_day=TODAY - timedelta(days=1), **said)
        else:
            actions.register_move([person_id], receiver_id=house.bergen.id, moves_on=TODAY, now=NOW, actor=actor)
        view = practice_queries.place_of(place, actor=actor)
        assert view.free(TODAY, DECEMBER) == 1
        assert Booking.objects.visible_to(actor).get(id=row.id).until_on == TODAY
    assert (status_of(house, row), status_of(house, later)) == ("ended", "withdrawn")
    assert status_of(house, asked) == ("asked" if how == "measure" else "withdrawn")


class BookingsInAnyOrder(RuleBasedStateMachine):
    """Whatever is booked, answered and ended in whatever order, no day holds more than the place takes."""

    house: House
    near: Actor
    people: list[int]

    def __init__(self) -> None:
        super().__init__()
        self.before_all = transaction.savepoint()
        self.places = [a_place(self.near, shared="county", capacity=n, hours_week=Decimal(5)) for n in (1, 2)]
        self.refused = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    @rule(who=st.integers(0, 2), where=st.integers(0, 1), first=st.integers(0, 60), days=st.integers(1, 60))
    def book(self, who: int, where: int, first: int, days: int) -> None:
        begins, place = TODAY + timedelta(days=first), self.places[where]
        ends = begins + timedelta(days=days)
        with walls.asking(self.house.programme_adviser) as actor:
            view = practice_queries.place_of(place, actor=actor)
            free = view.free(begins, ends)
            try:
                with transaction.atomic():
                    given = {"hours_week": Decimal(2), "now": NOW, "actor": actor}
                    actions.book_practice(self.people[who], place, from_on=begins, until_on=ends, **given)
            except practice.CannotBook as error:
                assert error.code == "no_day_holds_more_than_the_place_takes" and free == 0
            except actions.BeyondFullTime:
                pass
            else:
                assert free > 0

    @rule(number=st.integers(0, 30), what=st.sampled_from(("confirm", "decline", "withdraw", "begin", "end")))
    def go_on(self, number: int, what: str) -> None:
        with walls.asking(self.near) as owner:
            rows = list(Booking.objects.visible_to(owner).filter(place_id__in=self.places).order_by("id"))
        if not rows:
            return
        row = rows[number % len(rows)]
        by = self.house.programme_adviser if what in ("begin", "withdraw") else self.near
        given: dict[str, Any] = {
            "begin": {"today": row.from_on},
            "end": {"until_on": row.from_on + timedelta(days=number), "now": NOW},
            "decline": {"because": "Nei.", "now": NOW},
        }.get(what, {"now": NOW})
        with walls.asking(by) as actor:
            try:
                with transaction.atomic():
                    getattr(actions, f"{what}_practice")(row.id, actor=actor, **given)
            except (NoSuchRoad, practice.CannotBook):
                return
            after = Booking.objects.visible_to(actor).get(id=row.id)
        assert after.status in BOOKING_ROADS[row.status]

    @invariant()
    def no_day_holds_too_many_and_each_measure_is_as_its_booking(self) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            for number in self.places:
                view = practice_queries.place_of(number, actor=actor)
                most = most_at_once(view.held, date(2017, 1, 1), date(2019, 1, 1))
                assert most <= view.place.capacity
            for row in BookedFor.objects.visible_to(actor).select_related("booking", "measure"):
                if row.booking.status in ("confirmed", "began", "ended"):
                    period = (row.booking.from_on, row.booking.until_on)
                    assert row.measure is not None and (row.measure.from_on, row.measure.until_on) == period
                else:
                    assert row.measure is None


def test_bookings_in_any_order() -> None:
    house = House()
    BookingsInAnyOrder.house, BookingsInAnyOrder.near = house, a_neighbour(house)
    BookingsInAnyOrder.people = [in_programme(house) for _ in range(3)]
    run_state_machine_as_test(
        BookingsInAnyOrder,
        settings=settings(
            max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
