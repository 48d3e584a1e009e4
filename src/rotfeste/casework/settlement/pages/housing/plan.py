"""The weekly plan as a grid: an organisation's own weeks, or a municipality's city districts beside each other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rotfeste.casework.settlement.pages.places import _own, year_of
from rotfeste.casework.settlement.queries.weeks import weeks_of
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui.components import Tab
from rotfeste.foundation.ui.grids import Grid, GridCell, GridRow, whole_number
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.actions import PlanBeyondDecision, PlanChangedMeanwhile, plan_together, plan_weeks
from rotfeste.registers.capacity.models import WeekPlan
from rotfeste.registers.capacity.rules.pasting import MOST_LINES, lines_of, weeks_pasted

KINDS = ("ordinary", "minors")


@dataclass
class Edited:
    """A grid on its way: what was typed, what is wrong with the whole of it, and what came of a pasted text."""

    given: Any
    faults: list[str] = field(default_factory=list)
    pasted: str = ""
    filled: bool = False

    def text(self, name: str, before: int) -> str:
        """What stands in a cell: what was typed, or what is saved."""
        if self.given is None:
            return str(before or "")
        return str(self.given.get(name, "")).strip()[:40]


def edited(request: Request) -> Edited:
    """What was typed in this request, or held from before a log-in."""
    given = request.POST.copy() if request.method == "POST" else request.held
    return Edited(given, pasted=str(given.get("table", "")) if given is not None else "")


def checked(cell: GridCell) -> GridCell:
    """The cell, with the reason where its text is no number."""
    if whole_number(cell.text) is None:
        cell.fault = _("%(cell)s: «%(text)s» is not a whole number from 0 to 5000.") % {
            "cell": cell.label,
            "text": cell.text,
        }
    return cell


def beyond(error: PlanBeyondDecision) -> str:
    """The plan holds more than is decided."""
    return _(
        "The plan has %(ordinary)s ordinary places and %(minors)s for minors; the council has decided"
        " %(ordinary_decided)s and %(minors_decided)s. Take some away, or register a new decision first."
    ) % {
        "ordinary": error.planned[0],
        "minors": error.planned[1],
        "ordinary_decided": error.decided[0],
        "minors_decided": error.decided[1],
    }


def meanwhile(plan: WeekPlan) -> str:
    """Someone else was first."""
    return _(
        "%(who)s saved the plan of %(organisation)s %(when)s, while you were writing. What you wrote stands below;"
        " where it differs from what is saved, the cell says so. Save again to replace what was saved."
    ) % {
        "who": plan.saved_by.name if plan.saved_by else _("Someone"),
        "organisation": plan.organisation.name,
        "when": date_format(localtime(plan.saved_at), "DATETIME_FORMAT"),
    }


def compare(grid: Grid, saved: Callable[[str], int]) -> None:
    """Mark the cells in which what is saved differs from what was typed."""
    for row in grid.rows:
        for cell in row.cells:
            other = saved(cell.name)
            if whole_number(cell.text) != other:
                cell.theirs = _("Saved: %(number)s") % {"number": other}


def label_of(kind: str, week: int) -> str:
    """What an input is called."""
    if kind == "minors":
        return _("Places for unaccompanied minors, week %(week)s") % {"week": week}
    return _("Ordinary places, week %(week)s") % {"week": week}


@requires("capacity.plan")
def weeks(request: Request, organisation_id: int) -> HttpResponse:
    """An organisation's own weeks: one row per week, all saved at once or none."""
    row, year = _own(request, organisation_id), year_of(request)
    page = edited(request)
    if request.method == "POST" and "fill" in request.POST:
        fill_weeks(page, year)
    grid = own_grid(row, year, page, request)
    grid.limits, grid.limit = limits_of(row, year, request)
    version = version_of(page, "version", row.id, year, request)
    if request.method == "POST" and not page.filled and not grid.faults():
        plan = {week: (number(grid, week, 0), number(grid, week, 1)) for week in range(1, weeks_of(year) + 1)}
        try:
            plan_weeks(row.id, year=year, weeks=plan, version=version, actor=request.actor)
        except PlanBeyondDecision as error:
            page.faults.append(beyond(error))
        except PlanChangedMeanwhile as error:
            page.faults.append(meanwhile(error.plan))
            version = error.plan.version
            saved = capacity.plans(year, actor=request.actor, organisation_ids=[row.id]).get(row.id, {})
            compare(grid, lambda name: of_kind(saved.get(int(name.split("_")[1])), name.split("_")[0]))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect(f"{reverse('settlement:organisation_places', args=[row.id])}?year={year}")
    context = {"version": version, "tabs": tabs(row, year, ""), "kinds": KINDS}
    return render(request, "settlement/housing/weeks.html", {**context, **shared(row, year, grid, page)})


