"""The front page counts what waits; each task leads to a list with exactly that in it."""

import re
from datetime import timedelta

import pytest
from pytest_django import Settings

from rotfeste.casework.settlement import actions, queries
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from tests.builders import TODAY, House, a_browser, a_family, a_row

pytestmark = pytest.mark.django_db
MUCH_LATER = TODAY + timedelta(days=40)


def a_country_with_work() -> House:
    """Something at every step, in time and late, and one household that is hidden."""
    house = House()
    for step in ("interview_due", "ready", "requested", "accepted", "decided", "settled"):
        house.a_case(upto=step)
        house.a_case(a_family(), upto=step, today=MUCH_LATER)
    house.take_in([a_row(protection="strictly_confidential")], actor=house.protector)
    flagged = house.a_case(upto="interview_due")
    house.interview(flagged, social_control="yes")
    returned, agreed = house.a_case(), house.a_case(upto="decided")
    with walls.asking(house.case_worker) as actor:
        deadline = MUCH_LATER + timedelta(days=9)
        actions.send_back(returned, reason="Skolegang mangler.", deadline_on=deadline, today=MUCH_LATER, actor=actor)
    with walls.asking(house.officer) as actor:
        actions.agree_move(agreed, move_on=MUCH_LATER, today=TODAY, actor=actor)
    return house


@pytest.mark.parametrize("who", ["staff", "case_worker", "officer", "protector"])
def test_each_task_leads_to_what_it_counted(who: str, settings: Settings) -> None:
    settings.TODAY = MUCH_LATER
    actor: Actor = getattr(a_country_with_work(), who)
    with walls.asking(actor):
        waiting = [task for task in queries.tasks(actor, MUCH_LATER) if task.count]
    assert len(waiting) >= 3
    browser = a_browser(actor)
    for task in waiting:
        page = browser.get(task.url).content.decode()
        listed = re.search(r"<strong>(\d+)</strong>", page)
        assert listed, task.url
        assert int(listed[1]) == task.count, task.url


def test_what_a_city_district_receives_is_taken_from_its_municipality() -> None:
    house = House()
    case_id = house.a_case(a_family(), upto="requested")
    with walls.asking(house.officer) as actor:
        actions.accept(case_id, places_ready_on=TODAY, today=TODAY, actor=actor, district_id=house.district.id)
    waiting = house.a_case()
    with walls.asking(house.case_worker) as actor:
        view = queries.case_view(waiting, today=TODAY, actor=actor)
        found = {row.offer.organisation_id: row.offer.free for row in queries.suggestions(view, actor=actor)}
        rows = {row.organisation_id: row for row in queries.by_municipality(TODAY.year, actor=actor)}
    assert found == {house.oslo.id: 46, house.bergen.id: 50}
    assert rows[house.oslo.id].coming == 4
    assert house.district.id not in rows
