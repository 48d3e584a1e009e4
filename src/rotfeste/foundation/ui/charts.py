"""Charts: plain Vega-Lite, drawn to SVG on the server; each has a text and a table that say the same.

The colours below are those of the light scheme; static/ui/charts.css exchanges them in the dark one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

import vl_convert
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Number = int | float | None
WIDE, NARROW = 640, 270
SERIES = ("#0d7a5f", "#5b3fa0", "#b35a00", "#0062ba", "#77797b", "#a31546")
INK, AXIS, GRID = "#3b3d40", "#77797c", "#d9dadb"
SPACE = "\u00a0"
NUMBERS = {
    "norwegian": {"decimal": ",", "thousands": SPACE, "grouping": [3], "currency": ["", f"{SPACE}kr"]},
    "english": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["NOK ", ""]},
}
CONFIG = {
    "aria": False,
    "background": None,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "domainColor": AXIS,
        "tickColor": AXIS,
        "gridColor": GRID,
        "labelLimit": 160,
    },
    "axisX": {"grid": False},
    "axisY": {"domain": False, "ticks": False, "labelPadding": 8},
    "legend": {"labelColor": INK, "labelFontSize": 13, "orient": "top", "title": None, "labelLimit": 220},
    "range": {"category": list(SERIES)},
    "line": {"strokeWidth": 2.5},
    "bar": {"cornerRadiusEnd": 2},
}
ROOM = {"left": 16, "right": 12, "top": 5, "bottom": 5}
"""Points around a drawing: the reader's letters may be wider than those it was measured with."""
LONG_NAMES = 240
"""Points for the names of lying bars on wide screens; what is longer is cut, and stands whole in the table."""
MONTH_LABEL = (
    "[utcFormat(toDate(datum.value), '%b'),"
    " utcFormat(toDate(datum.value), '%m') == '01' ? utcFormat(toDate(datum.value), '%Y') : '']"
)


@dataclass(frozen=True)
class Chart:
    """A drawing, what it shows in one sentence, and its figures as a table."""

    title: str
    description: str
    spec: Mapping[str, Any]
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]

    @cached_property
    def wide(self) -> SafeString:
        """The drawing for wide screens and for paper."""
        return drawn(self.spec, WIDE)

    @cached_property
    def narrow(self) -> SafeString:
        """The same for telephones, with letters of the same size."""
        return drawn(self.spec, NARROW)


def drawn(spec: Mapping[str, Any], width: int) -> SafeString:
    """A Vega-Lite description as SVG, with numbers and months in the reader's language. No style attributes in it."""
    names = {"axisY": {**CONFIG["axisY"], "labelLimit": LONG_NAMES}} if width == WIDE else {}  # type: ignore[dict-item]
    sized = {"width": width, "height": 240, "padding": ROOM, "config": {**CONFIG, **names}, **spec}
    svg = _svg(json.dumps(sized, sort_keys=True, default=str), get_language() or "nb")
    return mark_safe(svg)  # noqa: S308 - drawn by Vega, which escapes every text


@lru_cache(maxsize=256)
def _svg(spec: str, language: str) -> str:
    svg: str = vl_convert.vegalite_to_svg(
        json.loads(spec),
        allowed_base_urls=[],
        format_locale=NUMBERS["english" if language == "en" else "norwegian"],
        time_format_locale=_time_names(),
    )
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _time_names() -> dict[str, Any]:
    """The names of months and days in the reader's language, as D3 wants them."""
    months = [date(2017, month, 1) for month in range(1, 13)]
    days = [date(2017, 1, day) for day in range(1, 8)]
    return {
        "dateTime": "%x %X",
        "date": "%d.%m.%Y",
        "time": "%H:%M:%S",
        "periods": ["", ""],
        "days": [date_format(day, "l") for day in days],
        "shortDays": [date_format(day, "D") for day in days],
        "months": [date_format(month, "F") for month in months],
        "shortMonths": [date_format(month, "M").lower() for month in months],
    }


