"""Homes for unaccompanied minors: places that become free as residents grow up, need ahead, closing, and spare cost."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement.pages.housing import words
from rotfeste.casework.settlement.pages.housing.dwellings import LABEL, OWNER
from rotfeste.casework.settlement.queries.homes import HomeStood, homes_of, share_of_minors
from rotfeste.casework.settlement.queries.weeks import minors_by_month
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.charts import Chart
from rotfeste.foundation.ui.components import Figure
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.capacity.rules.homes import Forecast, Month, ahead, forecast, mean_of, month_of, months_from

LAST, AHEAD = 12, 18


@requires("capacity.read")
def homes(request: Request) -> HttpResponse:
    """The homes that the actor may see: a municipality its own, the directorate the country's."""
    today = request.today
    rows = homes_of(today=today, actor=request.actor)
    months = [month_of(today), *months_from(today, AHEAD + 1)[1:]]
    coming = ahead([row.home for row in rows], months)
    last = months_from(date(today.year - 1, today.month, 1), LAST)
    share = share_of_minors(today.year, actor=request.actor)
    mean = mean_of(minors_by_month(last, actor=request.actor), last)
    need = forecast(mean * share, months[1:])
    several = len({row.dwelling.organisation_id for row in rows}) > 1
    context = {
        "figures": figures(rows, coming),
        "charts": [spare(coming), needed(need)] if rows else [],
        "method": method(mean, share, need),
        "closing": [row for row in rows if row.home.until_on],
        "may_plan": request.actor.may("capacity.plan"),
    }
    return ListPage(
        request,
        "settlement.homes",
        _("Homes for minors"),
        rows,
        [LABEL, *([OWNER] if several else []), *COLUMNS],
        sort="label",
        empty_title=_("No home for unaccompanied minors is registered"),
        empty_text=_("Register one as a dwelling for unaccompanied minors."),
    ).respond("settlement/housing/homes.html", context)


def _cost(row: HomeStood) -> int:
    return round(row.dwelling.monthly_nok / row.home.places)


COLUMNS = (
    Column("places", lazy("Places"), lambda row: row.home.places, sort=lambda row: row.home.places, kind="number"),
    Column("living", lazy("Taken"), lambda row: row.living + row.reserved, sort=lambda row: row.living, kind="number"),
    Column(
        "next",
        lazy("Next one leaves"),
        lambda row: date_format(row.next_leaving, "F Y") if row.next_leaving else None,
        sort=lambda row: row.next_leaving or date.max,
    ),
    Column("cost", lazy("Kroner per place and month"), _cost, sort=_cost, kind="number"),
    Column("closes", lazy("Closes"), lambda row: row.home.until_on, kind="date"),
    Column("to_move", lazy("Must be moved"), lambda row: row.home.to_move() or None, kind="number"),
)


def figures(rows: list[HomeStood], coming: list[Month]) -> list[Figure]:
    """Today, in numbers."""
    if not rows:
        return []
    now = coming[0]
    places = sum(row.home.places for row in rows if row.open)
    taken = sum(row.living + row.reserved for row in rows)
    must = sum(row.home.to_move() for row in rows)
    return [
        Figure(places, _("Places")),
        Figure(taken, _("Live there or have reserved")),
        Figure(places - taken, _("Spare places")),
        Figure(words.number(now.spare_cost_nok), _("Cost of spare places this month, kroner")),
        Figure(must, _("Must be moved before a home closes"), colour="warning" if must else "neutral"),
    ]


def spare(coming: list[Month]) -> Chart:
    """Places month by month: taken and spare; those who must be moved come on top when a home closes."""
    return charts.months(
        _("Places month by month, if nobody more moves in"),
        {
            _("Taken by those who live there now"): {row.on: row.taken for row in coming},
            _("Spare"): {row.on: max(0, row.places - row.taken) for row in coming},
            _("Must be moved"): {row.on: row.to_move for row in coming},
        },
        description=_("Places become spare as residents grow out of the home, and fall away when a home closes."),
        unit=_("Places"),
    )


def needed(need: list[Forecast]) -> Chart:
    """How many are expected each month, within the band that chance gives."""
    return charts.band(
        _("Minors expected to need a place each month"),
        [(row.on, row.low, row.expected, row.high) for row in need],
        description=_("Eight of ten months are expected to lie within the band."),
        unit=_("Persons"),
    )


def method(mean: float, share: float, need: list[Forecast]) -> dict[str, Any]:
    """How the forecast is made, said to the reader."""
    return {"mean": round(mean, 1), "share": round(share * 100), "low": need[0].low, "high": need[0].high}
