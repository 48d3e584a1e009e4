"""A list is filtered, sorted, turned, saved under a name, and taken away as a file."""

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django import forms
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui import actions, queries
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.fields import FilterForm
from rotfeste.foundation.ui.lists import Column, ListPage
from tests.staff import an_actor

pytestmark = pytest.mark.django_db
COLUMNS = (
    Column("name", "Name", lambda row: row["name"], sort=lambda row: row["name"]),
    Column("places", "Places", lambda row: row["places"], sort=lambda row: row["places"], kind="number"),
    Column("day", "Day", lambda row: date(2017, 12, 1), kind="date"),
    Column("state", "State", lambda row: Tag("Free", "success")),
)
ROWS = [{"name": f"Place {n:03}", "places": (n * 37) % 101} for n in range(1, 121)]


class ByName(FilterForm):
    name = forms.CharField()
    most = forms.IntegerField()

    def narrow(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        name, most = self.cleaned_data["name"], self.cleaned_data["most"]
        return [row for row in rows if name in row["name"] and (most is None or row["places"] <= most)]


def a_request(query: str = "", actor: Actor | None = None) -> Request:
    request: Any = RequestFactory().get(f"/list?{query}")
    request.actor, request.today = actor or an_actor(), date(2017, 12, 1)
    return request  # type: ignore[no-any-return]


def a_list(query: str = "", *, actor: Actor | None = None, **options: Any) -> ListPage:
    return ListPage(
        a_request(query, actor), "test.places", "Ledige plasser", ROWS, COLUMNS, filters=ByName, sort="name", **options
    )


def names(page: ListPage) -> list[str]:
    return [row["name"] for row in page.on_page]


def test_a_page_holds_fifty_rows_and_says_how_many_there_are() -> None:
    page = a_list()
    assert len(page.on_page) == 50
    assert page.page.paginator.count == 120
    assert names(a_list("page=3"))[-1] == "Place 120"


def test_a_page_past_the_end_is_the_last_one() -> None:
    assert names(a_list("page=99")) == names(a_list("page=3"))


def test_a_filter_narrows_the_list_and_stays_in_the_address_of_sorting() -> None:
    page = a_list("name=11")
    assert names(page) == ["Place 011", *(f"Place {n}" for n in range(110, 120))]
    assert page.heads()[1].url == "?name=11&sort=places"


def test_a_filter_that_is_not_understood_narrows_nothing_and_shows_why() -> None:
    page = a_list("most=many")
    assert page.page.paginator.count == 120
    assert page.form is not None
    assert page.form.errors["most"]


def test_sorting_by_the_same_column_again_turns_it() -> None:
    page = a_list("sort=places")
    assert [row["places"] for row in page.on_page] == sorted(row["places"] for row in page.rows)[:50]
    head = page.heads()[1]
    assert (head.sorted, head.url) == ("ascending", "?sort=-places")
    assert a_list("sort=-places").heads()[1].sorted == "descending"


def test_a_column_that_is_not_known_sorts_as_usual() -> None:
    assert names(a_list("sort=password"))[0] == "Place 001"


def test_a_queryset_is_sorted_in_the_database_and_asks_as_much_for_two_rows_as_for_fifty() -> None:
    columns = [Column("name", "Name", lambda row: row.name, sort=("name",))]

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            page = ListPage(request, "test.organisations", "All", Organisation.objects.all(), columns, sort="-name")
            page.respond()
        return len(found)

    request = a_request()
    Organisation.objects.bulk_create(Organisation(kind="county", name=f"A {n}") for n in range(2))
    few = asked()
    Organisation.objects.bulk_create(Organisation(kind="county", name=f"B {n}") for n in range(48))
    assert asked() == few


def test_csv_opens_in_norwegian_excel() -> None:
    content = a_list("export=csv&name=Place 00").respond().content
    assert content.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Name", "Places", "Day", "State"]
    assert rows[1] == ["Place 001", "37", "2017-12-01", "Free"]
    assert len(rows) == 10


def test_excel_gets_numbers_as_numbers_and_dates_as_dates() -> None:
    answer = a_list("export=xlsx").respond()
    assert 'filename="ledige-plasser-2017-12-01.xlsx"' in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet.max_row == 121
    assert [cell.value for cell in sheet[2]][1] == 37
    assert [cell.value for cell in sheet[2]][2].date() == date(2017, 12, 1)


@pytest.mark.parametrize("how", ["csv", "xlsx"])
def test_a_cell_never_becomes_a_formula(how: str) -> None:
    columns = [Column("name", "Name", lambda row: row)]
    answer = ListPage(a_request(f"export={how}"), "test.x", "X", ['=HYPERLINK("http://evil")'], columns).respond()
    assert "HYPERLINK" in first_cell(answer, how)
    assert not first_cell(answer, how).startswith("=") or how == "xlsx"


def first_cell(answer: HttpResponse, how: str) -> str:
    if how == "csv":
        return answer.content.decode("utf-8-sig").splitlines()[1].strip('"')
    cell = openpyxl.load_workbook(io.BytesIO(answer.content)).active["A2"]
    assert cell.data_type == "s"
    return str(cell.value)


def test_what_leaves_the_system_is_told_to_the_one_who_records() -> None:
    told: list[tuple[int, str]] = []
    for query in ("", "export=xlsx", "export=csv&name=11"):
        a_list(query, shown=lambda rows, how: told.append((len(rows), how))).respond()
    assert told == [(50, "page"), (120, "xlsx"), (11, "csv")]


def test_a_view_is_saved_for_oneself_only() -> None:
    mine, other = an_actor(), an_actor()
    with walls.asking(mine):
        actions.save_view("test.places", name="Elleve", query="name=11", actor=mine)
        actions.save_view("test.places", name="Elleve", query="name=11&sort=places", actor=mine)
        assert [view.query for view in a_list(actor=mine).views] == ["name=11&sort=places"]
    with walls.asking(other):
        assert not queries.saved_views(other, "test.places")
        assert not queries.saved_views(mine, "test.places"), "the database shows no one else's, whoever is said to ask"
        actions.delete_view(1, actor=other)
    with walls.asking(mine):
        view = queries.saved_views(mine, "test.places")[0]
        actions.delete_view(view.id, actor=mine)
        assert not queries.saved_views(mine, "test.places")
