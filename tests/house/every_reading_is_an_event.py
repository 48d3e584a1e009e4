"""Each page that shows a person leaves an event that says whom it showed."""

import pytest
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from rotfeste.casework.settlement import actions, jobs
from rotfeste.casework.settlement.models import Member
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.foundation.access import walls
from rotfeste.foundation.audit.models import Event
from rotfeste.registers.capacity.actions import register_council_decision
from tests.builders import TODAY, House, a_browser, a_family
from tests.house.every_route_has_a_door import filled, routes

pytestmark = pytest.mark.django_db


def trail(house: House, after: int = 0) -> list[Event]:
    """The events after one of them, as the auditor sees them."""
    with walls.asking(house.auditor) as actor:
        return list(Event.objects.visible_to(actor).filter(id__gt=after).order_by("id"))


def last_event(house: House) -> int:
    """The id of the newest event."""
    with walls.asking(house.auditor) as actor:
        return int(Event.objects.visible_to(actor).aggregate(last=Max("id"))["last"] or 0)


PAGES_WITH_PERSONS = {
    "settlement:queue": "case_worker",
    "settlement:coming": "officer",
    "settlement:settled": "officer",
    "settlement:interviews": "staff",
    "settlement:resettling": "case_worker",
    "settlement:minors": "case_worker",
    "settlement:mixed_families": "case_worker",
    "settlement:adaptation": "case_worker",
    "self_settlement:applications": "officer",
    "qualification:board": "programme_adviser",
}


@pytest.mark.parametrize(("name", "who"), PAGES_WITH_PERSONS.items())
def test_each_list_of_persons_leaves_an_event_that_names_them(name: str, who: str) -> None:
    house = House()
    for upto in ("interview_due", "ready", "decided", "settled"):
        house.a_case(upto=upto)
    house.an_application(house.a_case())
    house.on_special_roads()
    browser = a_browser(getattr(house, who))
    before = last_event(house)
    answer = browser.get(reverse(name))
    assert answer.status_code == 200
    events = trail(house, before)
    assert [event.verb for event in events] == ["search"]
    assert len(events[0].person_ids) >= 1


@pytest.mark.parametrize("name", ["settlement:case", "settlement:interview", "settlement:ask", "settlement:withdraw"])
def test_each_page_of_a_case_leaves_one_reading(name: str) -> None:
    house = House()
    case_id = house.a_case(upto="ready")
    before = last_event(house)
    assert a_browser(house.case_worker).get(reverse(name, args=[case_id])).status_code == 200
    events = trail(house, before)
    assert [(event.verb, event.what, event.subject_id) for event in events] == [("read", "settlement.case", case_id)]


def test_a_round_of_placement_records_whom_it_showed_and_does_not_exist_for_others() -> None:
    house = House()
    cases = [house.a_case(a_family()), house.a_case()]
    with walls.asking(house.case_worker) as actor:
        row = actions.start_placement(terms=standard_terms(TODAY), today=TODAY, actor=actor)
    jobs.place(row.id)
    with walls.asking(house.case_worker) as actor:
        heads = set(Member.objects.visible_to(actor).filter(case__in=cases).values_list("person_id", flat=True))
        one = placing.proposals(row.id, actor=actor).get(case_id=cases[0])
    before = last_event(house)
    browser = a_browser(house.case_worker)
    assert browser.get(reverse("settlement:placement", args=[row.id])).status_code == 200
    events = trail(house, before)
    assert [(event.verb, event.what) for event in events] == [
        ("search", "settlement.placement"),
        ("read", "settlement.proposal"),
    ]
    assert set(events[0].person_ids) <= heads and len(events[0].person_ids) == len(cases)
    ids = {"round_id": row.id, "proposal_id": one.id}
    mine = [
        filled(path, ids) for path, name, _page in routes() if name.startswith("settlement:") and "round_id" in path
    ]
    assert len(mine) > 12
    for who in (house.officer, house.staff, house.auditor, house.adviser):
        stranger = a_browser(who)
        for address in mine:
            assert stranger.get(address).status_code in (404, 405), address
            assert stranger.post(address).status_code in (404, 405), address


def test_a_search_is_an_event_even_when_it_finds_nobody() -> None:
    house = House()
    before = last_event(house)
    a_browser(house.case_worker).get(reverse("search"), {"q": "Nobody"})
    assert [event.verb for event in trail(house, before)] == ["search"]


def test_whatever_page_shows_a_name_has_left_an_event_about_someone() -> None:
    house = House()
    cases = {upto: house.a_case(a_family(), upto=upto) for upto in ("interview_due", "requested", "decided")}
    house.a_case(upto="settled")
    shown = 0
    for who in ("case_worker", "officer", "staff", "auditor"):
        browser = a_browser(getattr(house, who))
        for case_id in cases.values():
            with walls.asking(house.protector) as actor:
                person_id = Member.objects.visible_to(actor).filter(case_id=case_id)[0].person_id
            ids = {
                "case_id": case_id,
                "person_id": person_id,
                "organisation_id": house.oslo.id,
                "delivery_id": 1,
                "letter_id": 1,
                "round_id": 1,
                "table_id": 1,
                "document_id": 1,
                "dispatch_id": 1,
            }
            for pattern, _name, page in routes():
                address = filled(pattern, ids) or ("/" + pattern if "<" not in pattern else None)
                if address is None or address.startswith(("/api/", "/log-out")) or page is None:
                    continue
                before = last_event(house)
                answer = browser.get(address)
                if answer.status_code == 200 and b"Testesen" in getattr(answer, "content", b""):
                    shown += 1
                    events = trail(house, before)
                    assert any(event.person_ids for event in events), f"{who}: {address}"
    assert shown > 40


def test_candidates_with_names_are_a_search_and_the_municipality_gets_none() -> None:
    house = House()
    (flat, *_others) = house.with_dwellings()
    case_id = house.a_case(a_family(), upto="ready")
    today = timezone.localdate()
    with walls.asking(house.officer) as actor:
        places = {"ordinary": 50, "minors": 0, "decided_on": today, "today": today}
        register_council_decision(house.oslo.id, year=today.year, **places, actor=actor)
    address = reverse("settlement:dwelling", args=[flat])
    before = last_event(house)
    assert "Testesen" in a_browser(house.case_worker).get(address).content.decode()
    events = trail(house, before)
    assert [(event.verb, event.what) for event in events] == [("search", "settlement.candidates")]
    with walls.asking(house.protector) as actor:
        members = Member.objects.visible_to(actor).filter(case_id=case_id).values_list("person_id", flat=True)
        assert set(events[0].person_ids) <= set(members)
    for who in (house.officer, house.adviser, house.auditor):
        before = last_event(house)
        content = a_browser(who).get(address).content.decode()
        assert "Testesen" not in content and trail(house, before) == []
