"""Candidates for a fast track: an explicit rule over what is registered, shown with its reasons. It decides nothing."""

from datetime import date

import pytest
from django.urls import reverse

from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.rules.fast_track import Known, Terms, judged, terms
from rotfeste.foundation.access import walls
from rotfeste.foundation.audit.models import Event
from rotfeste.registers.capacity import actions as capacity
from tests.builders import TODAY, House, a_browser
from tests.casework.qualification.from_offer_to_ending import running

SAID = Terms(work_years=3, track=2)
CASES = [
    (Known(schooling="higher", track="3"), ("schooling", "track"), ()),
    (Known(schooling="secondary", told="Godt engelsk"), ("schooling", "told"), ()),
    (Known(schooling="primary", track="2"), ("track",), ("skill",)),
    (Known(occupation="Kokk", work_years=3, level="A1"), ("work", "test"), ()),
    (Known(occupation="Kokk", work_years=2, level="A1"), ("test",), ("skill",)),
    (Known(work_years=9, track="2"), ("track",), ("skill",)),
    (Known(recognised_as="Bachelor", track="1"), ("recognised",), ("language",)),
    (Known(schooling="higher", level="below_a1"), ("schooling",), ("language",)),
    (Known(), (), ("skill", "language")),
]


@pytest.mark.parametrize(("known", "reasons", "missing"), CASES)
def test_the_rule_asks_for_skill_and_language(known: Known, reasons: tuple[str, ...], missing: tuple[str, ...]) -> None:
    found = judged(known, SAID)
    assert (found.reasons, found.missing) == (reasons, missing)
    assert (found.candidate, found.near) == (not missing, len(missing) == 1)


@pytest.mark.parametrize(("demand", "wanted"), [(["kokk "], True), (["Baker"], False), ([], False)])
def test_work_in_demand_is_what_the_municipality_has_said(demand: list[str], wanted: bool) -> None:
    assert judged(Known(occupation="Kokk"), SAID, demand).in_demand is wanted
    assert not judged(Known(), SAID, ["", *demand]).in_demand


def test_the_numbers_of_the_rule_are_dated() -> None:
    assert terms(date(2017, 1, 1)) == SAID


@pytest.mark.django_db
def test_the_list_shows_candidates_first_then_those_who_lack_one_thing_and_records_whom() -> None:
    house = House()
    cook = {"occupation": "Kokk", "work_years": "5", "norwegian": "Godt engelsk"}
    told = [{"education": "higher"}, {"education": "higher", "norwegian": "Litt norsk"}, cook, {}]
    people = [house.a_participant(today=TODAY, told=each) for each in told]
    outside = house.a_participant(today=TODAY, told=cook)
    with walls.asking(house.officer) as officer:
        said = {"households": [], "today": TODAY, "actor": officer}
        capacity.say_profile(house.oslo.id, year=TODAY.year, work=["kokk"], **said)
    with walls.asking(house.programme_adviser) as actor:
        for person_id in people:
            running(person_id, actor)
    with walls.asking(house.programme_adviser) as actor:
        found = queries.fast_track(today=TODAY, actor=actor)
    assert [row.person_id for row in found] == [people[2], people[1], people[0]]
    assert [row.judged.in_demand for row in found] == [True, False, False]
    assert found[2].judged.missing == ("language",)
    page = a_browser(house.programme_adviser).get(reverse("qualification:fast_track"), {"show": "candidates"})
    assert page.status_code == 200
    with walls.asking(house.auditor) as auditor:
        shown = Event.objects.visible_to(auditor).get(what="qualification.fast_track")
    assert set(shown.person_ids) == {people[1], people[2]} and outside not in shown.person_ids
    with walls.asking(house.programme_adviser_b) as other:
        assert queries.fast_track(today=TODAY, actor=other) == []
    with walls.asking(house.adviser) as counter:
        counts = queries.fast_track_in_the_country(today=TODAY, actor=counter)
    assert counts == {"running": 4, "candidates": 2, "near": 1}
    assert a_browser(house.officer).get(reverse("qualification:fast_track")).status_code == 404
