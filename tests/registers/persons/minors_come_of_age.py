"""Who came alone as a minor is seen by programme advisers from 18, and the database says so too."""

from datetime import date

import pytest
from django.db import connection

from rotfeste.casework.qualification import queries
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.persons import actions
from rotfeste.registers.persons.jobs import come_of_age_all
from rotfeste.registers.persons.models import Person
from tests.builders import TODAY, House, a_row

pytestmark = pytest.mark.django_db
ALONE = {"group": "unaccompanied_minor"}


def settled(house: House, born_on: str) -> int:
    """A minor who came alone and has moved into Oslo."""
    case_id = house.a_case([a_row(**ALONE, born_on=born_on)], upto="settled")
    with walls.asking(house.case_worker) as worker:
        return Member.objects.visible_to(worker).get(case_id=case_id).person_id


def seen(house: House, who: str) -> set[int]:
    """Whom they see: as the query says, and as the database says without it."""
    with walls.asking(getattr(house, who)) as actor:
        rows = set(Person.objects.visible_to(actor).values_list("id", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM persons_person")
            assert {key for (key,) in cursor.fetchall()} == rows
        return rows


def test_they_are_seen_the_day_they_turn_18_and_not_the_day_before() -> None:
    house = House()
    today, tomorrow = settled(house, "1999-06-01"), settled(house, "1999-06-02")
    assert seen(house, "programme_adviser") == seen(house, "adviser") == set()
    assert come_of_age_all(today=TODAY) == 1
    assert seen(house, "programme_adviser") == seen(house, "adviser") == {today}
    assert come_of_age_all(today=TODAY) == 0
    assert come_of_age_all(today=date(2017, 6, 2)) == 1
    assert seen(house, "programme_adviser") == {today, tomorrow}
    assert seen(house, "programme_adviser_b") == set(), "another municipality has no task with them"


def test_the_municipality_can_decide_their_programme_and_still_not_read_the_case_of_the_minor() -> None:
    house = House()
    person_id = settled(house, "1999-05-20")
    come_of_age_all(today=TODAY)
    with walls.asking(house.programme_adviser) as actor:
        assert person_id in {row.person_id for row in queries.board(today=TODAY, actor=actor)}
        assert participants.file_of(person_id, actor=actor).person_id == person_id
        assert not Case.objects.visible_to(actor).exists()


def test_only_those_who_work_with_minors_can_say_it() -> None:
    house = House()
    with walls.asking(house.programme_adviser) as actor, pytest.raises(NotAllowed):
        actions.come_of_age(today=TODAY, actor=actor)
