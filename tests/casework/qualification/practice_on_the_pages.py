"""A practice place on the pages: registered, found, booked, begun and ended, with bad input told and kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rotfeste.foundation.access import walls
from rotfeste.foundation.audit.models import Event
from rotfeste.registers.participants.models import MeasureKind
from tests.builders import TODAY, House, a_browser
from tests.casework.qualification.someone_practises import a_place, booked, in_programme

pytestmark = pytest.mark.django_db
BEGAN, AUGUST, DECEMBER = date(2017, 3, 1), date(2017, 8, 1), date(2017, 12, 1)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    """A house on its own day."""
    monkeypatch.setattr("django.conf.settings.TODAY", TODAY)
    return House()


def an_adviser(house: House) -> Client:
    """The adviser's browser, in English."""
    browser = a_browser(house.programme_adviser)
    browser.cookies["language"] = "en"
    return browser


def a_bakery(house: House) -> int:
    """A place from June, 12 hours a week."""
    kind = MeasureKind.objects.get(key="work-practice").id
    return a_place(
        house.programme_adviser,
        name="Eksempelbakeriet",
        kind_id=kind,
        work="Bakeri",
        hours_week=Decimal(12),
        from_on=date(2017, 6, 1),
    )


def test_an_adviser_registers_a_place_and_bad_input_is_told_and_kept(house: House) -> None:
    browser = an_adviser(house)
    typed = {
        "name": "Eksempelbakeriet",
        "organisation_number": "974 760 674",
        "municipality_code": "0301",
        "kind": str(MeasureKind.objects.get(key="work-practice").id),
        "work": "Bakeri",
        "hours_week": "12",
        "capacity": "1",
        "from_on": "2017-06-01",
        "last_day": "2017-05-01",
        "found_by": "nav",
        "shared": "county",
    }
    new = reverse("qualification:new_practice_place")
    wrong = browser.post(new, typed).content.decode()
    assert "the last one checks the others" in wrong and "before the first" in wrong and "Eksempelbakeriet" in wrong
    made = browser.post(new, typed | {"organisation_number": "974 760 673", "last_day": ""}, follow=True)
    assert "974\u202f760\u202f673" in made.content.decode() and "1 of 1 free" in made.content.decode()


def test_an_adviser_finds_a_free_place_from_the_participant_and_books_it(house: House) -> None:
    person_id, place_id, browser = in_programme(house), a_bakery(house), an_adviser(house)
    find = reverse("qualification:find_practice", args=[person_id])
    assert find in browser.get(reverse("qualification:participant", args=[person_id])).content.decode()
    shown = browser.get(find, {"from_on": "2017-06-01", "last_day": "2017-07-31", "hours_week": "12", "measure": ""})
    assert "Eksempelbakeriet" in shown.content.decode()
    backwards = browser.get(find, {"from_on": "2017-07-31", "last_day": "2017-06-01", "hours_week": "x"})
    assert "The last day is before the first." in backwards.content.decode()
    book = {"place": str(place_id), "from_on": "2017-06-01", "last_day": "2017-07-31", "measure": ""}
    assert "Write a smaller number" in browser.post(find, book | {"hours_week": "13"}).content.decode()
    assert browser.post(find, book | {"place": "999999", "hours_week": "12"}).status_code == 404
    done = browser.post(find, book | {"hours_week": "12"}, follow=True).content.decode()
    assert "The place is booked" in done and "Eksempelbakeriet" in done
    here = browser.get(reverse("qualification:practice_place", args=[place_id])).content.decode()
    assert "0 of 1 free" in here and "Testesen" in here and "Should have begun" in here
    with walls.asking(house.auditor) as actor:
        last = Event.objects.visible_to(actor).filter(what="practice.bookings").latest("id")
        assert (last.verb, last.person_ids) == ("search", [person_id])
    listed = browser.get(reverse("qualification:practice"), {"free": "on"}).content.decode()
    assert "Nothing fits what you chose" in listed
    assert (
        "No place is free all the time"
        in browser.get(
            find, {"from_on": "2017-06-01", "last_day": "2017-07-31", "hours_week": "5", "measure": ""}
        ).content.decode()
    )
    assert a_browser(house.programme_adviser_b).get(find).status_code == 404


def test_an_adviser_begins_and_ends_a_practice_on_the_pages(house: House) -> None:
    person_id, place_id, browser = in_programme(house), a_bakery(house), an_adviser(house)
    number = booked(house.programme_adviser, person_id, place_id, from_on=date(2017, 6, 1)).id
    begin = reverse("qualification:begin_practice", args=[number])
    assert "It is registered" in browser.post(begin, {"version": "0"}, follow=True).content.decode()
    end = reverse("qualification:end_practice", args=[number])
    assert "Someone else has changed" in browser.post(end, {"version": "0", "last_day": "2017-06-01"}).content.decode()
    assert (
        "the place is free"
        in browser.post(end, {"version": "1", "last_day": "2017-06-01"}, follow=True).content.decode()
    )


@pytest.mark.parametrize("name", ["practice", "practice_place", "find_practice"])
def test_pages_ask_as_often_for_many_places_and_bookings_as_for_few(name: str) -> None:
    house = House()
    person_id = in_programme(house)
    browser = a_browser(house.programme_adviser)
    place = a_place(house.programme_adviser, capacity=20)

    def more() -> None:
        a_place(house.programme_adviser)
        booked(house.programme_adviser, in_programme(house), place)

    def questions() -> int:
        args = {"practice": [], "practice_place": [place], "find_practice": [person_id]}[name]
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse(f"qualification:{name}", args=args)).status_code == 200
        return len(seen)

    more()
    questions()
    few = questions()
    for _ in range(3):
        more()
    assert questions() <= few
