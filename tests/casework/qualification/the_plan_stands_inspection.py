"""A plan is one document, made with the participant, in force by a decision: no breach of 2017 can be made again.

The names of the breaches are those of table 3-1 of IMDi's annual report 2017: five control questions, 19 breaches.
"""

import contextlib
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.models import Plan
from rotfeste.casework.qualification.rules.plan import (
    Content,
    Phase,
    PlannedMeasure,
    changes,
    content_of,
    lacks,
    review_by,
)
from rotfeste.casework.qualification.states import PlanStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.letters.models import Letter
from rotfeste.foundation.letters.outside.typesetting import typeset
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import MeasureKind
from tests.builders import NOW, TODAY, House, a_browser
from tests.casework.qualification.from_offer_to_ending import running, taken_in

pytestmark = pytest.mark.django_db
TALK = actions.Talk(TODAY, "Deltakeren og programrådgiveren", interpreter=True)
LAST = TODAY.replace(year=TODAY.year + 1)
WHOLE = Content(
    main_goal="Fagbrev som kokk",
    part_goals=("Bestå norskprøve A2",),
    background="Tre års arbeid på kjøkken. Vil jobbe med mat.",
    norwegian_goal="B1 muntlig",
    starts_on=TODAY,
    phases=(Phase(TODAY, LAST, "Norsk og praksis"),),
    measures=(
        PlannedMeasure("norwegian", TODAY, LAST, "18.5", "Kan lite norsk fra før"),
        PlannedMeasure("civics", TODAY, LAST, "2", "Er ny i landet"),
        PlannedMeasure("work-practice", TODAY, LAST, "12", "Har jobbet på kjøkken, og vil bli kokk"),
    ),
)


def written(person_id: int, actor: Actor, content: Content = WHOLE, *, talk: actions.Talk = TALK) -> Plan:
    return actions.save_plan(person_id, content, talk=talk, contact="Marit", now=NOW, actor=actor)


def answered(plan: Plan, actor: Actor) -> Plan:
    actions.answer_plan(plan.id, agrees=True, text="", language="", said_on=TODAY, now=NOW, actor=actor)
    return plan


def decided(person_id: int, actor: Actor, content: Content = WHOLE) -> Plan:
    plan = answered(written(person_id, actor, content), actor)
    return actions.decide_plan(plan.id, reasons="Planen bygger på erfaringen.", now=NOW, actor=actor)


def test_breach_the_plan_is_not_fixed_by_a_decision() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        plan = answered(written(person_id, actor), actor)
        with pytest.raises(actions.PlanNeedsReasons):
            actions.decide_plan(plan.id, reasons=" ", now=NOW, actor=actor)
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.visible_to(actor).filter(id=plan.id).update(status=PlanStatus.IN_FORCE)
        plan = actions.decide_plan(plan.id, reasons="Planen bygger på erfaringen.", now=NOW, actor=actor)
        assert plan.decision is not None
        assert (plan.decision.kind, plan.decision.section) == ("plan", "introduksjonsloven § 6")
        letter = Letter.objects.visible_to(actor).get(kind="individual_plan")
        facts = letter.content["facts"]
        assert (facts["complaint_weeks"], facts["main_goal"], len(facts["measures"])) == (3, "Fagbrev som kokk", 3)
        for language in ("nb", "nn", "en"):
            assert typeset("individual_plan", language, letter.content)


