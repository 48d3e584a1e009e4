"""Who is reminded, who sees what, what waits for whom, and what the year adds up to."""

from datetime import date

import pytest

from rotfeste.casework.planning import actions, jobs, queries
from rotfeste.casework.planning.models import Round
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.ui.models import Notification
from tests.builders import TODAY, House
from tests.casework.planning.rounds import a_round, a_sent_round, answer

pytestmark = pytest.mark.django_db


def test_those_who_have_not_answered_are_reminded_by_themselves_and_by_a_button() -> None:
    house = House()
    a_sent_round(house)
    answer(house, 1)
    assert jobs.remind_all(TODAY) == 0, "the time limit is far away"
    assert jobs.remind_all(date(2017, 8, 20)) == 1, "Oslo has answered, Bergen has not"
    assert jobs.remind_all(date(2017, 8, 25)) == 0, "every other week is enough"
    with walls.asking(house.case_worker) as actor:
        assert actions.remind(2018, today=date(2017, 8, 26), actor=actor, all_of_them=True) == 1
        assert actions.remind(2018, today=date(2017, 8, 26), actor=actor, all_of_them=True) == 0
    with walls.asking(house.officer_b) as actor:
        reminded = Notification.objects.visible_to(actor).filter(text_key__startswith="The directorate awaits")
        assert reminded.count() == 2


def test_nobody_outside_the_directorate_plans_or_sees_what_is_prepared() -> None:
    house = House()
    row = a_round(house)
    for who in (house.officer, house.auditor, house.adviser):
        with walls.asking(who) as actor:
            with pytest.raises(NotAllowed):
                actions.approve(row.id, today=TODAY, actor=actor)
            with pytest.raises(NotAllowed):
                queries.rounds(2018, actor=actor)
    with walls.asking(house.officer):
        assert Round.objects.visible_to(house.case_worker).count() == 0, "the database holds the wall by itself"


def test_what_waits_is_a_task_for_the_one_who_can_do_it() -> None:
    house = House()
    row = a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.approve(row.id, today=TODAY, actor=actor)
        assert [task.count for task in queries.tasks(actor, TODAY)] == [1, 0]
    a_sent_round(house)
    with walls.asking(house.officer) as actor:
        assert len(queries.tasks(actor, TODAY)) == 1
    answer(house, 1)
    with walls.asking(house.officer) as actor:
        assert queries.tasks(actor, TODAY) == []
    with walls.asking(house.case_worker) as actor:
        assert queries.tasks(actor, date(2017, 10, 1))[1].count == 1


def test_the_sums_of_a_year_are_asked_decided_and_settled() -> None:
    house = House()
    a_sent_round(house)
    answer(house, 26)
    with walls.asking(house.case_worker) as actor:
        row = queries.sums(2018, queries.answers(2018, actor=actor), settled=20)
    assert (row.asked, row.decided, row.percent, row.settled) == (104, 26, 25, 20)
    assert (row.asked_municipalities, row.decided_municipalities) == (2, 1)
