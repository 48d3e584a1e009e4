"""Someone complains about a decision: it is reviewed, sent on, answered and carried out; never off the road."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.models import Complaint
from rotfeste.casework.qualification.rules.complaint import cannot_be_taken_up, earliest_limit, may_be_late
from rotfeste.casework.qualification.states import COMPLAINT_ROADS, OPEN
from rotfeste.foundation.access import walls
from rotfeste.foundation.letters.models import Dispatch, Letter
from rotfeste.foundation.letters.outside.typesetting import typeset
from rotfeste.foundation.roads import NoSuchRoad
from tests.builders import NOW, TODAY, House, a_browser
from tests.casework.qualification.from_offer_to_ending import running, taken_in

pytestmark = pytest.mark.django_db
AFTER = TODAY + timedelta(days=90)


def a_decision(house: House) -> int:
    """The decision that gives someone the programme."""
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        decision_id = running(person_id, actor).decision_id
    assert decision_id is not None
    return decision_id


def a_complaint(house: House, decision_id: int, **changes: Any) -> Complaint:
    given = {"received_on": TODAY, "theme": "length", "grounds": "For kort.", "now": NOW, **changes}
    with walls.asking(house.programme_adviser) as actor:
        return actions.register_complaint(decision_id, actor=actor, **given)


def reviewed(house: House, row: Complaint, status: str, **changes: Any) -> Complaint:
    given = {"review": "Sett på nytt.", "on": TODAY, "today": TODAY, "version": row.version, **changes}
    with walls.asking(house.programme_adviser) as actor:
        return actions.review_complaint(row.id, status=status, actor=actor, **given)


def the_answers(house: House, row: Complaint) -> list[Letter]:
    """The letters about a complaint, oldest first; each can be set in every language, and is dispatched."""
    with walls.asking(house.programme_adviser) as actor:
        found = list(Letter.objects.visible_to(actor).filter(about="qualification.complaint", about_id=row.id))
        for letter in found:
            assert Dispatch.objects.visible_to(actor).filter(letter=letter).count() == 1
            for language in ("nb", "nn", "en"):
                assert typeset("complaint_outcome", language, letter.content)
        return sorted(found, key=lambda letter: letter.id)


@pytest.mark.parametrize(
    ("received_on", "late", "dismissed"),
    [
        (date(2017, 6, 22), False, False),
        (date(2017, 6, 23), True, False),
        (date(2018, 6, 1), True, False),
        (date(2018, 6, 2), True, True),
    ],
)
def test_the_limit_is_three_weeks_and_after_a_year_nothing_is_taken_up(
    received_on: date, late: bool, dismissed: bool
) -> None:
    decided_on = date(2017, 6, 1)
    assert earliest_limit(decided_on) == date(2017, 6, 22)
    assert may_be_late(decided_on, received_on) is late
    assert cannot_be_taken_up(decided_on, received_on) is dismissed


def test_a_year_from_the_29th_of_february_ends_on_the_first_of_march() -> None:
    assert not cannot_be_taken_up(date(2016, 2, 29), date(2017, 3, 1))
    assert cannot_be_taken_up(date(2016, 2, 29), date(2017, 3, 2))


def test_a_complaint_goes_by_the_county_governor_and_its_outcome_is_carried_out() -> None:
    house = House()
    row = reviewed(house, a_complaint(house, a_decision(house)), "sent")
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"today": AFTER, "actor": actor}
        row = actions.answer_complaint(row.id, outcome="annulled", answer="Ny vurdering.", on=AFTER, version=1, **said)
        assert row.to_carry_out
        (effect,) = [task for task in queries.complaint_tasks(actor, AFTER) if task.url.endswith("effect")]
        assert effect.count == 1
        row = actions.carry_out_complaint(row.id, effect="Nytt vedtak.", on=AFTER, version=2, **said)
        assert not row.to_carry_out
        with pytest.raises(actions.NothingToCarryOut):
            actions.carry_out_complaint(row.id, effect="Igjen.", on=AFTER, version=3, **said)
        (theme,) = queries.by_theme(actor=actor, from_on=date(2017, 1, 1), until_on=date(2018, 1, 1))
        assert (theme.theme, theme.received, theme.sent, theme.changed, theme.open) == ("length", 1, 1, 1, 0)


@pytest.mark.parametrize(
    ("status", "outcome"), [("granted", "changed"), ("granted", "annulled"), ("sent", ""), ("dismissed", "")]
)
def test_whoever_complains_is_answered_by_letter_after_the_review(status: str, outcome: str) -> None:
    house = House()
    row = reviewed(house, a_complaint(house, a_decision(house)), status, outcome=outcome)
    (letter,) = the_answers(house, row)
    answer = letter.content["facts"]
    assert (answer["what"], answer["outcome"], answer["reasons"]) == (status, outcome, "Sett på nytt.")
    page = a_browser(house.programme_adviser).get(reverse("qualification:complaint", args=[row.id]))
    assert f'href="{reverse("letter", args=[letter.id])}"' in page.content.decode()


@pytest.mark.parametrize("outcome", ["upheld", "changed", "annulled"])
def test_whoever_complains_is_answered_again_when_the_county_governor_has_decided(outcome: str) -> None:
    house = House()
    row = reviewed(house, a_complaint(house, a_decision(house)), "sent")
    with walls.asking(house.programme_adviser) as actor:
        actions.answer_complaint(
            row.id, outcome=outcome, answer="Grunnen.", on=AFTER, today=AFTER, version=1, actor=actor
        )
    first, answer = (letter.content["facts"] for letter in the_answers(house, row))
    assert (first["what"], answer["what"]) == ("sent", "decided")
    assert (answer["outcome"], answer["reasons"], answer["on"]) == (outcome, "Grunnen.", AFTER.isoformat())


def test_a_complaint_that_is_withdrawn_is_not_answered() -> None:
    house = House()
    row = a_complaint(house, a_decision(house))
    with walls.asking(house.programme_adviser) as actor:
        actions.withdraw_complaint(row.id, on=TODAY, today=TODAY, version=0, actor=actor)
    assert the_answers(house, row) == []


def test_bad_input_is_refused_and_nothing_is_saved() -> None:
    house = House()
    decision_id = a_decision(house)
    with pytest.raises(actions.BeforeTheDecision):
        a_complaint(house, decision_id, received_on=TODAY - timedelta(days=1))
    with pytest.raises(actions.InTheFuture):
        a_complaint(house, decision_id, received_on=TODAY + timedelta(days=1))
    row = a_complaint(house, decision_id)
    with pytest.raises(actions.ComplaintIsOpen):
        a_complaint(house, decision_id)
    with pytest.raises(actions.ComplaintChanged):
        reviewed(house, row, "sent", version=7)
    with pytest.raises(actions.BeforeTheDecision):
        reviewed(house, row, "sent", on=TODAY - timedelta(days=1))
    row = reviewed(house, row, "granted", outcome="changed")
    with pytest.raises(NoSuchRoad):
        reviewed(house, row, "sent")
    with walls.asking(house.programme_adviser) as actor:
        assert Complaint.objects.visible_to(actor).count() == 1


def test_a_complaint_after_more_than_a_year_can_only_be_dismissed() -> None:
    house = House()
    late = TODAY + timedelta(days=400)
    row = a_complaint(house, a_decision(house), received_on=late, now=NOW + timedelta(days=400))
    with pytest.raises(actions.OlderThanAYear):
        reviewed(house, row, "sent", on=late, today=late)
    assert reviewed(house, row, "dismissed", on=late, today=late).status == "dismissed"


def test_the_database_refuses_an_outcome_that_nobody_decided() -> None:
    house = House()
    row = a_complaint(house, a_decision(house))
    with walls.asking(house.programme_adviser) as actor, pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.visible_to(actor).filter(id=row.id).update(outcome="upheld")


def test_another_municipality_neither_sees_nor_reviews_it() -> None:
    house = House()
    row = a_complaint(house, a_decision(house))
    with walls.asking(house.programme_adviser_b) as actor:
        with pytest.raises(Complaint.DoesNotExist):
            queries.complaint_of(row.id, actor=actor)
        with pytest.raises(Complaint.DoesNotExist):
            actions.withdraw_complaint(row.id, on=TODAY, today=TODAY, version=0, actor=actor)


def test_an_adviser_takes_a_complaint_through_in_the_browser() -> None:
    house = House()
    decision_id = a_decision(house)
    browser = a_browser(house.programme_adviser)
    page = reverse("qualification:complain", args=[decision_id])
    wrong = browser.post(page, {"received_on": "2017-01-01", "theme": "length", "grounds": "For kort."})
    assert "Datoen er før" in wrong.content.decode()
    assert "For kort." in wrong.content.decode()
    made = browser.post(
        page, {"received_on": TODAY.isoformat(), "theme": "length", "grounds": "For kort."}, follow=True
    )
    assert "For kort." in made.content.decode()
    where = made.redirect_chain[-1][0]
    said = {"version": 0, "status": "granted", "on": TODAY.isoformat(), "review": "Vi tok feil."}
    unsaid = browser.post(f"{where}review", said)
    assert "Velg om vedtaket er endret eller opphevet." in unsaid.content.decode()
    browser.post(f"{where}review", {**said, "outcome": "changed"})
    assert "Registrer hva som er gjort" in browser.get(where).content.decode()
    listed = browser.get(reverse("qualification:complaints"), {"status": "effect"}).content.decode()
    assert "Må følges opp" in listed


class ComplaintsInAnyOrder(RuleBasedStateMachine):
    """Whatever is tried in whatever order, a complaint is closed when it should be, and has an outcome when decided."""

    house: House
    decision_id: int

    def __init__(self) -> None:
        super().__init__()
        self.before_all = transaction.savepoint()
        self.row = a_complaint(self.house, self.decision_id)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    def _try(self, run: Any, **given: Any) -> None:
        before = self.row.status
        with walls.asking(self.house.programme_adviser) as actor:
            try:
                with transaction.atomic():
                    row = run(self.row.id, today=TODAY, on=TODAY, version=self.row.version, actor=actor, **given)
            except (NoSuchRoad, actions.NothingToCarryOut):
                return
        assert row.status == before or row.status in COMPLAINT_ROADS[before]
        self.row = row

    @rule(status=st.sampled_from(["granted", "dismissed", "sent"]), outcome=st.sampled_from(["changed", "annulled"]))
    def review(self, status: str, outcome: str) -> None:
        self._try(actions.review_complaint, status=status, outcome=outcome, review="Vurdert.")

    @rule(outcome=st.sampled_from(["upheld", "changed", "annulled"]))
    def answer(self, outcome: str) -> None:
        self._try(actions.answer_complaint, outcome=outcome, answer="Avgjort.")

    @rule()
    def withdraw(self) -> None:
        self._try(actions.withdraw_complaint)

    @rule()
    def carry_out(self) -> None:
        self._try(actions.carry_out_complaint, effect="Gjort.")

    @invariant()
    def closed_if_and_only_if_dated(self) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            row = Complaint.objects.visible_to(actor).get(id=self.row.id)
        assert (row.closed_on is None) == (row.status in OPEN)
        assert bool(row.outcome) == (row.status in ("granted", "decided"))


def test_a_complaint_keeps_to_its_roads_in_any_order() -> None:
    ComplaintsInAnyOrder.house = House()
    ComplaintsInAnyOrder.decision_id = a_decision(ComplaintsInAnyOrder.house)
    quick = settings(max_examples=10, stateful_step_count=6, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(ComplaintsInAnyOrder, settings=quick)  # type: ignore[no-untyped-call]
