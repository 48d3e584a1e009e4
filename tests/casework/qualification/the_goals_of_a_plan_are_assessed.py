"""When a programme ends, the adviser says how far each goal was reached; what nobody says counts in the whole."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.models import GoalResult
from rotfeste.casework.qualification.rules.goals import Assessed, Counted, counted
from rotfeste.casework.qualification.states import Attainment
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import Enrolment
from tests.builders import NOW, TODAY, House, a_browser, an_own_browser
from tests.casework.qualification.from_offer_to_ending import running
from tests.casework.qualification.someone_goes_on_to_nav import in_with_a_code
from tests.casework.qualification.someone_moves import a_participant
from tests.casework.qualification.the_plan_stands_inspection import WHOLE

pytestmark = pytest.mark.django_db
REACHED, NOT = Assessed("reached"), Assessed("not_reached", "The time was too short.")
GOALS = [WHOLE.main_goal, *WHOLE.part_goals]


def programme_of(person_id: int, actor: Actor) -> Enrolment:
    row: Enrolment = Enrolment.objects.visible_to(actor).get(person_id=person_id, activity="programme")
    return row


def ended(person_id: int, actor: Actor, *goals: Assessed) -> Enrolment:
    row = programme_of(person_id, actor)
    said: dict[str, Any] = {"last_day": TODAY, "reason": "work", "completed": True, "now": NOW, "actor": actor}
    actions.end_programme(row.id, goals=goals, **said)
    return row


def results(person_id: int, actor: Actor) -> list[tuple[str, str, str]]:
    return [(row.goal, row.reached, row.reason) for row in queries.goal_results_of(person_id, actor=actor)]


def test_the_goals_of_the_plan_are_assessed_one_by_one_and_kept_as_they_stood() -> None:
    house = House()
    person_id = a_participant(house)
    said = [NOT, *[REACHED] * len(WHOLE.part_goals)]
    with walls.asking(house.programme_adviser) as actor:
        ended(person_id, actor, *said)
        found = results(person_id, actor)
    assert found == [(goal, each.reached, each.reason) for goal, each in zip(GOALS, said, strict=True)]


def test_an_ending_is_not_held_up_and_what_is_not_said_is_said_later() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        row = ended(person_id, actor)
        assert [each[1] for each in results(person_id, actor)] == ["not_assessed"] * len(GOALS)
        actions.assess_goals(row.id, [REACHED] * len(GOALS), now=NOW, actor=actor)
        assert [each[1] for each in results(person_id, actor)] == ["reached"] * len(GOALS)


def test_without_a_plan_there_is_no_goal_to_assess() -> None:
    house = House()
    person_id = house.a_participant(today=TODAY)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        row = ended(person_id, actor)
        assert results(person_id, actor) == []
        with pytest.raises(actions.GoalsChanged):
            actions.assess_goals(row.id, [REACHED], now=NOW, actor=actor)


def test_a_goal_that_was_not_reached_has_a_reason_and_the_database_says_so_too() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        with pytest.raises(actions.SayWhyNot), transaction.atomic():
            ended(person_id, actor, Assessed("not_reached", " "), *[REACHED] * len(WHOLE.part_goals))
        assert programme_of(person_id, actor).ended_on is None, "nothing half saved"
        ended(person_id, actor)
        with pytest.raises(IntegrityError, match="a_goal_not_reached_has_a_reason"), transaction.atomic():
            GoalResult.objects.visible_to(actor).update(reached="not_reached")


def test_another_municipality_assesses_nothing() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        row = ended(person_id, actor)
    with walls.asking(house.programme_adviser_b) as other, pytest.raises(Enrolment.DoesNotExist):
        actions.assess_goals(row.id, [REACHED] * len(GOALS), now=NOW, actor=other)
    assert a_browser(house.programme_adviser_b).get(reverse("qualification:goals", args=[row.id])).status_code == 404


@given(st.lists(st.tuples(st.sampled_from(Attainment.values), st.integers(1, 50))))
def test_everyone_who_ended_is_in_the_whole(rows: list[tuple[str, int]]) -> None:
    found = counted(rows)
    assert found.ended == sum(number for _reached, number in rows)
    assert found.not_assessed == sum(number for reached, number in rows if reached == "not_assessed")
    assert found.percent is None or 0 <= found.percent <= 100


def test_the_year_is_counted_by_municipality_and_track_without_names() -> None:
    house = House()
    for said in ((REACHED, *[REACHED] * len(WHOLE.part_goals)), ()):
        person_id = a_participant(house)
        with walls.asking(house.programme_adviser) as actor:
            ended(person_id, actor, *said)
    with walls.asking(house.adviser) as counter:
        found = queries.attained(TODAY.year, actor=counter)
        assert found["municipality"] == {house.oslo.name: Counted(ended=2, reached=1)}
        assert found["track"] == {"2": Counted(ended=2, reached=1)}
        assert queries.attained(TODAY.year - 1, actor=counter) == {"municipality": {}, "track": {}}
    page = a_browser(house.adviser).get(reverse("qualification:figures"), {"year": TODAY.year})
    assert page.context["all"] == Counted(ended=2, reached=1) and page.context["places"] == []


def test_the_adviser_says_it_while_ending_and_everyone_who_should_sees_it() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        row = programme_of(person_id, actor)
    browser, end = a_browser(house.programme_adviser), reverse("qualification:end", args=[row.id])
    page = browser.get(end).content.decode()
    assert WHOLE.main_goal in page
    said = {"last_day": TODAY.isoformat(), "reason": "work", "completed": "yes"}
    said |= {f"goal_{place}": "reached" for place in range(len(GOALS))}
    wrong = browser.post(end, said | {"goal_0": "not_reached", "remark": "Kept"})
    assert wrong.context["form"].errors["goal_0_reason"] and b"Kept" in wrong.content
    assert browser.post(end, said | {"goal_0": "not_reached", "goal_0_reason": "Too short."}).status_code == 302
    shown = browser.get(reverse("qualification:participant", args=[person_id])).content.decode()
    assert WHOLE.main_goal in shown and "Too short." in shown
    again = browser.get(reverse("qualification:goals", args=[row.id])).context["form"]
    assert again["goal_0_reason"].value() == "Too short."
    assert browser.post(reverse("qualification:goals", args=[row.id]), said).status_code == 302
    own = an_own_browser(in_with_a_code(house, person_id)).get(reverse("own:training"), {"language": "en"})
    assert own.content.decode().count("Your goal") == len(GOALS)
