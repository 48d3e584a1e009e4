"""Charts and maps of planning."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rotfeste.casework.planning.models import Round, Share
from rotfeste.casework.planning.rules.need import Band
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.charts import MONTH_LABEL, SERIES, Chart
from rotfeste.foundation.ui.tiles import Tile, TileMap

LIMITS = (1, 10, 20, 40)


def forecast_against_outcome(year: int, total: Band, settled: Mapping[date, int], until: date) -> Chart:
    """How many have been settled so far, month by month, beside the need spread evenly over the year."""
    so_far = 0
    rows: list[tuple[date, int, int, int, int | None]] = []
    for month in range(1, 13):
        day = date(year, month, 1)
        so_far += settled.get(day, 0)
        low, expected, high = (round(value * month / 12) for value in (total.low, total.expected, total.high))
        rows.append((day, low, expected, high, so_far if day <= until else None))
    names = (_("Forecast"), _("Settled"))
    data = [
        {"month": day.isoformat(), "low": low, "expected": mid, "high": high, "settled": n}
        for day, low, mid, high, n in rows
    ]
    axis = {"type": "quantitative", "title": _("persons"), "axis": {"tickCount": 5}}
    x = {
        "field": "month",
        "type": "ordinal",
        "title": None,
        "axis": {"labelExpr": MONTH_LABEL, "labelAngle": 0, "labelOverlap": True, "ticks": False, "labelPadding": 6},
    }
    spec = {
        "data": {"values": data},
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "area", "color": SERIES[0], "opacity": 0.2},
                "encoding": {"y": {"field": "low", **axis}, "y2": {"field": "high"}},
            },
            _line("expected", names[0], names, axis, dashed=True),
            _line("settled", names[1], names, axis),
        ],
    }
    heads = [_("Month"), _("At least"), _("Expected"), _("At most"), _("Settled")]
    table = [[date_format(day, "F Y"), *rest] for day, *rest in rows]
    return Chart(
        _("Forecast against outcome in %(year)s") % {"year": year},
        _("So far in the year. The shaded band is between the lowest and the highest need, spread evenly."),
        spec,
        heads,
        table,
    )


def _line(field: str, name: str, names: Sequence[str], axis: Mapping[str, Any], *, dashed: bool = False) -> Any:
    mark: dict[str, Any] = {"type": "line", "point": not dashed}
    if dashed:
        mark["strokeDash"] = [6, 4]
    return {
        "mark": mark,
        "transform": [{"filter": f"datum.{field} != null"}],
        "encoding": {"y": {"field": field, **axis}, "color": _named(name, names)},
    }


def _named(name: str, names: Sequence[str]) -> dict[str, Any]:
    """One colour for each name, with a legend."""
    scale = {"domain": list(names), "range": list(SERIES[: len(names)])}
    return {"datum": name, "type": "nominal", "scale": scale, "legend": {"columns": 1, "title": None}}


def forecast_by_year(totals: Mapping[int, Band], settled: Mapping[int, int], this_year: int) -> Chart:
    """The need of each year with its band, and how many were settled."""
    names = (_("Forecast"), _("Settled"))
    data = [
        {
            "year": str(year),
            "low": band.low,
            "expected": band.expected,
            "high": band.high,
            "settled": settled.get(year, 0) if year <= this_year else None,
        }
        for year, band in sorted(totals.items())
    ]
    axis = {"type": "quantitative", "title": _("persons"), "axis": {"tickCount": 5}}
    points: dict[str, Any] = {"type": "point", "filled": True, "size": 110}
    layers = [
        {
            "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.35, "color": SERIES[0]},
            "encoding": {"y": {"field": "low", **axis}, "y2": {"field": "high"}},
        },
        {"mark": points, "encoding": {"y": {"field": "expected", **axis}, "color": _named(names[0], names)}},
        {
            "mark": {**points, "shape": "diamond"},
            "transform": [{"filter": "datum.settled != null"}],
            "encoding": {"y": {"field": "settled", **axis}, "color": _named(names[1], names)},
        },
    ]
    x = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}, "scale": {"padding": 0.5}}
    table = [[row["year"], row["low"], row["expected"], row["high"], row["settled"]] for row in data]
    return Chart(
        _("Forecast against outcome by year"),
        _("The bar goes from the lowest to the highest need in the latest version of the estimate."),
        {"data": {"values": data}, "encoding": {"x": x}, "layer": layers},
        [_("Year"), _("At least"), _("Expected"), _("At most"), _("Settled")],
        table,
    )


def map_of_round(row: Round, shares: Sequence[Share]) -> TileMap:
    """A square for each municipality: the more places, the darker."""
    by_code = {share.code: share for share in shares}
    tiles = [
        Tile(
            each.column,
            each.row,
            each.name,
            by_code[each.code].total if each.code in by_code else None,
            _("of them %(minors)s for minors") % {"minors": by_code[each.code].minors} if each.code in by_code else "",
            reverse("planning:share", args=[row.id, each.code]) if each.code in by_code else "",
        )
        for each in places.tiles(row.structure_on)
    ]
    return TileMap(
        title=row.name,
        description=_("One square is one municipality. The darker, the more places. Dashed: not asked."),
        tiles=tiles,
        limits=LIMITS,
        heads=[_("Municipality"), _("Places"), _("Unaccompanied minors")],
        unit=_("places"),
    )
