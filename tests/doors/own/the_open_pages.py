"""What everyone may see: which municipalities take part, in ten languages and as data; and reports about money."""

import json
import logging

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rotfeste.casework.self_settlement import actions
from rotfeste.casework.self_settlement.models import MoneyReport
from rotfeste.casework.self_settlement.opendata import FIELDS
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation
from tests.builders import TODAY, House

pytestmark = pytest.mark.django_db
OPEN = ("/self-settlement/", "/s/0301", "/self-settlement/report", "/self-settlement/report/thank-you", "/own/log-in")


@pytest.fixture
def offered() -> House:
    house = House()
    with walls.asking(house.officer) as officer:
        given = {
            "allowed": "yes",
            "places": 3,
            "conditions": ["near_family"],
            "phone": "22 00 00 00",
            "languages": ["ar"],
        }
        actions.offer(house.oslo.id, given, today=TODAY, actor=officer)
    return house


@pytest.mark.parametrize("language", settings.PLAIN_LANGUAGES)
@pytest.mark.parametrize("address", OPEN)
def test_every_open_page_speaks_every_language(offered: House, client: Client, language: str, address: str) -> None:
    page = client.get(address, {"language": language})
    text = page.content.decode()
    assert page.status_code == 200
    assert page["Content-Language"] == language
    assert f'<html lang="{language}" dir="{"rtl" if language in ("ar", "fa") else "ltr"}"' in text
    assert client.get(address)["Content-Language"] == language, "the choice is remembered"
    assert ("unread" in str(settings.UNREAD_LANGUAGES)) is False


@pytest.mark.parametrize(
    ("header", "language"),
    [("ar-SY,en;q=0.5", "ar"), ("prs", "fa"), ("xx,ti", "ti"), ("no", "nb"), ("", "nb"), ("de", "nb"), ("uk-UA", "uk")],
)
def test_the_first_time_the_device_decides(client: Client, header: str, language: str) -> None:
    assert client.get("/self-settlement/", headers={"Accept-Language": header})["Content-Language"] == language


def test_a_translation_that_no_translator_has_read_says_so(client: Client) -> None:
    for language in settings.PLAIN_LANGUAGES:
        text = client.get("/self-settlement/", {"language": language}).content.decode()
        said = 'class="quiet">' in text.split("<footer")[1]
        assert said == (language in settings.UNREAD_LANGUAGES), language


def test_a_municipality_that_has_not_answered_is_there_and_says_so(offered: House, client: Client) -> None:
    text = client.get("/s/1130", {"language": "en"}).content.decode()
    assert "Not answered yet" in text
    assert "You can ask them" in text
    assert client.get("/s/9999").status_code == 404


def test_the_search_finds_and_the_filter_narrows(offered: House, client: Client) -> None:
    assert "/s/0301" in client.get("/self-settlement/", {"q": "osl"}).content.decode().split('id="list"')[1]
    found = client.get("/self-settlement/", {"allowed": "yes"}).content.decode().split('id="list"')[1]
    assert "/s/0301" in found
    assert "/s/1201" not in found


def test_the_list_asks_as_often_for_many_answers_as_for_one(offered: House, client: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/self-settlement/")
        return len(seen)

    questions()
    few = questions()
    with walls.asking(offered.officer_b) as officer:
        actions.offer(offered.bergen.id, {"allowed": "no"}, today=TODAY, actor=officer)
    assert questions() == few


def test_machines_read_the_same_fields(offered: House, client: Client) -> None:
    answer = client.get("/open/self-settlement.json")
    rows = {row["kommunenummer"]: row for row in json.loads(answer.content)["kommuner"]}
    assert all(tuple(row) == FIELDS for row in rows.values())
    assert (rows["0301"]["tillates"], rows["0301"]["ledige_plasser"]) == ("ja", 3)
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert client.get("/open/self-settlement.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    table = client.get("/open/self-settlement.csv").content.decode().splitlines()
    assert table[0] == ";".join(FIELDS)
    assert len(table) == len(rows) + 1
    described = (settings.ROOT / "docs" / "formats" / "self-settlement.md").read_text("utf-8")
    assert [name for name in FIELDS if f"`{name}`" not in described] == []


def test_anyone_reports_and_nothing_of_it_is_in_the_log(
    offered: House, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/self-settlement/report", {"told": "En mann ba om 30 000 kr", "place_code": "0301"})
    assert answer["Location"] == reverse("self_settlement:reported")
    assert "30 000" not in caplog.text
    with walls.asking(offered.case_worker) as worker:
        assert MoneyReport.objects.visible_to(worker).get().told == "En mann ba om 30 000 kr"


def test_a_report_without_words_or_with_a_bad_amount_is_told_and_kept(offered: House, client: Client) -> None:
    page = client.post("/self-settlement/report?language=en", {"told": "", "amount_nok": "many", "who": "Ola"})
    text = page.content.decode()
    assert "Write an answer here." in text
    assert "Write a number" in text
    assert 'value="many"' in text
    assert 'value="Ola"' in text


def test_the_sixth_report_in_an_hour_from_one_place_waits(offered: House, client: Client) -> None:
    for number in range(6):
        client.post("/self-settlement/report?language=en", {"told": f"Nr. {number}"})
    with walls.asking(offered.case_worker) as worker:
        assert MoneyReport.objects.visible_to(worker).count() == 5
    assert Organisation.objects.filter(id=offered.oslo.id).exists()
