"""A plan pasted from a spreadsheet: every cell finds its week, and nothing that is not understood is lost."""

import pytest

from rotfeste.foundation.ui.grids import whole_number
from rotfeste.registers.capacity.rules.pasting import lines_of, number_in, week_in, weeks_pasted

KINDS = ("ordinary", "minors")


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("7", 7),
        ("Uke 7", 7),
        ("veke 07", 7),
        ("W7", 7),
        ("7/2018", 7),
        ("7-18", 7),
        ("syv", None),
        ("", None),
        ("100", None),
    ],
)
def test_a_week_is_recognised(text: str, week: int | None) -> None:
    assert week_in(text) == week


def test_a_copied_table_has_tabs_and_an_exported_one_semicolons() -> None:
    assert lines_of('1\t2\t3\r\n\r\n"2"\t4\t') == [["1", "2", "3"], ["2", "4", ""]]
    assert lines_of("1;2\n2;3\n") == [["1", "2"], ["2", "3"]]


def test_headings_are_passed_over_and_each_cell_finds_its_week() -> None:
    found = weeks_pasted("Uke\tOrdinære\tMindreårige\n1\t4\t\nUke 3\t 2 \t1\n", 52, KINDS)
    assert found.cells == {(1, "ordinary"): "4", (1, "minors"): "", (3, "ordinary"): "2", (3, "minors"): "1"}
    assert found.strange == []


def test_text_in_a_number_cell_is_kept_as_it_was_written() -> None:
    found = weeks_pasted("1\tfire\t2", 52, KINDS)
    assert found.cells[1, "ordinary"] == "fire"
    assert whole_number("fire") is None


def test_a_line_whose_week_is_not_understood_is_told_about() -> None:
    found = weeks_pasted("1\t4\nSum\t12\n54\t1", 52, KINDS)
    assert found.strange == [(2, "Sum"), (3, "54")]
    assert weeks_pasted("53\t1", 53, KINDS).cells == {(53, "ordinary"): "1"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), (" 12 ", 12), ("1 000", 1000), ("5000", 5000), ("5001", None), ("-1", None), ("1,5", None), ("٣", None)],
)
def test_what_a_cell_counts_as(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_numbers_may_have_spaces_between_thousands() -> None:
    assert number_in("12\u00a0000") == 12_000
    assert number_in("x") is None
