"""An adviser takes a person from the offer of training to the day the duty is fulfilled, in the browser."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotfeste.casework.qualification import actions, queries
from rotfeste.foundation.access import walls
from rotfeste.foundation.letters.models import Letter
from rotfeste.foundation.letters.outside.typesetting import typeset
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import Decision, Enrolment, ExamResult, MonthlyHours, Offer
from rotfeste.registers.participants.rules.duty import Stand
from rotfeste.registers.persons.models import Permit
from tests.builders import NOW, TODAY, House, a_browser

pytestmark = pytest.mark.django_db
SETTLED = date(2017, 2, 1)
START = date(2017, 3, 1)


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def settled(house: House) -> int:
    """Someone who was settled in Oslo in February, with a permit of 2016."""
    return house.a_participant(today=SETTLED, permit_on="2016-12-01")


def in_training(house: House, *, start: date = START) -> Enrolment:
    """Someone in training on track 2."""
    person_id = settled(house)
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"now": moment(SETTLED), "actor": actor}
        offer = actions.offer_training(person_id, offered_on=SETTLED, **said)
        actions.answer_programme(offer.id, status="accepted", answered_on=SETTLED, today=SETTLED, actor=actor)
        actions.decide_training(
            person_id, from_on=start, until_on=start.replace(year=2020), reasons="Har rett og plikt.", **said
        )
        return actions.start_training(
            person_id, started_on=start, track="2", mother_tongue="tigrinja", now=moment(start), actor=actor
        )


def in_english(house: House) -> Client:
    """The programme adviser's browser."""
    browser = a_browser(house.programme_adviser)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


def faults(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(r"<li>(.*?)</li>", page, re.S)]


def test_an_adviser_takes_a_person_from_offer_to_the_duty_fulfilled() -> None:
    house = House()
    person_id = settled(house)
    browser = in_english(house)
    here = reverse("qualification:training", args=[person_id])

    def do(name: str, number: int, **given: object) -> str:
        address = reverse(f"qualification:{name}", args=[number])
        assert browser.get(address).status_code == 200
        answer = browser.post(address, given, follow=True)
        page = str(answer.content.decode())
        assert answer.redirect_chain, faults(page)
        assert answer.redirect_chain[0][0] == here
        return page

    assert "Offer training" in browser.get(here).content.decode()
    do("offer_training", person_id, offered_on=TODAY)
    with walls.asking(house.programme_adviser) as actor:
        offer = Offer.objects.visible_to(actor).get()
    do("answer", offer.id, status="accepted", answered_on=TODAY)
    do("decide_training", person_id, from_on=TODAY, last_day=date(2020, 1, 31), reasons="Har rett og plikt.")
    with walls.asking(house.programme_adviser) as actor:
        decision = Decision.objects.visible_to(actor).get()
        assert (decision.hours_norwegian, decision.hours_civics) == (550, 50)
        assert decision.section == "introduksjonsloven §§ 17 og 18"
        letter = Letter.objects.visible_to(actor).get(kind="training_decision")
        for language in ("nb", "nn", "en"):
            assert typeset("training_decision", language, letter.content)
    page = do("start_training", person_id, started_on=TODAY, track="2", mother_tongue="Tigrinya", taught_in="English")
    assert "Track 2" in page
    with walls.asking(house.programme_adviser) as actor:
        row = Enrolment.objects.visible_to(actor).get()
    page = do("hours", row.id, month="2017-06-01", norwegian="90", civics_own="30", absent="6", unexcused="2")
    assert "90" in page
    with walls.asking(house.programme_adviser) as actor:
        found = MonthlyHours.objects.visible_to(actor).get(kind="norwegian")
        assert (found.hours, found.absent_hours, found.unexcused_hours) == (90, 8, 2)
        later = date(2018, 3, 1)
        months = [date(2017, month, 1) for month in range(7, 13)]
        given = [register.Hours(row.id, "norwegian", month, Decimal(80)) for month in months]
        given.append(register.Hours(row.id, "civics", date(2018, 1, 1), Decimal(20)))
        register.register_hours(given, now=moment(later), actor=actor)
        for skill in ("spoken", "listening", "reading", "written", "civics"):
            level = "" if skill == "civics" else "A2"
            taken = {"level": level, "passed": True, "taken_on": date(2018, 2, 10)}
            register.register_exam(person_id, skill, now=moment(later), actor=actor, **taken)
        view = queries.training_view(person_id, today=later, actor=actor)
        assert (view.duty.stand, view.duty.on) == (Stand.FULFILLED, date(2018, 2, 10))
        view = queries.training_view(person_id, today=date(2018, 1, 20), actor=actor)
        assert view.duty.stand is Stand.NOT_YET
    page = do("end_training", row.id, last_day=TODAY, completed="no", reason="work")
    assert "Last day in training" in page


