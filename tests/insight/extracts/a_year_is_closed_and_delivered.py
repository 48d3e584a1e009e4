"""A year is closed as provisional and then final, gives the same file each time, and research gets no more."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rotfeste.casework.qualification import actions as qualification
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.audit.models import Event
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.insight.extracts import actions, queries
from rotfeste.insight.extracts.format import FIELDS, FOR_RESEARCH, NAMES, WHO, pseudonym
from rotfeste.insight.extracts.jobs import compare_and_close
from rotfeste.insight.extracts.models import ExtractPerson, FrozenLine, FrozenYear, ResearchExtract
from rotfeste.insight.extracts.rules import Line, Part, figures
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.jobs import compute_newcomers
from rotfeste.registers.persons.actions import protect
from rotfeste.registers.persons.models import Person
from tests.builders import TODAY, House, a_browser

NEW_YEAR = date(2018, 1, 16)
NOW = datetime(2018, 1, 16, 12, tzinfo=UTC)
STARTED = TODAY - timedelta(days=60)


def in_programme(house: House, *, ended: bool = False) -> int:
    """Someone who began in the programme before June 2017; returns the person's id."""
    person_id = house.a_participant(today=TODAY - timedelta(days=90), permit_on="2016-08-01")
    with walls.asking(house.programme_adviser) as actor:
        now = datetime(2017, 6, 1, 12, tzinfo=UTC)
        offer = qualification.offer_programme(person_id, offered_on=STARTED, now=now, actor=actor)
        qualification.answer_programme(offer.id, status="accepted", answered_on=STARTED, today=STARTED, actor=actor)
        qualification.decide_programme(
            person_id, from_on=STARTED, until_on=STARTED.replace(year=2019), reasons="Har rett.", now=now, actor=actor
        )
        row = qualification.start_programme(person_id, started_on=STARTED, now=now, actor=actor)
        if ended:
            qualification.end_programme(
                row.id, last_day=TODAY - timedelta(days=5), reason="work", completed=True, now=now, actor=actor
            )
    return person_id


def closed(house: House, kind: str = "provisional") -> FrozenYear:
    with walls.asking(house.case_worker) as actor:
        return actions.freeze_year(2017, kind, now=NOW, today=NEW_YEAR, actor=actor)


def an_order(house: House, frozen: FrozenYear, **changes: Any) -> ResearchExtract:
    given = {
        "title": "Veien til arbeid",
        "receiver": "Eksempelinstituttet",
        "purpose": "Hva som hjelper til arbeid.",
        "legal_base": "forvaltningsloven § 13 d, vedtak 17/1",
        "fields": ["kjonn", "sluttaarsak", WHO],
        "expires_on": date(2018, 7, 1),
        **changes,
    }
    with walls.asking(house.case_worker) as actor:
        return actions.order_extract(frozen.id, today=NEW_YEAR, actor=actor, **given)


def approved(house: House, row: ResearchExtract) -> ResearchExtract:
    with walls.asking(house.second) as actor:
        return actions.decide_extract(row.id, approved=True, reason="I orden.", today=NEW_YEAR, actor=actor)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


