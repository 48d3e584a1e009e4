"""NAV gets to know what the participant has said yes to, and nothing else; without a yes nothing can go."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.models import NavConsent, NavPackage
from rotfeste.casework.qualification.states import NAV_ROADS
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.letters.models import Letter
from rotfeste.foundation.letters.outside.typesetting import typeset
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.own_access import actions as own_access
from rotfeste.registers.own_access.queries import actor_of
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Enrolment, MeasureKind
from rotfeste.registers.persons.models import Person
from tests.builders import NOW, TODAY, House, a_browser, an_own_browser
from tests.casework.qualification.someone_moves import BEGAN, JUNE, a_participant

pytestmark = pytest.mark.django_db
OFFICE = {"office": "NAV Eksempel", "address": "Postboks 1, 0031 Oslo", "follow_up_on": TODAY + timedelta(days=90)}


def prepared(house: House, person_id: int, now: Any = NOW) -> NavPackage:
    with walls.asking(house.programme_adviser) as actor:
        return actions.prepare_for_nav(person_id, **OFFICE, now=now, actor=actor)


def said(house: House, row: NavPackage, agrees: bool, now: Any = NOW) -> None:
    with walls.asking(house.programme_adviser) as actor:
        actions.answer_nav(row.id, agrees=agrees, said_on=TODAY, now=now, actor=actor)


def in_with_a_code(house: House, person_id: int) -> Actor:
    """The person themselves, with a code from the municipality."""
    with walls.asking(house.officer) as officer:
        person = Person.objects.visible_to(officer).get(id=person_id)
        code = own_access.issue_code(person_id, today=TODAY, actor=officer)
    row = own_access.come_in(code, born_on=person.born_on, today=TODAY, now=NOW)
    return actor_of(row.id, on=TODAY)


def test_health_absence_and_reasons_stay_out() -> None:
    house = House()
    person_id = a_participant(house)
    with walls.asking(house.programme_adviser) as actor:
        programme = Enrolment.objects.visible_to(actor).get(activity="programme")
        kinds = {row.category: row.id for row in MeasureKind.objects.all()}
        days: dict[str, Any] = {"from_on": BEGAN, "until_on": JUNE, "hours_week": 5, "now": NOW, "actor": actor}
        for category in ("health", "work_practice"):
            register.register_measure(programme.id, kinds[category], **days)
        away: dict[str, Any] = {"from_on": BEGAN, "until_on": BEGAN + timedelta(days=1), "now": NOW, "actor": actor}
        register.register_absence(programme.id, "doctor", **away)
    row = prepared(house, person_id)
    assert [each["kind"] for each in row.content["measures"]] == ["work-practice"]
    assert set(row.content) == {
        "format", "person", "from", "contact", "programmes", "measures", "hours", "tests", "education", "goals"
    }  # fmt: skip
    text = str(row.content)
    assert "duf" not in text and "health" not in text and "doctor" not in text and "Tre års arbeid" not in text


def test_without_a_yes_to_what_it_holds_now_nothing_is_sent_and_the_database_says_so_too() -> None:
    house = House()
    row = prepared(house, a_participant(house))
    with walls.asking(house.programme_adviser) as actor:
        with pytest.raises(actions.NoConsent):
            actions.send_to_nav(row.id, now=NOW, actor=actor)
        with pytest.raises(IntegrityError, match="only_with_consent"), transaction.atomic():
            NavPackage.objects.visible_to(actor).update(status="sent", sent_at=NOW)
    said(house, row, True)
    said(house, row, False)
    refused = pytest.raises(IntegrityError, match="only_with_consent")
    with walls.asking(house.programme_adviser) as actor, refused, transaction.atomic():
        NavPackage.objects.visible_to(actor).update(status="sent", sent_at=NOW)
    said(house, row, True)
    later = NOW + timedelta(hours=1)
    prepared(house, row.person_id, now=later)
    with walls.asking(house.programme_adviser) as actor, pytest.raises(actions.NoConsent):
        actions.send_to_nav(row.id, now=later, actor=actor)
    said(house, row, True, now=later)
    with walls.asking(house.programme_adviser) as actor:
        row = actions.send_to_nav(row.id, now=later, actor=actor)
        with pytest.raises(actions.SentAlready):
            actions.answer_nav(row.id, agrees=False, said_on=TODAY, now=later, actor=actor)
        with pytest.raises(IntegrityError, match="said_before_it_is_sent"), transaction.atomic():
            given = {"agrees": False, "said_on": TODAY, "registered_at": later}
            NavConsent.objects.create(
                package=row, person_id=row.person_id, organisation_id=row.organisation_id, **given
            )
        with pytest.raises(IntegrityError, match="what_is_sent_is_frozen"), transaction.atomic():
            NavPackage.objects.visible_to(actor).update(content={})
        with pytest.raises(IntegrityError, match="only_with_consent"), transaction.atomic():
            NavPackage.objects.create(
                person_id=row.person_id,
                organisation_id=row.organisation_id,
                content={},
                sha256="",
                status="sent",
                sent_at=NOW,
                prepared_at=NOW,
                follow_up_on=TODAY,
            )


def test_the_letter_to_the_office_says_what_was_agreed_to() -> None:
    house = House()
    row = prepared(house, a_participant(house))
    said(house, row, True)
    with walls.asking(house.programme_adviser) as actor:
        actions.send_to_nav(row.id, now=NOW, actor=actor)
        letter = Letter.objects.visible_to(actor).get(kind="nav_handover")
        assert (letter.recipient_kind, letter.to.name, letter.organisation_id) == ("office", "NAV Eksempel", None)
        facts = letter.content["facts"]
        assert (facts["consent_on"], facts["goals"][0]) == (TODAY.isoformat(), "Fagbrev som kokk")
        for language in ("nb", "nn", "en"):
            assert typeset("nav_handover", language, letter.content)
    with walls.asking(house.programme_adviser_b) as actor:
        assert not NavPackage.objects.visible_to(actor).exists()
        assert not Letter.objects.visible_to(actor).exists()


def test_a_receipt_and_a_day_to_follow_up_stand_as_tasks() -> None:
    house = House()
    row = prepared(house, a_participant(house))

    def waits(on: Any = TODAY) -> list[tuple[str, int]]:
        with walls.asking(house.programme_adviser) as actor:
            return [(task.url.rsplit("=")[-1], task.count) for task in queries.nav_tasks(actor, on) if task.count]

    assert waits() == []
    said(house, row, True)
    assert waits() == [("send", 1)]
    day: Any = OFFICE["follow_up_on"]
    with walls.asking(house.programme_adviser) as actor:
        actions.send_to_nav(row.id, now=NOW, actor=actor)
        actions.confirm_nav(row.id, on=TODAY, by="Kari", today=TODAY, actor=actor)
    assert (waits(day - timedelta(days=1)), waits(day)) == ([], [("follow", 1)])
    with walls.asking(house.programme_adviser) as actor:
        actions.follow_up_nav(row.id, on=TODAY, text="I arbeid.", today=TODAY, actor=actor)
        with pytest.raises(NoSuchRoad):
            actions.drop_nav(row.id, actor=actor)
    assert waits(day) == []


def test_the_person_reads_what_is_shared_and_says_yes_or_no_on_their_own_page() -> None:
    house = House()
    person_id = a_participant(house)
    row = prepared(house, person_id)
    browser = an_own_browser(in_with_a_code(house, person_id))
    page, answer = reverse("own:sharing"), reverse("own:answer_nav", args=[row.id])
    shown = browser.get(page).content.decode()
    assert "NAV Eksempel" in shown and "Fagbrev som kokk" in shown and "Nothing is sent before you say yes" in shown
    for language in ("nb", "nn", "ar", "fa", "ti", "so", "sw", "fr", "uk"):
        assert browser.get(page, {"language": language}).status_code == 200
    browser.get(page, {"language": "en"})
    assert "You said yes." in browser.post(answer, {"agrees": "yes"}, follow=True).content.decode()
    assert "You said no." in browser.post(answer, {"agrees": "no"}, follow=True).content.decode()
    other = an_own_browser(in_with_a_code(house, a_participant(house)))
    assert other.post(answer, {"agrees": "yes"}).status_code == 404
    with walls.asking(house.programme_adviser) as actor:
        found = queries.nav_packages_of(person_id, actor=actor)[0]
        latest = queries.consent_of(found)
        assert latest is not None and not latest.agrees and not latest.in_conversation


def test_an_adviser_prepares_hears_and_sends_on_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.TODAY", TODAY)
    house = House()
    person_id = a_participant(house)
    browser = a_browser(house.programme_adviser)
    browser.cookies["language"] = "en"
    here = reverse("qualification:prepare_nav", args=[person_id])
    typed = {"office": "NAV Eksempel", "address": "Gata 1", "follow_up_on": "2017-09-01"}
    wrong = browser.post(here, typed).content.decode()
    assert "Write street or box" in wrong and "NAV Eksempel" in wrong
    made = browser.post(here, typed | {"address": "Gata 1, 0031 Oslo"}, follow=True)
    where = made.redirect_chain[-1][0]
    assert "Awaits the person" in made.content.decode() and f"{where}send" not in made.content.decode()
    assert "has not said yes" in browser.post(f"{where}send", {"version": "1"}).content.decode()
    unexplained = browser.post(f"{where}consent", {"agrees": "yes", "said_on": "2017-06-01"})
    assert unexplained.status_code == 200
    browser.post(f"{where}consent", {"agrees": "yes", "said_on": "2017-06-01", "explained": "on"})
    assert "Sent to NAV" in browser.post(f"{where}send", {"version": "1"}, follow=True).content.decode()
    listed = browser.get(reverse("qualification:nav_packages")).content.decode()
    assert "NAV Eksempel" in listed
    assert a_browser(house.programme_adviser_b).get(where).status_code == 404


class ToNavInAnyOrder(RuleBasedStateMachine):
    """Whatever is tried in whatever order, what is sent was agreed to, and stays as it was."""

    house: House
    person_id: int

    def __init__(self) -> None:
        super().__init__()
        self.before_all, self.clock = transaction.savepoint(), NOW

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    def _try(self, run: Any, **named: Any) -> None:
        self.clock += timedelta(minutes=1)
        with walls.asking(self.house.programme_adviser) as actor:
            before = NavPackage.objects.visible_to(actor).order_by("id").last()
            if before is None:
                return
            known = (actions.NoConsent, actions.SentAlready, NoSuchRoad)
            try:
                with transaction.atomic():
                    run(before.id, actor=actor, **named)
            except known:
                return
            after = NavPackage.objects.visible_to(actor).get(id=before.id)
            assert after.status == before.status or after.status in NAV_ROADS[before.status]

    @rule()
    def prepare(self) -> None:
        self.clock += timedelta(minutes=1)
        prepared(self.house, self.person_id, now=self.clock)

    @rule(agrees=st.booleans())
    def answer(self, agrees: bool) -> None:
        self._try(actions.answer_nav, agrees=agrees, said_on=TODAY, now=self.clock + timedelta(minutes=1))

    @rule()
    def send(self) -> None:
        self._try(actions.send_to_nav, now=self.clock + timedelta(minutes=1))

    @rule()
    def confirm(self) -> None:
        self._try(actions.confirm_nav, on=TODAY, by="Kari", today=TODAY)

    @rule()
    def follow_up(self) -> None:
        self._try(actions.follow_up_nav, on=TODAY, text="Går bra.", today=TODAY)

    @rule()
    def drop(self) -> None:
        self._try(actions.drop_nav)

    @invariant()
    def what_is_sent_was_agreed_to(self) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            rows = list(NavPackage.objects.visible_to(actor).prefetch_related("consents"))
        for row in rows:
            if row.sent_at is not None:
                latest = queries.consent_of(row)
                assert latest is not None and latest.agrees


def test_nothing_goes_to_nav_without_a_yes_in_any_order() -> None:
    ToNavInAnyOrder.house = House()
    ToNavInAnyOrder.person_id = a_participant(ToNavInAnyOrder.house)
    quick = settings(max_examples=10, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(ToNavInAnyOrder, settings=quick)  # type: ignore[no-untyped-call]
