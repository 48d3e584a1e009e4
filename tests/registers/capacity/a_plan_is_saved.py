"""A weekly plan is saved: all or nothing, never more than is decided, and no two overwrite each other."""

from typing import Any

import pytest
from django.urls import reverse

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.capacity import queries
from rotfeste.registers.capacity.actions import PlanBeyondDecision, PlanChangedMeanwhile, plan_together, plan_weeks
from tests.builders import TODAY, House, a_browser, someone

pytestmark = pytest.mark.django_db
YEAR = TODAY.year


def saved(house: House, organisation: Organisation) -> dict[int, tuple[int, int]]:
    with walls.asking(house.officer) as actor:
        plan = queries.plans(YEAR, actor=actor).get(organisation.id, {})
    return {week: (row.ordinary, row.minors) for week, row in plan.items()}


def test_a_plan_replaces_the_one_before_and_counts_its_versions() -> None:
    house = House()
    with walls.asking(house.officer) as actor:
        plan_weeks(house.oslo.id, year=YEAR, weeks={3: (10, 0), 4: (0, 0)}, version=0, actor=actor)
        plan_weeks(house.oslo.id, year=YEAR, weeks={9: (5, 2)}, version=1, actor=actor)
        assert queries.plan_versions(YEAR, actor=actor, organisation_ids=[house.oslo.id])[house.oslo.id].version == 2
    assert saved(house, house.oslo) == {9: (5, 2)}


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten() -> None:
    house = House()
    with walls.asking(house.officer) as actor:
        plan_weeks(house.oslo.id, year=YEAR, weeks={3: (10, 0)}, version=0, actor=actor)
        with pytest.raises(PlanChangedMeanwhile) as refused:
            plan_weeks(house.oslo.id, year=YEAR, weeks={4: (1, 0)}, version=0, actor=actor)
    assert refused.value.plan.saved_by_id == house.officer.user_id
    assert saved(house, house.oslo) == {3: (10, 0)}


@pytest.mark.parametrize("weeks", [{3: (51, 0)}, {3: (30, 0), 9: (21, 0)}, {5: (0, 6)}])
def test_no_more_is_planned_than_is_decided(weeks: dict[int, tuple[int, int]]) -> None:
    house = House()
    with walls.asking(house.officer) as actor, pytest.raises(PlanBeyondDecision):
        plan_weeks(house.oslo.id, year=YEAR, weeks=weeks, actor=actor)
    assert saved(house, house.oslo) == {}


def test_a_city_districts_plan_is_within_its_municipalitys_decision() -> None:
    house = House()
    with walls.asking(house.officer) as actor:
        plan_together(
            {house.oslo.id: {3: (20, 0)}, house.district.id: {4: (30, 5)}}, year=YEAR, versions={}, actor=actor
        )
        with pytest.raises(PlanBeyondDecision):
            plan_together({house.district.id: {4: (31, 5)}}, year=YEAR, versions={}, actor=actor)
    assert saved(house, house.district) == {4: (30, 5)}
    officer = someone("settlement_officer", house.district)
    with walls.asking(officer) as actor, pytest.raises(PlanBeyondDecision):
        plan_weeks(house.district.id, year=YEAR, weeks={4: (31, 0)}, actor=actor)


def test_nobody_plans_for_a_neighbour() -> None:
    house = House()
    with walls.asking(house.officer) as actor, pytest.raises(Organisation.DoesNotExist):
        plan_weeks(house.bergen.id, year=YEAR, weeks={3: (1, 0)}, actor=actor)


def page(house: House, **given: Any) -> Any:
    address = reverse("settlement:weeks", args=[house.oslo.id])
    return a_browser(house.officer).post(f"{address}?year={YEAR}", {"version": "0", **given})


def test_text_in_a_number_cell_is_a_clear_error_and_nothing_is_lost() -> None:
    house = House()
    answer = page(house, ordinary_3="7", ordinary_4="fire", minors_9="2")
    content = answer.content.decode()
    assert answer.status_code == 200 and "«fire»" in content
    assert 'name="ordinary_3" value="7"' in content and 'name="ordinary_4" value="fire" ' in content
    assert 'href="#ordinary_4"' in content and content.count('aria-invalid="true"') == 1
    assert saved(house, house.oslo) == {}


def test_a_pasted_table_fills_the_cells_without_saving() -> None:
    house = House()
    answer = page(house, fill="yes", table="Uke\tOrdinære\tEM\n3\t7\t1\n4\tfire\t\nSum\t7\t1", ordinary_20="3")
    content = answer.content.decode()
    assert 'name="ordinary_3" value="7"' in content and 'name="minors_3" value="1"' in content
    assert 'name="ordinary_4" value="fire" ' in content and 'name="ordinary_20" value="3"' in content
    assert "«Sum»" in content and "Sum\t7\t1" in content
    assert saved(house, house.oslo) == {}


def test_the_second_editor_sees_what_the_first_did_and_keeps_what_was_typed() -> None:
    house = House()
    assert page(house, ordinary_3="7").status_code == 302
    answer = page(house, ordinary_3="9", ordinary_5="1")
    content = answer.content.decode()
    assert house.officer.name in content and 'name="ordinary_3" value="9"' in content
    assert content.count('class="changed"') == 2
    assert 'name="version" value="1"' in content
    assert page(house, ordinary_3="9", ordinary_5="1", version="1").status_code == 302
    assert saved(house, house.oslo) == {3: (9, 0), 5: (1, 0)}


def test_a_municipality_with_city_districts_edits_them_beside_each_other() -> None:
    house = House()
    browser = a_browser(house.officer)
    address = reverse("settlement:district_weeks", args=[house.oslo.id]) + f"?year={YEAR}"
    name = f"places_{house.district.id}"
    assert (
        browser.post(f"{address}&kind=minors", {f"{name}_7": "2", f"version_{house.district.id}": "0"}).status_code
        == 302
    )
    assert (
        browser.post(address, {f"{name}_7": "4", f"{name}_8": "1", f"version_{house.district.id}": "1"}).status_code
        == 302
    )
    assert saved(house, house.district) == {7: (4, 2), 8: (1, 0)}
    wrong = browser.post(address, {"fill": "yes", "table": f"Bydel\t1\n{house.district.name}\tx\t5\nAndre\t1"})
    content = wrong.content.decode()
    assert f'name="{name}_1" value="x"' in content and f'name="{name}_2" value="5"' in content and "«Andre»" in content


def test_the_country_is_one_page() -> None:
    house = House()
    with walls.asking(house.officer) as actor:
        plan_weeks(house.oslo.id, year=YEAR, weeks={3: (10, 0)}, actor=actor)
        plan_weeks(house.district.id, year=YEAR, weeks={3: (2, 1)}, actor=actor)
    house.a_case(upto="ready")
    content = a_browser(house.case_worker).get(reverse("settlement:nation"), {"year": YEAR}).content.decode()
    assert '<td class="h4">13</td>' in content and ">Bergen<" in content
    assert a_browser(house.officer).get(reverse("settlement:nation")).status_code == 404
    assert content.count("<td></td>") == 2 * 52 - 1