def number(grid: Grid, week: int, place: int) -> int:
    """The number in a week's cell."""
    return grid.rows[week - 1].cells[place].number


def of_kind(pair: capacity.Decided | None, kind: str) -> int:
    """One kind of the places of a week."""
    return getattr(pair, kind) if pair else 0


def own_grid(row: Organisation, year: int, page: Edited, request: Request) -> Grid:
    """Weeks down, kinds across."""
    saved = capacity.plans(year, actor=request.actor, organisation_ids=[row.id]).get(row.id, {})
    rows = []
    for week in range(1, weeks_of(year) + 1):
        cells = [
            checked(GridCell(name, label_of(kind, week), page.text(name, of_kind(saved.get(week), kind))))
            for kind in KINDS
            for name in [f"{kind}_{week}"]
        ]
        starts = date.fromisocalendar(year, week, 1)
        rows.append(GridRow(str(week), cells, below=date_format(starts, "j. b").lower()))
    heads = [_("Ordinary places"), _("Unaccompanied minors")]
    caption = _("Places that become ready in %(name)s in %(year)s") % {"name": row.name, "year": year}
    return Grid(caption, _("Week"), heads, rows)


def limits_of(row: Organisation, year: int, request: Request) -> tuple[list[int], int | None]:
    """What the council has decided, of each kind and together; nothing where no council of one's own decides."""
    decided = capacity.decided(year, actor=request.actor).get(row.id)
    if decided is None and row.parent_id and row.kind == "city_district":
        return [], None
    found = decided or capacity.Decided()
    return [found.ordinary, found.minors], found.total


def version_of(page: Edited, name: str, organisation_id: int, year: int, request: Request) -> int:
    """The version that the page was opened at: typed numbers belong to it."""
    said = page.given.get(name, "") if page.given is not None else ""
    if str(said).isdigit():
        return int(said)
    found = capacity.plan_versions(year, actor=request.actor, organisation_ids=[organisation_id])
    return found[organisation_id].version if organisation_id in found else 0


def fill_weeks(page: Edited, year: int) -> None:
    """Put a pasted table into the cells, without saving; what is not understood is said, and stays in the text."""
    page.filled = True
    found = weeks_pasted(page.pasted, weeks_of(year), KINDS)
    for (week, kind), text in found.cells.items():
        page.given[f"{kind}_{week}"] = text
    for line, text in found.strange:
        page.faults.append(
            _("Line %(line)s begins with «%(text)s», which is no week of this year.") % {"line": line, "text": text}
        )
    if not found.cells and not found.strange:
        page.faults.append(
            _("Nothing was pasted. Each line has a week and the places, with tabs or semicolons between.")
        )


