"""Figures are drawn: as charts and maps that also are tables, in the reader's language, under the strict policy."""

import re
from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.foundation.ui.charts import Chart, band, bars, months
from rotfeste.foundation.ui.tiles import Tile, TileMap, even_limits, shade_of

YEAR = [date(2017, month, 1) for month in range(1, 13)]


def a_chart(kind: str = "bar") -> Chart:
    series = {"Families": {day: 1000 + day.month for day in YEAR}, "Minors": dict.fromkeys(YEAR)}
    return months("Settled", series, description="About a thousand a month.", kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "chart",
    [
        a_chart(),
        a_chart("line"),
        bars("Bars", {"Oslo": {"Asked": 3, "Settled": 2}}, description="Two."),
        band("Band", [(day, 1, 2, 3) for day in YEAR], description="Between."),
    ],
)
def test_a_chart_carries_no_style_and_no_script(chart: Chart) -> None:
    for drawing in (chart.wide, chart.narrow):
        assert drawing.startswith("<svg aria-hidden")
        assert not re.search(r'style=|<style|<script|href=|xlink:href="http', drawing)


@pytest.mark.parametrize(("language", "number", "month"), [("nb", "1\u00a0000", "mai"), ("en", "1,000", "may")])
def test_numbers_and_months_are_in_the_readers_language(language: str, number: str, month: str) -> None:
    with override(language):
        drawing = a_chart().wide
    assert number in drawing
    assert f">{month}<" in drawing


def test_a_name_cannot_become_part_of_the_page() -> None:
    chart = bars("X", {"<script>alert(1)</script>": {"a": 1}}, description="X")
    assert "<script>" not in chart.wide


def test_a_chart_is_also_a_table() -> None:
    with override("nb"):
        text = Template("{% chart chart %}").render(Context({"chart": a_chart()}))
    assert text.count("<tr>") == 13
    assert ">januar 2017</th>" in text
    assert ">1\u00a0001</td>" in text


def a_map(*values: int | None) -> TileMap:
    tiles = [Tile(n, n, f"Kommune {n}", value, url=f"/{n}") for n, value in enumerate(values)]
    return TileMap("Settled", "Made up.", tiles, [10, 20], ["Municipality", "Settled"])


def test_a_map_shows_each_municipality_as_a_square_with_its_name_and_figure() -> None:
    with override("nb"):
        text = Template("{% tile_map map %}").render(Context({"map": a_map(3, 10, 25, None)}))
    assert text.count("<rect") == 4
    assert re.search(r'tile shade-3" x="30" y="30".*?<title>Kommune 2: 25</title>', text)
    assert text.count("<tr>") == 5
    assert "style=" not in text


def test_the_legend_says_the_limits() -> None:
    assert a_map(1).legend() == [("shade-1", None, 10), ("shade-2", 10, 20), ("shade-3", 20, None)]


@given(
    st.integers() | st.floats(allow_nan=False, allow_infinity=False), st.lists(st.integers(), max_size=4, unique=True)
)
def test_a_higher_value_never_gets_a_lower_shade(value: float, limits: list[int]) -> None:
    limits.sort()
    assert shade_of(value, limits) <= shade_of(value + 1, limits)
    assert shade_of(None, limits) == "shade-none"


@given(st.lists(st.none() | st.integers(min_value=0, max_value=1000)))
def test_limits_rise_and_make_at_most_five_classes(values: list[int | None]) -> None:
    limits = even_limits(values)
    assert limits == sorted(set(limits))
    assert len(limits) <= 4
