"""No page stands open by mistake, none leaks to a neighbour, and none asks more questions when it has more rows."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from rotfeste.casework.qualification.actions import (
    Asked,
    prepare_for_nav,
    prepare_recognition,
    register_move,
    send_package,
    send_recognition,
)
from rotfeste.casework.settlement import actions, jobs
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.foundation.access import walls
from tests.builders import TODAY, House, a_browser, a_family, a_row

pytestmark = pytest.mark.django_db


def routes(resolver: URLResolver | None = None, before: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """(address pattern, name, page) of every route."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, before + str(entry.pattern), f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield before + str(entry.pattern), space + (entry.name or ""), entry.callback


def test_every_page_of_ours_says_who_may_come_in() -> None:
    without = [path for path, _name, page in routes() if not path.startswith("api/") and not hasattr(page, "door")]
    assert without == []


def test_a_stranger_is_sent_to_the_log_in(client: Any) -> None:
    for path, name, page in routes():
        if "<" in path or path.startswith("api/") or page.door[0] == "open" or not name:
            continue
        answer = client.get(reverse(name))
        assert answer.status_code in (302, 405), path
        if answer.status_code == 302:
            assert "log-in" in answer["Location"], path


def filled(pattern: str, ids: dict[str, int]) -> str | None:
    """An address with the other municipality's ids in it, or None where it has none."""
    address = "/" + pattern
    if "<int:" not in address:
        return None
    for name, value in ids.items():
        address = address.replace(f"<int:{name}>", str(value))
    return None if "<" in address else address


def test_a_neighbour_gets_404_on_every_address_of_a_case() -> None:
    house = House()
    case_id = house.a_case(a_family(), upto="decided")
    with walls.asking(house.case_worker) as actor:
        person_id = Member.objects.visible_to(actor).filter(case_id=case_id)[0].person_id
    ids = {"case_id": case_id, "person_id": person_id, "organisation_id": house.oslo.id}
    neighbour, owner, tried = a_browser(house.officer_b), a_browser(house.officer), 0
    for pattern, _name, _page in routes():
        address = filled(pattern, ids)
        if address is None:
            continue
        tried += 1
        for send in (neighbour.get, neighbour.post):
            answer = send(address)
            assert answer.status_code in (404, 405), f"{address}: {answer.status_code}"
            assert b"Testesen" not in answer.content
    assert tried > 20
    assert owner.get(reverse("settlement:case", args=[case_id])).status_code == 200


def test_the_workbench_asks_as_often_for_many_households_as_for_few() -> None:
    house = House()
    browser = a_browser(house.case_worker)

    def questions() -> list[int]:
        with walls.asking(house.case_worker) as actor:
            row = actions.start_placement(terms=standard_terms(TODAY), today=TODAY, actor=actor)
        jobs.place(row.id)
        found = []
        for name in ("placement", "placement_map", "placement_places", "placement_figures", "placement_fairness"):
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(reverse(f"settlement:{name}", args=[row.id])).status_code == 200
            found.append(len(seen))
        return found

    for _ in range(2):
        house.a_case()
    questions()
    few = questions()
    for _ in range(6):
        house.a_case(a_family())
    assert all(many <= before for many, before in zip(questions(), few, strict=True))


LISTS = [
    ("case_worker", "settlement:queue"),
    ("case_worker", "settlement:requests"),
    ("case_worker", "settlement:resettling"),
    ("case_worker", "settlement:minors"),
    ("case_worker", "settlement:mixed_families"),
    ("case_worker", "settlement:adaptation"),
    ("case_worker", "settlement:neighbours"),
    ("case_worker", "settlement:placing"),
    ("case_worker", "settlement:start_placing"),
    ("case_worker", "settlement:backtests"),
    ("case_worker", "settlement:start_backtest"),
    ("case_worker", "settlement:placement_documentation"),
    ("case_worker", "settlement:placement_prediction"),
    ("case_worker", "settlement:overview"),
    ("case_worker", "settlement:places"),
    ("case_worker", "settlement:figures"),
    ("case_worker", "reporting:steering"),
    ("case_worker", "settlement:intake"),
    ("case_worker", "planning:planning"),
    ("case_worker", "planning:need"),
    ("case_worker", "planning:criteria"),
    ("case_worker", "planning:answers"),
    ("case_worker", "planning:calendar"),
    ("case_worker", "planning:compare"),
    ("case_worker", "self_settlement:applications"),
    ("case_worker", "self_settlement:reports"),
    ("officer", "settlement:coming"),
    ("officer", "settlement:settled"),
    ("officer", "settlement:requests"),
    ("staff", "settlement:interviews"),
    ("case_worker", "settlement:nation"),
    ("case_worker", "settlement:dwellings"),
    ("case_worker", "settlement:vacancies"),
    ("case_worker", "settlement:homes"),
    ("officer", "settlement:dwellings"),
    ("officer", "settlement:vacancies"),
    ("officer", "settlement:homes"),
    ("programme_adviser", "qualification:board"),
    ("programme_adviser", "qualification:groups"),
    ("programme_adviser", "qualification:courses"),
    ("programme_adviser", "qualification:benefits"),
    ("programme_adviser", "quality:quality"),
    ("programme_adviser", "quality:to_mend"),
    ("adviser", "quality:quality"),
    ("case_worker", "extracts:years"),
    ("case_worker", "extracts:extracts"),
    ("case_worker", "extracts:figures"),
    ("programme_adviser", "front"),
    ("case_worker", "front"),
    ("officer", "front"),
    ("staff", "front"),
]


