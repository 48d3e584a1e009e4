"""What a round adds up to: on the map, per municipality and county, before and after, and group by group."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement.models import Placement
from rotfeste.casework.settlement.pages.placing.words import number
from rotfeste.casework.settlement.pages.placing.workbench import about
from rotfeste.casework.settlement.queries import placing
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.components import Figure, Tab, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.foundation.ui.tiles import Tile, TileMap
from rotfeste.registers.persons.countries import country_name
from rotfeste.registers.persons.rules import Sex

ALWAYS_NO = 50
"""A municipality that says no to at least this share, in per cent, is marked."""


def lines(request: Request, row: Placement) -> list[placing.ByPlace]:
    """Every municipality with free places or someone proposed."""
    facts, _prices, _sha = placing.basis(row.id, actor=request.actor)
    names = dict(Organisation.objects.filter(kind="municipality").values_list("id", "name"))
    rows = list(placing.proposals(row.id, actor=request.actor))
    return placing.by_municipality(facts, rows, names, year=row.made_on.year, actor=request.actor)


def computed(request: Request, round_id: int) -> Placement:
    """A round with proposals in it. Raises Placement.DoesNotExist."""
    row = placing.placement(round_id, actor=request.actor)
    if not row.done:
        raise Placement.DoesNotExist
    return row


@requires("settlement.request")
def map_page(request: Request, round_id: int) -> HttpResponse:
    """Persons proposed per municipality, as squares."""
    row = computed(request, round_id)
    by_code = {line.code: line for line in lines(request, row)}
    squares = []
    for each in places.tiles(row.made_on):
        line = by_code.get(each.code)
        text = _("%(free)s free places before") % {"free": line.free} if line else ""
        url = reverse("settlement:organisation_places", args=[line.key]) if line else ""
        squares.append(Tile(each.column, each.row, each.name, line.proposed if line else None, text, url))
    drawing = TileMap(
        title=_("Persons proposed"),
        description=_("One square is one municipality. The darker, the more persons. Dashed: no free places."),
        tiles=squares,
        limits=(1, 3, 6, 12),
        heads=[_("Municipality"), _("Persons proposed"), _("Free places")],
        unit=_("persons"),
    )
    return render(request, "settlement/placing/map.html", {**about(row, "placement_map"), "map": drawing})


@requires("settlement.request")
def places_page(request: Request, round_id: int) -> HttpResponse:
    """Before and after, per municipality or per county."""
    row = computed(request, round_id)
    rows, county = lines(request, row), request.GET.get("by") == "county"
    counties = {each.code: each.name for each in places.counties(row.made_on)}
    if county:
        rows = placing.by_county(rows, counties)

    def noes(line: placing.ByPlace) -> Tag | str:
        if not line.answered:
            return ""
        said = _("%(refused)s of %(answered)s") % {"refused": line.refused, "answered": line.answered}
        return Tag(said, "warning") if line.noes is not None and line.noes >= ALWAYS_NO else said

    columns = [
        Column(
            "name",
            lazy("County") if county else lazy("Municipality"),
            lambda line: line.name,
            sort=lambda line: line.name,
            url=None if county else lambda line: reverse("settlement:organisation_places", args=[line.key]),
        ),
        Column("free", lazy("Free before"), lambda line: line.free, sort=lambda line: line.free, kind="number"),
        Column("proposed", lazy("Proposed"), lambda ln: ln.proposed, sort=lambda ln: ln.proposed, kind="number"),
        Column("left", lazy("Left"), lambda line: line.left, sort=lambda line: line.left, kind="number"),
        Column("households", lazy("Households"), lambda x: x.households, sort=lambda x: x.households, kind="number"),
        Column("demanding", lazy("Demanding needs"), lambda x: x.demanding, sort=lambda x: x.demanding, kind="number"),
        Column("noes", lazy("Noes this year"), noes, sort=lambda x: (x.noes or 0, x.refused), kind="status"),
    ]
    if request.actor.level != "high":
        columns = [column for column in columns if column.key != "demanding"]
    base = reverse("settlement:placement_places", args=[row.id])
    by = [Tab(_("Municipalities"), base, current=not county), Tab(_("Counties"), f"{base}?by=county", current=county)]
    return ListPage(
        request, "settlement.placing.places", _("Before and after"), rows, columns, sort="-proposed", page_size=40
    ).respond("settlement/placing/places.html", {**about(row, "placement_places"), "by": by})


PLANS = {"plan": lazy("This proposal"), "one_by_one": lazy("One by one"), "chance": lazy("Drawn at random")}
MEASURES = {
    "points": lazy("Mean points per person placed"),
    "placed": lazy("Persons placed"),
    "wishes": lazy("Households that come to kin or where they wish"),
    "late_left": lazy("Persons past the target who are left waiting"),
    "late_days": lazy("Days that they are past it, all together"),
    "employment": lazy("In work where people come, per cent of the population"),
    "spread": lazy("How far apart the counties' loads lie, in per cent"),
}


@requires("settlement.request")
def figures_page(request: Request, round_id: int) -> HttpResponse:
    """What the proposal gives beside two other ways, and how far from the best it can be."""
    row = computed(request, round_id)
    plan = row.figures.get("plan", {})
    rows = [
        [str(label), *(number(row.figures.get(name, {}).get(key, 0)) for name in PLANS)]
        for key, label in MEASURES.items()
        if key in plan or not plan
    ]
    drawing = charts.bars(
        str(MEASURES["points"]),
        {
            str(label): {str(MEASURES["points"]): row.figures.get(name, {}).get("points", 0)}
            for name, label in PLANS.items()
        },
        description=_("Of 100: the best that any municipality could be for anyone."),
        unit=_("points"),
    )
    page = about(row, "placement_figures")
    context = {
        **page,
        "figures": [
            Figure(number(plan.get("points", 0)), str(MEASURES["points"])),
            Figure(
                plan.get("placed", 0), _("Persons placed"), explanation=_("of %(persons)s") % {"persons": row.persons}
            ),
            Figure(row.free, _("Free places")),
            Figure(page["gap"], _("At most from the best possible"), explanation=_("proven")),
        ],
        "heads": [_("Measure"), *map(str, PLANS.values())],
        "rows": rows,
        "chart": drawing,
    }
    return render(request, "settlement/placing/figures.html", context)


KINDS = {
    "sex": lazy("Sex of the main person"),
    "country": lazy("Citizenship"),
    "size": lazy("Size of the household"),
}


def group_name(kind: str, group: str) -> str:
    """A group in the reader's language."""
    if group == "small":
        return _("Groups of fewer than five persons, together")
    if group == "unknown":
        return _("not known")
    if kind == "sex":
        return str(Sex(group).label)
    return country_name(group) if kind == "country" else group


