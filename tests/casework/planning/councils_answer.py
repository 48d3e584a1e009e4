"""What a municipality is asked for, what its council decides, and how its city districts share it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.actions.answering import MoreThanAsked, NotTheBudgetOfThisYear
from rotfeste.casework.planning.actions.asking import NoEstimate
from rotfeste.casework.planning.actions.estimating import NeedsReason
from rotfeste.casework.planning.models import PlacesRequest
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.casework.planning.rules.need import Band
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.capacity.actions import (
    DistrictsBeyondMunicipality,
    Document,
    DocumentTooLarge,
    NotAPdf,
    divide_over_districts,
)
from rotfeste.registers.capacity.models import CouncilDecision, DecisionDocument
from tests.builders import TODAY, House, someone
from tests.casework.planning.rounds import LATER, NEED, PDF, a_round, a_sent_round, answer, asked

pytestmark = pytest.mark.django_db


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