YEAR = {"activity": "programme", "municipality": "0301", "sex": "female", "category": "right_and_duty"}
HERE = Line(**YEAR, started_on=date(2017, 3, 1), right_from=date(2017, 2, 1), begin_by=date(2017, 5, 1))  # type: ignore[arg-type]
CASES = [
    ("programme_three", {}, Part(1, 1)),
    ("programme_three", {"started_on": date(2017, 5, 2)}, Part(0, 1)),
    ("programme_three", {"started_on": date(2017, 5, 2), "decided_on": date(2017, 5, 1)}, Part(1, 1)),
    ("programme_three", {"started_on": None}, Part(0, 1)),
    ("programme_three", {"right_from": date(2016, 9, 30)}, Part(0, 0)),
    ("programme_three", {"right_from": date(2017, 10, 1)}, Part(0, 0)),
    ("programme_three", {"category": "may_be_offered"}, Part(0, 0)),
    ("training_three", {"activity": "norwegian", "right_from": date(2016, 12, 31)}, Part(1, 1)),
    ("training_three", {"activity": "norwegian", "right_from": date(2017, 1, 1)}, Part(0, 0)),
    (
        "training_six",
        {"activity": "norwegian", "right_from": date(2016, 8, 1), "started_on": date(2017, 8, 1)},
        Part(1, 1),
    ),
    (
        "training_six",
        {"activity": "norwegian", "right_from": date(2016, 8, 1), "started_on": date(2017, 8, 2)},
        Part(0, 1),
    ),
    ("to_work", {"ended_on": date(2017, 9, 1), "reason": "work"}, Part(1, 1)),
    ("to_work", {"ended_on": date(2017, 9, 1), "reason": "primary"}, Part(0, 1)),
    ("to_work", {"ended_on": date(2017, 9, 1), "reason": "not_registered"}, Part(0, 1)),
    ("to_work", {"ended_on": date(2018, 1, 1), "reason": "education"}, Part(1, 1)),
    ("to_work", {"ended_on": date(2018, 1, 2), "reason": "education"}, Part(0, 0)),
    ("leave_women", {"leave_days": 3}, Part(1, 1)),
    ("leave_men", {"leave_days": 3}, Part(0, 0)),
    ("extended", {"extended": True}, Part(1, 1)),
    ("extended", {"extended": True, "ended_on": date(2017, 1, 1)}, Part(0, 0)),
    ("primary", {"measures": frozenset({"primary"})}, Part(1, 1)),
    ("upper_secondary", {"measures": frozenset({"primary"})}, Part(0, 1)),
]


@pytest.mark.parametrize(("key", "changes", "part"), CASES)
def test_each_figure_counts_those_whom_the_report_counts(key: str, changes: dict[str, Any], part: Part) -> None:
    line = Line(**{**HERE.__dict__, **changes})
    assert figures(2017, [line])[key] == part


def test_per_cent_is_rounded_to_the_nearest() -> None:
    assert [Part(*row).percent for row in ((238, 413), (308, 413), (1, 8), (0, 0))] == [58, 75, 13, None]


def test_the_format_is_described_field_by_field_and_code_by_code() -> None:
    page = (settings.ROOT / "docs" / "formats" / "register-year.md").read_text("utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| `")]
    assert [line.split("`")[1] for line in lines] == list(NAMES)
    for field, line in zip(FIELDS, lines, strict=True):
        assert line.rsplit("|", 2)[1].split("`")[1::2] == list(field.codes)


@pytest.mark.django_db
def test_a_closed_year_is_not_altered_by_what_comes_later_which_is_counted() -> None:
    house = House()
    person_id = in_programme(house, ended=True)
    in_programme(house)
    compute_newcomers(today=TODAY)
    row = closed(house)
    assert queries.parts(row)["to_work"] == Part(1, 1)
    browser, address = a_browser(house.case_worker), reverse("extracts:file", args=[row.id])
    before = browser.get(address).content
    with walls.asking(house.programme_adviser) as actor:
        enrolment = register.correct_reason(
            queries.participants.file_of(person_id, actor=actor).enrolments[0].id, reason="primary", actor=actor
        ).enrolment
    in_programme(house)
    compute_newcomers(today=TODAY)
    compare_and_close(today=NEW_YEAR)
    with walls.asking(house.case_worker) as actor:
        again = queries.frozen_year(row.id, actor=actor)
        assert queries.figures_now(2017, actor=actor)["to_work"] == Part(0, 1)
    assert (again.changed, again.added) == (1, 2), "one ending was corrected; a newcomer has a programme and a right"
    assert queries.parts(again)["to_work"] == Part(1, 1)
    assert browser.get(address).content == before
    assert enrolment.person_id == person_id