def test_breach_the_plan_is_not_made_with_the_participant() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        alone = answered(written(person_id, actor, talk=actions.Talk()), actor)
        with pytest.raises(actions.NotMadeTogether):
            actions.decide_plan(alone.id, reasons="Fordi.", now=NOW, actor=actor)
        unheard = written(person_id, actor)
        Plan.objects.visible_to(actor).filter(id=unheard.id).update(saved_at=NOW + timedelta(seconds=1))
        with pytest.raises(actions.NotAnswered):
            actions.decide_plan(unheard.id, reasons="Fordi.", now=NOW, actor=actor)


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ({"starts_on": None}, "starts_on"),
        ({"phases": ()}, "phases"),
        ({"measures": ()}, "measures"),
        ({"main_goal": ""}, "main_goal"),
        ({"background": ""}, "background"),
        ({"measures": (replace(WHOLE.measures[0], why=""),)}, "why"),
    ],
)
def test_breach_the_plan_lacks_start_phases_or_measures_or_is_not_for_this_person(
    without: dict[str, Any], part: str
) -> None:
    assert lacks(WHOLE) == ()
    assert lacks(replace(WHOLE, **without)) == (part,)
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        plan = answered(written(person_id, actor, replace(WHOLE, **without)), actor)
        with pytest.raises(actions.PlanLacks) as told:
            actions.decide_plan(plan.id, reasons="Fordi.", now=NOW, actor=actor)
    assert told.value.parts == (part,)


def test_breach_the_plan_is_not_looked_at_anew() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        plan = decided(person_id, actor)
        assert plan.review_by == review_by(TODAY)
        assert queries.to_review(today=plan.review_by - timedelta(days=1), actor=actor) == {}
        assert queries.to_review(today=plan.review_by, actor=actor) == {person_id: plan.review_by}
        row = next(row for row in queries.board(today=plan.review_by, actor=actor) if row.person_id == person_id)
        assert row.review_by == plan.review_by
        actions.review_plan(plan.id, reviewed_on=TODAY, text="Går bra.", to_be_changed=False, now=NOW, actor=actor)
        assert queries.plans_of(person_id, actor=actor).in_force.reviews[0].text == "Går bra."  # type: ignore[union-attr]


def test_breach_a_material_change_is_not_decided() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        first = decided(person_id, actor)
        changed = answered(written(person_id, actor, replace(WHOLE, main_goal="Bli renholder")), actor)
        with pytest.raises(actions.NeedsDecision):
            actions.adjust_plan(changed.id, now=NOW, actor=actor)
        second = actions.decide_plan(changed.id, reasons="Nytt mål.", now=NOW, actor=actor)
        first.refresh_from_db()
        assert (first.status, second.status, second.version) == ("replaced", "in_force", 2)
        assert second.decision_id != first.decision_id
        told = queries.plans_of(person_id, actor=actor).in_force
        assert told is not None
        assert [(row.part, row.before, row.after) for row in told.changes] == [
            ("main_goal", "Fagbrev som kokk", "Bli renholder")
        ]


def test_what_is_not_decided_is_adjusted_without_a_new_decision() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        first = decided(person_id, actor)
        told = replace(WHOLE, main_goal="Bli renholder", background="Har også jobbet som baker.")
        draft = answered(written(person_id, actor, replace(told, main_goal=WHOLE.main_goal)), actor)
        with pytest.raises(actions.NothingMaterial):
            actions.decide_plan(draft.id, reasons="Fordi.", now=NOW, actor=actor)
        assert actions.adjust_plan(draft.id, now=NOW, actor=actor).decision_id == first.decision_id


def test_the_form_has_one_row_to_spare_and_gives_another_without_script() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
    browser = a_browser(house.programme_adviser)
    write = reverse("qualification:write_plan", args=[person_id])
    assert rows_of(browser.get(write)) == {"phase": 1, "measure": 1}
    typed = {"main_goal": "Kokk", "measure_0_why": "Vil bli kokk", "phase_0_text": "", "more": "measure"}
    once = browser.post(write, typed)
    assert rows_of(once) == {"phase": 1, "measure": 2}
    assert "Vil bli kokk" in once.content.decode()
    assert rows_of(browser.post(write, typed | {"measure_1_why": "Trives"})) == {"phase": 1, "measure": 3}
    assert rows_of(browser.post(write, typed | {"measure_99_why": "Trives"})) == {"phase": 1, "measure": 40}
    with walls.asking(house.programme_adviser) as actor:
        assert queries.plans_of(person_id, actor=actor).draft is None, "nothing is saved by asking for a row"


