"""A month's hours for a whole class: one save for all, faults in words, nothing half saved or lost."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rotfeste.casework.qualification import actions
from rotfeste.foundation.access import walls
from rotfeste.foundation.ui.grids import decimal_number
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import Enrolment, Group, GroupMember, MonthlyHours
from tests.builders import NOW, TODAY, House, a_browser
from tests.casework.qualification.norwegian_and_civics import SETTLED, START, moment
from tests.registers.participants.who_registers import moved_to_bergen

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2017, 4, 1), date(2017, 5, 1)


def a_pupil(house: House) -> Enrolment:
    """Someone in training since March."""
    person_id = house.a_participant(today=SETTLED, permit_on="2016-12-01")
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"now": moment(SETTLED), "actor": actor}
        offer = actions.offer_training(person_id, offered_on=SETTLED, **said)
        actions.answer_programme(offer.id, status="accepted", answered_on=SETTLED, today=SETTLED, actor=actor)
        actions.decide_training(person_id, from_on=START, until_on=date(2020, 3, 1), reasons="Har rett.", **said)
        return actions.start_training(person_id, started_on=START, track="2", now=moment(START), actor=actor)


def a_class(house: House, *pupils: Enrolment) -> Group:
    with walls.asking(house.programme_adviser) as actor:
        group = register.found_group(
            name="Norsk A",
            activity="norwegian",
            from_on=START,
            until_on=date(2018, 1, 1),
            organisation_id=house.oslo.id,
            actor=actor,
        )
        register.join_group(group.id, [row.id for row in pupils], from_on=START, actor=actor)
    return group


def in_english(house: House) -> Client:
    browser = a_browser(house.programme_adviser)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def address(group: Group, month: date) -> str:
    return reverse("qualification:class_hours", args=[group.id, month.year, month.month])


def seen(browser: Client, url: str) -> str:
    page = browser.get(url)
    assert page.status_code == 200
    return str(page.context["seen"])


def saved(house: House) -> dict[tuple[int, str], Decimal]:
    with walls.asking(house.programme_adviser) as actor:
        rows = MonthlyHours.objects.visible_to(actor)
        return {(row.enrolment_id, row.kind): row.hours for row in rows}


def test_a_class_is_saved_at_once_and_corrected_later() -> None:
    house = House()
    one, two = a_pupil(house), a_pupil(house)
    group, browser = a_class(house, one, two), in_english(house)
    url = address(group, APRIL)
    given = {f"{one.id}_norwegian": "40,5", f"{one.id}_absent": "4", f"{one.id}_unexcused": "2"}
    given |= {f"{two.id}_civics": "6", "seen": seen(browser, url)}
    assert browser.post(url, given).status_code == 302
    assert saved(house) == {
        (one.id, "norwegian"): Decimal("40.5"),
        (two.id, "civics"): Decimal(6),
    }
    with walls.asking(house.programme_adviser) as actor:
        row = MonthlyHours.objects.visible_to(actor).get(enrolment_id=one.id)
        assert (row.absent_hours, row.unexcused_hours) == (6, 2)
    page = browser.get(url).content.decode()
    assert 'value="40.5"' in page
    again = {f"{one.id}_norwegian": "", f"{two.id}_civics": "7", "seen": seen(browser, url)}
    assert browser.post(url, again).status_code == 302
    assert saved(house) == {(one.id, "norwegian"): 0, (two.id, "civics"): 7}
    page = browser.get(reverse("qualification:group", args=[group.id])).content.decode()
    assert "2 of 2 registered" in page


def test_what_is_wrong_is_said_in_its_cell_and_nothing_is_half_saved() -> None:
    house = House()
    one, two = a_pupil(house), a_pupil(house)
    group, browser = a_class(house, one, two), in_english(house)
    url = address(group, APRIL)
    good, bad = f"{one.id}_norwegian", f"{two.id}_norwegian"
    page = browser.post(url, {good: "40", bad: "førti", "seen": seen(browser, url)}).content.decode()
    assert "«førti» is not a number of hours" in page
    assert 'value="40"' in page
    assert 'value="førti"' in page
    page = browser.post(url, {good: "40", bad: "201", "seen": seen(browser, url)}).content.decode()
    assert "more hours than the month holds" in page
    assert f'href="#{bad}"' in page
    assert saved(house) == {}
    page = browser.post(url, {good: "40", f"{one.id}_civics": "170", "seen": seen(browser, url)}).content.decode()
    assert "more hours than the month holds" in page, "all kinds together"
    assert browser.get(address(group, date(2017, 2, 1))).status_code == 404
    assert browser.get(address(group, date(2017, 9, 1))).status_code in (200, 404)


def test_two_people_do_not_overwrite_each_other_unseen() -> None:
    house = House()
    one = a_pupil(house)
    group, browser = a_class(house, one), in_english(house)
    url, cell = address(group, APRIL), f"{one.id}_norwegian"
    opened = seen(browser, url)
    with walls.asking(house.programme_adviser) as actor:
        register.register_hours([register.Hours(one.id, "norwegian", APRIL, Decimal(33))], now=NOW, actor=actor)
    page = browser.post(url, {cell: "40", "seen": opened})
    text = page.content.decode()
    assert "Someone else saved hours of this month" in text
    assert "Saved: 33" in text
    assert 'value="40"' in text
    assert saved(house) == {(one.id, "norwegian"): 33}
    assert browser.post(url, {cell: "40", "seen": page.context["seen"]}).status_code == 302
    assert saved(house) == {(one.id, "norwegian"): 40}


def test_who_has_moved_away_stays_in_the_class_of_the_months_before() -> None:
    house = House()
    one = a_pupil(house)
    group, browser = a_class(house, one), in_english(house)
    moved_to_bergen(house, one.person_id, APRIL.replace(day=20))
    page = browser.get(reverse("qualification:group", args=[group.id])).content.decode()
    assert "has moved away" in page
    cell = f"{one.id}_norwegian"
    url = address(group, APRIL)
    assert browser.post(url, {cell: "20", "seen": seen(browser, url)}).status_code == 302
    url = address(group, MAY)
    page = browser.post(url, {cell: "20", "seen": seen(browser, url)}).content.decode()
    assert "did not have this person in the period" in page
    assert saved(house) == {(one.id, "norwegian"): 20}
    other = a_browser(house.programme_adviser_b)
    assert other.get(url).status_code == 404


def test_a_class_has_members_of_its_own_training_one_class_at_a_time() -> None:
    house = House()
    one = a_pupil(house)
    group = a_class(house, one)
    with walls.asking(house.programme_adviser) as actor:
        given: dict[str, Any] = {"from_on": START, "until_on": date(2018, 1, 1), "organisation_id": house.oslo.id}
        other = register.found_group(name="Norsk B", activity="norwegian", actor=actor, **given)
        with pytest.raises(CannotRegister, match="in_one_class_at_a_time"):
            register.join_group(other.id, [one.id], from_on=MAY, actor=actor)
        with pytest.raises(CannotRegister, match="one_class_of_a_name"):
            register.found_group(name="Norsk B", activity="norwegian", actor=actor, **given)
        culture = register.found_group(name="Kultur", activity="culture", actor=actor, **given)
        with pytest.raises(CannotRegister, match="not_this_training"):
            register.join_group(culture.id, [one.id], from_on=MAY, actor=actor)
        member = GroupMember.objects.visible_to(actor).get()
        register.leave_group(member.id, last_day=date(2017, 4, 30), actor=actor)
        register.join_group(other.id, [one.id], from_on=MAY, actor=actor)
        assert [row.group.name for row in participants.classes_of(one.person_id, actor=actor)] == ["Norsk A", "Norsk B"]
    assert group.id != other.id


def test_an_adviser_makes_a_class_in_the_browser() -> None:
    house = House()
    one = a_pupil(house)
    browser = in_english(house)
    given = {"name": "Norsk C", "activity": "norwegian", "teacher": "Kari", "level": "A2", "from_on": START}
    answer = browser.post(reverse("qualification:new_group"), {**given, "last_day": "2017-12-31"})
    assert answer.status_code == 302, answer.content.decode()
    assert browser.post(answer["Location"], {"members": [one.id], "from_on": START}).status_code == 302
    with walls.asking(house.programme_adviser) as actor:
        member = GroupMember.objects.visible_to(actor).get()
    assert member.name in browser.get(reverse("qualification:group", args=[member.group_id])).content.decode()
    assert "Norsk C" in browser.get(reverse("qualification:groups")).content.decode()
    assert "Norsk C" in browser.get(reverse("qualification:training", args=[one.person_id])).content.decode()
    url = reverse("qualification:leave_group", args=[member.id])
    assert browser.post(url, {"last_day": TODAY}).status_code == 302
    page = browser.get(reverse("qualification:join_group", args=[member.group_id])).content.decode()
    assert member.name in page


def test_a_large_class_asks_no_more_questions_than_a_small_one() -> None:
    house = House()
    pupils = [a_pupil(house) for _ in range(5)]
    small, browser = a_class(house, pupils[0]), in_english(house)
    with walls.asking(house.programme_adviser) as actor:
        large = register.found_group(
            name="Norsk B",
            activity="norwegian",
            from_on=START,
            until_on=date(2018, 1, 1),
            organisation_id=house.oslo.id,
            actor=actor,
        )
        register.join_group(large.id, [row.id for row in pupils[1:]], from_on=START, actor=actor)
    counts = []
    for group, rows in ((small, pupils[:1]), (large, pupils[1:])):
        url = address(group, APRIL)
        given = {f"{row.id}_norwegian": "20" for row in rows} | {"seen": seen(browser, url)}
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
            assert browser.post(url, given).status_code == 302
            browser.get(reverse("qualification:group", args=[group.id]))
        counts.append(len(asked))
    assert all(later <= before for before, later in pairwise(counts)), counts


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("7", 7), ("7,5", Decimal("7.5")), ("7.25", Decimal("7.25")), (" 12 ", 12), ("7,", 7)],
)
def test_hours_are_written_with_comma_or_point(text: str, number: Decimal) -> None:
    assert decimal_number(text) == number


@pytest.mark.parametrize("text", ["-1", "1e3", "7,555", "sju", "1000", ".5", "7,5,5", "NaN", "٣"])
def test_what_is_no_number_of_hours_is_not_read_as_one(text: str) -> None:
    assert decimal_number(text) is None