@requires("settlement.request")
def fairness_page(request: Request, round_id: int) -> HttpResponse:
    """Outcomes per group, beside chance and the group's own best; and how often people decide otherwise."""
    row = computed(request, round_id)
    tables = [(str(label), _table(kind, row.fairness.get(kind, []))) for kind, label in KINDS.items()]
    decided, otherwise, reasons = placing.overrides(list(placing.proposals(row.id, actor=request.actor)))
    by_place = [line for line in lines(request, row) if line.answered]
    by_place.sort(key=lambda line: (-(line.noes or 0), -line.refused, line.name))
    context = {
        **about(row, "placement_fairness"),
        "floors": _floors(row.floors.get("groups", [])),
        "floor_heads": [_("Group"), _("Persons"), _("Floor"), _("Without floors"), _("With floors"), _("Floor kept")],
        "floors_missed": not all(each["kept"] for each in row.floors.get("groups", [])),
        "floors_cost": number(row.floors.get("cost", 0)),
        "tables": tables,
        "heads": [
            _("Group"),
            _("Persons"),
            _("Placed"),
            _("Points"),
            _("By chance"),
            _("Against chance"),
        ],
        "decided": decided,
        "otherwise": otherwise,
        "reasons": reasons,
        "by_place": [[x.name, x.proposed, x.answered, x.refused] for x in by_place[:20]],
        "place_heads": [_("Municipality"), _("Proposed"), _("Answers this year"), _("Noes")],
    }
    return render(request, "settlement/placing/fairness.html", context)


def _floors(groups: list[dict[str, Any]]) -> list[list[Any]]:
    return [
        [
            f"{KINDS[row['kind']]}: {group_name(row['kind'], row['group'])}",
            row["persons"],
            number(row["least"]),
            number(row["before"]),
            number(row["after"]),
            _("yes") if row["kept"] else _("no"),
        ]
        for row in groups
    ]


def _table(kind: str, groups: list[dict[str, Any]]) -> list[list[Any]]:
    return [
        [
            group_name(kind, row["group"]),
            row["persons"],
            f"{row['placed']}/{row['households']}",
            number(row["points"]),
            number(row["by_chance"]),
            _("as good or better") if row["kept_up"] else _("worse: look into it"),
        ]
        for row in groups
    ]