def rows_of(answer: Any) -> dict[str, int]:
    page = answer.content.decode()
    return {part: page.count(f'id="id_{part}_') // fields for part, fields in (("phase", 3), ("measure", 5))}


def test_two_who_write_at_once_are_told() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        plan = written(person_id, actor)
        with pytest.raises(actions.PlanChanged):
            actions.save_plan(person_id, WHOLE, talk=TALK, contact="", now=NOW, actor=actor, stamp=plan.stamp - 1)


PARTS = st.sampled_from(["Mål", "Annet mål", ""])
DAYS = st.dates(date(2017, 1, 1), date(2019, 1, 1))
CONTENTS = st.builds(
    Content,
    main_goal=PARTS,
    part_goals=st.lists(PARTS, max_size=2).map(tuple),
    background=PARTS,
    starts_on=st.none() | DAYS,
    phases=st.lists(st.builds(Phase, DAYS, DAYS, PARTS), max_size=2).map(tuple),
    measures=st.lists(st.builds(PlannedMeasure, PARTS, DAYS, DAYS, st.just("5"), PARTS), max_size=2).map(tuple),
)


@given(CONTENTS, CONTENTS)
def test_a_plan_is_kept_whole_and_differs_from_itself_in_nothing(one: Content, other: Content) -> None:
    assert content_of(one.kept()) == one
    assert changes(one, one) == []
    assert bool(changes(one, other)) == (one.kept() != other.kept() and bool(changes(other, one)))


def test_an_adviser_writes_hears_decides_and_changes_it_on_the_pages() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
    browser = a_browser(house.programme_adviser)
    write, read = (reverse(f"qualification:{name}", args=[person_id]) for name in ("write_plan", "plan"))
    assert "Det finnes ingen plan" in browser.get(read).content.decode()
    typed = {
        "main_goal": "Fagbrev som kokk",
        "background": "Kjøkken i tre år.",
        "starts_on": TODAY.isoformat(),
        "met_on": TODAY.isoformat(),
        "took_part": "Deltakeren",
        "phase_0_from": TODAY.isoformat(),
        "phase_0_last": LAST.isoformat(),
        "phase_0_text": "Norsk",
        "measure_0_kind": "work-practice",
        "measure_0_from": LAST.isoformat(),
        "measure_0_last": TODAY.isoformat(),
        "measure_0_hours": "20",
        "measure_0_why": "Vil bli kokk",
    }
    wrong = browser.post(write, typed).content.decode()
    assert "Den siste dagen er før den første" in wrong
    assert "Fagbrev som kokk" in wrong
    early = typed | {"measure_0_from": (TODAY - timedelta(days=1)).isoformat(), "measure_0_last": LAST.isoformat()}
    assert "Dette er før programmet begynner" in browser.post(write, early).content.decode()
    right = typed | {"measure_0_from": TODAY.isoformat(), "measure_0_last": LAST.isoformat()}
    assert browser.post(write, right).status_code == 302
    with walls.asking(house.programme_adviser) as actor:
        draft = queries.plans_of(person_id, actor=actor).draft
    assert draft is not None
    decide = reverse("qualification:decide_plan", args=[draft.plan.id])
    reasons = {"reasons": "Etter en samlet vurdering.", "without": "Norsk og samfunnskunnskap kommer i neste fase."}
    assert "ikke sagt noe om planen" in browser.post(decide, reasons).content.decode()
    said = {"agrees": "no", "text": "Jeg vil heller bli baker.", "said_on": TODAY.isoformat()}
    assert browser.post(reverse("qualification:answer_plan", args=[draft.plan.id]), said).status_code == 302
    assert browser.post(decide, reasons).status_code == 302
    page = browser.get(read).content.decode()
    assert "Jeg vil heller bli baker." in page
    assert "introduksjonsloven § 6" in page
    assert a_browser(house.case_worker).get(write).status_code == 404


def test_the_five_control_questions_are_answered_from_what_is_registered() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        enrolment = running(person_id, actor)

        def missing(on: date = TODAY) -> list[str]:
            rows = queries.inspected(enrolment.organisation_id, TODAY, on, today=on, actor=actor)
            assert {row.of for row in rows} == {1}
            return [row.question for row in rows if row.missing]

        assert missing() == ["decided", "together", "whole", "reviewed", "changes_decided"]
        plan = decided(person_id, actor)
        assert missing() == []
        assert plan.review_by is not None
        assert missing(plan.review_by + timedelta(days=1)) == ["reviewed"]
        late = plan.review_by + timedelta(days=40)
        clock = NOW + (late - TODAY)
        actions.review_plan(plan.id, reviewed_on=late, text="Sett.", to_be_changed=False, now=clock, actor=actor)
        assert missing(late) == []
        assert missing(plan.review_by + timedelta(days=1)) == ["reviewed"], "the period reads what stood then"
        kind = MeasureKind.objects.get(key="language-practice")
        register.register_measure(
            enrolment.id, kind.id, from_on=TODAY, until_on=LAST, hours_week=Decimal(20), place="", now=NOW, actor=actor
        )
        assert missing() == ["changes_decided"]
    page = a_browser(house.programme_adviser).get(reverse("qualification:inspection")).content.decode()
    assert "vesentlige endringer" in page
    counted = a_browser(house.case_worker).get(
        reverse("qualification:inspection"), {"organisation": enrolment.organisation_id}
    )
    assert reverse("qualification:plan", args=[person_id]) not in counted.content.decode()


class PlansInAnyOrder(RuleBasedStateMachine):
    """Whatever is tried in whatever order, what is in force was decided, heard, and is the only one."""

    house: House
    person_id: int

    def __init__(self) -> None:
        super().__init__()
        self.before_all = transaction.savepoint()
        self.clock = NOW

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    def _try(self, run: Any, *given: Any, **named: Any) -> None:
        self.clock += timedelta(seconds=1)
        with walls.asking(self.house.programme_adviser) as actor:
            latest = Plan.objects.visible_to(actor).order_by("version").last()
            first = given or (latest.id if latest else 0,)
            with contextlib.suppress(*KNOWN), transaction.atomic():
                run(*first, now=self.clock, actor=actor, **named)

    @rule(
        content=st.sampled_from(
            [WHOLE, replace(WHOLE, main_goal="Baker"), replace(WHOLE, background="Nytt."), Content()]
        )
    )
    def write(self, content: Content) -> None:
        self._try(actions.save_plan, self.person_id, content, talk=TALK, contact="")

    @rule(agrees=st.booleans())
    def answer(self, agrees: bool) -> None:
        self._try(actions.answer_plan, agrees=agrees, text="Nja.", language="", said_on=TODAY)

    @rule()
    def decide(self) -> None:
        self._try(actions.decide_plan, reasons="Vurdert.")

    @rule()
    def adjust(self) -> None:
        self._try(actions.adjust_plan)

    @rule()
    def review(self) -> None:
        self._try(actions.review_plan, reviewed_on=TODAY, text="Sett på.", to_be_changed=False)

    @invariant()
    def what_is_in_force_is_decided_and_heard(self) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            rows = list(Plan.objects.visible_to(actor).select_related("decision").prefetch_related("answers"))
        assert sum(row.status == "in_force" for row in rows) <= 1
        for row in rows:
            if row.status == "in_force":
                assert row.decision is not None
                assert row.decision.status == "in_force"
                assert any(said.registered_at >= row.saved_at for said in row.answers.all())
                assert lacks(content_of(row.content)) == ()


KNOWN = (
    NoSuchRoad,
    Plan.DoesNotExist,
    CannotRegister,
    actions.PlanLacks,
    actions.NotAnswered,
    actions.NeedsDecision,
    actions.NothingMaterial,
)


def test_steps_in_any_order_leave_a_plan_that_stands() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
    PlansInAnyOrder.house, PlansInAnyOrder.person_id = house, person_id
    run_state_machine_as_test(
        PlansInAnyOrder,
        settings=settings(
            max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
