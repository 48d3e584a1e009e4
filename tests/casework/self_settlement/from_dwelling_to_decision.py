"""A refugee finds a dwelling and applies; the municipality approves, the directorate clears, the case is decided."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rotfeste.casework.self_settlement import actions, queries
from rotfeste.casework.self_settlement.actions.applying import CannotApplyNow, NotOffered, NotWhole, OpenAlready
from rotfeste.casework.self_settlement.actions.clearing import StandsInTheWay
from rotfeste.casework.self_settlement.models import Application, Contract, MoneyReport, Step
from rotfeste.casework.self_settlement.states import APPLICATION_ROADS
from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement import queries as cases
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.casework.settlement.models import Case
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, NotAllowed
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.audit.models import Event
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.persons.actions import protect
from tests.builders import NOW, TODAY, House, a_family

pytestmark = pytest.mark.django_db


def row_of(house: House, application_id: int) -> Application:
    with walls.asking(house.case_worker) as actor:
        row: Application = Application.objects.visible_to(actor).get(id=application_id)
    return row


def sees(house: House, actor: Actor, case_id: int) -> bool:
    with walls.asking(actor):
        return bool(Case.objects.visible_to(actor).filter(id=case_id).exists())


def test_cleared_it_becomes_an_ordinary_decision_that_counts_as_self_settled() -> None:
    house = House()
    case_id = house.a_case(a_family())
    house.an_application(case_id, upto="cleared")
    with walls.asking(house.case_worker) as actor:
        view = cases.case_view(case_id, today=TODAY, actor=actor)
        used = cases.usage(2017, actor=actor)[house.oslo.id]
    assert (view.case.status, view.case.self_settled, view.case.receiver_id) == ("decided", True, house.oslo.id)
    assert [row.status for row in view.requests] == ["accepted"]
    assert used.ordinary.promised == 4
    with walls.asking(house.officer) as officer:
        settlement.moved_in(case_id, moved_in_on=TODAY, today=TODAY, actor=officer)
        assert Case.objects.visible_to(officer).get(id=case_id).status == "settled"


def test_nobody_is_said_to_have_accepted_in_person_what_the_system_entered() -> None:
    house = House()
    application_id = house.an_application(house.a_case(), upto="cleared")
    with walls.asking(house.auditor) as auditor:
        accepted = Event.objects.visible_to(auditor).get(what="settlement.accepted")
    assert (accepted.actor_id, accepted.organisation_name) == (None, "Oslo")
    assert row_of(house, application_id).answered_by_id == house.officer.user_id


def test_the_municipality_sees_the_household_from_the_sending_to_its_no() -> None:
    house = House()
    case_id = house.a_case()
    application_id = house.an_application(case_id, upto="draft")
    assert not sees(house, house.officer, case_id)
    refugee = house.a_refugee(case_id)
    with walls.asking(refugee):
        actions.send(application_id, today=TODAY, actor=refugee)
    assert sees(house, house.officer, case_id)
    assert not sees(house, house.officer_b, case_id)
    with walls.asking(house.officer) as officer:
        actions.decline(application_id, reason_code="rent", reason="Leien er høy.", today=TODAY, actor=officer)
    assert not sees(house, house.officer, case_id)
    assert row_of(house, application_id).status == "declined"


def test_an_application_that_is_stopped_closes_the_household_again() -> None:
    house = House()
    case_id = house.a_case()
    application_id = house.an_application(case_id, upto="approved")
    refugee = house.a_refugee(case_id)
    with walls.asking(refugee):
        actions.withdraw(application_id, today=TODAY, actor=refugee)
    assert not sees(house, house.officer, case_id)
    assert house.an_application(case_id, place="1201") != application_id, "one may apply again"


def test_another_municipality_s_request_is_not_touched_by_it() -> None:
    house = House()
    case_id = house.a_case()
    application_id = house.an_application(case_id, place="1201")
    with walls.asking(house.case_worker) as worker:
        settlement.ask(case_id, organisation_id=house.oslo.id, today=TODAY, actor=worker)
    with walls.asking(house.officer_b) as officer:
        actions.approve(application_id, today=TODAY, actor=officer)
    with walls.asking(house.case_worker) as worker, pytest.raises(StandsInTheWay) as stopped:
        actions.clear(application_id, reasons="Godkjent.", today=TODAY, actor=worker)
    assert [row.code for row in stopped.value.found] == ["other_request"]
    with walls.asking(house.case_worker) as worker:
        actions.refuse(application_id, reason="En annen kommune er spurt.", today=TODAY, actor=worker)
    assert sees(house, house.officer, case_id)
    assert not sees(house, house.officer_b, case_id)


def test_of_two_who_answer_at_once_the_second_is_shown_what_the_first_did() -> None:
    house = House()
    application_id = house.an_application(house.a_case())
    seen = row_of(house, application_id).version
    with walls.asking(house.officer) as officer:
        actions.approve(application_id, today=TODAY, actor=officer, version=seen)
        with pytest.raises(actions.ApplicationChanged) as changed:
            actions.decline(application_id, reason_code="rent", reason="Nei.", today=TODAY, actor=officer, version=seen)
    assert changed.value.application.status == "approved"


def test_a_resident_of_an_integration_centre_cannot_be_cleared() -> None:
    house = House()
    house.centre.centre_kind = CentreKind.INTEGRATION
    house.centre.save()
    application_id = house.an_application(house.a_case(), upto="approved")
    with walls.asking(house.case_worker) as worker, pytest.raises(StandsInTheWay) as stopped:
        actions.clear(application_id, reasons="Godkjent.", today=TODAY, actor=worker)
    assert "integration_centre" in [row.code for row in stopped.value.found]
    assert row_of(house, application_id).status == "approved"


def test_it_is_not_sent_before_dwelling_and_contract_are_there() -> None:
    house = House()
    refugee = house.a_refugee(house.a_case())
    with walls.asking(refugee):
        row = actions.begin(refugee.persons[0], place_code="0301", today=TODAY, actor=refugee)
        for what in ("dwelling", "contract"):
            with pytest.raises(NotWhole) as missing:
                actions.send(row.id, today=TODAY, actor=refugee)
            assert missing.value.what == what
            given = {"address": "A 1", "rooms": 1, "landlord": "B", "rent_nok": 5000, "from_on": TODAY}
            actions.describe_dwelling(row.id, given, actor=refugee)


def test_one_application_at_a_time_and_none_where_it_is_not_offered() -> None:
    house = House()
    case_id = house.a_case()
    with walls.asking(house.officer_b) as officer:
        actions.offer(house.bergen.id, {"allowed": "no"}, today=TODAY, actor=officer)
    refugee = house.a_refugee(case_id)
    with walls.asking(refugee):
        with pytest.raises(NotOffered):
            actions.begin(refugee.persons[0], place_code="1201", today=TODAY, actor=refugee)
        actions.begin(refugee.persons[0], place_code="0301", today=TODAY, actor=refugee)
        with pytest.raises(OpenAlready):
            actions.begin(refugee.persons[0], place_code="0301", today=TODAY, actor=refugee)


@pytest.mark.parametrize("upto", ["requested", "decided", "settled"])
def test_whoever_has_a_municipality_cannot_apply(upto: str) -> None:
    house = House()
    case_id = house.a_case()
    refugee = house.a_refugee(case_id)
    with walls.asking(house.case_worker) as worker:
        settlement.ask(case_id, organisation_id=house.bergen.id, today=TODAY, actor=worker)
    if upto != "requested":
        with walls.asking(house.officer_b) as officer:
            settlement.accept(case_id, places_ready_on=TODAY, today=TODAY, actor=officer)
        with walls.asking(house.case_worker) as worker:
            settlement.decide(case_id, reasons="Plass.", today=TODAY, actor=worker)
    if upto == "settled":
        with walls.asking(house.officer_b) as officer:
            settlement.moved_in(case_id, moved_in_on=TODAY, today=TODAY, actor=officer)
    with walls.asking(refugee), pytest.raises(CannotApplyNow):
        actions.begin(refugee.persons[0], place_code="0301", today=TODAY, actor=refugee)


def test_the_centre_applies_for_someone_and_writes_why_it_withdraws() -> None:
    house = House()
    case_id = house.a_case()
    person_id = house.a_refugee(case_id).persons[0]
    with walls.asking(house.staff) as staff:
        row = actions.begin(person_id, place_code="0301", today=TODAY, actor=staff)
        with pytest.raises(NeedsReason):
            actions.withdraw(row.id, today=TODAY, actor=staff)
        actions.withdraw(row.id, reason="Fant en annen bolig.", today=TODAY, actor=staff)
    with walls.asking(house.officer) as officer, pytest.raises(NotAllowed):
        actions.begin(person_id, place_code="0301", today=TODAY, actor=officer)


def test_the_days_in_each_step_are_kept_and_shown() -> None:
    house = House()
    application_id = house.an_application(house.a_case())
    later = TODAY + timedelta(days=6)
    with walls.asking(house.officer) as officer:
        actions.approve(application_id, today=later, actor=officer)
        view = queries.application_view(application_id, today=later + timedelta(days=2), actor=officer)
        chart = queries.days_per_step(actor=officer)
    assert [(step.status, view.days_in(step)) for step in view.steps] == [("draft", 0), ("sent", 6), ("approved", 2)]
    assert view.application.deadline_on == later + timedelta(days=7)
    assert [(row["status"], row["days"].days) for row in chart] == [("sent", 6)]


def test_a_protected_person_s_application_is_in_no_list() -> None:
    house = House()
    case_id = house.a_case()
    application_id = house.an_application(case_id)
    with walls.asking(house.case_worker) as worker:
        person_id = row_of(house, application_id).person_id
        protect(person_id, kind="confidential", from_on=TODAY, actor=worker)
        assert not queries.applications(actor=worker).exists()
        assert not Contract.objects.visible_to(worker).exists()
        assert not Step.objects.visible_to(worker).exists()
    with walls.asking(house.protector) as protector:
        assert queries.application_view(application_id, today=TODAY, actor=protector).person.id == person_id
        assert not queries.applications(actor=protector).exists()


def test_what_a_municipality_offers_is_written_by_itself_alone() -> None:
    house = House()
    for actor, organisation in ((house.officer_b, house.oslo), (house.case_worker, house.oslo)):
        with walls.asking(actor), pytest.raises((NotAllowed, house.oslo.DoesNotExist)):
            actions.offer(organisation.id, {"allowed": "yes"}, today=TODAY, actor=actor)
    with walls.asking(house.officer) as officer:
        actions.offer(house.oslo.id, {"allowed": "yes", "places": 3}, today=TODAY, actor=officer)
    answer = queries.answer_of("0301", TODAY)
    assert answer is not None and (answer.allowed, answer.places) == ("yes", 3)


def test_a_report_about_money_is_the_directorate_s_alone() -> None:
    house = House()
    actions.report_money(told="Noen ba om 20 000 kr.", language="ar", now=NOW)
    for actor in (house.officer, house.staff, house.administrator, house.auditor):
        with walls.asking(actor):
            assert not MoneyReport.objects.visible_to(actor).exists()
    with walls.asking(house.case_worker) as worker:
        row = queries.reports(actor=worker).get()
        actions.take_up_report(row.id, actor=worker)
        with pytest.raises(NeedsReason):
            actions.close_report(row.id, outcome=" ", today=TODAY, actor=worker)
        actions.close_report(row.id, outcome="Meldt til politiet.", today=TODAY, actor=worker)
        with pytest.raises(NoSuchRoad):
            actions.take_up_report(row.id, actor=worker)


Verb = Callable[[House, int, Actor], Any]
VERBS: dict[str, tuple[str, Verb]] = {
    "sent": ("refugee", lambda house, key, who: actions.send(key, today=TODAY, actor=who)),
    "withdrawn": ("refugee", lambda house, key, who: actions.withdraw(key, today=TODAY, actor=who)),
    "approved": ("officer", lambda house, key, who: actions.approve(key, today=TODAY, actor=who)),
    "declined": (
        "officer",
        lambda house, key, who: actions.decline(key, reason_code="rent", reason="Nei.", today=TODAY, actor=who),
    ),
    "cleared": ("case_worker", lambda house, key, who: actions.clear(key, reasons="Ja.", today=TODAY, actor=who)),
    "refused": ("case_worker", lambda house, key, who: actions.refuse(key, reason="Nei.", today=TODAY, actor=who)),
}


@settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.lists(st.sampled_from(sorted(VERBS)), min_size=1, max_size=6))
def test_in_any_order_it_moves_along_its_roads_only(wanted: list[str]) -> None:
    with transaction.atomic():
        house = House()
        case_id = house.a_case()
        key, refugee = house.an_application(case_id, upto="draft"), house.a_refugee(case_id)
        status = "draft"
        for verb in wanted:
            who, do = VERBS[verb]
            actor = refugee if who == "refugee" else getattr(house, who)
            try:
                with transaction.atomic(), walls.asking(actor):
                    do(house, key, actor)
            except (NoSuchRoad, Application.DoesNotExist):
                assert verb not in APPLICATION_ROADS[status] or not sees(house, actor, case_id)
            else:
                assert verb in APPLICATION_ROADS[status]
                status = verb
        assert row_of(house, key).status == status
        with walls.asking(house.case_worker) as worker:
            case = Case.objects.visible_to(worker).get(id=case_id)
        assert (case.status == "decided") == (status == "cleared") == case.self_settled
        assert sees(house, house.officer, case_id) == (status in ("sent", "approved", "cleared"))
        transaction.set_rollback(True)


def test_a_day_long_after_has_its_own_deadline() -> None:
    house = House()
    application_id = house.an_application(house.a_case(), today=date(2017, 11, 1))
    assert row_of(house, application_id).deadline_on == date(2017, 11, 15)