def test_what_does_not_fit_the_law_is_refused_in_words_and_all_is_kept() -> None:
    house = House()
    row = in_training(house)
    browser = in_english(house)

    def refused(name: str, number: int, **given: object) -> str:
        answer = browser.post(reverse(f"qualification:{name}", args=[number]), given)
        assert answer.status_code == 200
        return str(answer.content.decode())

    page = refused("hours", row.id, month="2017-05-01", norwegian="229", civics="2")
    assert "more hours than the month holds" in page
    assert 'value="229"' in page
    page = refused("exam", row.person_id, skill="spoken", level="A2", passed="yes", taken_on="2016-11-01")
    assert "before the person came to Norway" in page
    page = refused("exam", row.person_id, skill="spoken", passed="yes", taken_on="2017-05-01")
    assert "Choose the level" in page
    page = refused(
        "exempt", row.person_id, kind="exempt_norwegian", ground="civics_known", section="§ 17",
        from_on=TODAY, reasons="Kan norsk.",
    )  # fmt: skip
    assert "This reason does not exempt from this" in page
    page = refused(
        "exempt", row.person_id, kind="exempt_norwegian", ground="health", from_on=TODAY, reasons="Lege har uttalt seg."
    )
    assert "Write the section" in page
    assert "Lege har uttalt seg." in page
    page = refused(
        "extra_hours", row.person_id, hours="2401", from_on=TODAY, last_day="2018-05-31", reasons="Trenger mer."
    )
    assert "no more than 2400 hours more" in page
    with walls.asking(house.programme_adviser) as actor:
        assert not MonthlyHours.objects.visible_to(actor).exists()
        assert not ExamResult.objects.visible_to(actor).exists()
        with pytest.raises(CannotRegister, match="law_has_no_goal"):
            register.register_training(row.id, goals={"spoken": "B1"}, now=NOW, actor=actor)


def test_an_exemption_takes_the_duty_away_from_its_day_with_a_letter() -> None:
    house = House()
    row = in_training(house)
    with walls.asking(house.programme_adviser) as actor:
        given: dict[str, Any] = {"from_on": TODAY, "reasons": "Dokumentert.", "now": NOW, "actor": actor}
        actions.exempt(
            row.person_id, "exempt_norwegian", ground="norwegian_known", section="introduksjonsloven § 17", **given
        )
        actions.exempt(
            row.person_id, "exempt_civics", ground="civics_known", section="introduksjonsloven § 17", **given
        )
        with pytest.raises(actions.SectionMissing):
            actions.exempt(row.person_id, "exempt_test", **given)
        actions.exempt(row.person_id, "exempt_test", section="forskriften", **given)
        view = queries.training_view(row.person_id, today=TODAY, actor=actor)
        assert (view.duty.stand, view.duty.on) == (Stand.EXEMPT, TODAY)
        assert Letter.objects.visible_to(actor).filter(kind="training_decision").count() == 4


def test_two_municipalities_cannot_register_the_same_day() -> None:
    house = House()
    row = in_training(house)
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(Enrolment.DoesNotExist):
        register.register_hours([register.Hours(row.id, "norwegian", START, Decimal(1))], now=NOW, actor=actor)
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(CannotRegister):
        register.register_exam(
            row.person_id, "spoken", level="A1", passed=True, taken_on=TODAY - timedelta(days=1), now=NOW, actor=actor
        )


def test_full_time_school_is_registered_and_stands_in_place_of_the_hours_when_it_is_completed() -> None:
    house = House()
    row = in_training(house)
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"now": moment(date(2019, 7, 1)), "actor": actor}
        school = register.begin_school(row.person_id, from_on=START, **said)
        with pytest.raises(CannotRegister, match="in_one_school_at_a_time"):
            register.begin_school(row.person_id, from_on=TODAY, **said)
        register.end_school(school.id, last_day=date(2019, 6, 20), completed=True, **said)
        found = queries.training_view(row.person_id, today=date(2019, 7, 1), actor=actor).duty
        norwegian = next(part for part in found.parts if part.what == "norwegian")
        assert norwegian.done_on == date(2019, 6, 21)
        assert found.stand is Stand.NOT_YET


def test_collective_protection_gets_extended_training_once_the_education_is_registered() -> None:
    house = House()
    person_id, of_2003 = settled(house), settled(house)
    with walls.asking(house.case_worker) as worker:
        Permit.objects.visible_to(worker).filter(person_id=person_id).update(
            kind="collective", decided_on=date(2022, 5, 1)
        )
    began, day = date(2022, 7, 1), date(2023, 8, 1)
    period = {"from_on": day, "until_on": date(2024, 8, 1), "reasons": "Trenger mer norsk.", "now": moment(day)}
    with walls.asking(house.programme_adviser) as actor:
        with pytest.raises(actions.LawDoesNotApply):
            actions.extend_training(of_2003, actor=actor, **period)
        with pytest.raises(actions.NoRightToIt):
            actions.extend_training(person_id, actor=actor, **period)
        said: dict[str, Any] = {"now": moment(began), "actor": actor}
        offer = actions.offer_training(person_id, offered_on=began, **said)
        actions.answer_programme(offer.id, status="accepted", answered_on=began, today=began, actor=actor)
        actions.decide_training(person_id, from_on=began, until_on=began.replace(year=2023), reasons="Rett.", **said)
        with pytest.raises(actions.LawDoesNotApply):
            actions.extend_training(person_id, actor=actor, **period | {"from_on": date(2023, 6, 30)})
        with pytest.raises(actions.WaitsFor, match="education"):
            actions.extend_training(person_id, actor=actor, **period)
        register.register_circumstances(person_id, education="upper_secondary", today=day, actor=actor)
        row = actions.extend_training(person_id, actor=actor, **period)
        assert (row.kind, row.section) == ("extended_training", "integreringsforskriften § 43 g")
        letter = Letter.objects.visible_to(actor).filter(kind="training_decision").order_by("id").last()
        assert letter is not None
        for language in ("nb", "nn", "en"):
            assert typeset("training_decision", language, letter.content)
