"""A round of placement: what it proposes, with reasons, who sees it, and what stops it."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from rotfeste.casework.placement.known import PARTS, Terms
from rotfeste.casework.settlement import actions, jobs
from rotfeste.casework.settlement.actions.placing.computing import NoFreePlaces, NothingCounts
from rotfeste.casework.settlement.actions.placing.deciding import ProposedNowhere
from rotfeste.casework.settlement.models import Case, Member, Placement, PlacementHealth, Proposal
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.mapping import AnswerState
from rotfeste.casework.settlement.states import CaseStatus, PlacementStatus, ProposalStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.roads import NoSuchRoad
from tests.builders import TODAY, House, a_browser, a_family, a_row, someone
from tests.rounds import TERMS, a_round, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def test_everyone_who_is_ready_is_proposed_somewhere_with_reasons_that_add_up(house: House) -> None:
    near, family = house.a_case(upto="interview_due"), house.a_case(a_family())
    house.interview(near, network_place="1201")
    waits = house.a_case(upto="interview_due")
    asked = house.a_case(upto="requested")
    found = a_round(house)
    assert (found.status, found.broken, found.households, found.persons) == (PlacementStatus.READY, 0, 2, 5)
    assert found.gap is not None and found.gap < 0.001
    rows = rows_of(house, found)
    assert set(rows) == {near, family} and not {waits, asked} & set(rows)
    assert rows[near].organisation_id == house.bergen.id, "kin live there"
    for row in rows.values():
        assert sum(row.parts.values()) == pytest.approx(row.points, abs=0.5)
        assert row.status == ProposalStatus.OPEN
    assert [each["key"] for each in rows[near].alternatives] == [house.oslo.id]
    assert rows[near].alternatives[0]["loss"] > 0
    with walls.asking(house.case_worker) as actor:
        statuses = Case.objects.visible_to(actor).filter(id__in=rows).values_list("status", flat=True)
        assert set(statuses) == {CaseStatus.READY}, "nothing is decided by itself"


def test_every_reason_leads_to_its_data(house: House) -> None:
    near = house.a_case(upto="interview_due")
    house.interview(near, network_place="1201")
    found = a_round(house)
    browser = a_browser(house.case_worker)
    page = browser.get(reverse("settlement:proposal", args=[found.id, rows_of(house, found)[near].id]))
    links = set(re.findall(r"<main.*</main>", page.content.decode(), re.S)[0].split('href="')[1:])
    addresses = {link.split('"')[0] for link in links}
    assert reverse("settlement:organisation_places", args=[house.bergen.id]) in addresses
    assert {browser.get(address, follow=True).status_code for address in addresses} == {200}


def test_needs_about_health_count_but_are_kept_behind_the_wall_of_health(house: House) -> None:
    case_id = house.a_case(upto="interview_due")
    with walls.asking(house.staff) as actor:
        person = Member.objects.visible_to(actor).get(case_id=case_id).person_id
        actions.register_consent(case_id, person_id=person, given=True, on=TODAY, actor=actor)
        said = [actions.Given(None, "hospital", AnswerState.GIVEN, "near")]
        actions.save_answers(case_id, said, asked_on=TODAY, actor=actor)
    house.interview(case_id)
    found = a_round(house)
    with walls.asking(replace(house.case_worker, level="substantial")) as actor:
        facts_then, _prices, sha = placing.basis(found.id, actor=actor)
    assert (facts_then.households[0].hospital, facts_then.households[0].demanding) == ("near", True)
    assert sha == found.input_sha256
    low = replace(house.case_worker, level="substantial")
    with walls.asking(low) as actor:
        assert not PlacementHealth.objects.visible_to(actor).filter(placement_id=found.id).exists()
    with walls.asking(house.case_worker) as actor:
        assert PlacementHealth.objects.visible_to(actor).filter(placement_id=found.id).exists()


def test_hidden_persons_are_in_no_round_but_that_of_someone_with_the_own_access(house: House) -> None:
    open_one = house.a_case()
    hidden = house.take_in([a_row(protection="confidential")], actor=house.protector)[0]
    house.staff = someone("reception_staff", house.centre, protected=True)
    house.interview(hidden)
    assert set(rows_of(house, a_round(house))) == {open_one}
    special = a_round(house, actor=house.protector)
    assert special.protected
    with walls.asking(house.protector) as actor:
        found = {row.case_id: row for row in placing.proposals(special.id, actor=actor)}
        assert set(found) == {open_one, hidden}
        assert "hidden" in found[hidden].checks
    with walls.asking(house.case_worker) as actor:
        assert not Placement.objects.visible_to(actor).filter(id=special.id).exists()
        assert not Proposal.objects.visible_to(actor).filter(case_id=hidden).exists()


def test_nobody_but_the_directorate_sees_a_round(house: House) -> None:
    case_id = house.a_case()
    found = a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.accept_proposals(found.id, [rows_of(house, found)[case_id].id], today=TODAY, actor=actor)
    for other in (house.officer, house.officer_b, house.staff, house.auditor):
        with walls.asking(other) as actor:
            assert not Placement.objects.visible_to(actor).exists()
            assert not Proposal.objects.visible_to(actor).exists()


def test_a_round_is_computed_again_from_what_it_kept_and_comes_out_the_same(house: House) -> None:
    for _ in range(6):
        house.a_case()
        house.a_case(a_family())
    found = a_round(house)
    with walls.asking(house.case_worker) as actor:
        same = placing.again(found.id, actor=actor)
    assert same.same and (same.households, same.elsewhere) == (12, 0)
    assert same.value == pytest.approx(found.value)


def test_no_weights_nobody_ready_and_no_places_are_said_before_anything_is_kept(house: House) -> None:
    with walls.asking(house.case_worker) as actor, pytest.raises(actions.placing.computing.NobodyIsReady):
        actions.start_placement(terms=TERMS, today=TODAY, actor=actor)
    house.a_case()
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NothingCounts):
            actions.start_placement(terms=Terms(weights=dict.fromkeys(PARTS, 0)), today=TODAY, actor=actor)
        with pytest.raises(NothingCounts) as error:
            actions.start_placement(terms=Terms(weights={"results": 10}), today=TODAY, actor=actor)
        assert "results" in error.value.unknown
        with pytest.raises(NoFreePlaces):
            actions.start_placement(terms=TERMS, today=TODAY.replace(year=2018), actor=actor)
        assert not Placement.objects.visible_to(actor).exists()


def test_a_household_larger_than_any_municipality_has_room_for_is_proposed_nowhere_and_says_why(house: House) -> None:
    minors = house.a_case([a_row(group="unaccompanied_minor", born_on="2001-02-03")])
    crowd = [
        a_row(household="crowd", relation="head" if n == 0 else "sibling", group="single_adult") for n in range(51)
    ]
    large = house.a_case(crowd)
    found = a_round(house)
    rows = rows_of(house, found)
    assert rows[large].organisation_id is None
    assert rows[large].ruled_out == {"no_places": 2}
    assert rows[minors].organisation_id is not None
    with walls.asking(house.case_worker) as actor:
        sent, refused = actions.accept_proposals(found.id, [rows[large].id], today=TODAY, actor=actor)
        assert not sent and isinstance(refused[0][1], ProposedNowhere)


def test_someone_asks_for_the_best_so_far(house: House) -> None:
    house.a_case()
    with walls.asking(house.case_worker) as actor:
        row = actions.start_placement(terms=TERMS, today=TODAY, actor=actor)
        actions.interrupt_placement(row.id, actor=actor)
        assert not actions.tell_progress(row.id, "first", actor=actor)
    jobs.place(row.id)
    with walls.asking(house.case_worker) as actor:
        assert placing.placement(row.id, actor=actor).status == PlacementStatus.INTERRUPTED
        with pytest.raises(NoSuchRoad):
            actions.interrupt_placement(row.id, actor=actor)


def test_why_not_is_answered_by_a_rule_or_by_a_cost(house: House) -> None:
    case_id = house.a_case(upto="interview_due")
    house.interview(case_id, network_place="1201")
    found = a_round(house)
    row = rows_of(house, found)[case_id]
    with walls.asking(house.case_worker) as actor:
        said = placing.why_not(row, house.oslo.id, actor=actor)
        assert said.rule == "" and said.loss == pytest.approx(row.points - said.points, abs=0.2)
        with pytest.raises(KeyError):
            placing.why_not(row, house.district.id, actor=actor)


def test_a_municipality_that_always_says_no_is_seen(house: House) -> None:
    for _ in range(3):
        case_id = house.a_case(upto="requested")
        with walls.asking(house.officer) as actor:
            actions.decline(case_id, reason="no_capacity", text="", today=TODAY, actor=actor)
    found = a_round(house)
    with walls.asking(house.case_worker) as actor:
        facts_then, _prices, _sha = placing.basis(found.id, actor=actor)
        rows = list(placing.proposals(found.id, actor=actor))
        by = {row.key: row for row in placing.by_municipality(facts_then, rows, {}, year=2017, actor=actor)}
    assert (by[house.oslo.id].noes, by[house.oslo.id].refused) == (100, 3)
    assert by[house.bergen.id].noes is None
    assert by[house.bergen.id].proposed == 3 and by[house.bergen.id].left == by[house.bergen.id].free - 3


def test_groups_of_fewer_than_five_persons_are_not_shown(house: House) -> None:
    for _ in range(5):
        house.a_case()
    house.a_case([a_row(sex="male", citizenship="ER")])
    found = a_round(house)
    assert [(row["group"], row["persons"]) for row in found.fairness["sex"]] == [("female", 5)]
    assert [row["group"] for row in found.fairness["country"]] == ["SY"]
    assert set(found.figures) == {"plan", "one_by_one", "chance"}
    assert found.figures["plan"]["placed"] == 6
