"""What the statistical column is taught on: how programmes in the register have ended, counted and never named."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from rotfeste.casework.placement.known import PREDICTED
from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.queries import placing
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.registers.participants.actions import Course, Planned, take_over
from rotfeste.registers.participants.models import MeasureKind
from tests.builders import TODAY, House, a_browser, a_row
from tests.rounds import TERMS, a_round

pytestmark = pytest.mark.django_db
PAGE = "settlement:placement_prediction"
SETTLED = TODAY - timedelta(days=90)
STARTED = SETTLED + timedelta(days=30)


def a_course(person_id: int, reason: str) -> Course:
    kind, ends = MeasureKind.objects.get(key="norwegian").id, date(STARTED.year + 2, STARTED.month, STARTED.day)
    return Course(
        person_id,
        "programme",
        offered_on=STARTED - timedelta(days=10),
        decided_on=STARTED - timedelta(days=5),
        started_on=STARTED,
        until_on=ends,
        law="2003",
        section="introduksjonsloven § 2",
        reasons="Har rett og plikt.",
        measures=(Planned(kind, STARTED, ends, Decimal(18)),),
        lag=timedelta(days=3),
        last_day=STARTED + timedelta(days=40),
        reason=reason,
        completed=True,
    )


def ended(house: House, *reasons: str) -> None:
    people = [house.a_participant(today=SETTLED, permit_on="2016-08-01") for _reason in reasons]
    with walls.asking(house.programme_adviser) as actor:
        rows = [a_course(person, reason) for person, reason in zip(people, reasons, strict=True)]
        take_over(rows, organisation_id=house.oslo.id, now=datetime(2017, 12, 1, 12, tzinfo=UTC), actor=actor)


def test_each_ended_programme_is_one_ending_and_work_and_education_are_what_counts() -> None:
    house = House()
    ended(house, "work", "education", "social", "not_registered")
    with walls.asking(house.case_worker) as actor:
        rows = placing.outcomes(TODAY, actor=actor)
        assert [row.went_on for row in rows] == [True, True, False, False]
        assert {row.size for row in rows} == {1}
        assert not placing.outcomes(STARTED, actor=actor), "nothing had ended yet"


def test_who_may_not_ask_for_a_round_may_not_ask_for_it() -> None:
    house = House()
    with walls.asking(house.programme_adviser) as actor, pytest.raises(NotAllowed):
        placing.outcomes(TODAY, actor=actor)
    assert a_browser(house.programme_adviser).get(reverse(PAGE)).status_code == 404


def test_the_page_says_how_many_endings_there_are_and_that_they_are_too_few() -> None:
    house = House()
    ended(house, "work", "social")
    answer = a_browser(house.case_worker).get(reverse(PAGE))
    text = " ".join(answer.content.decode().split())
    assert "Programmer som er avsluttet: 2." in text and "Direkte til arbeid eller utdanning: 1." in text
    assert "færre enn 90" in text


def test_a_round_that_gives_it_weight_with_too_few_endings_says_that_it_counts_nothing() -> None:
    house = House()
    ended(house, "work", "social")
    house.a_case([a_row()], upto="ready")
    off = a_round(house)
    assert PREDICTED not in off.unknown
    with walls.asking(house.case_worker) as actor:
        weights = {**TERMS.weights, PREDICTED: 20}
        on = actions.start_placement(terms=replace(TERMS, weights=weights), today=TODAY, actor=actor)
        assert PREDICTED in on.unknown
