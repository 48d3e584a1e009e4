"""What the README's tour finds is there: the family, the municipality with room, and the people one can be."""

from datetime import date
from pathlib import Path

import pytest

from rotfeste.doors.demo.building import tour
from rotfeste.doors.demo.building.build import DEMO_SCALE, drawing
from rotfeste.doors.demo.building.staff import LOG_INS
from rotfeste.doors.demo.drawing.plan import Drawing, Plan
from rotfeste.foundation.places import queries as places

README = (Path(__file__).resolve().parents[3] / "README.md").read_text("utf-8")
TODAY = date(2017, 12, 1)


@pytest.fixture(scope="module")
def prepared(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> tuple[Drawing, list[Plan]]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        drawn = drawing(DEMO_SCALE)
        return drawn, tour.gather(drawn, TODAY)


def test_families_wait_at_the_tours_centre(prepared: tuple[Drawing, list[Plan]]) -> None:
    _drawn, waiting = prepared
    assert len(waiting) == tour.INTERVIEWS
    assert all(plan.centre == tour.CENTRE and plan.received_on <= TODAY < plan.interview_on for plan in waiting)
    head = waiting[0].members[0]
    assert waiting[0].group == "family_with_children"
    assert f"{head.given_name} {head.family_name}" in README


def test_the_municipality_has_room_for_all_of_them(prepared: tuple[Drawing, list[Plan]]) -> None:
    drawn, waiting = prepared
    row = next(each for each in drawn.quotas if each.code == tour.MUNICIPALITY)
    free = row.decided - row.decided_minors - tour.taken(drawn.plans, TODAY)
    assert free >= sum(plan.size for plan in waiting)
    assert row.name in README


@pytest.mark.django_db
def test_places_are_moved_not_made(prepared: tuple[Drawing, list[Plan]]) -> None:
    drawn, _waiting = prepared
    assert sum(row.decided for row in drawn.quotas) == sum(row.decided for row in drawing(DEMO_SCALE).quotas)
    assert all(row.decided >= 0 for row in drawn.quotas)


@pytest.mark.django_db
def test_the_readme_names_everyone_one_can_be_by_name() -> None:
    assert [row.name for row in LOG_INS if row.name not in README] == []
    assert places.name_of(tour.MUNICIPALITY, TODAY) in README