@pytest.mark.parametrize(("who", "name"), LISTS)
def test_no_list_asks_more_questions_when_it_has_more_rows(who: str, name: str) -> None:
    house = House()
    browser, numbers = a_browser(getattr(house, who)), count(1)

    def one_of_each() -> None:
        for upto in ("interview_due", "ready", "requested", "decided", "settled"):
            house.a_case([a_row()], upto=upto)
        house.an_application(house.a_case([a_row()]))
        house.on_special_roads()
        house.with_dwellings(number=next(numbers))

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get(reverse(name)).status_code == 200
        return len(seen)

    one_of_each()
    questions()
    few = questions()
    for _ in range(3):
        one_of_each()
    assert questions() <= few


MOVING = [
    ("programme_adviser", "qualification:handovers"),
    ("programme_adviser_b", "qualification:handovers"),
    ("programme_adviser", "qualification:nav_packages"),
    ("programme_adviser", "qualification:recognitions"),
    ("programme_adviser", "qualification:fast_track"),
    ("case_worker", "qualification:figures"),
    ("programme_adviser", "front"),
    ("programme_adviser_b", "front"),
]


@pytest.mark.parametrize(("who", "name"), MOVING)
def test_moves_and_packages_ask_no_more_questions_when_they_are_many(who: str, name: str) -> None:
    house = House()
    browser = a_browser(getattr(house, who))

    def some() -> None:
        """One who is to move, one who has moved, one whose package is sent, one whom NAV and another body know of."""
        now = timezone.now()
        on = now.date()
        said = {"receiver_id": house.bergen.id, "now": now}
        people = [house.a_participant() for _ in range(4)]
        with walls.asking(house.programme_adviser) as actor:
            register_move([people[0]], moves_on=on + timedelta(days=9), actor=actor, **said)
            rows = register_move(people[1:3], moves_on=on, actor=actor, **said)
            send_package(rows[0].id, now=now, actor=actor)
            office = {"office": "NAV Test", "address": "Gata 1, 0031 Oslo", "follow_up_on": on}
            prepare_for_nav(people[3], **office, now=now, actor=actor)
            follow = {"follow_up_on": on, "follow_up_by": "Marit"}
            row = prepare_recognition(people[3], Asked("higher", "X", "ER", "nokut"), **follow, now=now, actor=actor)
            send_recognition(row.id, on=on, reference="", follow_up_on=on, today=on, actor=actor)

    def questions() -> int:
        with CaptureQueriesContext(connection) as seen:
            page = browser.get(reverse(name))
        assert page.status_code == 200
        return len(seen)

    some()
    questions()
    few = questions()
    for _ in range(3):
        some()
    assert questions() <= few


def test_the_case_page_asks_as_often_for_eight_people_as_for_one() -> None:
    house = House()
    small, large = house.a_case(), house.a_case([*a_family()])
    browser = a_browser(house.case_worker)

    def questions(case_id: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse("settlement:case", args=[case_id])).status_code == 200
        return len(seen)

    questions(small)
    assert questions(large) <= questions(small)


def test_a_case_without_a_task_is_not_even_admitted_to_exist() -> None:
    house = House()
    case_id = house.a_case()
    unknown = a_browser(house.officer).get(reverse("settlement:case", args=[999_999]))
    hidden = a_browser(house.officer).get(reverse("settlement:case", args=[case_id]))
    assert unknown.status_code == hidden.status_code == 404
    assert Case.__name__ not in hidden.content.decode()


def test_a_dwelling_asks_as_often_however_many_wait() -> None:
    house = House()
    (flat, *_others) = house.with_dwellings()

    def questions(who: Any) -> int:
        browser = a_browser(who)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse("settlement:dwelling", args=[flat])).status_code == 200
        return len(seen)

    house.a_case(upto="ready")
    few = [questions(who) for who in (house.case_worker, house.officer)]
    for _ in range(4):
        house.a_case(a_family(), upto="ready")
    assert [questions(who) for who in (house.case_worker, house.officer)] <= few
