"""The special roads: resettlement refugees, families in which not all may settle, adaptation, integration centres."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from rotfeste.casework.settlement import actions, queries
from rotfeste.casework.settlement.actions.deciding import FamilyWouldBePart
from rotfeste.casework.settlement.actions.neighbours import AgreedAlready, EndsBeforeItBegins
from rotfeste.casework.settlement.actions.requesting import NeedsReason, NoOwnDwelling, NotANeighbour
from rotfeste.casework.settlement.actions.resettling import (
    NoDossier,
    NoMedicalPlaceLeft,
    NotResettlement,
    TravelsTooEarly,
)
from rotfeste.casework.settlement.actions.uniting import AskedForPlacement, NobodyHeldBack, NotThatLate
from rotfeste.casework.settlement.models import Case, MedicalPlace, NeighbourAgreement
from rotfeste.casework.settlement.rules import special
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed, StepUpNeeded
from rotfeste.foundation.roads import NoSuchRoad
from tests.builders import TODAY, House, a_browser, a_family, a_row

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=10)


def from_abroad(house: House, *, upto: str = "accepted", rows: int = 1) -> int:
    """A resettlement household, with its dossier."""
    shared = {"group": "resettlement_refugee", "permit_kind": "resettlement", "entry_permit_on": "2017-05-01"}
    household = [a_row(**shared) for _ in range(1)]
    household += [a_row(**shared, household=household[0]["household"], relation="sibling") for _ in range(rows - 1)]
    case_id = house.a_case(household, upto=upto)
    with walls.asking(house.case_worker) as actor:
        actions.register_dossier(
            case_id,
            stays_in="LB",
            referred_by="unhcr",
            selected_on=date(2017, 3, 1),
            quota_year=2017,
            today=TODAY,
            actor=actor,
        )
    return case_id


def view_of(house: House, case_id: int, who: Any = None) -> queries.CaseView:
    with walls.asking(who or house.case_worker) as actor:
        return queries.case_view(case_id, today=TODAY, actor=actor)


def plan(house: House, case_id: int, on: date = SOON) -> None:
    with walls.asking(house.case_worker) as actor:
        actions.plan_travel(case_id, travels_on=on, arrives_at="Oslo kl. 12.40", today=TODAY, actor=actor)


def test_a_household_travels_from_abroad_to_its_municipality_and_is_settled_the_day_it_comes() -> None:
    house = House()
    case_id = from_abroad(house, rows=2)
    plan(house, case_id)
    with walls.asking(house.officer) as actor:
        actions.confirm_travel(case_id, today=TODAY, actor=actor)
        assert queries.case_view(case_id, today=TODAY, actor=actor).case.agreed_move_on == SOON
    with walls.asking(house.case_worker) as actor:
        actions.decide(case_id, reasons="Plass.", today=TODAY, actor=actor)
    with walls.asking(house.officer) as actor:
        actions.arrived(case_id, arrived_on=SOON, today=SOON, actor=actor)
    view = view_of(house, case_id)
    assert (view.case.status, view.case.settled_on) == ("settled", SOON)
    assert view.dossier is not None and view.dossier.travel == "arrived"
    assert {member.moved_in_on for member in view.members} == {SOON}


def test_a_changed_day_must_be_confirmed_anew() -> None:
    house = House()
    case_id = from_abroad(house)
    plan(house, case_id)
    with walls.asking(house.officer) as actor:
        actions.confirm_travel(case_id, today=TODAY, actor=actor)
    plan(house, case_id, SOON + timedelta(days=3))
    dossier = view_of(house, case_id).dossier
    assert dossier is not None and (dossier.travel, dossier.confirmed_on) == ("planned", None)


def test_a_journey_needs_a_dossier_a_yes_and_a_day_that_has_not_gone() -> None:
    house = House()
    asked = from_abroad(house, upto="requested")
    with pytest.raises(NoSuchRoad):
        plan(house, asked)
    accepted = from_abroad(house)
    with pytest.raises(TravelsTooEarly):
        plan(house, accepted, TODAY - timedelta(days=1))
    ordinary = house.a_case(upto="accepted")
    with pytest.raises(NotResettlement):
        plan(house, ordinary)
    with walls.asking(house.protector) as actor:
        Case.objects.visible_to(actor).filter(id=ordinary).update(resettlement=True)
    with pytest.raises(NoDossier):
        plan(house, ordinary)


def test_only_the_municipality_that_receives_confirms() -> None:
    house = House()
    case_id = from_abroad(house)
    plan(house, case_id)
    with walls.asking(house.officer_b) as actor, pytest.raises(Case.DoesNotExist):
        actions.confirm_travel(case_id, today=TODAY, actor=actor)
    with walls.asking(house.case_worker) as actor, pytest.raises(NotAllowed):
        actions.confirm_travel(case_id, today=TODAY, actor=actor)


def test_a_withdrawn_request_calls_the_journey_off() -> None:
    house = House()
    case_id = from_abroad(house)
    plan(house, case_id)
    with walls.asking(house.case_worker) as actor:
        actions.withdraw(case_id, reason="Plassen ble borte.", today=TODAY, actor=actor)
    dossier = view_of(house, case_id).dossier
    assert dossier is not None and (dossier.travel, dossier.travels_on) == ("not_planned", None)


@pytest.mark.parametrize(("year", "places"), [(2016, None), (2017, 60), (2018, None)])
def test_the_years_places_for_medical_needs_are_those_of_the_source(year: int, places: int | None) -> None:
    assert special.medical_places_in(year) == places


def test_no_more_medical_places_are_given_than_the_year_has(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    monkeypatch.setattr("rotfeste.casework.settlement.actions.resettling.medical_places_in", lambda year: 1)
    first, second = from_abroad(house), from_abroad(house)
    for case_id, full in ((first, False), (first, False), (second, True)):
        person_id = view_of(house, case_id).members[0].person_id
        with walls.asking(house.case_worker) as actor:
            values = {"person_id": person_id, "quota_year": 2017, "today": TODAY, "actor": actor}
            if full:
                with pytest.raises(NoMedicalPlaceLeft):
                    actions.give_medical_place(case_id, **values)
            else:
                actions.give_medical_place(case_id, **values)
    assert view_of(house, second).medical_places == []


def test_a_medical_place_is_seen_at_level_high_alone_but_counted_by_all_who_plan() -> None:
    house = House()
    case_id = from_abroad(house)
    person_id = view_of(house, case_id).members[0].person_id
    low = replace(house.case_worker, level="substantial")
    with walls.asking(low) as actor, pytest.raises(StepUpNeeded):
        actions.give_medical_place(case_id, person_id=person_id, quota_year=2017, today=TODAY, actor=actor)
    with walls.asking(house.case_worker) as actor:
        actions.give_medical_place(case_id, person_id=person_id, quota_year=2017, today=TODAY, actor=actor)
    with walls.asking(low) as actor:
        assert MedicalPlace.objects.visible_to(actor).count() == 0
        assert queries.medical_places(2017, actor=actor) == queries.MedicalPlaces(2017, used=1, places=60)


def held_back(house: House, case_id: int, **changes: Any) -> Any:
    values = {"relation": "partner", "born_year": 1990, "obstacle": "refused", "since_on": TODAY, **changes}
    with walls.asking(house.staff) as actor:
        return actions.register_obstacle(case_id, today=TODAY, actor=actor, **values)


def ask_for_placement(house: House, case_id: int) -> Any:
    with walls.asking(house.case_worker) as actor:
        return actions.ask_for_placement(case_id, organisation_id=house.oslo.id, today=TODAY, actor=actor)


def test_a_family_in_which_not_all_may_settle_has_its_own_queue() -> None:
    house = House()
    case_id = house.a_case(a_family())
    row = held_back(house, case_id)
    held_back(house, case_id, relation="parent", born_year=None, obstacle="appeal")
    with walls.asking(house.case_worker) as actor:
        (found,) = queries.mixed_families(actor=actor)
        assert (found.id, found.held_back, found.obstacle, found.placement) == (case_id, 2, "refused", None)
        assert queries.obstacles_now(actor=actor) == {"refused": 1, "appeal": 1}
    with walls.asking(house.staff) as actor:
        actions.end_obstacle(row.id, because="permit", ended_on=TODAY, today=TODAY, actor=actor)
    with walls.asking(house.case_worker) as actor:
        assert queries.mixed_families(actor=actor).get().held_back == 1


def test_a_family_is_not_decided_apart_unless_it_knows_or_a_placement_there_is_agreed() -> None:
    house = House()
    for agreed in (True, False):
        case_id = house.a_case(a_family(), upto="accepted")
        held_back(house, case_id)
        with walls.asking(house.case_worker) as actor, pytest.raises(FamilyWouldBePart):
            actions.decide(case_id, reasons="Plass.", today=TODAY, actor=actor)
        placement = ask_for_placement(house, case_id)
        with walls.asking(house.case_worker) as actor:
            actions.placement_answered(placement.id, agreed=agreed, reason="Nei.", today=TODAY, actor=actor)
            if not agreed:
                with pytest.raises(FamilyWouldBePart):
                    actions.decide(case_id, reasons="Plass.", today=TODAY, actor=actor)
            actions.decide(case_id, reasons="Plass.", apart=not agreed, today=TODAY, actor=actor)
        assert view_of(house, case_id).case.status == "decided"


def test_a_placement_is_asked_for_once_and_only_where_someone_is_held_back() -> None:
    house = House()
    case_id = house.a_case(a_family())
    with pytest.raises(NobodyHeldBack):
        ask_for_placement(house, case_id)
    held_back(house, case_id)
    placement = ask_for_placement(house, case_id)
    with pytest.raises(AskedForPlacement):
        ask_for_placement(house, case_id)
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NeedsReason):
            actions.placement_answered(placement.id, agreed=False, today=TODAY, actor=actor)
        actions.placement_answered(placement.id, agreed=False, reason="Nei.", today=TODAY, actor=actor)
        with pytest.raises(NoSuchRoad):
            actions.end_placement(placement.id, reason="Feil.", today=TODAY, actor=actor)
    assert ask_for_placement(house, case_id).status == "asked"


def test_an_obstacle_is_not_dated_ahead_and_does_not_end_before_it_began() -> None:
    house = House()
    case_id = house.a_case(a_family())
    with pytest.raises(NotThatLate):
        held_back(house, case_id, since_on=TODAY + timedelta(days=1))
    row = held_back(house, case_id)
    with walls.asking(house.staff) as actor, pytest.raises(NotThatLate):
        actions.end_obstacle(row.id, because="left", ended_on=TODAY - timedelta(days=1), today=TODAY, actor=actor)


def an_integration_centre(house: House) -> None:
    house.centre.centre_kind = "integration"
    house.centre.save()


def agree(house: House, municipality: Any, **changes: Any) -> NeighbourAgreement:
    with walls.asking(house.case_worker) as actor:
        values = {"municipality_id": municipality.id, "from_on": date(2017, 1, 1), **changes}
        return actions.agree_with_neighbour(house.centre.id, actor=actor, **values)


def ask(house: House, case_id: int, municipality: Any, **more: Any) -> None:
    with walls.asking(house.case_worker) as actor:
        actions.ask(case_id, organisation_id=municipality.id, today=TODAY, actor=actor, **more)


def test_residents_of_an_integration_centre_are_settled_nearby_and_elsewhere_only_with_a_reason() -> None:
    house = House()
    an_integration_centre(house)
    agree(house, house.bergen)
    case_id = house.a_case(upto="ready")
    with walls.asking(house.case_worker) as actor:
        best = queries.suggestions(queries.case_view(case_id, today=TODAY, actor=actor), actor=actor)[0]
    assert best.offer.organisation_id == house.bergen.id
    assert "nearby_by_agreement" in {reason.code for reason in best.reasons}
    with pytest.raises(NotANeighbour):
        ask(house, case_id, house.oslo)
    with pytest.raises(NoOwnDwelling):
        ask(house, case_id, house.bergen, self_settled=True)
    ask(house, case_id, house.oslo, override_reason="Nær familie i Oslo.")
    assert view_of(house, case_id).case.status == "requested"


def test_an_agreement_that_has_ended_binds_nobody() -> None:
    house = House()
    an_integration_centre(house)
    row = agree(house, house.bergen)
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(EndsBeforeItBegins):
            actions.end_neighbour_agreement(row.id, until_on=date(2017, 1, 1), actor=actor)
        actions.end_neighbour_agreement(row.id, until_on=TODAY, actor=actor)
    case_id = house.a_case(upto="ready")
    ask(house, case_id, house.oslo)


def test_two_agreements_of_a_pair_do_not_overlap_and_the_database_sees_to_it_too() -> None:
    house = House()
    an_integration_centre(house)
    row = agree(house, house.bergen, until_on=date(2017, 6, 1))
    with pytest.raises(AgreedAlready):
        agree(house, house.bergen, from_on=date(2017, 5, 31))
    agree(house, house.bergen, from_on=date(2017, 6, 1))
    with walls.asking(house.case_worker), pytest.raises(IntegrityError), transaction.atomic():
        NeighbourAgreement.objects.create(
            centre=house.centre, municipality=house.bergen, from_on=row.from_on, until_on=None
        )


def test_needs_of_health_are_listed_at_level_high_alone() -> None:
    house = House()
    steps, care = house.a_case(upto="interview_due"), house.a_case(upto="interview_due")
    house.interview(steps, accessible="yes")
    head = view_of(house, care).members[0].person_id
    with walls.asking(house.staff) as actor:
        actions.register_consent(care, person_id=head, given=True, on=TODAY, actor=actor)
        given = [actions.Given(None, "institution", "given", "staffed")]
        actions.save_answers(care, given, asked_on=TODAY, actor=actor)
    with walls.asking(house.case_worker) as actor:
        assert {row.id for row in queries.adaptation(actor=actor)} == {steps, care}
    with walls.asking(replace(house.case_worker, level="substantial")) as actor:
        assert {row.id for row in queries.adaptation(actor=actor)} == {steps}


@pytest.mark.parametrize(
    ("born_on", "young"), [(date(2002, 6, 1), False), (date(2002, 6, 2), True), (date(2010, 1, 1), True)]
)
def test_the_child_welfare_service_moves_minors_under_fifteen(born_on: date, young: bool) -> None:
    assert special.moved_by_child_welfare(born_on, TODAY) is young


def test_the_pages_take_a_household_all_the_way_from_the_dossier_to_arrival() -> None:
    house = House()
    shared = {"group": "resettlement_refugee", "permit_kind": "resettlement", "entry_permit_on": "2017-05-01"}
    case_id = house.a_case([a_row(**shared)], upto="accepted")
    worker, officer = a_browser(house.case_worker), a_browser(house.officer)
    said = {"stays_in": "LB", "referred_by": "unhcr", "selected_on": "2017-03-01", "quota_year": "2017", "about": ""}
    assert worker.post(reverse("settlement:dossier", args=[case_id]), said).status_code == 302
    journey = {"travels_on": "2099-01-01", "arrives_at": "Oslo kl. 12.40", "journey": ""}
    assert worker.post(reverse("settlement:plan_travel", args=[case_id]), journey).status_code == 302
    assert officer.post(reverse("settlement:confirm_travel", args=[case_id])).status_code == 302
    assert worker.post(reverse("settlement:decide", args=[case_id]), {"reasons": "Plass."}).status_code == 302
    page = officer.post(reverse("settlement:arrived", args=[case_id]), {"arrived_on": "2099-01-01"})
    assert page.status_code == 200 and "2099-01-01" in page.content.decode()
    assert view_of(house, case_id).case.status == "decided"
