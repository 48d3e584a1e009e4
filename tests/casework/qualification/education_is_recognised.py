"""Education from abroad is asked to be recognised: nothing is told twice, no wait is forgotten, and all see the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.actions import Asked
from rotfeste.casework.qualification.models import Enclosure, Paper, Recognition
from rotfeste.casework.qualification.rules.recognition import Wait, bodies, by_body, days_waited, waits_long
from rotfeste.casework.qualification.states import RECOGNITION_ROADS
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit.models import Event
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.persons.models import Person
from tests.builders import NOW, TODAY, House, a_browser, an_own_browser
from tests.casework.qualification.someone_goes_on_to_nav import in_with_a_code, prepared
from tests.casework.qualification.someone_moves import MOVES, a_participant, moved

pytestmark = pytest.mark.django_db
NURSE = Asked("higher", "Nursing", "ER", "nokut")
LATER = TODAY + timedelta(days=60)
DIPLOMA = date(2010, 6, 1)


def begun(person_id: int, actor: Actor, asked: Asked = NURSE, **changes: Any) -> Recognition:
    said = {"follow_up_on": LATER, "follow_up_by": "Marit", "now": NOW, "actor": actor}
    return actions.prepare_recognition(person_id, asked, **(said | changes))


def listed(row: Recognition, actor: Actor, name: str = "Diploma", **changes: Any) -> Paper:
    said = {"dated_on": DIPLOMA, "translation": "awaited", "now": NOW, "actor": actor}
    return actions.list_paper(row.id, name=name, **(said | changes))


def sent(row: Recognition, actor: Actor, on: date = TODAY) -> Recognition:
    return actions.send_recognition(row.id, on=on, reference="17/123", follow_up_on=LATER, today=TODAY, actor=actor)


def decided(row: Recognition, actor: Actor, **changes: Any) -> Recognition:
    said: dict[str, Any] = {"on": TODAY, "outcome": "recognised", "recognised_as": "Bachelor", "today": TODAY}
    return actions.decide_recognition(row.id, **(said | changes), actor=actor)


def test_what_was_told_in_the_settlement_interview_stands_in_the_form() -> None:
    house = House()
    person_id = house.a_participant(told={"education": "higher", "subject": "Helsefag"})
    with walls.asking(house.programme_adviser) as actor:
        assert queries.told_of(person_id, actor=actor) == {"level": "higher", "subject": "Helsefag"}
    page = a_browser(house.programme_adviser).get(reverse("qualification:prepare_recognition", args=[person_id]))
    form = page.context["form"]
    assert (form["level"].value(), form["subject"].value(), form["country"].value()) == ("higher", "Helsefag", "SY")
    assert form["follow_up_by"].value() == house.programme_adviser.name


def test_a_document_is_listed_and_translated_once_and_serves_every_body() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        first = begun(person_id, actor)
        paper = listed(first, actor)
        with pytest.raises(actions.DocumentIsListed):
            listed(first, actor)
        second = begun(
            person_id, actor, Asked("higher", "Nursing", "ER", "other", "The health authority"), papers=[paper.id]
        )
        actions.register_translation(paper.id, on=TODAY, now=NOW, actor=actor)
        for row in (first, second):
            shown = queries.recognition_of(row.id, actor=actor).enclosures.all()
            assert [(each.paper.name, each.paper.translated_on) for each in shown] == [("Diploma", TODAY)]
        assert Paper.objects.visible_to(actor).count() == 1


def test_a_document_goes_with_its_own_persons_application_and_the_database_says_so_too() -> None:
    house = House()
    people = [house.a_participant(), house.a_participant()]
    with walls.asking(house.programme_adviser) as actor:
        mine, theirs = (begun(person_id, actor) for person_id in people)
        paper = listed(mine, actor)
        other = begun(theirs.person_id, actor, Asked("secondary", "School", "ER", "nokut"), papers=[paper.id])
        assert list(queries.recognition_of(other.id, actor=actor).enclosures.all()) == []
        said = {"recognition": theirs, "paper": paper, "organisation_id": theirs.organisation_id}
        for person_id in (mine.person_id, theirs.person_id):
            with pytest.raises(IntegrityError, match="enclosed_for_its_own_person"), transaction.atomic():
                Enclosure.objects.create(**said, person_id=person_id)


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        (Asked("higher", "Nursing", "ER", "other", " "), actions.WrongBody),
        (Asked("higher", "Nursing", "ER", "someone"), actions.WrongBody),
        (NURSE, actions.AskedAlready),
    ],
)
def test_the_body_is_known_or_named_and_the_same_is_asked_once(asked: Asked, refused: type[Exception]) -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = begun(person_id, actor)
        with pytest.raises(refused):
            begun(person_id, actor, asked)
        actions.withdraw_recognition(row.id, on=TODAY, today=TODAY, actor=actor)
        if asked == NURSE:
            assert begun(person_id, actor, asked).id != row.id, "what is withdrawn can be asked anew"


def test_days_come_in_order_and_a_yes_says_to_what() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = begun(person_id, actor)
    with walls.asking(house.programme_adviser) as actor:
        with pytest.raises(actions.InTheFuture):
            sent(row, actor, TODAY + timedelta(days=1))
        with pytest.raises(actions.BeforeTheStepBefore):
            listed(row, actor, translation="translated", translated_on=DIPLOMA - timedelta(days=1))
        sent(row, actor)
        with pytest.raises(actions.BeforeTheStepBefore):
            decided(row, actor, on=TODAY - timedelta(days=1))
        for outcome, said in (("recognised", " "), ("partly", ""), ("not_recognised", "Bachelor")):
            with pytest.raises(actions.SayWhatItIsRecognisedAs):
                decided(row, actor, outcome=outcome, recognised_as=said)
        with pytest.raises(IntegrityError), transaction.atomic():
            Recognition.objects.visible_to(actor).update(status="decided", outcome="recognised")
        assert decided(row, actor, outcome="partly").outcome == "partly"


def test_the_second_of_two_who_change_the_same_is_told() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        row = begun(person_id, actor)
    with walls.asking(house.programme_adviser) as actor:
        sent(row, actor)
        with pytest.raises(actions.RecognitionChanged) as error:
            actions.withdraw_recognition(row.id, on=TODAY, today=TODAY, actor=actor, version=0)
        assert error.value.recognition.version == 1


@pytest.mark.parametrize(
    ("sent_on", "answered_on", "days"),
    [(None, None, None), (date(2017, 1, 1), None, 120), (date(2017, 1, 1), date(2017, 2, 1), 31)],
)
def test_the_days_are_counted_from_sent_to_the_answer_or_to_today(
    sent_on: date | None, answered_on: date | None, days: int | None
) -> None:
    assert days_waited(sent_on, answered_on, date(2017, 5, 1)) == days


def test_a_wait_is_long_after_the_assumed_number_of_days() -> None:
    assert not waits_long(date(2017, 1, 1), date(2017, 5, 1))
    assert waits_long(date(2017, 1, 1), date(2017, 5, 2))
    assert not waits_long(None, date(2017, 5, 2))
    assert bodies()["nokut"].assumed


@given(st.lists(st.tuples(st.sampled_from(["nokut", "other"]), st.integers(0, 900), st.booleans())))
def test_each_sent_application_is_counted_once_and_small_groups_are_left_out(waits: list[Any]) -> None:
    rows = [Wait(*row) for row in waits]
    assert sum(group.number for group in by_body(rows)) == len(rows)
    for group in by_body(rows, least=5):
        days = [row.days for row in rows if (row.body, row.answered) == (group.body, group.answered)]
        assert group.number == len(days) >= 5 and min(days) <= group.days <= max(days)


def test_what_waits_stands_on_the_list_and_on_the_front_page() -> None:
    house = House()
    people = [house.a_participant() for _ in range(3)]
    with walls.asking(house.programme_adviser) as actor:
        rows = [begun(person_id, actor) for person_id in people]
        sent(rows[0], actor, TODAY - timedelta(days=121))
        sent(rows[1], actor)
        actions.follow_up_recognition(
            rows[1].id, on=TODAY, text="Asked.", follow_up_on=TODAY, follow_up_by="Kari", today=TODAY, actor=actor
        )
        tasks = {task.url.rsplit("=")[-1]: task.count for task in queries.recognition_tasks(actor, TODAY)}
        assert tasks == {"long": 1, "follow": 1}
        assert [row.id for row in queries.recognitions(today=TODAY, actor=actor)] == [
            rows[1].id,
            rows[0].id,
            rows[2].id,
        ]
        found = queries.waiting_by_body(queries.recognitions(today=TODAY, actor=actor), TODAY)
        assert [(row.body, row.answered, row.number) for row in found] == [("nokut", False, 2)]
    with walls.asking(house.programme_adviser_b) as other:
        assert queries.recognitions(today=TODAY, actor=other) == []


def test_the_country_counts_groups_of_five_and_more_and_sees_nobody() -> None:
    house = House()
    people = [house.a_participant() for _ in range(5)]
    for number, person_id in enumerate(people, 1):
        with walls.asking(house.programme_adviser) as actor:
            sent(begun(person_id, actor), actor, TODAY - timedelta(days=number))
        with walls.asking(house.adviser) as counter:
            found = queries.waiting_in_the_country(today=TODAY, actor=counter)
        assert [(row.number, row.days) for row in found] == ([(5, 3)] if number == 5 else [])
    page = a_browser(house.adviser).get(reverse("qualification:figures"))
    assert page.status_code == 200 and page.context["waiting"]
    assert a_browser(house.officer).get(reverse("qualification:figures")).status_code == 404


def test_it_goes_with_the_person_to_the_new_municipality() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        row = sent(begun(person_id, actor), actor)
        listed(row, actor, translation="translated", translated_on=TODAY)
    handover = moved(house, person_id)
    with walls.asking(house.programme_adviser) as actor:
        package = actions.send_package(handover.id, now=NOW, actor=actor)
        told = package.content["education"]
        assert [(each["subject"], each["status"], len(each["documents"])) for each in told] == [("Nursing", "sent", 1)]
        with pytest.raises(Person.DoesNotExist):
            decided(row, actor)
        assert queries.recognitions(today=MOVES, actor=actor) == []
    page = a_browser(house.programme_adviser_b).get(reverse("qualification:handover", args=[handover.id]))
    assert b"Nursing" in page.content and b"Diploma" in page.content
    with walls.asking(house.programme_adviser_b) as new:
        assert [each.id for each in queries.recognitions(today=MOVES, actor=new)] == [row.id]
        assert decided(row, new).organisation_id == house.bergen.id


def test_nav_gets_to_know_what_is_decided_and_nothing_else() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        decided(sent(begun(person_id, actor), actor), actor)
        begun(person_id, actor, Asked("secondary", "School", "ER", "nokut"))
    content = prepared(house, person_id).content
    assert [(each["subject"], each["recognised_as"]) for each in content["education"]] == [("Nursing", "Bachelor")]


def test_the_person_sees_each_step_on_their_own_page_and_who_has_looked() -> None:
    house = House()
    person_id = house.a_participant()
    with walls.asking(house.programme_adviser) as actor:
        decided(sent(begun(person_id, actor), actor), actor)
    browser = an_own_browser(in_with_a_code(house, person_id))
    page = browser.get(reverse("own:training"), {"language": "en"}).content.decode()
    assert page.count("Your education from another country") == 3 and "Bachelor" in page
    with walls.asking(house.auditor) as actor:
        done = Event.objects.visible_to(actor).filter(what="qualification.recognition", person_ids=[person_id])
        assert [row.details["done"] for row in done.order_by("id")] == ["prepared", "sent", "decided"]


def test_an_adviser_goes_the_whole_way_in_the_browser_and_bad_input_is_kept() -> None:
    house = House()
    person_id = house.a_participant()
    browser = a_browser(house.programme_adviser)
    day, begin = TODAY.isoformat(), reverse("qualification:prepare_recognition", args=[person_id])
    asked = {"level": "higher", "subject": "Nursing", "country": "ER", "body": "other", "body_name": ""}
    wrong = browser.post(begin, asked | {"follow_up_on": day, "follow_up_by": "Marit"})
    assert wrong.status_code == 200 and wrong.context["form"].errors["body_name"] and b"Nursing" in wrong.content
    address = browser.post(begin, asked | {"body": "nokut", "follow_up_on": day, "follow_up_by": "Marit"}).url
    half = browser.post(
        address + "document", {"name": "Diploma", "dated_on": "2010-06-01", "translation": "translated"}
    )
    assert half.context["form"].errors["translated_on"]
    posts = [
        ("document", {"name": "Diploma", "dated_on": "2010-06-01", "translation": "awaited"}),
        ("send", {"version": 0, "on": day, "reference": "17/1", "follow_up_on": day}),
        ("more", {"version": 1, "on": day, "text": "Transcript", "follow_up_on": day}),
        ("more-sent", {"version": 2, "on": day, "follow_up_on": day}),
        ("follow-up", {"version": 3, "on": day, "text": "Soon", "follow_up_on": day, "follow_up_by": "Kari"}),
        ("answer", {"version": 4, "on": day, "outcome": "recognised", "recognised_as": "Bachelor"}),
    ]
    for step, said in posts:
        assert browser.get(address + step).status_code == 200
        answer = browser.post(address + step, said)
        assert answer.status_code == 302, (step, answer.context["form"].errors)
    with walls.asking(house.programme_adviser) as actor:
        paper = Paper.objects.visible_to(actor).get()
    translated = f"{address}documents/{paper.id}/translation"
    assert browser.post(translated, {"on": day}).status_code == 302
    assert b"Bachelor" in browser.get(address).content
    assert b"Bachelor" in browser.get(reverse("qualification:participant", args=[person_id])).content
    late = browser.post(address + "withdraw", {"version": 5, "on": day})
    assert late.status_code == 200 and late.context["form"].non_field_errors()
    neighbour = a_browser(house.programme_adviser_b)
    for step in ("", "send", "document", "answer"):
        assert neighbour.get(address + step).status_code == 404


class Way(RuleBasedStateMachine):
    """Steps in any order: only drawn roads are walked, and a status always has its days."""

    house: House
    person_id: int

    def __init__(self) -> None:
        super().__init__()
        self.before_all = transaction.savepoint()
        with walls.asking(self.house.programme_adviser) as actor:
            self.row = begun(self.person_id, actor)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    @rule(step=st.sampled_from(["send", "more", "more_sent", "decide", "withdraw"]))
    def tries(self, step: str) -> None:
        before = self.row.status
        with walls.asking(self.house.programme_adviser) as actor:
            said: dict[str, Any] = {"on": TODAY, "today": TODAY, "actor": actor}
            do = {
                "send": lambda: sent(self.row, actor),
                "more": lambda: actions.ask_for_more(self.row.id, text="X", follow_up_on=LATER, **said),
                "more_sent": lambda: actions.send_more(self.row.id, follow_up_on=LATER, **said),
                "decide": lambda: decided(self.row, actor),
                "withdraw": lambda: actions.withdraw_recognition(self.row.id, **said),
            }
            try:
                with transaction.atomic():
                    self.row = do[step]()
            except NoSuchRoad:
                return
        assert self.row.status in RECOGNITION_ROADS[before]

    @invariant()
    def the_days_say_what_the_status_says(self) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            row = Recognition.objects.visible_to(actor).get(id=self.row.id)
        assert (row.status == "decided") == (row.decided_on is not None)
        assert (row.status == "preparing") <= (row.sent_on is None)


def test_no_order_of_steps_leaves_the_road() -> None:
    Way.house = House()
    Way.person_id = Way.house.a_participant()
    run_state_machine_as_test(
        Way,
        settings=settings(
            max_examples=8,
            stateful_step_count=8,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