def months(
    title: str,
    series: Mapping[str, Mapping[date, Number]],
    *,
    description: str,
    kind: Literal["bar", "line"] = "bar",
    unit: str = "",
) -> Chart:
    """One or more series of figures per month, as stacked bars or as lines."""
    days = sorted({day for values in series.values() for day in values})
    data = [
        {"month": day.isoformat(), "series": name, "value": value, "place": place}
        for place, (name, values) in enumerate(series.items())
        for day, value in sorted(values.items())
        if value is not None
    ]
    encoding: dict[str, Any] = {
        "x": _month_axis(days),
        "y": {
            "field": "value",
            "type": "quantitative",
            "title": unit or None,
            "axis": {"tickCount": _ticks(data, "month")},
        },
        "color": _colour(list(series)),
        "order": {"field": "place"},
    }
    if kind == "line":
        encoding["strokeDash"] = {"field": "series", "type": "nominal", "sort": list(series), "legend": None}
        del encoding["order"]
    mark = {"type": "line", "point": {"size": 30}} if kind == "line" else {"type": "bar"}
    rows = [[date_format(day, "F Y"), *(values.get(day) for values in series.values())] for day in days]
    return Chart(
        title, description, {"data": {"values": data}, "mark": mark, "encoding": encoding}, [_("Month"), *series], rows
    )


def weeks(
    title: str, series: Mapping[str, Mapping[int, Number]], *, description: str, unit: str = "", along: str = ""
) -> Chart:
    """One or more series of figures per week of a year, as lines; or per number of what `along` says."""
    numbers = sorted({week for values in series.values() for week in values})
    data = [
        {"week": week, "series": name, "value": value}
        for name, values in series.items()
        for week, value in sorted(values.items())
        if value is not None
    ]
    axis = {
        "field": "week",
        "type": "quantitative",
        "title": along or _("Week"),
        "axis": {"tickCount": 10, "format": "d"},
    }
    spec = {
        "data": {"values": data},
        "mark": {"type": "line"},
        "encoding": {
            "x": {**axis, "scale": {"domain": [numbers[0], numbers[-1]] if numbers else [1, 52], "nice": False}},
            "y": {"field": "value", "type": "quantitative", "title": unit or None, "axis": {"tickCount": 5}},
            "color": _colour(list(series)),
            "strokeDash": {"field": "series", "type": "nominal", "sort": list(series), "legend": None},
        },
    }
    rows = [[str(week), *(values.get(week) for values in series.values())] for week in numbers]
    return Chart(title, description, spec, [along or _("Week"), *series], rows)


def bars(
    title: str, groups: Mapping[str, Mapping[str, Number]], *, description: str, unit: str = "", first: str = ""
) -> Chart:
    """One stacked bar per group, lying down so that long names have room."""
    names = list(dict.fromkeys(name for values in groups.values() for name in values))
    data = [
        {"group": group, "series": name, "value": value, "place": names.index(name)}
        for group, values in groups.items()
        for name, value in values.items()
        if value is not None
    ]
    spec = {
        "data": {"values": data},
        "padding": _room_for(groups),
        "height": {"step": 34},
        "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": "group", "type": "nominal", "sort": list(groups), "title": None},
            "x": {
                "field": "value",
                "type": "quantitative",
                "title": unit or None,
                "axis": {"tickCount": 5, "tickMinStep": 1 if _whole(data) else 0},
            },
            "color": _colour(names),
            "order": {"field": "place"},
        },
    }
    rows = [[group, *(values.get(name) for name in names)] for group, values in groups.items()]
    return Chart(title, description, spec, [first or _("Group"), *names], rows)


