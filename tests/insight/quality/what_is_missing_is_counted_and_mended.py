"""What must be registered is asked for two months after it happened; the score, the list to mend, and the months."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from rotfeste.casework.qualification import actions as qualification
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.audit.models import Event
from rotfeste.insight.quality import queries
from rotfeste.insight.quality.actions import count_next
from rotfeste.insight.quality.jobs import count_all
from rotfeste.insight.quality.models import QualityScore
from rotfeste.insight.quality.rules import BY_KEY, Registered, Score, in_time, is_late, missing, scores, total
from rotfeste.registers.participants.jobs import compute_newcomers
from tests.builders import NOW, TODAY, House, a_browser

ON = date(2017, 12, 1)
SOMEONE = Registered(person_id=1, organisation_id=1, settled_on=date(2017, 1, 15), category="right_and_duty")
IN_PROGRAMME = replace(
    SOMEONE, offer="accepted", decided=True, enrolment="running", started_on=date(2017, 5, 1), measures=True,
    hours_week=Decimal("37.5"),
)  # fmt: skip
CASES = [
    ("rights", SOMEONE, True),
    ("rights", replace(SOMEONE, waits_for="education"), False),
    ("rights", replace(SOMEONE, category=""), False),
    ("rights", replace(SOMEONE, category="", settled_on=date(2017, 10, 2)), None),
    ("offer", replace(SOMEONE, start_by=date(2017, 10, 1)), False),
    ("offer", replace(SOMEONE, start_by=date(2017, 10, 2)), None),
    ("offer", replace(SOMEONE, start_by=date(2017, 4, 15), category="may_be_offered"), None),
    ("offer", replace(SOMEONE, start_by=date(2017, 4, 15), offer="declined"), True),
    ("answer", replace(SOMEONE, offer="open", offered_on=date(2017, 9, 1)), False),
    ("answer", replace(SOMEONE, offer="declined", offered_on=date(2017, 9, 1)), True),
    ("decision", replace(SOMEONE, offer="accepted", answered_on=date(2017, 9, 1)), False),
    ("decision", replace(SOMEONE, offer="declined", answered_on=date(2017, 9, 1)), None),
    ("start", replace(SOMEONE, decided=True, decided_from=date(2017, 9, 1)), False),
    ("start", IN_PROGRAMME, None),
    ("measures", IN_PROGRAMME, True),
    ("measures", replace(IN_PROGRAMME, measures=False), False),
    ("full_time", replace(IN_PROGRAMME, hours_week=Decimal("30.0")), False),
    ("full_time", replace(IN_PROGRAMME, hours_week=Decimal("30.0"), full_week=Decimal("30.0")), True),
    ("ending", replace(IN_PROGRAMME, until_on=date(2017, 9, 1)), False),
    ("ending", replace(IN_PROGRAMME, until_on=date(2017, 10, 2)), None),
    ("end_reason", replace(IN_PROGRAMME, enrolment="ended", ended_on=date(2017, 9, 1), end_reason="work"), True),
    ("end_reason", replace(IN_PROGRAMME, enrolment="ended", ended_on=date(2017, 9, 1), end_reason="not_registered"),
     False),
    ("hours", replace(SOMEONE, training_from=date(2017, 9, 30)), False),
    ("hours", replace(SOMEONE, training_from=date(2017, 10, 1)), None),
    ("hours", replace(SOMEONE, training_from=date(2017, 5, 1), hours_month=date(2017, 9, 1)), True),
    ("hours", replace(SOMEONE, training_from=date(2017, 5, 1), hours_month=date(2017, 8, 1)), False),
    ("track", replace(SOMEONE, law="2003", training_from=date(2017, 9, 1)), False),
    ("track", replace(SOMEONE, law="2003", training_from=date(2017, 9, 1), track="2"), True),
    ("track", replace(SOMEONE, law="2021", training_from=date(2017, 9, 1)), None),
    ("education", replace(IN_PROGRAMME, law="2003"), None),
    ("education", replace(IN_PROGRAMME, law="2021"), False),
    ("education", replace(IN_PROGRAMME, law="6a", education="none"), True),
    ("goal", replace(IN_PROGRAMME, law="2021"), False),
    ("mapped", replace(IN_PROGRAMME, law="2021", mapped_on=ON), True),
    ("guided", replace(IN_PROGRAMME, law="2021"), False),
]  # fmt: skip


@pytest.mark.parametrize(("key", "row", "there"), CASES)
def test_each_field_is_asked_for_when_it_must_be_there(key: str, row: Registered, there: bool | None) -> None:
    field = BY_KEY[key]
    found = field.there(row, ON) if field.must_since(row, ON) is not None else None
    assert found is there


def test_a_score_counts_only_those_who_must_have_the_field() -> None:
    rows = [IN_PROGRAMME, replace(IN_PROGRAMME, measures=False), SOMEONE]
    found = {row.key: row for row in scores(rows, ON)}
    assert (found["measures"].must, found["measures"].there, found["measures"].percent) == (2, 1, 50)
    assert found["ending"].percent is None
    assert [row.field.key for row in missing(rows, ON)] == ["measures"]
    assert total([Score("a", 200, 199), Score("b", 0, 0)]).percent == 99, "100 is all of them"


@pytest.mark.parametrize(
    ("kind", "happened", "registered", "late"),
    [
        ("offer", date(2017, 1, 31), date(2017, 3, 31), False),
        ("offer", date(2017, 1, 31), date(2017, 4, 1), True),
        ("hours", date(2017, 1, 1), date(2017, 4, 1), False),
        ("hours", date(2017, 1, 1), date(2017, 4, 2), True),
        ("ending", date(2017, 12, 31), date(2018, 2, 28), False),
        ("ending", date(2017, 12, 31), date(2018, 3, 1), True),
    ],
)
def test_late_is_more_than_two_months_after_it_happened(
    kind: str, happened: date, registered: date, late: bool
) -> None:
    assert is_late(kind, happened, registered) is late
    assert next(row for row in in_time([(kind, happened, registered, 1)]) if row.key == kind).missing == late


def settled_long_ago(house: House) -> int:
    """Someone who has lived in Oslo for two hundred days, and has the right to the programme."""
    person_id = house.a_participant(today=TODAY - timedelta(days=200), permit_on="2016-08-01")
    compute_newcomers(today=TODAY)
    return person_id


@pytest.mark.django_db
def test_the_adviser_sees_the_very_field_and_it_is_gone_when_it_is_mended() -> None:
    house = House()
    person_id = settled_long_ago(house)
    browser = a_browser(house.programme_adviser)
    page = browser.get(reverse("quality:to_mend"))
    assert reverse("qualification:offer", args=[person_id]) in page.content.decode()
    with walls.asking(house.auditor) as actor:
        assert list(
            Event.objects.visible_to(actor).filter(what="quality.to_mend").values_list("person_ids", flat=True)
        ) == [[person_id]]
    with walls.asking(house.programme_adviser) as actor:
        before = {row.missing.field.key for row in queries.to_mend(TODAY, actor=actor)}
        qualification.offer_programme(person_id, offered_on=TODAY, now=NOW, actor=actor)
        after = {row.missing.field.key for row in queries.to_mend(TODAY, actor=actor)}
    assert (before, after) == ({"offer"}, set())
    assert (
        reverse("qualification:offer", args=[person_id])
        not in a_browser(house.programme_adviser_b).get(reverse("quality:to_mend")).content.decode()
    )


@pytest.mark.django_db
def test_each_night_counts_every_municipality_once_and_goes_on_where_it_stopped() -> None:
    house = House()
    settled_long_ago(house)
    actor = system("quality", permissions=frozenset({"quality.read", "quality.count"}))
    with walls.asking(actor) as asking:
        assert count_next(now=timezone.now(), today=TODAY, actor=asking, batch=1)
    count_all(today=TODAY)
    count_all(today=TODAY)
    later = TODAY + timedelta(days=40)
    count_all(today=later)
    with walls.asking(house.adviser) as asking:
        assert list(queries.trend(24, later, actor=asking)) == [TODAY.replace(day=1), later.replace(day=1)]
        month, rows, fields, _late = queries.country(later, actor=asking)
        assert month == later.replace(day=1)
        assert {row.organisation.name for row in rows} == {house.oslo.name}
        assert {row.key: row.missing for row in fields}["offer"] == 1
    with walls.asking(house.programme_adviser_b) as asking:
        assert not QualityScore.objects.visible_to(asking).exists()
        assert queries.trend(24, later, actor=asking) == {}


@pytest.mark.django_db
def test_the_directorate_sees_the_country_and_a_neighbour_nothing() -> None:
    house = House()
    settled_long_ago(house)
    count_all(today=TODAY)
    address = reverse("quality:municipality", args=[house.oslo.id])
    page = a_browser(house.adviser).get(reverse("quality:quality"))
    assert address in page.content.decode()
    assert a_browser(house.adviser).get(address).status_code == 200
    assert a_browser(house.adviser).get(reverse("quality:to_mend")).status_code == 404
    assert a_browser(house.programme_adviser).get(address).status_code == 200
    assert a_browser(house.programme_adviser_b).get(address).status_code == 404
    assert a_browser(house.programme_adviser).get(reverse("quality:quality")).status_code == 200
