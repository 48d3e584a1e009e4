"""A participant reads all that is registered about programme and training, who has it, and says no to research."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from rotfeste.casework.qualification import actions as qualification
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, NotAllowed
from rotfeste.foundation.access.rules import PERMISSIONS, OwnRole
from rotfeste.foundation.audit.models import Event
from rotfeste.insight.extracts import actions as extracts
from rotfeste.registers.courses.actions import leave_seat
from rotfeste.registers.own_access import actions as own_access
from rotfeste.registers.own_access.queries import actor_of
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Reservation
from rotfeste.registers.participants.queries import reservation_of, reserved_among
from rotfeste.registers.persons.models import Person
from tests.builders import NOW, TODAY, House, an_own_browser
from tests.casework.qualification import someone_practises as practice
from tests.casework.qualification.a_class_registers_a_month import a_class
from tests.casework.qualification.norwegian_and_civics import in_training
from tests.registers.courses import courses_and_seats as courses

pytestmark = pytest.mark.django_db
STARTED = TODAY - timedelta(days=60)
SETTLED = TODAY - timedelta(days=90)
NEW_YEAR = date(2018, 1, 16)


def in_programme(house: House) -> int:
    """Someone who has an offer, a decision, a first day and leave."""
    person_id = house.a_participant(today=SETTLED, permit_on="2016-08-01")
    with walls.asking(house.programme_adviser) as actor:
        register.compute_rights(person_id, today=TODAY, actor=actor)
        offer = qualification.offer_programme(person_id, offered_on=STARTED, now=NOW, actor=actor)
        qualification.answer_programme(offer.id, status="accepted", answered_on=STARTED, today=STARTED, actor=actor)
        ends, reasons = STARTED.replace(year=2019), "Begrunnelsen for vedtaket."
        qualification.decide_programme(person_id, from_on=STARTED, until_on=ends, reasons=reasons, now=NOW, actor=actor)
        row = qualification.start_programme(person_id, started_on=STARTED, now=NOW, actor=actor)
        begins, back = STARTED + timedelta(days=10), STARTED + timedelta(days=20)
        register.grant_leave(
            row.id, "long_sickness", from_on=begins, until_on=back, granted_on=STARTED, now=NOW, actor=actor
        )
    return person_id


def in_with_a_code(house: House, person_id: int) -> Actor:
    """The person, in with a code that the municipality has given."""
    with walls.asking(house.officer) as officer:
        code = own_access.issue_code(person_id, today=TODAY, actor=officer)
        born_on = Person.objects.visible_to(officer).get(id=person_id).born_on
    row = own_access.come_in(code, born_on=born_on, today=TODAY, now=NOW)
    return actor_of(row.id, on=TODAY)


def test_all_that_is_registered_stands_there_in_the_readers_words() -> None:
    house = House()
    person_id = in_programme(house)
    browser = an_own_browser(in_with_a_code(house, person_id))
    for language, words in (
        ("en", ("Decision", "You said yes", "Leave", "You have the right")),
        ("fr", ("Décision", "Vous avez dit oui", "Congé")),
        ("ar", ("قرار", "إجازة", 'dir="rtl"')),
    ):
        page = browser.get(reverse("own:training"), {"language": language}).content.decode()
        assert "Begrunnelsen for vedtaket." in page
        assert [word for word in words if word not in page] == [], language
        assert house.programme_adviser.name not in page
    with walls.asking(house.auditor) as actor:
        found = Event.objects.visible_to(actor).filter(what="participants.file", role="refugee")
        assert [row.person_ids for row in found] == [[person_id]] * 3


def test_they_see_track_class_and_how_many_hours_are_left() -> None:
    house = House()
    row = in_training(house)
    a_class(house, row)
    with walls.asking(house.programme_adviser) as actor:
        given = [register.Hours(row.id, "norwegian", date(2017, 4, 1), Decimal(40))]
        register.register_hours(given, now=NOW, actor=actor)
    page = an_own_browser(in_with_a_code(house, row.person_id)).get(reverse("own:training"), {"language": "en"})
    said = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "Track 2" in said and "Your class: Norsk A" in said
    assert "Norwegian lessons 40 510" in said, "40 of 550 hours"
    assert "Lessons about life in Norway 0 50" in said


def test_they_see_where_they_practise_when_and_how_many_hours() -> None:
    house = House()
    person_id, other = practice.in_programme(house), practice.in_programme(house)
    place_id = practice.a_place(house.programme_adviser, contact="kjøkkensjef")
    refugee = in_with_a_code(house, person_id)
    row = practice.booked(house.programme_adviser, person_id, place_id)
    browser = an_own_browser(refugee)
    for language, words in (
        ("en", ("Your practice place", "Eksempelkjøkkenet", "Kjøkken · Oslo", "Hours each week: 10", "Ask for: kjøk")),
        ("nb", ("Praksisplassen din", "Timer hver uke: 10")),
        ("ar", ("مكان تدريبك",)),
    ):
        page = browser.get(reverse("own:training"), {"language": language})
        said = " ".join(re.sub(r"<[^>]+>", "", page.content.decode()).split())
        assert [word for word in words if word not in said] == [], language
    page = an_own_browser(in_with_a_code(house, other)).get(reverse("own:training"), {"language": "en"})
    assert "Eksempelkjøkkenet" not in page.content.decode()
    with walls.asking(house.programme_adviser) as actor:
        qualification.withdraw_practice(row.id, now=NOW, actor=actor)
    page = browser.get(reverse("own:training"), {"language": "en"}).content.decode()
    assert "Your practice place" not in page and "Practice place" in page and "Taken back" in page


def test_what_others_have_booked_is_no_ones_own() -> None:
    house = House()
    person_id, other = practice.in_programme(house), practice.in_programme(house)
    place_id = practice.a_place(house.programme_adviser, capacity=2)
    mine = practice.booked(house.programme_adviser, person_id, place_id)
    practice.booked(house.programme_adviser, other, place_id)
    elsewhere = practice.a_place(house.programme_adviser, name="Prøvelageret")
    with walls.asking(in_with_a_code(house, person_id)), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM practice_booking")
        assert cursor.fetchall() == [(mine.id,)], "the database alone, without the query's own narrowing"
        cursor.execute("SELECT id FROM practice_place")
        assert cursor.fetchall() == [(place_id,)] and place_id != elsewhere


def test_they_see_who_has_read_and_which_research_they_are_in() -> None:
    house = House()
    person_id, other = in_programme(house), in_programme(house)
    refugee = in_with_a_code(house, person_id)
    late = datetime(2018, 1, 16, 12, tzinfo=UTC)
    with walls.asking(house.programme_adviser) as actor:
        register.reserve(other, reserved=True, said_on=TODAY, now=NOW, actor=actor)
    with walls.asking(house.case_worker) as actor:
        frozen = extracts.freeze_year(2017, "provisional", now=late, today=NEW_YEAR, actor=actor)
        row = extracts.order_extract(
            frozen.id,
            title="Veien til arbeid",
            receiver="Eksempelinstituttet",
            purpose="Hva som hjelper.",
            legal_base="forvaltningsloven § 13 d",
            fields=["kjonn"],
            expires_on=date(2100, 1, 1),
            today=NEW_YEAR,
            actor=actor,
        )
    with walls.asking(house.second) as actor:
        extracts.decide_extract(row.id, approved=True, reason="I orden.", today=NEW_YEAR, actor=actor)
    page = an_own_browser(refugee).get(reverse("own:training"), {"language": "en"}).content.decode()
    assert "Veien til arbeid" in page and "Eksempelinstituttet" in page
    read = an_own_browser(refugee).get(reverse("own:readings"), {"language": "en"}).content.decode()
    assert "Statistics and research" in read and "Your programme and training" in read
    page = an_own_browser(in_with_a_code(house, other)).get(reverse("own:training"), {"language": "en"})
    assert "Veien til arbeid" not in page.content.decode()


def test_they_say_no_to_research_and_take_it_back_and_both_stand() -> None:
    house = House()
    person_id = in_programme(house)
    refugee = in_with_a_code(house, person_id)
    browser = an_own_browser(refugee)
    for reserved in ("yes", "no", "yes"):
        assert browser.post(reverse("own:research"), {"reserved": reserved}).status_code == 302
        with walls.asking(house.case_worker) as actor:
            assert reserved_among([person_id], actor=actor) == ({person_id} if reserved == "yes" else set())
    with walls.asking(house.programme_adviser) as actor:
        last = reservation_of(person_id, actor=actor)
        assert last is not None and last.registered_by_id is None
        assert Reservation.objects.visible_to(actor).count() == 3


def test_nobody_speaks_for_another() -> None:
    assert "own.reserve" not in PERMISSIONS[OwnRole.HELPER]
    house = House()
    person_id, other = in_programme(house), in_programme(house)
    refugee = in_with_a_code(house, person_id)
    given = {"reserved": True, "said_on": TODAY, "now": NOW}
    with walls.asking(refugee) as actor:
        with pytest.raises(NotAllowed):
            register.reserve(other, actor=actor, **given)  # type: ignore[arg-type]
        with pytest.raises(DatabaseError), transaction.atomic():
            Reservation.objects.create(person_id=other, reserved=True, said_on=TODAY, registered_at=NOW)
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(DatabaseError), transaction.atomic():
        register.reserve(person_id, actor=actor, **given)  # type: ignore[arg-type]
    with walls.asking(house.auditor) as actor, pytest.raises(NotAllowed):
        register.reserve(person_id, actor=actor, **given)  # type: ignore[arg-type]


def test_they_see_the_code_of_their_seat_and_when_the_course_meets_in_their_own_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.conf.settings.TODAY", TODAY)
    house = House()
    row = in_training(house)
    course = courses.a_course(house.programme_adviser_b)
    seat = courses.a_seat(house.programme_adviser, course, row)
    first, *_rest, last = courses.sessions(house.programme_adviser_b, course)
    courses.report(house.programme_adviser_b, course, (seat, first, "2.5"))
    browser = an_own_browser(in_with_a_code(house, row.person_id))
    for language, words in (
        ("en", ("Your code:", "The next lessons:", "Hours done: 2.5", "Away: 0.5", 'href="https://kurs.example/a"')),
        ("ti", ("ኮድኩም፦", "العربية")),
    ):
        page = browser.get(reverse("own:training"), {"language": language}).content.decode()
        assert [word for word in (*words, seat.code, "10:00") if word not in page] == [], language
    with walls.asking(house.programme_adviser) as actor:
        leave_seat(seat.id, until_on=TODAY, now=NOW, actor=actor)
    page = browser.get(reverse("own:training"), {"language": "en"}).content.decode()
    assert seat.code not in page and "Hours done: 2.5" in page, "the code opens nothing any more"
    other = in_programme(house)
    page = an_own_browser(in_with_a_code(house, other)).get(reverse("own:training")).content.decode()
    assert course.name not in page and last.day > TODAY