def spans(
    title: str, rows: Sequence[tuple[str, str, date, date]], *, description: str, today: date | None = None
) -> Chart:
    """One lying bar per row, from its first day until the day after its last: (what, kind, from, until)."""
    data = [
        {"row": name, "series": kind, "from": begins.isoformat(), "until": ends.isoformat()}
        for name, kind, begins, ends in rows
    ]
    names = list(dict.fromkeys(name for name, *_rest in rows))
    kinds = list(dict.fromkeys(kind for _name, kind, _from, _until in rows))
    axis = {"format": "%b %Y", "tickCount": 4, "labelOverlap": "greedy", "labelSeparation": 12}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar"},
            "encoding": {
                "y": {
                    "field": "row",
                    "type": "nominal",
                    "sort": names,
                    "title": None,
                },
                "x": {"field": "from", "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis},
                "x2": {"field": "until"},
                "color": _colour(kinds),
            },
        }
    ]
    if today is not None:
        here = {"field": "day", "type": "temporal", "scale": {"type": "utc"}}
        rule = {"type": "rule", "color": INK, "strokeDash": [4, 3], "strokeWidth": 1.5}
        layers.append({"data": {"values": [{"day": today.isoformat()}]}, "mark": rule, "encoding": {"x": here}})
    room = _room_for(name for name, *_rest in rows)
    spec = {"data": {"values": data}, "padding": room, "height": {"step": 34}, "layer": layers}
    shown = [
        [name, kind, *(date_format(day, "SHORT_DATE_FORMAT") for day in (begins, ends - timedelta(days=1)))]
        for name, kind, begins, ends in rows
    ]
    return Chart(title, description, spec, [_("Row"), _("Status"), _("First day"), _("Last day")], shown)


def _room_for(names: Iterable[str]) -> dict[str, int]:
    """Room for the names of lying bars: the longer they are, the wider they may turn out for the reader."""
    return {**ROOM, "left": ROOM["left"] + min(34, max(map(len, names), default=0))}


def _whole(data: Iterable[Mapping[str, Any]]) -> bool:
    """Whether only whole things are counted: then no tick stands between two of them."""
    return all(isinstance(row["value"], int) for row in data)


def band(
    title: str, points: Iterable[tuple[date, Number, Number, Number]], *, description: str, unit: str = ""
) -> Chart:
    """A line per month inside a band: (month, low, expected, high)."""
    kept = sorted(points)
    data = [{"month": day.isoformat(), "low": low, "value": value, "high": high} for day, low, value, high in kept]
    axis = {"type": "quantitative", "title": unit or None, "axis": {"tickCount": 5}}
    spec = {
        "data": {"values": data},
        "encoding": {"x": _month_axis([day for day, *_rest in kept])},
        "layer": [
            {
                "mark": {"type": "area", "color": SERIES[0], "opacity": 0.2},
                "encoding": {"y": {"field": "low", **axis}, "y2": {"field": "high"}},
            },
            {"mark": {"type": "line", "color": SERIES[0]}, "encoding": {"y": {"field": "value", **axis}}},
        ],
    }
    heads = [_("Month"), _("Low"), _("Expected"), _("High")]
    return Chart(title, description, spec, heads, [[date_format(day, "F Y"), *rest] for day, *rest in kept])


def _ticks(data: Sequence[Mapping[str, Any]], along: str) -> int:
    """Five, or fewer where few whole things are counted: then no tick stands between two of them."""
    if not _whole(data):
        return 5
    sums: dict[str, int] = {}
    for row in data:
        sums[row[along]] = sums.get(row[along], 0) + row["value"]
    return max(1, min(5, max(sums.values(), default=5)))


def _month_axis(days: Sequence[date]) -> dict[str, Any]:
    return {
        "field": "month",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": [day.isoformat() for day in days], "padding": 0.2},
        "axis": {"labelExpr": MONTH_LABEL, "labelOverlap": True, "labelAngle": 0, "ticks": False, "labelPadding": 6},
    }


def _colour(names: Sequence[str]) -> dict[str, Any]:
    legend: dict[str, Any] | None = {"columns": 1} if len(names) > 1 else None
    return {"field": "series", "type": "nominal", "sort": list(names), "legend": legend}
