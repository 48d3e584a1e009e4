"""A round of placement: what it is fed with, what it proposes, and what a person decides about it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rotfeste.casework.placement import keeping
from rotfeste.casework.placement.optimiser.plan import propose
from rotfeste.casework.placement.reasons import answer
from rotfeste.casework.placement.scoring import (
    NETWORK,
    PARTS,
    RULES,
    Facts,
    Household,
    NoWeights,
    Place,
    Terms,
    level,
)
from rotfeste.casework.settlement import actions, jobs, queries
from rotfeste.casework.settlement.actions.placing.computing import NoFreePlaces, NothingCounts, PinsClash
from rotfeste.casework.settlement.actions.placing.deciding import ProposedNowhere
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.casework.settlement.models import Case, Member, Placement, PlacementHealth, Proposal, Request
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.mapping import AnswerState
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.casework.settlement.states import CaseStatus, NoSuchRoad, PlacementStatus, ProposalStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.rules import CentreKind
from tests.builders import TODAY, House, a_family, a_row, an_organisation, someone

TERMS = standard_terms(TODAY)
EQUAL = Terms(weights=dict.fromkeys(PARTS, 10))


def a_place(key: int, **said: Any) -> Place:
    return Place(**{"key": key, "code": f"{key:04d}", "county": f"{key:04d}"[:2], "ordinary": 10, "minors": 2, **said})


def facts(*rows: Household, places: tuple[Place, ...] = (), terms: Terms = EQUAL) -> Facts:
    return Facts(rows, places or (a_place(101), a_place(102), a_place(201)), terms)


def rule_of(household: Household, place: Place) -> str:
    found = int(facts(household, places=(place, a_place(999))).rules(0)[0])
    return RULES[found - 1] if found else ""


@pytest.mark.parametrize(
    ("household", "place", "rule"),
    [
        ({}, {}, ""),
        ({"size": 11}, {}, "no_places"),
        ({"minors": True, "size": 3}, {}, "no_places"),
        ({"minors": True}, {"minors": 1, "ordinary": 0}, ""),
        ({"declined": (101,)}, {}, "declined"),
        ({"nearby": (999,)}, {}, "nearby"),
        ({"nearby": (101, 999)}, {}, ""),
        ({"alternative": 999}, {}, "alternative"),
        ({"alternative": 101}, {}, ""),
        ({"by_hand": (101,)}, {}, "by_hand"),
        ({"hospital": "near"}, {"centrality": 2}, "needs"),
        ({"hospital": "near"}, {"centrality": 3}, ""),
        ({"hospital": "hour"}, {"centrality": 1}, "needs"),
        ({"hospital": "hour"}, {"centrality": None}, ""),
        ({"declined": (101,), "size": 11}, {}, "no_places"),
    ],
)
def test_each_rule_says_by_its_code_which_municipality_it_forbids(
    household: dict[str, Any], place: dict[str, Any], rule: str
) -> None:
    assert rule_of(Household(**{"key": 1, "size": 1, **household}), a_place(101, **place)) == rule


@pytest.mark.parametrize(
    ("household", "place", "part", "value"),
    [
        ({"network": "0101"}, {}, "network", 1.0),
        ({"network": "0150", "network_county": "01"}, {}, "network", 0.4),
        ({"network": "0250", "network_county": "02"}, {}, "network", 0.0),
        ({"wish": "0101"}, {}, "wish", 1.0),
        ({"country": "SY"}, {"settled": {"SY": 5}}, "language", 0.5),
        ({"country": "SY"}, {"settled": {"SY": 50, "AF": 3}}, "language", 1.0),
        ({"has_car": False}, {"centrality": 3}, "transport", 1.0),
        ({"has_car": True}, {"centrality": 3}, "transport", 0.0),
        ({"size": 2}, {"ready": 2}, "ready", 1.0),
        ({"size": 3}, {"ready": 2}, "ready", 0.0),
        ({}, {"answered": 3, "refused": 3}, "answers", 0.25),
        ({}, {"answered": 0}, "answers", 1.0),
        ({}, {"results": 60}, "results", 1.0),
        ({"young": True}, {"education": 9.0}, "education", 1.0),
        ({"young": False}, {"education": 9.0}, "education", 0.0),
    ],
)
def test_each_part_gives_between_nothing_and_one(
    household: dict[str, Any], place: dict[str, Any], part: str, value: float
) -> None:
    row = Household(**{"key": 1, "size": 1, **household})
    found = facts(row, places=(a_place(101, **place), a_place(999, results=30, education=1.0)))
    assert found.values(0)[PARTS.index(part), 0] == pytest.approx(value)


def test_a_figure_that_is_not_known_counts_as_the_mean_and_a_part_without_any_counts_nothing() -> None:
    assert level([10, None, 30]).tolist() == [0.0, 0.5, 1.0]
    found = facts(Household(1, 1), terms=Terms(weights={"results": 50, "network": 50}))
    assert found.unknown == ("results", "employment", "education")
    assert found.shares[PARTS.index(NETWORK)] == 1.0
    with pytest.raises(NoWeights):
        _ = facts(Household(1, 1), terms=Terms(weights={"results": 50})).shares


def test_what_is_kept_is_read_again_as_it_was_and_health_lies_apart() -> None:
    found = facts(Household(7, 2, hospital="near", demanding=True, declined=(101,), checks=("large",)))
    plain, health = keeping.kept(found)
    assert keeping.read(plain, health) == found
    assert keeping.read(plain, keeping.kept(facts(Household(7, 2)))[1]).households[0].hospital == ""
    assert keeping.digest(plain, health) == keeping.digest(*keeping.kept(found))
    assert keeping.digest(plain, health) != keeping.digest(*keeping.kept(facts(Household(7, 2))))


def test_kin_who_both_wait_come_to_one_county_and_counties_and_demanding_cases_have_their_limits() -> None:
    rows = [Household(1, 2, relatives=(2,)), Household(2, 3), Household(3, 1, demanding=True)]
    instance = facts(*rows, terms=replace(EQUAL, county_over=10, demanding_per=10)).instance
    assert [(pair.first, pair.second) for pair in instance.pairs] == [(0, 1)]
    assert instance.supply.tolist() == [[1, 1, 1]]
    assert instance.county_most.tolist() == [5, 3], "6 persons: two thirds and one third, and ten per cent more"
    assert not facts(*rows, terms=replace(EQUAL, kin_together=False)).instance.pairs


pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def a_round(house: House, terms: Terms = TERMS, *, actor: Any = None, after: int | None = None) -> Placement:
    """A round that has been computed."""
    by = actor or house.case_worker
    with walls.asking(by):
        row = actions.start_placement(terms=terms, today=TODAY, actor=by, after=after)
    jobs.place(row.id)
    with walls.asking(by):
        return placing.placement(row.id, actor=by)


def rows_of(house: House, placement: Placement) -> dict[int, Proposal]:
    with walls.asking(house.case_worker) as actor:
        return {row.case_id: row for row in placing.proposals(placement.id, actor=actor)}


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


def test_the_feed_knows_what_has_been_said_no_to_and_where_a_centres_residents_go(house: House) -> None:
    case_id = house.a_case(upto="requested")
    with walls.asking(house.officer) as actor:
        actions.decline(case_id, reason="no_dwelling", text="", today=TODAY, actor=actor)
    integration = an_organisation("reception_centre", "Integreringsmottak")
    integration.centre_kind = CentreKind.INTEGRATION
    integration.save()
    with walls.asking(house.case_worker) as actor:
        actions.agree_with_neighbour(integration.id, municipality_id=house.bergen.id, from_on=TODAY, actor=actor)
    resident = house.a_case([a_row(centre=integration.organisation_number)], upto="interview_due")
    with walls.asking(house.case_worker) as actor:
        rows = {h.key: h for h in placing.gathered(TERMS, today=TODAY, actor=actor).facts.households}
        assert rows[case_id].declined == (house.oslo.id,)
        assert resident not in rows, "its interview has not been held"
    held = someone("reception_staff", integration)
    house.staff = held
    house.interview(resident)
    with walls.asking(house.case_worker) as actor:
        found = placing.gathered(TERMS, today=TODAY, actor=actor).facts
    row = next(h for h in found.households if h.key == resident)
    assert row.nearby == (house.bergen.id,)
    oslo = found.place_numbers[house.oslo.id]
    assert RULES[int(found.rules(found.unit_numbers[resident])[oslo]) - 1] == "nearby"


def test_places_that_are_asked_for_are_not_free_and_the_rest_is(house: House) -> None:
    house.a_case(a_family(), upto="requested")
    house.a_case(a_family(), upto="accepted")
    house.a_case(upto="settled")
    house.a_case()
    with walls.asking(house.case_worker) as actor:
        places = {p.key: p for p in placing.gathered(TERMS, today=TODAY, actor=actor).facts.places}
    assert (places[house.oslo.id].ordinary, places[house.oslo.id].minors) == (50 - 4 - 4 - 1, 5)
    assert places[house.bergen.id].ordinary == 50
    assert places[house.oslo.id].settled == {"SY": 1}


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


def test_what_is_accepted_becomes_a_request_and_what_cannot_be_asked_is_told(house: House) -> None:
    first, second = house.a_case(), house.a_case(a_family())
    found = a_round(house)
    rows = rows_of(house, found)
    with walls.asking(house.second) as actor:
        actions.ask(second, organisation_id=house.oslo.id, today=TODAY, actor=actor)
    with walls.asking(house.case_worker) as actor:
        ids = [row.id for row in rows.values()]
        sent, refused = actions.accept_proposals(found.id, ids, today=TODAY, actor=actor)
        assert [request.case_id for request in sent] == [first]
        assert [(row.case_id, type(error)) for row, error in refused] == [(second, NoSuchRoad)]
        assert sent[0].proposal["placement"] == found.id and sent[0].proposal["parts"] == rows[first].parts
    after = rows_of(house, found)
    assert (after[first].status, after[second].status) == (ProposalStatus.ACCEPTED, ProposalStatus.OPEN)
    assert after[first].decided_by_id == house.case_worker.user_id


def test_another_choice_and_leaving_someone_need_a_reason(house: House) -> None:
    first, second = house.a_case(), house.a_case()
    found = a_round(house)
    rows = rows_of(house, found)
    other = house.bergen if rows[first].organisation_id == house.oslo.id else house.oslo
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NeedsReason):
            actions.override_proposal(
                found.id, rows[first].id, organisation_id=other.id, reason=" ", today=TODAY, actor=actor
            )
        with pytest.raises(NeedsReason):
            actions.skip_proposal(found.id, rows[second].id, reason="", actor=actor)
        request = actions.override_proposal(
            found.id, rows[first].id, organisation_id=other.id, reason="A school place.", today=TODAY, actor=actor
        )
        actions.skip_proposal(found.id, rows[second].id, reason="Away until July.", actor=actor)
        assert (request.organisation_id, request.override_reason) == (other.id, "A school place.")
        left = list(placing.proposals(found.id, actor=actor))
        assert placing.overrides(left) == (2, 2, [("A school place.", 1), ("Away until July.", 1)])


def test_after_a_no_the_next_best_is_proposed_and_what_others_were_asked_stands(house: House) -> None:
    cases = [house.a_case() for _ in range(4)]
    found = a_round(house)
    rows = rows_of(house, found)
    refused, kept = cases[0], cases[1]
    officers = {house.oslo.id: house.officer, house.bergen.id: house.officer_b}
    with walls.asking(house.case_worker) as actor:
        actions.accept_proposals(found.id, [rows[refused].id, rows[kept].id], today=TODAY, actor=actor)
    with walls.asking(officers[rows[refused].organisation_id or 0]) as actor:
        request = actions.decline(refused, reason="no_dwelling", text="", today=TODAY, actor=actor)
    jobs.propose_the_next(request.id)
    after = rows_of(house, found)
    assert after[refused].status == ProposalStatus.OPEN and after[refused].request is None
    assert after[refused].refused == [rows[refused].organisation_id]
    assert after[refused].organisation_id not in (None, rows[refused].organisation_id)
    assert (after[kept].organisation_id, after[kept].status) == (rows[kept].organisation_id, ProposalStatus.ACCEPTED)
    assert after[refused].computed_id == rows[refused].computed_id, "the round itself does not change"
    with walls.asking(house.case_worker) as actor:
        assert [task.count for task in placing.tasks(actor, TODAY)] == [1, 2]
        said = placing.why_not(after[refused], rows[refused].organisation_id or 0, actor=actor)
        assert said.rule == "declined"
        same = placing.again(found.id, actor=actor)
        assert same.same


def test_a_request_outside_rounds_is_declined_without_further_ado(house: House) -> None:
    case_id = house.a_case(upto="requested")
    with walls.asking(house.officer) as actor:
        request = actions.decline(case_id, reason="no_dwelling", text="", today=TODAY, actor=actor)
    jobs.propose_the_next(request.id)
    with walls.asking(house.case_worker) as actor:
        assert not Proposal.objects.visible_to(actor).exists()


def test_what_is_ruled_out_by_hand_is_proposed_elsewhere_at_once_and_stays_out_in_the_next_round(house: House) -> None:
    case_id = house.a_case()
    found = a_round(house)
    row = rows_of(house, found)[case_id]
    with walls.asking(house.case_worker) as actor:
        moved = actions.forbid_proposal(
            found.id, row.id, organisation_id=row.organisation_id or 0, reason="Someone there.", actor=actor
        )
        assert [each.case_id for each in moved] == [case_id]
    after = rows_of(house, found)[case_id]
    assert after.organisation_id != row.organisation_id
    again = rows_of(house, a_round(house, after=found.id))[case_id]
    assert again.forbidden == [row.organisation_id] and again.organisation_id == after.organisation_id


def test_a_pin_holds_in_the_next_round_and_pins_that_clash_are_named(house: House) -> None:
    minors = [house.a_case([a_row(group="unaccompanied_minor", born_on="2001-02-03")]) for _ in range(6)]
    found = a_round(house)
    rows = rows_of(house, found)
    with walls.asking(house.case_worker) as actor:
        actions.pin_proposal(found.id, rows[minors[0]].id, organisation_id=house.bergen.id, actor=actor)
    later = a_round(house, after=found.id)
    assert rows_of(house, later)[minors[0]].organisation_id == house.bergen.id
    with walls.asking(house.case_worker) as actor:
        for row in rows_of(house, later).values():
            actions.pin_proposal(later.id, row.id, organisation_id=house.bergen.id, actor=actor)
        with pytest.raises(PinsClash) as error:
            actions.start_placement(terms=TERMS, today=TODAY, actor=actor, after=later.id)
        clash, cases, place = error.value.found[0]
        assert (clash.rule, clash.wanted, clash.there_is, place) == ("pins_room", 6, 5, house.bergen.id)
        assert sorted(cases) == sorted(minors)
        assert not Placement.objects.visible_to(actor).filter(id__gt=later.id).exists(), "nothing is kept"


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


def test_the_explanation_of_a_cost_is_the_difference_to_the_whole() -> None:
    rows = [Household(1, 6, network="0101"), Household(2, 6, network="0101")]
    found = facts(*rows, places=(a_place(101), a_place(201)))
    plan = propose(found.instance, seconds=5, gap=1e-6)
    assert sorted(plan.where.tolist()) == [0, 1], "there is room for one of them where both have kin"
    here = int(np.flatnonzero(plan.where == 0)[0])
    said = answer(found, plan.prices, 1 - here, 1, 0)
    assert said.rule == "" and said.loss >= 0


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


def test_requests_keep_their_own_words(house: House) -> None:
    case_id = house.a_case()
    found = a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.accept_proposals(found.id, [rows_of(house, found)[case_id].id], today=TODAY, actor=actor)
        view = queries.case_view(case_id, today=TODAY, actor=actor)
        assert isinstance(view.open_request, Request)
        assert view.open_request.proposal["points"] == rows_of(house, found)[case_id].points
