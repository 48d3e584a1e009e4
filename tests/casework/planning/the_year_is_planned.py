"""From the need to the council's decision, by the actions that people use, on a real database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rotfeste.casework.planning import actions, jobs, queries
from rotfeste.casework.planning.actions.answering import MoreThanAsked, NotTheBudgetOfThisYear
from rotfeste.casework.planning.actions.asking import AnswerByHasPassed, NobodyToWriteTo, NoEstimate
from rotfeste.casework.planning.actions.estimating import BandOutOfOrder, NeedsReason, NothingChanged
from rotfeste.casework.planning.actions.rounds import (
    CriterionWithoutValues,
    MoreNamedThanAsked,
    NotADraft,
    Terms,
    TotalsDoNotAddUp,
    UnknownMunicipalities,
)
from rotfeste.casework.planning.models import Estimate, PlacesRequest, Round, Share
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.casework.planning.rules.need import Band
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.letters.models import Letter
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.models import Notification
from rotfeste.registers.capacity.actions import (
    DistrictsBeyondMunicipality,
    Document,
    DocumentTooLarge,
    NotAPdf,
    divide_over_districts,
)
from rotfeste.registers.capacity.models import CouncilDecision, DecisionDocument
from tests.builders import TODAY, House, an_organisation, someone

pytestmark = pytest.mark.django_db
NEED = {"waiting": Band(50, 60, 80), "permits": Band(10, 30, 60), "quota": Band(10, 10, 10), "minors": Band(2, 4, 8)}
TERMS = Terms(
    name="First",
    ordinary=100,
    minors=4,
    count=2,
    floor=10,
    weights={"population": 1},
    minors_weights={"population": 1},
    always=("0301", "1201"),
)
PDF = Document("vedtak.pdf", b"%PDF-1.7 a decision")
LATER = date(2017, 9, 1)


def a_round(house: House, **changes: Any) -> Round:
    with walls.asking(house.case_worker) as actor:
        return actions.begin_round(2018, Terms(**{**TERMS.__dict__, **changes}), today=TODAY, actor=actor)


def a_sent_round(house: House) -> Round:
    row = a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.approve(row.id, today=TODAY, actor=actor)
        actions.start_sending(row.id, answer_by=LATER, today=TODAY, actor=actor)
        while actions.send_some(row.id, today=TODAY, actor=actor):
            pass
        return queries.round_of(row.id, actor=actor)


def numbers(row: Round, house: House) -> dict[str, Pair]:
    with walls.asking(house.case_worker) as actor:
        return {share.code: share.places for share in queries.shares_of(row, actor=actor)}


def asked(house: House, year: int = 2018) -> dict[int, Pair]:
    with walls.asking(house.case_worker) as actor:
        return queries.asked_for(year, actor=actor)


def answer(house: House, ordinary: int, minors: int = 0, **changes: Any) -> CouncilDecision:
    said = {"decided_on": TODAY, "case_number": "18/7", "document": None, "more_than_asked": False, "year": 2018}
    with walls.asking(house.officer) as actor:
        return actions.answer(
            house.oslo.id, places=Pair(ordinary, minors), today=TODAY, actor=actor, **{**said, **changes}
        )


def test_an_estimate_is_a_new_version_and_says_what_changed() -> None:
    house = House()
    with walls.asking(house.case_worker) as actor:
        actions.estimate(2018, NEED, reason="First.", today=TODAY, actor=actor)
        actions.estimate(2018, {**NEED, "minors": Band(1, 2, 4)}, reason="Fewer.", today=LATER, actor=actor)
        newest, first = queries.versions(2018, actor=actor)
        assert (first.version, newest.version, newest.reason) == (1, 2, "Fewer.")
        assert (first.total, newest.minors) == (Band(72, 104, 158), Band(1, 2, 4))


@pytest.mark.parametrize(
    ("need", "reason", "refusal"),
    [
        (NEED, "  ", NeedsReason),
        ({**NEED, "quota": Band(5, 4, 6)}, "x", BandOutOfOrder),
        (NEED, "The same.", NothingChanged),
    ],
)
def test_a_bad_estimate_is_refused(need: dict[str, Band], reason: str, refusal: type[Exception]) -> None:
    house = House()
    with walls.asking(house.case_worker) as actor:
        actions.estimate(2018, NEED, reason="First.", today=TODAY, actor=actor)
        with pytest.raises(refusal):
            actions.estimate(2018, need, reason=reason, today=TODAY, actor=actor)
        assert len(queries.versions(2018, actor=actor)) == 1


def test_an_estimate_is_never_changed() -> None:
    house = House()
    with walls.asking(house.case_worker) as actor:
        row = actions.estimate(2018, NEED, reason="First.", today=TODAY, actor=actor)
        with pytest.raises(DatabaseError), transaction.atomic():
            Estimate.objects.visible_to(actor).filter(id=row.id).update(reason="Another")


def test_a_round_is_divided_and_can_be_computed_again_from_what_is_stored() -> None:
    house = House()
    row = a_round(house)
    assert sum(pair.ordinary for pair in numbers(row, house).values()) == 100
    assert numbers(row, house)["0301"].ordinary > numbers(row, house)["1201"].ordinary > 10
    with walls.asking(house.case_worker) as actor:
        assert queries.again(queries.round_of(row.id, actor=actor), actor=actor).others == []
        Share.objects.visible_to(actor).filter(round=row, code="0301").update(ordinary=1)
        assert [each[0] for each in queries.again(queries.round_of(row.id, actor=actor), actor=actor).others] == [
            "0301"
        ]


def test_a_number_set_by_hand_must_be_made_up_for_before_approval() -> None:
    house = House()
    row = a_round(house)
    before = numbers(row, house)
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NeedsReason):
            actions.adjust(row.id, "1201", Pair(5, 0), reason=" ", actor=actor)
        actions.adjust(row.id, "1201", Pair(5, 0), reason="A landslide has closed the school.", actor=actor)
        with pytest.raises(TotalsDoNotAddUp) as refused:
            actions.approve(row.id, today=TODAY, actor=actor)
        assert refused.value.found == Pair(5 + before["0301"].ordinary, before["0301"].minors)
        actions.balance(row.id, actor=actor)
        assert numbers(row, house) == {"0301": Pair(95, 4), "1201": Pair(5, 0)}
        assert queries.again(queries.round_of(row.id, actor=actor), actor=actor).others == []
        actions.approve(row.id, today=TODAY, actor=actor)
        with pytest.raises(NotADraft):
            actions.adjust(row.id, "1201", Pair(6, 0), reason="x", actor=actor)
        actions.reopen(row.id, actor=actor)
        actions.reset_share(row.id, "1201", actor=actor)
        assert numbers(row, house)["1201"] == before["1201"]


def test_a_draft_can_be_thrown_away_but_an_approved_round_cannot() -> None:
    house = House()
    draft, approved = a_round(house), a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.discard_round(draft.id, actor=actor)
        actions.approve(approved.id, today=TODAY, actor=actor)
        with pytest.raises(NotADraft):
            actions.discard_round(approved.id, actor=actor)
        assert [row.id for row in queries.rounds(2018, actor=actor)] == [approved.id]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"always": ("9999",)}, UnknownMunicipalities),
        ({"never": ("12",)}, UnknownMunicipalities),
        ({"weights": {"employment": 1}}, CriterionWithoutValues),
        ({"count": 1}, MoreNamedThanAsked),
    ],
)
def test_terms_that_cannot_be_met_are_refused(changes: dict[str, Any], refusal: type[Exception]) -> None:
    house = House()
    with pytest.raises(refusal):
        a_round(house, **changes)


def test_who_is_asked_is_those_named_and_then_the_most_suited() -> None:
    house = House()
    row = a_round(house, always=("0211",), never=("0301",), count=3)
    assert set(row.counties) == {"0211", "1201", "1601"}


def test_a_round_is_sent_in_one_go_with_a_letter_each_and_a_copy_of_the_list() -> None:
    house = House()
    association = an_organisation("association", "KS")
    Organisation.objects.filter(id=house.bergen.id).update(language="nn")
    row = a_sent_round(house)
    assert (row.status, row.sent_on) == ("sent", TODAY)
    assert sum(pair.total for pair in asked(house).values()) == 104
    with walls.asking(house.case_worker) as actor:
        letters = {each.organisation_id: each for each in Letter.objects.visible_to(actor).filter(person_ids=[])}
        assert letters[house.bergen.id].language == "nn"
        assert letters[house.oslo.id].content["facts"]["already_asked"] == 0
        assert len(letters[association.id].content["facts"]["municipalities"]) == 2
        assert actions.send_some(row.id, today=TODAY, actor=actor) == 0
    with walls.asking(house.officer) as actor:
        assert Notification.objects.visible_to(actor).filter(text_key__startswith="The directorate asks").count() == 1
        assert Letter.objects.visible_to(actor).count() == 1


def test_a_sending_that_stopped_goes_on_and_asks_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    row = a_round(house)
    monkeypatch.setattr("rotfeste.casework.planning.actions.asking.AT_A_TIME", 1)
    with walls.asking(house.case_worker) as actor:
        actions.approve(row.id, today=TODAY, actor=actor)
        actions.start_sending(row.id, answer_by=LATER, today=TODAY, actor=actor)
        assert actions.send_some(row.id, today=TODAY, actor=actor) == 1
        assert queries.progress(row, queries.shares_of(row, actor=actor), actor=actor) == (1, 2)
    worker = house.case_worker
    jobs.send_round(row.id, worker.known_user, worker.known_organisation, worker.role, TODAY.isoformat())
    assert len(asked(house)) == 2
    with walls.asking(house.case_worker) as actor:
        assert queries.round_of(row.id, actor=actor).status == "sent"


def test_a_round_cannot_be_sent_to_nobody_or_before_it_is_approved_or_too_late() -> None:
    house = House()
    row = a_round(house, always=("0301", "0211"))
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NoSuchRoad):
            actions.start_sending(row.id, answer_by=LATER, today=TODAY, actor=actor)
        actions.approve(row.id, today=TODAY, actor=actor)
        with pytest.raises(AnswerByHasPassed):
            actions.start_sending(row.id, answer_by=TODAY, today=TODAY, actor=actor)
        with pytest.raises(NobodyToWriteTo) as nobody:
            actions.start_sending(row.id, answer_by=LATER, today=TODAY, actor=actor)
        assert nobody.value.codes == ["0211"]
    assert asked(house) == {}


def test_an_indicative_figure_has_a_band_and_says_why_it_changed() -> None:
    house = House()
    row = a_round(house)
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NoEstimate):
            actions.indicate(row.id, today=TODAY, actor=actor)
        actions.estimate(2018, NEED, reason="First.", today=TODAY, actor=actor)
        assert actions.indicate(row.id, today=TODAY, actor=actor) == 2
        assert actions.indicate(row.id, today=TODAY, actor=actor) == 0
        actions.estimate(2018, {**NEED, "permits": Band(0, 0, 60)}, reason="Fewer permits.", today=LATER, actor=actor)
        assert actions.indicate(row.id, today=LATER, actor=actor) == 2
    with walls.asking(house.officer) as actor:
        newest, first = queries.indications_of(house.oslo.id, 2018, actor=actor)
        assert newest.expected < first.expected and newest.band.in_order
        assert newest.estimate.reason == "Fewer permits."
        assert queries.indications_of(house.bergen.id, 2018, actor=actor) == []


def test_requests_of_a_year_are_added_up_and_a_supplementary_one_needs_a_reason_and_an_answer() -> None:
    house = House()
    ask: Callable[..., PlacesRequest] = lambda **more: actions.ask_for_places(  # noqa: E731
        house.oslo.id, year=2018, ordinary=20, minors=1, answer_by=LATER, today=TODAY, actor=house.case_worker, **more
    )
    with walls.asking(house.case_worker):
        ask()
    answer(house, 20, 1)
    with walls.asking(house.case_worker) as actor:
        assert queries.unanswered(2018, actor=actor) == []
        with pytest.raises(NeedsReason):
            ask()
        assert ask(reason="More have come.").number == 2
        assert asked(house) == {house.oslo.id: Pair(40, 2)}
    answer(house, 40, 2)
    with walls.asking(house.case_worker) as actor:
        assert queries.unanswered(2018, actor=actor) == []
        row = queries.answers(2018, actor=actor)[house.oslo.id]
        assert (row.asked.total, row.decided and row.decided.total) == (42, 42)


def test_a_decision_above_the_request_is_refused_unless_it_is_said_to_be_meant() -> None:
    house = House()
    a_sent_round(house)
    places = asked(house)[house.oslo.id]
    with pytest.raises(MoreThanAsked) as above:
        answer(house, places.ordinary + 1)
    assert above.value.asked == places
    with pytest.raises(MoreThanAsked):
        answer(house, 1, places.minors + 1)
    assert answer(house, places.ordinary + 1, more_than_asked=True).ordinary == places.ordinary + 1


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (Document("vedtak.pdf", b"<html>"), NotAPdf),
        (Document("vedtak.pdf", b"%PDF-" + b"x" * 10_000_001), DocumentTooLarge),
    ],
)
def test_a_document_that_is_no_small_pdf_is_refused_and_nothing_is_registered(
    document: Document, refusal: type[Exception]
) -> None:
    house = House()
    with pytest.raises(refusal), transaction.atomic():
        answer(house, 10, document=document)
    with walls.asking(house.officer) as actor:
        assert not CouncilDecision.objects.visible_to(actor).filter(year=2018).exists()


def test_the_document_is_seen_by_the_directorate_and_the_municipality_alone() -> None:
    house = House()
    row = answer(house, 10, document=PDF)
    for who, sees in ((house.case_worker, 1), (house.officer, 1), (house.officer_b, 0), (house.staff, 0)):
        with walls.asking(who) as actor:
            rows = DecisionDocument.objects.visible_to(actor).filter(decision_id=row.id)
            assert rows.count() == sees
            # The database says the same where the query forgets.
            assert DecisionDocument.objects.visible_to(house.case_worker).count() == sees


def test_places_are_divided_over_city_districts_but_never_more_than_are_decided() -> None:
    house = House()
    answer(house, 10, 2)
    with walls.asking(house.officer) as actor:
        divide_over_districts(house.oslo.id, year=2018, shares={house.district.id: (10, 1)}, actor=actor)
        with pytest.raises(DistrictsBeyondMunicipality) as beyond:
            divide_over_districts(house.oslo.id, year=2018, shares={house.district.id: (9, 3)}, actor=actor)
        assert (beyond.value.districts, beyond.value.decided) == ((9, 3), (10, 2))
        with pytest.raises(Organisation.DoesNotExist):
            divide_over_districts(house.oslo.id, year=2018, shares={house.bergen.id: (1, 0)}, actor=actor)
    with pytest.raises(DistrictsBeyondMunicipality):
        answer(house, 9, 2)


def test_a_city_district_divides_and_decides_nothing() -> None:
    house = House()
    officer = someone("settlement_officer", house.district)
    with walls.asking(officer) as actor:
        with pytest.raises(Organisation.DoesNotExist):
            divide_over_districts(house.oslo.id, year=2018, shares={}, actor=actor)
        with pytest.raises(Organisation.DoesNotExist):
            actions.answer(
                house.district.id,
                year=2018,
                places=Pair(1, 0),
                decided_on=TODAY,
                case_number="",
                document=None,
                more_than_asked=False,
                today=TODAY,
                actor=actor,
            )


def test_the_first_figure_is_measured_against_the_budget() -> None:
    house = House()
    a_sent_round(house)
    with walls.asking(house.officer) as actor:
        with pytest.raises(NotTheBudgetOfThisYear):
            actions.set_budget_day(house.oslo.id, year=2018, on=date(2018, 1, 3), today=TODAY, actor=actor)
        actions.set_budget_day(house.oslo.id, year=2018, on=date(2017, 9, 20), today=TODAY, actor=actor)
    with walls.asking(house.case_worker) as actor:
        rows = {row.organisation.name: row for row in queries.budget_calendar(2018, today=TODAY, actor=actor)}
    assert (rows["Oslo"].timing, rows["Oslo"].assumed, rows["Oslo"].days) == ("short", False, 111)
    assert (rows["Bergen"].timing, rows["Bergen"].assumed) == ("in_time", True)


def test_those_who_have_not_answered_are_reminded_by_themselves_and_by_a_button() -> None:
    house = House()
    a_sent_round(house)
    answer(house, 1)
    assert jobs.remind_all(TODAY) == 0, "the time limit is far away"
    assert jobs.remind_all(date(2017, 8, 20)) == 1, "Oslo has answered, Bergen has not"
    assert jobs.remind_all(date(2017, 8, 25)) == 0, "every other week is enough"
    with walls.asking(house.case_worker) as actor:
        assert actions.remind(2018, today=date(2017, 8, 26), actor=actor, all_of_them=True) == 1
        assert actions.remind(2018, today=date(2017, 8, 26), actor=actor, all_of_them=True) == 0
    with walls.asking(house.officer_b) as actor:
        reminded = Notification.objects.visible_to(actor).filter(text_key__startswith="The directorate awaits")
        assert reminded.count() == 2


def test_nobody_outside_the_directorate_plans_or_sees_what_is_prepared() -> None:
    house = House()
    row = a_round(house)
    for who in (house.officer, house.auditor, house.adviser):
        with walls.asking(who) as actor:
            with pytest.raises(NotAllowed):
                actions.approve(row.id, today=TODAY, actor=actor)
            with pytest.raises(NotAllowed):
                queries.rounds(2018, actor=actor)
    with walls.asking(house.officer):
        assert Round.objects.visible_to(house.case_worker).count() == 0, "the database holds the wall by itself"


def test_what_waits_is_a_task_for_the_one_who_can_do_it() -> None:
    house = House()
    row = a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.approve(row.id, today=TODAY, actor=actor)
        assert [task.count for task in queries.tasks(actor, TODAY)] == [1, 0]
    a_sent_round(house)
    with walls.asking(house.officer) as actor:
        assert len(queries.tasks(actor, TODAY)) == 1
    answer(house, 1)
    with walls.asking(house.officer) as actor:
        assert queries.tasks(actor, TODAY) == []
    with walls.asking(house.case_worker) as actor:
        assert queries.tasks(actor, date(2017, 10, 1))[1].count == 1


def test_the_sums_of_a_year_are_asked_decided_and_settled() -> None:
    house = House()
    a_sent_round(house)
    answer(house, 26)
    with walls.asking(house.case_worker) as actor:
        row = queries.sums(2018, queries.answers(2018, actor=actor), settled=20)
    assert (row.asked, row.decided, row.percent, row.settled) == (104, 26, 25, 20)
    assert (row.asked_municipalities, row.decided_municipalities) == (2, 1)
