"""The need of a year: its versions, what changed and why, and what became of it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.planning import queries
from rotfeste.casework.planning.actions import estimate
from rotfeste.casework.planning.forms import BOUNDS, EstimateForm
from rotfeste.casework.planning.models import Estimate
from rotfeste.casework.planning.models.need import Part
from rotfeste.casework.planning.pages.drawing import forecast_against_outcome, forecast_by_year
from rotfeste.casework.planning.pages.step import step
from rotfeste.casework.planning.pages.words import year_of
from rotfeste.casework.planning.queries import Outcome
from rotfeste.casework.planning.rules.need import PARTS, WAITING, Band, changes
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.components import Figure
from rotfeste.foundation.ui.steps import given


@requires("planning.read")
def need(request: Request, outcome: Outcome) -> HttpResponse:
    """The estimate of a year, the versions before it, and forecast against outcome."""
    actor, year = request.actor, year_of(request)
    versions = queries.versions(year, actor=actor)
    newest = versions[0] if versions else None
    context = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "newest": newest,
        "figures": _figures(newest) if newest else [],
        "parts": [(Part(key).label, newest.bands.get(key, Band())) for key in PARTS] if newest else [],
        "log": _log(versions),
        "may_decide": actor.may("planning.decide"),
        "charts": [],
    }
    if actor.may("reporting.read"):
        context["charts"] = _charts(year, newest, outcome, request)
    return render(request, "planning/need.html", context)


def _charts(year: int, newest: Estimate | None, outcome: Outcome, request: Request) -> list[Any]:
    actor = request.actor
    known = {each: row for each in queries.years_estimated(actor=actor) if (row := queries.latest(each, actor=actor))}
    settled = outcome.settled_by_month([*known, year], actor=actor)
    until = min(request.today, date(year, 12, 31))
    drawn = []
    if newest is not None and request.today.year >= year:
        own = {month: persons for month, persons in settled.items() if month.year == year and month <= until}
        drawn.append(forecast_against_outcome(year, newest.total, own, until))
    if known:
        sums = {each: sum(n for month, n in settled.items() if month.year == each) for each in known}
        drawn.append(forecast_by_year({each: row.total for each, row in known.items()}, sums, request.today.year))
    return drawn


def _figures(row: Estimate) -> list[Figure]:
    total = row.total
    return [
        Figure(total.low, _("At least")),
        Figure(total.expected, _("Expected")),
        Figure(total.high, _("At most")),
        Figure(row.minors.expected, _("Of them unaccompanied minors")),
    ]


def _log(versions: list[Estimate]) -> list[dict[str, Any]]:
    """Each version with what differs from the one before."""
    return [
        {
            "row": row,
            "total": row.total,
            "changes": [
                (Part(each.part).label, each.before, each.after, each.by)
                for each in (changes(before.bands, row.bands) if before else [])
            ],
            "by": row.total.expected - before.total.expected if before else None,
        }
        for row, before in zip(versions, [*versions[1:], None], strict=False)
    ]


@requires("planning.decide")
def new_estimate(request: Request, outcome: Outcome) -> HttpResponse:
    """A new version of the estimate; those who wait in reception centres are counted from the cases."""
    actor, year = request.actor, year_of(request)
    before = queries.latest(year, actor=actor)
    waiting = outcome.waiting(request.today, actor=actor)
    form = EstimateForm(given(request), initial=_initial(before, waiting))

    def run(_said: dict[str, Any]) -> None:
        estimate(year, form.bands(), reason=form.cleaned_data["reason"], today=request.today, actor=actor)

    page = f"{reverse('planning:need')}?year={year}"
    return step(
        request,
        form,
        run,
        title=_("Estimate the need for %(year)s") % {"year": year},
        action=_("Save the estimate"),
        done=_("The estimate is saved. Earlier versions are kept."),
        back_url=page,
        template="planning/estimate.html",
        context={"waiting": waiting, "before": before, "year": year},
    )


def _initial(before: Estimate | None, waiting: int) -> dict[str, int]:
    bands = before.bands if before else {WAITING: Band(waiting, waiting, waiting)}
    return {
        f"{part}_{bound}": getattr(bands.get(part, Band()), bound)
        for part in PARTS
        for bound in BOUNDS
        if before or part == WAITING
    }
