"""A person decides on each proposal: accepts, chooses otherwise, leaves, pins, rules out; and what a no leads to."""

import pytest

from rotfeste.casework.settlement import actions, jobs, queries
from rotfeste.casework.settlement.actions.placing.computing import PinsClash
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.casework.settlement.models import Placement, Proposal, Request
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.states import ProposalStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.roads import NoSuchRoad
from tests.builders import TODAY, House, a_family, a_row
from tests.rounds import TERMS, a_round, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


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


def test_requests_keep_their_own_words(house: House) -> None:
    case_id = house.a_case()
    found = a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.accept_proposals(found.id, [rows_of(house, found)[case_id].id], today=TODAY, actor=actor)
        view = queries.case_view(case_id, today=TODAY, actor=actor)
        assert isinstance(view.open_request, Request)
        assert view.open_request.proposal["points"] == rows_of(house, found)[case_id].points
