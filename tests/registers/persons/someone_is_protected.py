"""Protected identity and address: the household disappears, a file may change it, and only people lift it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from rotfeste.foundation.access import walls
from rotfeste.registers.persons import actions
from rotfeste.registers.persons.models import Hidden, Person, ProtectedDetail
from tests.builders import TODAY, House, a_browser, a_family, a_row

pytestmark = pytest.mark.django_db
REASON = "Skattekontoret har opphevet sperren."


def protected_family(house: House) -> list[dict[str, str]]:
    rows = a_family()
    rows[0] |= {"protection": "confidential", "protected_address": "Hemmelig vei 1"}
    house.take_in(rows, actor=house.protector)
    return rows


def person_of(house: House, row: dict[str, str]) -> Person:
    with walls.asking(house.protector) as actor:
        return Person.objects.visible_to(actor).get(duf_number=row["duf_number"])  # type: ignore[no-any-return]


def seen_by(house: House, who: Any) -> int:
    with walls.asking(who) as actor:
        return int(Person.objects.visible_to(actor).count())


def details(house: House) -> list[tuple[str, str, date | None]]:
    with walls.asking(house.protector) as actor:
        rows = ProtectedDetail.objects.visible_to(actor).order_by("id")
        return list(rows.values_list("kind", "address", "until_on"))


def test_one_protected_member_hides_the_whole_household() -> None:
    house = House()
    protected_family(house)
    assert seen_by(house, house.case_worker) == 0
    assert seen_by(house, house.protector) == 4


def test_a_case_worker_registers_it_on_a_page_and_no_longer_sees_the_household() -> None:
    house, rows = House(), a_family()
    house.take_in(rows)
    person, browser = person_of(house, rows[0]), a_browser(house.case_worker)
    path = reverse("persons:protect", args=[person.id])
    answer = browser.post(path, {"kind": "identity", "address": "", "from_on": TODAY.isoformat()})
    assert answer.status_code == 302
    assert browser.get(reverse("persons:person", args=[person.id])).status_code == 404
    assert seen_by(house, house.case_worker) == 0
    assert details(house) == [("identity", "", None)]


def test_a_file_with_another_protection_replaces_it() -> None:
    house = House()
    rows = protected_family(house)
    rows[0] |= {"protection": "strictly_confidential", "protected_address": "Hemmelig vei 2"}
    house.take_in(rows, actor=house.protector)
    assert details(house) == [
        ("confidential", "Hemmelig vei 1", TODAY),
        ("strictly_confidential", "Hemmelig vei 2", None),
    ]


def test_a_file_that_leaves_the_protection_out_does_not_lift_it() -> None:
    house = House()
    rows = protected_family(house)
    rows[0] |= {"protection": "", "protected_address": "", "given_name": "Amina"}
    house.take_in(rows, actor=house.protector)
    assert person_of(house, rows[0]).given_name == "Amina"
    assert details(house) == [("confidential", "Hemmelig vei 1", None)]
    assert seen_by(house, house.case_worker) == 0


def test_it_is_lifted_with_a_reason_by_those_with_the_own_access() -> None:
    house = House()
    person = person_of(house, protected_family(house)[0])
    path = reverse("persons:lift_protection", args=[person.id])
    assert a_browser(house.case_worker).post(path, {"reason": REASON}).status_code == 404
    browser = a_browser(house.protector)
    assert "20" in browser.post(path, {"reason": "slutt"}).content.decode()
    assert seen_by(house, house.case_worker) == 0
    assert browser.post(path, {"reason": REASON}).status_code == 302
    assert seen_by(house, house.case_worker) == 4
    assert [until is not None for _kind, _address, until in details(house)] == [True]


def test_the_household_stays_hidden_while_another_member_is_protected() -> None:
    house, rows = House(), a_family()
    for row in rows[:2]:
        row |= {"protection": "confidential", "protected_address": "Hemmelig vei 1"}
    house.take_in(rows, actor=house.protector)
    with walls.asking(house.protector) as actor:
        actions.lift_protection(person_of(house, rows[0]).id, on=TODAY, reason=REASON, actor=actor)
    assert seen_by(house, house.case_worker) == 0
    with walls.asking(house.protector) as actor:
        actions.lift_protection(person_of(house, rows[1]).id, on=TODAY, reason=REASON, actor=actor)
    assert seen_by(house, house.case_worker) == 4


def test_one_is_not_protected_twice_and_not_lifted_without_cause() -> None:
    house, rows = House(), [a_row()]
    house.take_in(rows)
    person = person_of(house, rows[0])
    with walls.asking(house.protector) as actor:
        with pytest.raises(actions.NotProtected):
            actions.lift_protection(person.id, on=TODAY, reason=REASON, actor=actor)
        actions.protect(person.id, kind="confidential", from_on=TODAY, actor=actor)
        with pytest.raises(actions.ProtectedAlready):
            actions.protect(person.id, kind="identity", from_on=TODAY, actor=actor)
        assert Hidden.objects.filter(person_id=person.id).exists()


def test_the_page_shows_who_has_looked_in_words() -> None:
    house, rows = House(), [a_row()]
    house.take_in(rows)
    person, browser = person_of(house, rows[0]), a_browser(house.case_worker)
    browser.cookies["language"] = "en"
    browser.get(reverse("persons:person", args=[person.id]))
    page = browser.get(reverse("persons:looked_at", args=[person.id])).content.decode()
    assert "Read: the page about the person" in page
    assert "Changed: a permit was taken in" in page
    assert a_browser(house.officer).get(reverse("persons:looked_at", args=[person.id])).status_code == 404
