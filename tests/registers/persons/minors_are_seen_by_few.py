"""Unaccompanied minors: seen in the roles that work with them, counted by all who plan."""

import pytest
from django.urls import reverse

from rotfeste.casework.settlement import queries
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.persons.models import Permit, Person, Stay
from tests.builders import House, a_browser, a_row, someone

pytestmark = pytest.mark.django_db
ROW = {"group": "unaccompanied_minor", "born_on": "2003-02-03"}


def seen(actor: Actor) -> list[int]:
    with walls.asking(actor):
        return [int(model.objects.visible_to(actor).count()) for model in (Person, Permit, Stay, Case, Member)]


def bare(actor: Actor) -> list[int]:
    """The same, asked of the database alone."""
    tables = ("persons_person", "persons_permit", "persons_stay", "settlement_case", "settlement_member")
    from django.db import connection

    with walls.asking(actor), connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(int(cursor.fetchone()[0]))
        return found


def test_advisers_see_neither_the_minor_nor_the_case() -> None:
    house = House()
    minor, grown = house.a_case([a_row(**ROW)], upto="settled"), house.a_case(upto="settled")
    programme = someone("programme_adviser", house.oslo)
    for actor in (house.adviser, programme):
        assert seen(actor) == bare(actor)
        assert seen(actor)[0] == seen(actor)[3] == 1
        browser = a_browser(actor)
        assert browser.get(reverse("settlement:case", args=[minor])).status_code == 404
        assert browser.get(reverse("settlement:case", args=[grown])).status_code == 200


def test_those_who_work_with_the_minor_do() -> None:
    house = House()
    case_id = house.a_case([a_row(**ROW)], upto="interview_due")
    for actor in (house.case_worker, house.staff):
        assert a_browser(actor).get(reverse("settlement:case", args=[case_id])).status_code == 200
    assert a_browser(house.officer).get(reverse("settlement:case", args=[case_id])).status_code == 404


def test_sums_count_minors_for_those_who_do_not_see_them() -> None:
    house = House()
    house.a_case([a_row(**ROW)])
    house.a_case()
    with walls.asking(house.adviser) as actor:
        assert queries.waiting_by_group(actor=actor)["unaccompanied_minor"] == (1, 1)
        assert not queries.households(actor=actor).filter(group="unaccompanied_minor").exists()
