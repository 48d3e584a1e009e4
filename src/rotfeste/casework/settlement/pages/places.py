"""Places: what is asked for, what councils have decided, when places are ready, and what is left."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.planning import queries as planning
from rotfeste.casework.settlement import queries
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui.components import Figure
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.actions import PlanBeyondDecision, plan_weeks


def year_of(request: Request) -> int:
    """The year asked for in the address, or this year."""
    said = request.GET.get("year", "")
    return int(said) if said.isdigit() and 2016 <= int(said) <= 2100 else request.today.year


@requires("capacity.read")
def places(request: Request) -> HttpResponse:
    """The directorate sees every municipality; a municipality goes to its own page."""
    actor = request.actor
    if actor.in_municipality and actor.organisation_id is not None:
        return redirect("settlement:organisation_places", actor.organisation_id)
    year = year_of(request)
    names = {row.id: row for row in Organisation.objects.filter(kind__in=("municipality", "city_district"))}
    rows = [row for row in queries.by_municipality(year, actor=actor) if row.organisation_id in names]

    def name(row: Any) -> str:
        return names[row.organisation_id].name

    return ListPage(
        request,
        "settlement.places",
        _("Places in %(year)s") % {"year": year},
        rows,
        [
            Column(
                "name",
                lazy("Municipality"),
                name,
                sort=name,
                url=lambda row: reverse("settlement:organisation_places", args=[row.organisation_id]),
            ),
            Column("asked", lazy("Asked for"), lambda row: row.asked, sort=lambda row: row.asked, kind="number"),
            Column("decided", lazy("Decided"), lambda row: row.decided, sort=lambda row: row.decided, kind="number"),
            Column("settled", lazy("Settled"), lambda row: row.settled, sort=lambda row: row.settled, kind="number"),
            Column("coming", lazy("On their way"), lambda row: row.coming, sort=lambda row: row.coming, kind="number"),
            Column(
                "free",
                lazy("Free"),
                lambda row: row.decided - row.settled - row.coming,
                sort=lambda row: row.decided - row.settled - row.coming,
                kind="number",
            ),
        ],
        sort="name",
        empty_title=_("No municipality has been asked for places in %(year)s") % {"year": year},
    ).respond(
        "settlement/all_places.html", {"year": year, "totals": totals(rows), "may_ask": actor.may("planning.read")}
    )


def totals(rows: list[Any]) -> list[Figure]:
    """The sums over all municipalities."""
    asked, decided = sum(row.asked for row in rows), sum(row.decided for row in rows)
    return [
        Figure(
            asked,
            _("Asked for"),
            explanation=_("%(count)s municipalities") % {"count": sum(bool(r.asked) for r in rows)},
        ),
        Figure(
            decided,
            _("Decided"),
            explanation=_("%(count)s municipalities") % {"count": sum(bool(r.decided) for r in rows)},
        ),
        Figure(sum(row.settled for row in rows), _("Settled")),
        Figure(decided - sum(row.settled + row.coming for row in rows), _("Free")),
    ]


def _own(request: Request, organisation_id: int) -> Organisation:
    """An organisation that the actor may see the places of."""
    row = Organisation.objects.select_related("named_adviser", "substitute_adviser", "parent").get(
        id=organisation_id, kind__in=("municipality", "city_district")
    )
    if not request.actor.in_directorate and row.id not in request.actor.organisations:
        raise Organisation.DoesNotExist
    return row


@requires("capacity.read")
def organisation(request: Request, organisation_id: int) -> HttpResponse:
    """One municipality's places: decided, used, promised and free, the weekly plan, and its named adviser."""
    actor, year = request.actor, year_of(request)
    row = _own(request, organisation_id)
    below = Organisation.objects.filter(parent=row, kind="city_district").order_by("name")
    used = queries.usage(year, actor=actor)
    asked = planning.asked_for(year, actor=actor).get(row.id)
    own = queries.together(used, (row.id, *(each.id for each in below)))
    context = {
        "organisation": row,
        "year": year,
        "asked": asked,
        "usage": own,
        "kinds": [(_("Ordinary places"), own.ordinary), (_("Places for unaccompanied minors"), own.minors)],
        "decisions": capacity.decisions_of(row.id, actor=actor),
        "weeks": capacity.weekly_plan(row.id, year, actor=actor),
        "districts": [(each, used[each.id].total) for each in below if each.id in used],
        "may_plan": actor.may("capacity.plan") and row.id in actor.organisations,
        "earlier": year - 1,
        "later": year + 1,
    }
    return render(request, "settlement/places.html", context)


def weeks_of(year: int) -> int:
    """52 or 53: how many ISO weeks the year has."""
    return date(year, 12, 28).isocalendar().week


@requires("capacity.plan")
def weeks(request: Request, organisation_id: int) -> HttpResponse:
    """When places are ready: one row per week, all saved at once or none."""
    row, year = _own(request, organisation_id), year_of(request)
    given = request.POST if request.method == "POST" else request.held
    known = {
        week.week: (week.ordinary, week.minors) for week in capacity.weekly_plan(row.id, year, actor=request.actor)
    }
    lines, faults = _lines(given, known, year)
    if request.method == "POST" and not faults:
        plan = {line["week"]: (int(line["ordinary"] or 0), int(line["minors"] or 0)) for line in lines}
        try:
            plan_weeks(row.id, year=year, weeks=plan, actor=request.actor)
        except PlanBeyondDecision as error:
            faults.append(_beyond(error))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("settlement:organisation_places", row.id)
    context = {"organisation": row, "year": year, "lines": lines, "faults": faults}
    return render(request, "settlement/weeks.html", context)


def _lines(given: Any, known: dict[int, tuple[int, int]], year: int) -> tuple[list[dict[str, Any]], list[str]]:
    lines, faults = [], []
    for week in range(1, weeks_of(year) + 1):
        line: dict[str, Any] = {"week": week, "starts": date.fromisocalendar(year, week, 1)}
        for place, kind in enumerate(("ordinary", "minors")):
            before = known.get(week, (0, 0))[place] or ""
            said = str(given.get(f"{kind}_{week}", "")).strip() if given is not None else str(before)
            line[kind] = said
            if said and not (said.isascii() and said.isdigit() and int(said) <= 5000):
                line[f"{kind}_wrong"] = True
                faults.append(_("Week %(week)s: write a whole number, or nothing.") % {"week": week})
        lines.append(line)
    return lines, faults


def _beyond(error: PlanBeyondDecision) -> str:
    return _(
        "The plan has %(ordinary)s ordinary places and %(minors)s for minors; the council has decided"
        " %(ordinary_decided)s and %(minors_decided)s. Take some away, or register a new decision first."
    ) % {
        "ordinary": error.planned[0],
        "minors": error.planned[1],
        "ordinary_decided": error.decided[0],
        "minors_decided": error.decided[1],
    }