@pytest.mark.django_db
def test_a_year_is_closed_when_it_is_over_first_as_provisional_and_once() -> None:
    house = House()
    in_programme(house)
    given: dict[str, Any] = {"now": timezone.now(), "actor": house.case_worker}
    with walls.asking(house.case_worker):
        with pytest.raises(actions.NotOverYet):
            actions.freeze_year(2017, "provisional", today=date(2017, 12, 31), **given)
        with pytest.raises(actions.ProvisionalFirst):
            actions.freeze_year(2017, "final", today=NEW_YEAR, **given)
        actions.freeze_year(2017, "provisional", today=NEW_YEAR, **given)
        with pytest.raises(actions.FrozenAlready):
            actions.freeze_year(2017, "provisional", today=NEW_YEAR, **given)
        actions.freeze_year(2017, "final", today=NEW_YEAR, **given)
        with pytest.raises(actions.FrozenAlready):
            actions.freeze_year(2017, "final", today=NEW_YEAR, **given)
        assert set(queries.frozen_figures(2017, actor=house.case_worker)) == {"provisional", "final"}
    with walls.asking(house.auditor) as actor, pytest.raises(NotAllowed):
        actions.freeze_year(2016, "provisional", now=NOW, today=NEW_YEAR, actor=actor)


@pytest.mark.django_db
def test_protected_persons_are_in_the_figures_and_never_in_the_file() -> None:
    house = House()
    hidden, seen = in_programme(house), in_programme(house)
    with walls.asking(house.protector) as actor:
        protect(hidden, kind="strictly_confidential", address="", from_on=TODAY, actor=actor)
    row = closed(house)
    assert queries.parts(row)["participants"].part == 2
    with walls.asking(house.case_worker) as actor:
        numbers = dict(Person.objects.visible_to(actor).values_list("id", "duf_number"))
    rows = table(a_browser(house.case_worker).get(reverse("extracts:file", args=[row.id])).content)
    assert {line[WHO] for line in rows} == {numbers[seen]}


@pytest.mark.django_db
def test_research_gets_pseudonyms_the_fields_it_ordered_and_nobody_who_has_reserved_themselves() -> None:
    house = House()
    first, second = in_programme(house, ended=True), in_programme(house)
    compute_newcomers(today=TODAY)
    row = approved(house, an_order(house, closed(house), expires_on=date(2100, 1, 1)))
    assert (row.fields, row.persons, row.left_out) == (["kjonn", "sluttaarsak"], 2, 0)
    browser, address = a_browser(house.case_worker), reverse("extracts:research_file", args=[row.id])
    lines = table(browser.get(address).content)
    assert set(lines[0]) == {"pseudonym", "kjonn", "sluttaarsak"}
    assert {line["sluttaarsak"] for line in lines} == {"work", ""}
    with walls.asking(house.case_worker) as actor:
        number = Person.objects.visible_to(actor).get(id=first).duf_number
    assert number not in browser.get(address).content.decode()
    with walls.asking(house.programme_adviser) as actor:
        register.reserve(second, reserved=True, said_on=TODAY, now=NOW, actor=actor)
    left = table(browser.get(address).content)
    assert {line["pseudonym"] for line in left} < {line["pseudonym"] for line in lines}
    with walls.asking(house.auditor) as actor:
        fetched = Event.objects.visible_to(actor).filter(what="extracts.research_file").order_by("id")
        assert [row.person_ids for row in fetched] == [[first, second], [first, second], [first]]
    other = approved(house, an_order(house, row.frozen, title="En annen", expires_on=date(2100, 1, 1)))
    assert (other.persons, other.left_out) == (1, 1)
    again = table(browser.get(reverse("extracts:research_file", args=[other.id])).content)
    assert not {line["pseudonym"] for line in again} & {line["pseudonym"] for line in lines}


