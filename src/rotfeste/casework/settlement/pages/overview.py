"""The national overview: a map to look at, who waits and where, and how long it takes."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import queries
from rotfeste.casework.settlement.pages.places import year_of
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.components import Figure, Tab
from rotfeste.foundation.ui.tiles import Tile, TileMap
from rotfeste.registers.persons.rules import Group

SHOWN = ("settled", "decided", "asked", "free")


@requires("reporting.read")
def overview(request: Request) -> HttpResponse:
    """Asked, decided and settled on the map, and who waits, by group and step."""
    actor, year = request.actor, year_of(request)
    what = request.GET.get("show", "settled")
    what = what if what in SHOWN else "settled"
    rows = queries.by_municipality(year, actor=actor)
    waiting = queries.waiting_by_group(actor=actor)
    steps = queries.waiting_by_step(actor=actor)
    context = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "tabs": tabs(what, year),
        "map": tile_map(rows, what, year, request),
        "figures": [
            Figure(sum(row.asked for row in rows), _("Asked for")),
            Figure(sum(row.decided for row in rows), _("Decided")),
            Figure(sum(row.settled for row in rows), _("Settled")),
            Figure(sum(persons for _households, persons in waiting.values()), _("Waiting now")),
        ],
        "waiting": [(str(Group(key).label), households, persons) for key, (households, persons) in waiting.items()],
        "steps": [(str(CaseStatus(key).label), steps[key]) for key in CaseStatus.values if key in steps],
        "waiting_total": sum(steps.values()),
    }
    return render(request, "settlement/overview.html", context)


def tabs(what: str, year: int) -> list[Tab]:
    """What the map can show."""
    labels = {"settled": _("Settled"), "decided": _("Decided"), "asked": _("Asked for"), "free": _("Free places")}
    return [Tab(labels[key], f"?show={key}&year={year}", current=key == what) for key in SHOWN]


def tile_map(rows: list[Any], what: str, year: int, request: Request) -> TileMap:
    """A square per municipality; Oslo's city districts are counted in Oslo's square."""
    codes = dict(
        Organisation.objects.filter(kind__in=("municipality", "city_district")).values_list("id", "place_code")
    )
    by_code: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        cell = by_code[(codes.get(row.organisation_id) or "")[:4]]
        for key in ("asked", "decided", "settled", "coming"):
            cell[key] += getattr(row, key)
        cell["free"] += row.decided - row.settled - row.coming
    on = min(max(date(year, 1, 1), date(2017, 1, 1)), request.today) if year == request.today.year else date(year, 7, 1)
    ids = {code: key for key, code in codes.items() if code and len(code) == 4}
    squares = [tile(each, by_code.get(each.code), what, ids) for each in places.tiles(on)]
    labels = {tab.url: tab.label for tab in tabs(what, year)}
    title = labels[f"?show={what}&year={year}"]
    return TileMap(
        title=f"{title}, {year}",
        description=_("One square is one municipality. The darker the square, the more persons or places."),
        tiles=squares,
        limits=(1, 10, 25, 50),
        heads=[_("Municipality"), title],
        unit=_("persons"),
    )


def tile(each: places.Tile, figures: dict[str, int] | None, what: str, ids: dict[str, int]) -> Tile:
    """One municipality's square, with its four figures as its text."""
    said = figures or {}
    text = _("asked for %(asked)s, decided %(decided)s, settled %(settled)s") % {
        "asked": said.get("asked", 0),
        "decided": said.get("decided", 0),
        "settled": said.get("settled", 0),
    }
    url = reverse("settlement:organisation_places", args=[ids[each.code]]) if each.code in ids else ""
    return Tile(each.column, each.row, each.name, said.get(what, 0), text, url)


@requires("reporting.read")
def figures(request: Request) -> HttpResponse:
    """Settled per month, waiting time, and days in each step, as charts with their tables."""
    actor, year = request.actor, year_of(request)
    months = queries.settled_per_month(year, actor=actor)
    settled: dict[str, dict[date, float | None]] = {str(label): {} for label in Group.labels}
    waited: dict[str, dict[date, float | None]] = {str(label): {} for label in Group.labels}
    for row in months:
        label = str(Group(row["group"]).label)
        settled[label][row["month"]] = row["persons"]
        waited[label][row["month"]] = round(row["days"] / 30.44, 1)
    steps: dict[str, dict[date, float | None]] = defaultdict(dict)
    for row in queries.days_in_steps(year, actor=actor):
        steps[str(CaseStatus(row["status"]).label)][row["month"]] = round(row["days"], 1)
    context = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "any": bool(months),
        "charts": [
            charts.months(_("Persons settled per month"), settled, description=_("By group, as stacked bars.")),
            charts.months(
                _("Waiting time per month"),
                waited,
                description=_("Mean months from permit to moved in, for those who moved in that month."),
                kind="line",
                unit=_("months"),
            ),
            charts.months(
                _("Days in each step"),
                dict(steps),
                description=_("Mean days that cases stood in a step, by the month they left it."),
                kind="line",
                unit=_("days"),
            ),
        ],
    }
    return render(request, "settlement/figures.html", context)
