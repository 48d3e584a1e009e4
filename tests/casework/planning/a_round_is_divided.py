"""The need is estimated and divided, and the requests are sent: by the actions that people use."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rotfeste.casework.planning import actions, jobs, queries
from rotfeste.casework.planning.actions.asking import AnswerByHasPassed, NobodyToWriteTo
from rotfeste.casework.planning.actions.estimating import BandOutOfOrder, NeedsReason, NothingChanged
from rotfeste.casework.planning.actions.rounds import (
    CriterionWithoutValues,
    MoreNamedThanAsked,
    NotADraft,
    TotalsDoNotAddUp,
    UnknownMunicipalities,
)
from rotfeste.casework.planning.models import Estimate, Share
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.casework.planning.rules.need import Band
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.letters.models import Letter
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.models import Notification
from tests.builders import TODAY, House, an_organisation
from tests.casework.planning.rounds import LATER, NEED, a_round, a_sent_round, asked, numbers

pytestmark = pytest.mark.django_db


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
