"""A programme adviser takes a person from offer to ending: in the browser, with letters, and never off the road."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.rules.board import Known, Stand, standing
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.letters.models import Letter
from rotfeste.foundation.letters.outside.typesetting import typeset
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import Ending, Enrolment, MeasureKind
from rotfeste.registers.participants.queries import file_of
from tests.builders import NOW, TODAY, House, a_browser

pytestmark = pytest.mark.django_db
LATER = TODAY.replace(year=2019)
SETTLED = TODAY - timedelta(days=70)


def taken_in(house: House) -> int:
    """Someone who was settled in Oslo in March."""
    return house.a_participant(today=SETTLED, permit_on="2017-02-01")


def offered(person_id: int, actor: Actor) -> None:
    offer = actions.offer_programme(person_id, offered_on=TODAY, now=NOW, actor=actor)
    actions.answer_programme(offer.id, status="accepted", answered_on=TODAY, today=TODAY, actor=actor)


def running(person_id: int, actor: Actor, *, start: date = TODAY) -> Enrolment:
    """Someone in the programme."""
    offered(person_id, actor)
    actions.decide_programme(
        person_id, from_on=start, until_on=start.replace(year=start.year + 2), reasons="Har rett.", now=NOW, actor=actor
    )
    return actions.start_programme(person_id, started_on=start, now=NOW, actor=actor)


def test_the_programme_is_given_no_longer_than_the_law_and_only_after_a_yes() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        given: dict[str, Any] = {"from_on": TODAY, "reasons": "Har rett.", "now": NOW, "actor": actor}
        with pytest.raises(actions.AnswerFirst):
            actions.decide_programme(person_id, until_on=LATER, **given)
        offered(person_id, actor)
        with pytest.raises(actions.TooLong) as error:
            actions.decide_programme(person_id, until_on=LATER + timedelta(days=1), **given)
        assert error.value.until_on == LATER
        row = actions.decide_programme(person_id, until_on=LATER, **given)
        assert (row.law, row.section) == ("2003", "introduksjonsloven §§ 2, 3 og 5")
        letter = Letter.objects.visible_to(actor).get(kind="programme_decision")
        assert letter.content["facts"]["complaint_weeks"] == 3
        for language in ("nb", "nn", "en"):
            assert typeset("programme_decision", language, letter.content)


def test_no_day_of_an_offer_is_impossible_and_the_field_says_so() -> None:
    house = House()
    person_id = taken_in(house)
    browser = a_browser(house.programme_adviser)
    browser.cookies["language"] = "en"
    address = reverse("qualification:offer", args=[person_id])
    for day, words in (
        ("1900-01-01", "Offered on: The day is before the person came to Norway"),
        ("2101-01-01", "Offered on: The day has not come yet"),
    ):
        page = browser.post(address, {"offered_on": day}).content.decode()
        assert words in page
        assert f'value="{day}"' in page, "what was typed is kept"
    with walls.asking(house.programme_adviser) as actor:
        offer = actions.offer_programme(person_id, offered_on=TODAY, now=NOW, actor=actor)
        with pytest.raises(CannotRegister, match="in_the_future"):
            actions.answer_programme(
                offer.id, status="accepted", answered_on=TODAY + timedelta(days=1), today=TODAY, actor=actor
            )


def test_an_offer_that_awaits_its_answer_is_found_though_a_later_one_is_answered() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        later = actions.offer_programme(person_id, offered_on=TODAY, now=NOW, actor=actor)
        actions.answer_programme(later.id, status="withdrawn", answered_on=TODAY, today=TODAY, actor=actor)
        earlier = actions.offer_programme(person_id, offered_on=TODAY - timedelta(days=3), now=NOW, actor=actor)
        found = queries.participant_view(person_id, today=TODAY, actor=actor).offer
        assert found is not None and found.id == earlier.id


def test_the_programme_is_extended_once_by_a_year_and_no_more() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        row = running(person_id, actor)
        given: dict[str, Any] = {"reasons": "Når målet med seks måneder til.", "now": NOW, "actor": actor}
        actions.extend_programme(row.id, until_on=date(2019, 12, 1), **given)
        actions.extend_programme(row.id, until_on=date(2020, 6, 1), **given)
        with pytest.raises(actions.TooLong):
            actions.extend_programme(row.id, until_on=date(2020, 6, 2), **given)
        assert Enrolment.objects.visible_to(actor).get().until_on == date(2020, 6, 1)


def test_the_benefit_is_computed_in_arrears_approved_and_sent_once() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        row = running(person_id, actor, start=date(2017, 5, 1))
        with pytest.raises(actions.NotYetOver):
            actions.compute_benefit(row.id, date(2017, 6, 1), today=TODAY, actor=actor)
        may = date(2017, 5, 1)
        found = actions.compute_benefit(row.id, may, today=TODAY, actor=actor)
        assert found.amount_nok == 15606, "2 x 93 634 / 12"
        with pytest.raises(actions.NothingToSend):
            actions.send_to_payroll(may, today=TODAY, actor=actor)
        actions.approve_benefit(found.id, today=TODAY, actor=actor)
        with pytest.raises(CannotRegister):
            actions.compute_benefit(row.id, may, today=TODAY, actor=actor)
        assert len(actions.send_to_payroll(may, today=TODAY, actor=actor)) == 1
        with pytest.raises(actions.NothingToSend):
            actions.send_to_payroll(may, today=TODAY, actor=actor)


def test_an_adviser_takes_a_person_from_offer_to_ending_in_the_browser() -> None:
    house = House()
    person_id = taken_in(house)
    browser = a_browser(house.programme_adviser)
    browser.cookies["django_language"] = "en"
    here = reverse("qualification:participant", args=[person_id])

    def do(name: str, number: int, **given: object) -> str:
        address = reverse(f"qualification:{name}", args=[number])
        assert browser.get(address).status_code == 200
        answer = browser.post(address, given, follow=True)
        assert answer.redirect_chain, re.findall(r"<li>(.*?)</li>", answer.content.decode())
        return str(answer.content.decode())

    assert Stand.TO_OFFER
    do("offer", person_id, offered_on=TODAY)
    with walls.asking(house.programme_adviser) as actor:
        offer = queries.participant_view(person_id, today=TODAY, actor=actor).offer
        assert offer is not None
    do("answer", offer.id, status="accepted", answered_on=TODAY)
    do("decide", person_id, from_on=TODAY, last_day=date(2019, 5, 31), reasons="Har rett og plikt.")
    do("start", person_id, started_on=TODAY, full_week="37.5")
    with walls.asking(house.programme_adviser) as actor:
        row = Enrolment.objects.visible_to(actor).get()
    kind = MeasureKind.objects.get(key="norwegian").id
    page = do("measure", row.id, kind=kind, from_on=TODAY, last_day=date(2019, 5, 31), hours_week=20)
    assert "25" in page
    kind = MeasureKind.objects.get(key="language-practice").id
    do("measure", row.id, kind=kind, from_on=TODAY, last_day=date(2019, 5, 31), hours_week="12.5")
    do("interrupt", row.id, from_on=TODAY, reason="Er på reise.")
    do("resume", row.id, on=TODAY + timedelta(days=1))
    do("end", row.id, last_day=TODAY, completed="no", reason="work", remark="")
    assert browser.get(here).status_code == 200
    assert browser.get(reverse("qualification:calculation", args=[person_id])).status_code == 200
    with walls.asking(house.programme_adviser) as actor:
        assert Ending.objects.visible_to(actor).get().reason == "work"
        kinds = sorted(
            Letter.objects.visible_to(actor).filter(kind__startswith="programme").values_list("kind", flat=True)
        )
        assert kinds == ["programme_certificate", "programme_decision"]
        certificate = Letter.objects.visible_to(actor).get(kind="programme_certificate")
        for language in ("nb", "nn", "en"):
            assert typeset("programme_certificate", language, certificate.content)


def test_a_refusal_says_why_and_keeps_what_was_typed() -> None:
    house = House()
    person_id = taken_in(house)
    browser = a_browser(house.programme_adviser)
    given = {"from_on": TODAY, "last_day": LATER, "reasons": "En lang begrunnelse som ikke skal bli borte."}
    answer = browser.post(reverse("qualification:decide", args=[person_id]), given)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert ("En lang begrunnelse" in page and "ds-validation-message" in page) or "error" in page
    assert browser.post(reverse("qualification:offer", args=[person_id]), {"offered_on": "i går"}).status_code == 200


def test_a_neighbour_sees_and_does_nothing() -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        row = running(person_id, actor, start=date(2017, 5, 1))
        month = actions.compute_benefit(row.id, date(2017, 5, 1), today=TODAY, actor=actor)
    browser = a_browser(house.programme_adviser_b)
    for name in ("participant", "calculation", "circumstances", "offer", "decide", "refuse", "start"):
        assert browser.get(reverse(f"qualification:{name}", args=[person_id])).status_code == 404, name
    for name in ("measure", "leave", "absence", "interrupt", "resume", "extend", "end", "reason", "benefit"):
        assert browser.post(reverse(f"qualification:{name}", args=[row.id])).status_code == 404, name
    assert browser.get(reverse("qualification:benefit_month", args=[month.id])).status_code == 404
    assert browser.post(reverse("qualification:approve_benefit", args=[month.id])).status_code == 404


def test_the_board_asks_as_many_questions_for_ten_as_for_one(django_assert_max_num_queries: Any) -> None:
    house = House()
    taken_in(house)
    browser = a_browser(house.programme_adviser)
    browser.get(reverse("qualification:board"))
    with django_assert_max_num_queries(60) as first:
        browser.get(reverse("qualification:board"))
    for _ in range(3):
        taken_in(house)
    with django_assert_max_num_queries(len(first.captured_queries)):
        assert browser.get(reverse("qualification:board")).status_code == 200


def test_the_payslip_basis_is_a_file_that_no_name_can_break() -> None:
    house = House()
    person_id = house.a_participant(today=SETTLED, permit_on="2017-02-01", given_name="=SUM(A1)")
    with walls.asking(house.programme_adviser) as actor:
        row = running(person_id, actor, start=date(2017, 5, 1))
        month = actions.compute_benefit(row.id, date(2017, 5, 1), today=TODAY, actor=actor)
        actions.approve_benefit(month.id, today=TODAY, actor=actor)
    browser = a_browser(house.programme_adviser)
    assert "15\u202f606" in browser.get(reverse("qualification:benefits") + "?month=2017-05").content.decode()
    answer = browser.post(reverse("qualification:send_benefits"), {"month": "2017-05"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("maaned;duf_nummer") and "'=SUM" in lines[1] and ";15606;" in lines[1]


def test_the_calculator_is_for_all_staff_and_asks_for_no_name() -> None:
    house = House()
    browser = a_browser(house.staff)
    address = reverse("qualification:calculator")
    page = browser.get(
        address,
        {
            "on": "2017-06-01",
            "born_on": "1999-12-15",
            "permit": "refugee",
            "permit_on": "2016-10-01",
            "settled_on": "2017-02-01",
        },
    )
    assert "introduksjonsloven §\u00a02" in page.content.decode()
    for wrong in (
        {"born_on": "x"},
        {"born_on": "2050-01-01", "on": "2017-01-01"},
        {"born_on": "1990-01-01", "on": "2017-01-01", "permit": "refugee"},
    ):
        assert browser.get(address, wrong).status_code == 200


@pytest.mark.parametrize(
    ("kind", "days", "hours", "refused"),
    [
        ("nursing", 60, "", "Skriv hvor mange timer det er hver dag"),
        ("nursing", 60, "1", ""),
        ("holiday", 1, "2", "Ferie er hele dager"),
        ("holiday", 28, "", ""),
        ("holiday", 60, "", "Det er 25 virkedager ferie i et år"),
        ("doctor", 2, "3", "Timene gjelder én dag"),
        ("doctor", 1, "3", ""),
    ],
)
def test_each_kind_of_absence_has_its_shape(kind: str, days: int, hours: str, refused: str) -> None:
    house = House()
    person_id = taken_in(house)
    with walls.asking(house.programme_adviser) as actor:
        enrolment = running(person_id, actor)
    last_day = TODAY + timedelta(days=days - 1)
    away = {"kind": kind, "from_on": TODAY.isoformat(), "last_day": last_day.isoformat(), "hours": hours}
    browser = a_browser(house.programme_adviser)
    answer = browser.post(reverse("qualification:absence", args=[enrolment.id]), away)
    assert answer.status_code == (200 if refused else 302)
    assert refused in answer.content.decode()
    with walls.asking(house.programme_adviser) as actor:
        assert len(file_of(person_id, actor=actor).absences) == (0 if refused else 1)


@pytest.mark.parametrize(
    ("known", "stand", "urgency"),
    [
        (Known(category="right_and_duty", start_by=date(2017, 9, 1)), Stand.TO_OFFER, 1),
        (Known(category="right_and_duty", start_by=date(2017, 6, 20)), Stand.TO_OFFER, 2),
        (Known(category="right_and_duty", start_by=date(2017, 5, 31)), Stand.TO_OFFER, 3),
        (Known(category="right", offer="open", start_by=date(2017, 9, 1)), Stand.AWAITS_ANSWER, 1),
        (Known(category="right", offer="accepted"), Stand.TO_DECIDE, 1),
        (Known(category="right", offer="accepted", decided=True), Stand.TO_START, 1),
        (Known(category="right", offer="declined"), Stand.DECLINED, 0),
        (Known(enrolment="running", until_on=date(2018, 9, 1)), Stand.IN_PROGRAMME, 0),
        (Known(enrolment="running", until_on=date(2017, 8, 1)), Stand.IN_PROGRAMME, 2),
        (Known(enrolment="running", until_on=date(2017, 6, 1)), Stand.PAST_ITS_END, 3),
        (Known(enrolment="interrupted"), Stand.INTERRUPTED, 1),
        (Known(enrolment="ended"), Stand.ENDED, 0),
        (Known(category="may_be_offered"), Stand.MAY_BE_OFFERED, 0),
        (Known(category="may_be_offered", right_from=date(2030, 1, 1)), Stand.NO_RIGHT, 0),
        (Known(category="none"), Stand.NO_RIGHT, 0),
        (Known(), Stand.NO_RIGHT, 0),
    ],
)
def test_where_someone_stands(known: Known, stand: Stand, urgency: int) -> None:
    found = standing(known, TODAY)
    assert (found.stand, found.urgency) == (stand, urgency)


class Programme(RuleBasedStateMachine):
    """Anything is tried in any order: an enrolment moves along its roads, and ends at most once."""

    house: House
    person_id: int

    def __init__(self) -> None:
        super().__init__()
        self.status, self.before_all = "none", transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    def attempt(self, do: Any, *, allowed: bool, to: str) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            row = Enrolment.objects.visible_to(actor).first()
            try:
                do(row, actor)
            except (CannotRegister, AttributeError):
                assert not allowed
            else:
                assert allowed
                self.status = to

    @rule()
    def start(self) -> None:
        self.attempt(
            lambda row, actor: actions.start_programme(self.person_id, started_on=TODAY, now=NOW, actor=actor),
            allowed=self.status == "none",
            to="running",
        )

    @rule(days=st.integers(0, 5))
    def interrupt(self, days: int) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            row = Enrolment.objects.visible_to(actor).first()
            gaps = list(row.interruptions.all()) if row else []
        clear = not any(gap.until_on is None or gap.until_on > TODAY + timedelta(days=days) for gap in gaps)
        self.attempt(
            lambda row, actor: actions.interrupt_programme(
                row.id, from_on=TODAY + timedelta(days=days), reason="Reise.", actor=actor
            ),
            allowed=self.status == "running" and clear,
            to="interrupted",
        )

    @rule()
    def resume(self) -> None:
        self.attempt(
            lambda row, actor: actions.resume_programme(row.id, on=TODAY + timedelta(days=6), actor=actor),
            allowed=self.status == "interrupted",
            to="running",
        )

    @rule(reason=st.sampled_from(["work", "education", "not_registered"]))
    def end(self, reason: str) -> None:
        self.attempt(
            lambda row, actor: actions.end_programme(
                row.id, last_day=TODAY, reason=reason, completed=True, now=NOW, actor=actor
            ),
            allowed=self.status in ("running", "interrupted"),
            to="ended",
        )

    @invariant()
    def the_register_agrees(self) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            rows = list(Enrolment.objects.visible_to(actor))
            assert [row.status for row in rows] == ([] if self.status == "none" else [self.status])
            assert Ending.objects.visible_to(actor).count() == (self.status == "ended")


def test_whatever_is_tried_the_programme_moves_along_its_roads() -> None:
    Programme.house = House()
    Programme.person_id = taken_in(Programme.house)
    with walls.asking(Programme.house.programme_adviser) as actor:
        offered(Programme.person_id, actor)
        given: dict[str, Any] = {"from_on": TODAY, "until_on": LATER, "reasons": "Har rett.", "now": NOW}
        actions.decide_programme(Programme.person_id, **given, actor=actor)
    quick = settings(max_examples=10, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Programme, settings=quick)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2017-13", "x", ""])
def test_a_month_that_cannot_be_is_read_as_the_last_that_is_over(month: str) -> None:
    page = a_browser(House().programme_adviser).get(reverse("qualification:benefits"), {"month": month})
    assert page.status_code == 200
