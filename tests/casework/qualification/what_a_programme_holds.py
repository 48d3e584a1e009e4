"""What the law asks that a programme holds at least: a table of cases, and a plan that holds less."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.rules.content import Least, held
from rotfeste.foundation.access import walls
from rotfeste.foundation.letters.models import Letter
from rotfeste.registers.participants.models import MeasureKind
from rotfeste.registers.participants.rules.answer import Law
from rotfeste.registers.participants.states import ProgrammePart
from tests.builders import NOW, TODAY, House, a_browser
from tests.casework.qualification.from_offer_to_ending import running, taken_in
from tests.casework.qualification.the_plan_stands_inspection import WHOLE, answered, written

with (Path(__file__).parent / "cases" / "innhold.csv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file, delimiter=";"))
ALONE = WHOLE.__class__(**{**vars(WHOLE), "measures": WHOLE.measures[:1]})
WHY_NOT = "Deltakeren har tatt samfunnskunnskap før, og praksis kommer senere."


@pytest.mark.parametrize("row", CASES, ids=[row["case"] for row in CASES])
def test_what_the_law_asks(row: dict[str, str]) -> None:
    parts = held(Law(row["law"]), row["planned"].split(), row["done"].split(), has_children=row["children"] == "yes")
    assert [str(part) for part in Least("", parts).left_out] == row["left_out"].split()


@pytest.mark.django_db
def test_every_kind_of_measure_says_what_it_is_of_the_law() -> None:
    found = {part: set(MeasureKind.objects.filter(part=part).values_list("key", flat=True)) for part in ProgrammePart}
    assert found[ProgrammePart.CIVICS] == {"civics"}
    assert found[ProgrammePart.PARENTING] == {"parenting"}
    assert {"language-practice", "work", "upper-secondary"} <= found[ProgrammePart.WORK_OR_EDUCATION]
    assert not MeasureKind.objects.get(key="network").part


@pytest.mark.django_db
def test_a_plan_that_holds_less_is_decided_only_with_why() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        plan = answered(written(person_id, actor, ALONE), actor)
        least = queries.least_content(person_id, ALONE, today=TODAY, actor=actor)
        assert least.left_out == (ProgrammePart.CIVICS, ProgrammePart.WORK_OR_EDUCATION)
        with pytest.raises(actions.PlanLeavesOut) as told:
            actions.decide_plan(plan.id, reasons="Fordi.", without=" ", now=NOW, actor=actor)
        assert told.value.parts == least.left_out
        actions.decide_plan(plan.id, reasons="Fordi.", without=WHY_NOT, now=NOW, actor=actor)
        letter = Letter.objects.visible_to(actor).get(kind="individual_plan")
        assert WHY_NOT in letter.content["facts"]["reasons"]


@pytest.mark.django_db
def test_the_page_shows_what_is_left_out_and_the_form_asks_why() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        running(person_id, actor)
        plan = answered(written(person_id, actor, ALONE), actor)
    browser = a_browser(house.programme_adviser)
    page = browser.get(reverse("qualification:plan", args=[person_id])).content.decode()
    assert "Introduksjonsloven § 4" in page
    assert page.count("Ikke i planen") == 2
    decide = reverse("qualification:decide_plan", args=[plan.id])
    assert "Fyll ut dette feltet." in browser.post(decide, {"reasons": ""}).content.decode()
    again = browser.post(decide, {"reasons": "Planen bygger på samtalen."})
    assert again.status_code == 200
    text = again.content.decode()
    assert "Planen bygger på samtalen." in text
    assert "samfunnskunnskap" in text.lower()
    done = browser.post(decide, {"reasons": "Planen bygger på samtalen.", "without": WHY_NOT}, follow=True)
    assert "Planen gjelder" in done.content.decode() or done.redirect_chain
    plan.refresh_from_db()
    assert plan.status == "in_force"
