"""Dwellings: registered once, given to one household at a time, and someone is told when they stand empty."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement.jobs import strike_vacancy_clock
from rotfeste.casework.settlement.models import Case
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui.queries import notifications
from rotfeste.registers.capacity import actions, queries
from rotfeste.registers.capacity.actions.dwellings import Described, OverlappingDwelling, StillLivedIn
from rotfeste.registers.capacity.actions.tenancies import DwellingTaken, TooManyPersons, WrongKind
from rotfeste.registers.capacity.actions.vacancies import NeedsReason, NotVacant
from rotfeste.registers.capacity.models import Dwelling, Tenancy, Tenant, VacancyAlert
from rotfeste.registers.capacity.states import Standing
from tests.builders import TODAY, House, a_browser, a_family, a_row, someone

pytestmark = pytest.mark.django_db
FLAT = Described(
    "Storgata 1, H0101", persons=4, bedrooms=3, monthly_nok=9000, available_from=TODAY - timedelta(days=33)
)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def a_dwelling(house: House, **changes: Any) -> Dwelling:
    with walls.asking(house.officer) as actor:
        return actions.register_dwelling(house.oslo.id, replace(FLAT, **changes), actor=actor)


def standing(house: House, dwelling: Dwelling, today: date = TODAY) -> queries.Stood:
    with walls.asking(house.officer) as actor:
        (row,) = queries.with_alerts(
            queries.standings(today=today, actor=actor, dwelling_ids=[dwelling.id]), actor=actor
        )
    return row


@pytest.mark.parametrize(
    "changes", [{}, {"label": "storgata 1 H0101"}, {"available_from": TODAY}, {"available_until": ago(32)}]
)
def test_the_same_address_twice_for_the_same_days_is_refused(changes: dict[str, Any]) -> None:
    house = House()
    a_dwelling(house)
    with pytest.raises(OverlappingDwelling):
        a_dwelling(house, **changes)


def test_another_flat_another_period_or_another_municipality_is_another_dwelling() -> None:
    house = House()
    a_dwelling(house, available_until=ago(10))
    a_dwelling(house, label="Storgata 1, H0102")
    a_dwelling(house, available_from=ago(10))
    with walls.asking(house.officer_b) as actor:
        actions.register_dwelling(house.bergen.id, FLAT, actor=actor)


def test_the_database_refuses_an_overlap_that_the_actor_cannot_see() -> None:
    house = House()
    a_dwelling(house)
    officer = someone("settlement_officer", house.district)
    with walls.asking(officer) as actor, pytest.raises(OverlappingDwelling):
        actions.register_dwelling(house.district.id, FLAT, actor=actor)


def test_the_database_gives_a_place_to_one_tenant_at_a_time() -> None:
    house = House()
    dwelling = a_dwelling(house)
    with walls.asking(house.officer) as actor:
        held = actions.register_tenancy(dwelling.id, persons=2, moved_in_on=ago(20), today=TODAY, actor=actor)
        with pytest.raises(DwellingTaken):
            actions.register_tenancy(dwelling.id, persons=2, moved_in_on=ago(5), today=TODAY, actor=actor)
        with pytest.raises(IntegrityError, match="one_tenant_in_a_place"), transaction.atomic():
            Tenancy.objects.create(
                dwelling=dwelling,
                organisation=house.oslo,
                persons=1,
                from_on=ago(5),
                registered_at=held.registered_at,
            )


def test_all_or_none_of_a_table_is_registered() -> None:
    house = House()
    rows = [replace(FLAT, label=f"Storgata {n}") for n in (1, 2, 1)]
    with walls.asking(house.officer) as actor:
        with pytest.raises(OverlappingDwelling) as refused:
            actions.import_dwellings(house.oslo.id, rows, actor=actor)
        assert refused.value.row == 2
        assert Dwelling.objects.visible_to(actor).count() == 0


def test_a_neighbour_and_those_without_the_role_see_and_change_nothing() -> None:
    house = House()
    dwelling = a_dwelling(house)
    with walls.asking(house.officer_b) as actor:
        with pytest.raises(Dwelling.DoesNotExist):
            actions.release_dwelling(dwelling.id, on=TODAY, actor=actor)
        with pytest.raises(Organisation.DoesNotExist):
            actions.register_dwelling(house.oslo.id, replace(FLAT, label="x"), actor=actor)
    for name in ("dwelling", "change_dwelling", "release_dwelling", "vacant_because", "lived_in"):
        assert a_browser(house.officer_b).get(reverse(f"settlement:{name}", args=[dwelling.id])).status_code == 404
    assert a_browser(house.officer_b).post(reverse("settlement:release_now", args=[dwelling.id])).status_code == 404
    assert a_browser(house.staff).get(reverse("settlement:dwelling", args=[dwelling.id])).status_code == 404


def test_a_household_gets_a_dwelling_with_the_yes_and_lives_in_it_when_it_has_moved_in() -> None:
    house = House()
    dwelling = a_dwelling(house)
    case_id = house.a_case(a_family(), upto="requested")
    with walls.asking(house.officer) as actor:
        settlement.accept(case_id, places_ready_on=TODAY, dwelling_id=dwelling.id, today=TODAY, actor=actor)
    assert standing(house, dwelling).standing == Standing.RESERVED
    with walls.asking(house.case_worker) as actor:
        settlement.decide(case_id, reasons="Plass i Oslo.", today=TODAY, actor=actor)
    with walls.asking(house.officer) as actor:
        settlement.agree_move(case_id, move_on=TODAY, today=TODAY, actor=actor)
        settlement.moved_in(case_id, moved_in_on=TODAY, today=TODAY, actor=actor)
        household = Case.objects.visible_to(actor).get(id=case_id).household_id
        held = queries.held_in(household, actor=actor)
        assert held is not None and (held.expected_on, held.moved_in_on, held.persons) == (TODAY, TODAY, 4)
    assert standing(house, dwelling).standing == Standing.OCCUPIED
    later = TODAY + timedelta(days=90)
    with walls.asking(house.officer) as actor:
        actions.end_tenancy(held.id, on=later, today=later, actor=actor)
    assert standing(house, dwelling, later + timedelta(days=8)).vacancy.stage == 7


@pytest.mark.parametrize("how", ["take_back", "withdraw", "annul", "choose_none"])
def test_a_household_that_does_not_come_leaves_the_dwelling_free(how: str) -> None:
    house = House()
    dwelling = a_dwelling(house)
    case_id = house.a_case(a_family(), upto="requested")
    with walls.asking(house.officer) as actor:
        settlement.accept(case_id, places_ready_on=TODAY, dwelling_id=dwelling.id, today=TODAY, actor=actor)
    worker = house.officer if how in ("take_back", "choose_none") else house.case_worker
    with walls.asking(worker) as actor:
        if how == "annul":
            settlement.decide(case_id, reasons="Plass i Oslo.", today=TODAY, actor=actor)
        if how == "choose_none":
            settlement.choose_dwelling(case_id, dwelling_id=None, today=TODAY, actor=actor)
        else:
            getattr(settlement, how)(case_id, reason="Det ble ikke noe av.", today=TODAY, actor=actor)
    found = standing(house, dwelling)
    assert (found.standing, found.vacancy.days, found.vacancy.stage) == (Standing.IDLE, 33, 30)


@pytest.mark.parametrize(("changes", "refusal"), [({"persons": 3}, TooManyPersons), ({"kind": "minors"}, WrongKind)])
def test_a_dwelling_that_does_not_fit_is_refused_and_the_yes_is_not_said(
    changes: dict[str, Any], refusal: type[Exception]
) -> None:
    house = House()
    dwelling = a_dwelling(house, **changes)
    case_id = house.a_case(a_family(), upto="requested")
    with walls.asking(house.officer) as actor:
        with pytest.raises(refusal):
            settlement.accept(case_id, places_ready_on=TODAY, dwelling_id=dwelling.id, today=TODAY, actor=actor)
        assert Case.objects.visible_to(actor).get(id=case_id).status == "requested"


def test_those_who_share_get_a_place_each_and_a_minor_leaves_when_grown() -> None:
    house = House()
    home = a_dwelling(house, kind="minors", persons=2, leave_age=18)
    minor = {"group": "unaccompanied_minor", "born_on": "2001-03-04"}
    for number in range(3):
        case_id = house.a_case([a_row(**minor)], upto="requested")
        with walls.asking(house.officer) as actor:
            given = {"places_ready_on": TODAY, "dwelling_id": home.id, "today": TODAY, "actor": actor}
            if number == 2:
                with pytest.raises(DwellingTaken):
                    settlement.accept(case_id, **given)
            else:
                settlement.accept(case_id, **given)
    with walls.asking(house.officer) as actor:
        rows = queries.open_tenancies([home.id], actor=actor)
    assert [(row.first_place, row.leaves_on) for row in rows] == [(1, date(2019, 4, 1)), (2, date(2019, 4, 1))]


def test_who_lives_where_is_hidden_from_those_who_see_no_persons() -> None:
    house = House()
    dwelling = a_dwelling(house)
    case_id = house.a_case(a_family(), upto="requested")
    with walls.asking(house.officer) as actor:
        settlement.accept(case_id, places_ready_on=TODAY, dwelling_id=dwelling.id, today=TODAY, actor=actor)
        assert Tenant.objects.visible_to(actor).count() == 1
    for someone_else in (someone("finance", house.oslo), house.auditor, house.officer_b):
        with walls.asking(someone_else) as actor:
            assert Tenant.objects.visible_to(replace(actor, reach="nation")).count() == 0


def test_an_empty_dwelling_raises_its_alert_once_and_to_the_right_people() -> None:
    house = House()
    house.oslo.named_adviser_id = house.adviser.user_id
    house.oslo.save()
    for days in (3, 8, 33):
        a_dwelling(house, label=f"Storgata {days}", available_from=ago(days))
    assert strike_vacancy_clock(today=TODAY) == 2
    assert strike_vacancy_clock(today=TODAY) == 0
    for reader, many in ((house.officer, 2), (house.adviser, 2), (house.officer_b, 0), (house.administrator, 0)):
        with walls.asking(reader) as actor:
            told = [row for row in notifications(actor) if "dwelling" in row.text_key]
            assert len(told) == many
    with walls.asking(house.officer) as actor:
        stages = VacancyAlert.objects.visible_to(actor).order_by("stage").values_list("stage", flat=True)
        assert list(stages) == [7, 7, 14, 30]
    assert strike_vacancy_clock(today=TODAY + timedelta(days=6)) == 2


def test_after_thirty_days_a_reason_is_demanded_and_recorded() -> None:
    house = House()
    dwelling = a_dwelling(house)
    assert standing(house, dwelling).needs_reason
    with walls.asking(house.officer) as actor:
        with pytest.raises(NeedsReason):
            actions.record_reason(dwelling.id, reason="other", text=" ", today=TODAY, actor=actor)
        actions.record_reason(dwelling.id, reason="repair", today=TODAY, actor=actor)
    assert not standing(house, dwelling).needs_reason
    content = a_browser(house.officer).get(reverse("front")).content.decode()
    assert "30 d" not in content


def test_one_click_gives_it_back_and_the_clock_stops() -> None:
    house = House()
    dwelling = a_dwelling(house)
    answer = a_browser(house.officer).post(reverse("settlement:release_now", args=[dwelling.id]))
    assert answer.status_code == 302
    with walls.asking(house.officer) as actor:
        row = Dwelling.objects.visible_to(actor).get(id=dwelling.id)
        assert row.available_until is not None


def test_nothing_is_given_back_or_made_smaller_under_those_who_live_there() -> None:
    house = House()
    dwelling = a_dwelling(house)
    with walls.asking(house.officer) as actor:
        actions.register_tenancy(dwelling.id, persons=4, moved_in_on=ago(20), today=TODAY, actor=actor)
        with pytest.raises(StillLivedIn):
            actions.release_dwelling(dwelling.id, on=TODAY, actor=actor)
        with pytest.raises(StillLivedIn):
            actions.change_dwelling(dwelling.id, replace(FLAT, persons=2), actor=actor)
        with pytest.raises(NotVacant):
            actions.record_reason(dwelling.id, reason="repair", today=TODAY, actor=actor)
