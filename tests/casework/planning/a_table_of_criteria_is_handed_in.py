"""A table of criteria is read and judged row by row; with a fault it never counts, and every fault has its line."""

import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import Workbook

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.actions.preparing import TableHasFaults
from rotfeste.casework.planning.outside import Fault, Unreadable, read
from rotfeste.foundation.access import walls
from rotfeste.foundation.places import queries as places
from tests.builders import TODAY, House, a_browser

KNOWN = {"0301", "1201"}
GOOD = "municipality_number;employment;minors_capacity\n0301;68,4;12\n1201;70.25;0\n"


def faults(text: str) -> list[Fault]:
    return read(text.encode(), "t.csv", known=KNOWN).faults


def test_numbers_are_kept_in_thousandths_with_comma_or_point() -> None:
    table = read(GOOD.encode("utf-8-sig"), "t.csv", known=KNOWN)
    assert table.criteria == ["employment", "minors_capacity"]
    assert table.values == {
        "0301": {"employment": 68_400, "minors_capacity": 12_000},
        "1201": {"employment": 70_250, "minors_capacity": 0},
    }
    assert table.faults == []


def test_excel_is_read_too_and_a_dropped_zero_is_put_back() -> None:
    book = Workbook()
    for row in (["municipality_number", "employment"], [301, 68.4], ["1201", 70]):
        book.active.append(row)  # type: ignore[union-attr]
    target = io.BytesIO()
    book.save(target)
    table = read(target.getvalue(), "t.xlsx", known=KNOWN)
    assert table.values == {"0301": {"employment": 68_400}, "1201": {"employment": 70_000}}


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("0301;a lot\n1201;70\n", Fault(2, "employment", "not_a_number", "a lot")),
        ("0301;-3\n1201;70\n", Fault(2, "employment", "not_a_number", "-3")),
        ("0301;101\n1201;70\n", Fault(2, "employment", "not_a_number", "101")),
        ("0301;\n1201;70\n", Fault(2, "employment", "missing", "")),
        ("0301;70\n1201;70\n9999;70\n", Fault(4, "municipality_number", "unknown", "9999")),
        ("0301;70\n1201;70\n0301;71\n", Fault(4, "municipality_number", "twice", "0301")),
        ("0301;70\n", Fault(0, "municipality_number", "left_out", "1201")),
    ],
)
def test_each_fault_says_where_it_is(rows: str, fault: Fault) -> None:
    assert faults("municipality_number;employment\n" + rows) == [fault]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "t.csv", "empty"),
        (b"municipality_number;employment\n", "t.csv", "empty"),
        ("Kommune;Ås\n".encode("latin-1"), "t.csv", "not_utf8"),
        (b"municipality_number;weather\n0301;1\n", "t.csv", "columns_unknown"),
        (b"employment\n1\n", "t.csv", "columns_missing"),
        (b"municipality_number\n0301\n", "t.csv", "columns_missing"),
        (b"no workbook", "t.xlsx", "not_excel"),
        (b"x" * 2_000_001, "t.csv", "too_large"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, name: str, code: str) -> None:
    with pytest.raises(Unreadable) as wrong:
        read(content, name, known=KNOWN)
    assert wrong.value.code == code


def a_whole_table(on: date = TODAY, **changes: str) -> bytes:
    lines = [f"{code};{changes.get('x' + code, '60')}" for code in places.names(on)]
    return ("municipality_number;employment\n" + "\n".join(lines)).encode()


@pytest.mark.django_db
def test_a_table_counts_only_when_it_is_whole_and_taken_into_use() -> None:
    house = House()
    said = {"file_name": "t.csv", "year": 2016, "source": "A source", "status": "confirmed", "today": TODAY}
    with walls.asking(house.case_worker) as actor:
        wrong = actions.hand_in_table(a_whole_table(x0301="much"), actor=actor, **said)  # type: ignore[arg-type]
        assert [(fault["line"] > 1, fault["code"]) for fault in wrong.faults] == [(True, "not_a_number")]
        with pytest.raises(TableHasFaults):
            actions.use_table(wrong.id, actor=actor)
        table = actions.hand_in_table(a_whole_table(x0301="61,5"), actor=actor, **said)  # type: ignore[arg-type]
        assert "employment" not in queries.criteria_on(TODAY, actor=actor).sources
        actions.use_table(table.id, actor=actor)
        known = queries.criteria_on(TODAY, actor=actor)
        assert known.values["0301"]["employment"] == 61_500
        assert known.sources["employment"]["source"] == "A source"
        actions.discard_table(wrong.id, actor=actor)


@pytest.mark.django_db
def test_the_page_tells_of_each_fault_and_keeps_what_was_typed() -> None:
    house = House()
    browser = a_browser(house.case_worker)
    browser.cookies["language"] = "en"
    file = io.BytesIO(a_whole_table(timezone.localdate(), x0301="much"))
    file.name = "t.csv"
    typed = {"file": file, "year": "2016", "source": "My source", "status": "assumed"}
    answer = browser.post("/planning/criteria/", typed, follow=True)
    assert "«much» is not a number" in answer.content.decode()
    bad = io.BytesIO(b"municipality_number;weather\n0301;1\n")
    bad.name = "t.csv"
    answer = browser.post("/planning/criteria/", {**typed, "file": bad})
    assert "weather" in answer.content.decode() and 'value="My source"' in answer.content.decode()