@requires("capacity.plan")
def district_weeks(request: Request, organisation_id: int) -> HttpResponse:
    """A municipality's city districts beside each other, one kind at a time: districts down, weeks across."""
    row, year = _own(request, organisation_id), year_of(request)
    districts = list(Organisation.objects.filter(parent=row, kind="city_district").order_by("name"))
    if not districts:
        return redirect("settlement:weeks", row.id)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else KINDS[0]
    page = edited(request)
    if request.method == "POST" and "fill" in request.POST:
        fill_districts(page, districts, year)
    saved = capacity.plans(year, actor=request.actor, organisation_ids=[each.id for each in districts])
    grid = district_grid(row, districts, year, kind, page, saved)
    versions = {each.id: version_of(page, f"version_{each.id}", each.id, year, request) for each in districts}
    if request.method == "POST" and not page.filled and not grid.faults():
        plans = {
            each.id: merged(line, saved.get(each.id, {}), kind) for each, line in zip(districts, grid.rows, strict=True)
        }
        try:
            plan_together(plans, year=year, versions=versions, actor=request.actor)
        except PlanBeyondDecision as error:
            page.faults.append(beyond(error))
        except PlanChangedMeanwhile as error:
            page.faults.append(meanwhile(error.plan))
            now = capacity.plan_versions(year, actor=request.actor, organisation_ids=list(versions))
            versions = {key: now[key].version if key in now else 0 for key in versions}
            compare(
                grid, lambda name: of_kind(saved.get(int(name.split("_")[1]), {}).get(int(name.split("_")[2])), kind)
            )
        else:
            messages.success(request, _("The plan is saved."))
            return redirect(f"{reverse('settlement:organisation_places', args=[row.id])}?year={year}")
    context = {"versions": versions, "tabs": tabs(row, year, kind), "kind": kind, "districts": districts}
    return render(request, "settlement/housing/weeks.html", {**context, **shared(row, year, grid, page)})


def merged(line: GridRow, saved: dict[int, capacity.Decided], kind: str) -> dict[int, tuple[int, int]]:
    """The plan of a district: this kind as it was typed, the other as it is saved."""
    plan = {}
    for week, cell in enumerate(line.cells, 1):
        before = saved.get(week, capacity.Decided())
        plan[week] = (cell.number, before.minors) if kind == "ordinary" else (before.ordinary, cell.number)
    return plan


def district_grid(
    row: Organisation,
    districts: list[Organisation],
    year: int,
    kind: str,
    page: Edited,
    saved: dict[int, dict[int, capacity.Decided]],
) -> Grid:
    """Districts down, weeks across."""
    rows = []
    for each in districts:
        plan = saved.get(each.id, {})
        cells = []
        for week in range(1, weeks_of(year) + 1):
            name = f"places_{each.id}_{week}"
            label = _("%(name)s, week %(week)s") % {"name": each.name, "week": week}
            cells.append(checked(GridCell(name, label, page.text(name, of_kind(plan.get(week), kind)))))
        rows.append(GridRow(each.name, cells))
    caption = _("Places that become ready in the city districts of %(name)s in %(year)s") % {
        "name": row.name,
        "year": year,
    }
    return Grid(caption, _("City district"), [str(week) for week in range(1, weeks_of(year) + 1)], rows)


def fill_districts(page: Edited, districts: list[Organisation], year: int) -> None:
    """Put a pasted table into the cells: a district's name first on each line, then a number for each week."""
    page.filled = True
    known = {each.name.casefold(): each for each in districts}
    for number_of_line, cells in enumerate(lines_of(page.pasted)[:MOST_LINES], 1):
        each = known.get(cells[0].casefold()) or known.get(f"bydel {cells[0].casefold()}")
        if each is None:
            if number_of_line > 1:
                page.faults.append(
                    _("Line %(line)s begins with «%(text)s», which is no city district of yours.")
                    % {"line": number_of_line, "text": cells[0][:40]}
                )
            continue
        for week, text in zip(range(1, weeks_of(year) + 1), cells[1:], strict=False):
            page.given[f"places_{each.id}_{week}"] = text[:40]


def shared(row: Organisation, year: int, grid: Grid, page: Edited) -> dict[str, Any]:
    """What both pages show."""
    return {
        "organisation": row,
        "year": year,
        "grid": grid,
        "faults": page.faults,
        "pasted": page.pasted,
        "filled": page.filled,
        "wrong": [{"text": cell.fault, "target": cell.name} for cell in grid.faults()],
    }


def tabs(row: Organisation, year: int, kind: str) -> list[Tab]:
    """An organisation with city districts has three grids."""
    if not Organisation.objects.filter(parent=row, kind="city_district").exists():
        return []
    own = f"{reverse('settlement:weeks', args=[row.id])}?year={year}"
    below = f"{reverse('settlement:district_weeks', args=[row.id])}?year={year}&kind="
    return [
        Tab(_("The municipality itself"), own, current=not kind),
        Tab(_("City districts: ordinary places"), f"{below}ordinary", current=kind == "ordinary"),
        Tab(_("City districts: unaccompanied minors"), f"{below}minors", current=kind == "minors"),
    ]
