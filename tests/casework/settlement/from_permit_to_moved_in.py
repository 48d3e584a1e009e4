"""The main job: a permit comes in, and some weeks later a household has moved in."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from rotfeste.casework.settlement import actions, queries
from rotfeste.casework.settlement.actions.answering import DistrictElsewhere
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.casework.settlement.rules.clocks import CannotMoveIn
from rotfeste.foundation.access import walls
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.persons.actions import preview
from rotfeste.registers.persons.queries import responsible_on
from tests.builders import NOW, TODAY, House, a_browser, a_family, a_row, as_csv

pytestmark = pytest.mark.django_db


def test_a_family_goes_all_the_way() -> None:
    house = House()
    case_id = house.a_case(a_family(), upto="settled")
    with walls.asking(house.case_worker) as actor:
        view = queries.case_view(case_id, today=TODAY, actor=actor)
        assert view.case.status == "settled" and view.case.settled_on == TODAY
        assert [step.status for step in view.steps] == [
            "interview_due",
            "ready",
            "requested",
            "accepted",
            "decided",
            "settled",
        ]
        ids = [member.person_id for member in view.members]
        assert responsible_on(ids, TODAY, actor=actor) == dict.fromkeys(ids, house.oslo.id)
        places = queries.usage(2017, actor=actor)[house.oslo.id]
        assert (places.ordinary.used, places.ordinary.promised, places.ordinary.free) == (4, 0, 46)


def test_the_municipality_sees_the_case_only_from_the_request_on() -> None:
    house = House()
    case_id = house.a_case()
    with walls.asking(house.officer) as actor, pytest.raises(Case.DoesNotExist):
        queries.case_view(case_id, today=TODAY, actor=actor)
    with walls.asking(house.case_worker) as actor:
        actions.ask(case_id, organisation_id=house.oslo.id, today=TODAY, actor=actor)
    with walls.asking(house.officer) as actor:
        assert queries.case_view(case_id, today=TODAY, actor=actor).case.id == case_id
    with walls.asking(house.officer_b) as actor, pytest.raises(Case.DoesNotExist):
        queries.case_view(case_id, today=TODAY, actor=actor)


def test_a_no_has_a_reason_and_closes_the_case_for_the_municipality() -> None:
    house = House()
    case_id = house.a_case(upto="requested")
    with walls.asking(house.officer) as actor:
        with pytest.raises(NeedsReason):
            actions.decline(case_id, reason="", text="", today=TODAY, actor=actor)
        actions.decline(case_id, reason="no_dwelling", text="Ingen bolig før august", today=TODAY, actor=actor)
        with pytest.raises(Case.DoesNotExist):
            queries.case_view(case_id, today=TODAY, actor=actor)
        assert Member.objects.visible_to(actor).filter(case_id=case_id).count() == 0
    with walls.asking(house.case_worker) as actor:
        assert queries.case_view(case_id, today=TODAY, actor=actor).case.status == "ready"
        actions.ask(case_id, organisation_id=house.bergen.id, today=TODAY, actor=actor)


def test_nobody_moves_in_before_the_decision() -> None:
    house = House()
    case_id = house.a_case(upto="decided")
    with walls.asking(house.officer) as actor:
        with pytest.raises(CannotMoveIn) as refused:
            actions.moved_in(case_id, moved_in_on=TODAY - timedelta(days=1), today=TODAY, actor=actor)
        assert refused.value.code == "before_decision"
        with pytest.raises(CannotMoveIn):
            actions.moved_in(case_id, moved_in_on=TODAY + timedelta(days=1), today=TODAY, actor=actor)
        with pytest.raises(DatabaseError), transaction.atomic():
            Member.objects.visible_to(actor).filter(case_id=case_id).update(moved_in_on=date(2017, 1, 1))


def test_family_members_can_move_in_on_different_days() -> None:
    house = House()
    case_id = house.a_case(a_family(), upto="decided")
    later = TODAY + timedelta(days=20)
    with walls.asking(house.officer) as actor:
        members = list(Member.objects.visible_to(actor).filter(case_id=case_id).order_by("id"))
        first = [members[0].person_id]
        case = actions.moved_in(case_id, moved_in_on=TODAY, today=TODAY, person_ids=first, actor=actor)
        assert case.status == "decided"
        case = actions.moved_in(case_id, moved_in_on=later, today=later, actor=actor)
        assert case.status == "settled" and case.settled_on == later


def test_the_second_of_two_answers_is_told_what_the_first_did() -> None:
    house = House()
    case_id = house.a_case(upto="requested")
    with walls.asking(house.officer) as actor:
        version = Case.objects.visible_to(actor).get(id=case_id).version
        actions.accept(case_id, places_ready_on=TODAY, today=TODAY, actor=actor, version=version)
        with pytest.raises(actions.ChangedMeanwhile) as told:
            actions.decline(case_id, reason="no_dwelling", text="", today=TODAY, actor=actor, version=version)
        assert told.value.case.status == "accepted"


def test_a_flagged_interview_is_checked_by_someone_else_first() -> None:
    house = House()
    case_id = house.a_case(upto="interview_due")
    house.interview(case_id, social_control="yes")
    with walls.asking(house.case_worker) as actor:
        assert Case.objects.visible_to(actor).get(id=case_id).status == "check"
        with pytest.raises(NoSuchRoad):
            actions.ask(case_id, organisation_id=house.oslo.id, today=TODAY, actor=actor)
        actions.approve(case_id, today=TODAY, actor=actor)
        actions.ask(case_id, organisation_id=house.oslo.id, today=TODAY, actor=actor)


def test_an_accepted_household_can_be_received_by_a_city_district() -> None:
    house = House()
    case_id = house.a_case(upto="requested")
    with walls.asking(house.officer) as actor:
        with pytest.raises(DistrictElsewhere):
            actions.accept(case_id, places_ready_on=TODAY, today=TODAY, district_id=house.bergen.id, actor=actor)
        case = actions.accept(case_id, places_ready_on=TODAY, today=TODAY, district_id=house.district.id, actor=actor)
        assert case.receiver_id == house.district.id


def test_a_withdrawn_request_takes_the_case_out_of_sight() -> None:
    house = House()
    case_id = house.a_case(upto="accepted")
    with walls.asking(house.case_worker) as actor:
        actions.withdraw(case_id, reason="Familie funnet i Bergen", today=TODAY, actor=actor)
    with walls.asking(house.officer) as actor, pytest.raises(Case.DoesNotExist):
        queries.case_view(case_id, today=TODAY, actor=actor)


def test_a_household_is_ranked_towards_its_network() -> None:
    house = House()
    case_id = house.a_case(upto="interview_due")
    house.interview(case_id, network="Bror", network_place="1201")
    with walls.asking(house.case_worker) as actor:
        view = queries.case_view(case_id, today=TODAY, actor=actor)
        best = queries.suggestions(view, actor=actor)
        assert best[0].offer.organisation_id == house.bergen.id
        assert "network_here" in {reason.code for reason in best[0].reasons}


def test_a_hidden_household_is_in_no_list_and_opens_only_with_own_access() -> None:
    house = House()
    (case_id,) = house.take_in([a_row(protection="strictly_confidential")], actor=house.protector)
    with walls.asking(house.case_worker) as actor, pytest.raises(Case.DoesNotExist):
        queries.case_view(case_id, today=TODAY, actor=actor)
    with walls.asking(house.protector) as actor:
        assert queries.case_view(case_id, today=TODAY, actor=actor).case.id == case_id
        assert not queries.queue(actor=actor).filter(id=case_id).exists()


def test_a_corrected_permit_corrects_the_clock_of_those_who_wait() -> None:
    house = House()
    row = a_row(permit_on="2017-05-01")
    (case_id,) = house.take_in([row])
    assert house.take_in([{**row, "permit_on": "2017-03-01"}]) == []
    with walls.asking(house.case_worker) as actor:
        case = Case.objects.visible_to(actor).get(id=case_id)
        assert (case.clock_from, case.deadline_on) == (date(2017, 3, 1), date(2017, 9, 1))


def test_a_newborn_joins_the_familys_open_case() -> None:
    house = House()
    rows = a_family()
    (case_id,) = house.take_in(rows)
    shared = {"household": rows[0]["household"], "group": "family_with_children"}
    child = a_row(**shared, relation="child", born_on="2017-05-10", permit_on="2017-05-20")
    assert house.take_in([*rows, child]) == []
    with walls.asking(house.case_worker) as actor:
        assert Case.objects.visible_to(actor).get(id=case_id).size == 5


def test_rows_of_hidden_persons_wait_for_someone_with_that_access() -> None:
    house = House()
    rows = [a_row(), a_row(protection="confidential")]
    for row in rows:
        row["centre"] = house.centre.organisation_number or ""
    with walls.asking(house.case_worker) as actor:
        delivery = preview(as_csv(rows), file_name="t.csv", sender="UDI", now=NOW, today=TODAY, actor=actor)
        while actions.take_in(delivery.id, now=NOW, today=TODAY, actor=actor):
            pass
        delivery.refresh_from_db()
        assert (delivery.status, Case.objects.visible_to(actor).count()) == ("taking_in", 1)
    with walls.asking(house.protector) as actor:
        while actions.take_in(delivery.id, now=NOW, today=TODAY, actor=actor):
            pass
        delivery.refresh_from_db()
        assert (delivery.status, Case.objects.visible_to(actor).count()) == ("taken_in", 2)


def test_a_municipality_whose_request_has_ended_is_told_so_and_not_whom_it_was_about() -> None:
    house = House()
    case_id = house.a_case(upto="requested")
    with walls.asking(house.case_worker) as actor:
        actions.withdraw(case_id, reason="En annen kommune passer bedre.", today=TODAY, actor=actor)
    path, browser = reverse("settlement:case", args=[case_id]), a_browser(house.officer)
    browser.cookies["language"] = "en"
    answer = browser.get(path)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This request has ended" in page and "En annen kommune passer bedre." in page
    assert "Testesen" not in page
    assert b"This request has ended" not in a_browser(house.officer_b).get(path).content