@pytest.mark.django_db
def test_whoever_orders_does_not_approve_and_a_closed_extract_has_no_key() -> None:
    house = House()
    in_programme(house)
    row = an_order(house, closed(house))
    with walls.asking(house.case_worker) as actor, pytest.raises(actions.ApprovedByAnother):
        actions.decide_extract(row.id, approved=True, reason="", today=NEW_YEAR, actor=actor)
    with walls.asking(house.case_worker) as actor, pytest.raises(queries.NotOpen):
        queries.research_lines(row.id, today=NEW_YEAR, actor=actor)
    approved(house, row)
    with walls.asking(house.case_worker) as actor, pytest.raises(queries.NotOpen):
        queries.research_lines(row.id, today=date(2018, 7, 1), actor=actor)
    assert compare_and_close(today=date(2018, 6, 30)) == 0
    assert compare_and_close(today=date(2018, 7, 1)) == 1
    with walls.asking(house.case_worker) as actor:
        over = queries.research_extract(row.id, actor=actor)
        assert (over.status, over.salt) == ("closed", "")
        with pytest.raises(NoSuchRoad):
            actions.close_extract(row.id, actor=actor)


@pytest.mark.django_db
def test_neither_municipality_nor_stranger_reads_a_frozen_line() -> None:
    house = House()
    in_programme(house)
    row = approved(house, an_order(house, closed(house)))
    for who in (house.programme_adviser, house.officer, house.staff, house.auditor):
        with walls.asking(who):
            assert not FrozenLine.objects.queryset_class(FrozenLine).exists()
            assert not ExtractPerson.objects.queryset_class(ExtractPerson).exists()
    for name, number in (("file", row.frozen_id), ("research_file", row.id), ("decide", row.id), ("close", row.id)):
        assert a_browser(house.auditor).get(reverse(f"extracts:{name}", args=[number])).status_code == 404, name
    for name in ("years", "extracts"):
        assert a_browser(house.programme_adviser).get(reverse(f"extracts:{name}")).status_code == 404
        assert a_browser(house.auditor).get(reverse(f"extracts:{name}")).status_code == 200


@pytest.mark.django_db
def test_what_was_typed_is_kept_when_a_year_cannot_be_closed_and_pages_show_what_is() -> None:
    house = House()
    in_programme(house)
    browser = a_browser(house.case_worker)
    page = browser.post(reverse("extracts:freeze"), {"year": "2099", "kind": "final"}).content.decode()
    assert "2099" in page and "error-summary" in page.replace("ds-error-summary", "error-summary")
    row = approved(house, an_order(house, closed(house)))
    for name, args in (
        ("figures", []),
        ("years", []),
        ("extracts", []),
        ("order", []),
        ("frozen", [row.frozen_id]),
        ("extract", [row.id]),
        ("close", [row.id]),
    ):
        assert browser.get(reverse(f"extracts:{name}", args=args)).status_code == 200, name
    order = {"title": "Et prosjekt", "receiver": "x", "purpose": "y", "legal_base": "z", "frozen": row.frozen_id}
    page = browser.post(reverse("extracts:order"), {**order, "expires_on": "2016-01-01", "columns": ["kjonn"]})
    assert "Et prosjekt" in page.content.decode()
    assert (
        browser.post(reverse("extracts:order"), {**order, "expires_on": "2030-01-01", "columns": ["kjonn"]}).status_code
        == 302
    )


@pytest.mark.django_db
def test_a_year_is_read_in_a_fixed_number_of_questions() -> None:
    house = House()

    def questions() -> int:
        with walls.asking(house.case_worker) as actor, CaptureQueriesContext(connection) as seen:
            queries.figures_now(2017, actor=actor)
        return len(seen)

    in_programme(house)
    few = questions()
    for _ in range(4):
        in_programme(house)
    assert questions() <= few


def test_a_pseudonym_needs_both_keys() -> None:
    made = {pseudonym(duf, salt=salt, key=key) for duf in ("1", "2") for salt in ("a", "b") for key in ("x", "y")}
    assert len(made) == 8
    assert pseudonym("1", salt="a", key="x") in made
    assert WHO not in FOR_RESEARCH and "fodselsdato" not in FOR_RESEARCH
