"""Pages of the register's year: its figures now and as they were closed, and the file for Statistics Norway."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import charts, steps
from rotfeste.foundation.ui.charts import Chart
from rotfeste.insight.extracts import actions, queries, words
from rotfeste.insight.extracts.format import as_csv
from rotfeste.insight.extracts.forms import FreezeForm, YearForm
from rotfeste.insight.extracts.models import FrozenYear
from rotfeste.insight.extracts.rules import REPORTED, Part
from rotfeste.insight.extracts.states import FrozenKind

REFUSALS = steps.Refusals(
    tuple(words.REFUSALS),
    words.refusal,
    fields={actions.NotOverYet: "year", actions.FrozenAlready: "kind", actions.ProvisionalFirst: "kind"},
)


@requires("reporting.read")
def year_figures(request: Request) -> HttpResponse:
    """The figures of a year as the register is now, beside those that were closed and those of the annual report."""
    form = YearForm(request.GET if request.GET.get("year") else {"year": request.today.year})
    year = form.cleaned_data["year"] if form.is_valid() else request.today.year
    now = queries.figures_now(year, actor=request.actor)
    closed = queries.frozen_figures(year, actor=request.actor)
    kinds = [kind for kind in FrozenKind if kind.value in closed]
    reported = REPORTED.get(year, {})
    context = {
        "form": form,
        "year": year,
        "participants": now["participants"].part,
        "kinds": [kind.label for kind in kinds],
        "reported": bool(reported),
        "rows": [
            {
                "told": told,
                "now": now[key],
                "closed": [closed[kind.value][key] for kind in kinds],
                "reported": reported.get(key),
            }
            for key, told in words.FIGURES.items()
        ],
        "chart": _chart(now),
    }
    return render(request, "extracts/figures.html", context)


def _chart(now: dict[str, Part]) -> Chart | None:
    known = {key: now[key].percent for key in words.FIGURES if now[key].of}
    if not known:
        return None
    return charts.bars(
        _("Per cent, computed now"),
        {str(words.FIGURES[key].short): {_("Per cent"): percent} for key, percent in known.items()},
        description=_("One bar for each figure, as the register is now."),
        unit=_("per cent"),
        first=_("Figure"),
    )


@requires("extracts.read")
def years(request: Request) -> HttpResponse:
    """Closed years, and what can be made of them."""
    rows = [
        {"row": row, "tag": words.kind_tag(row), "url": reverse("extracts:frozen", args=[row.id])}
        for row in queries.frozen_years(actor=request.actor)
    ]
    return render(request, "extracts/years.html", {"rows": rows, "may_freeze": request.actor.may("extracts.freeze")})


@requires("extracts.read")
def frozen(request: Request, frozen_id: int) -> HttpResponse:
    """One closed year: who closed it and when, its figures, and how much has changed since."""
    row = _frozen(request, frozen_id)
    found = queries.parts(row)
    context = {
        "row": row,
        "tag": words.kind_tag(row),
        "figures": [(told, found[key]) for key, told in words.FIGURES.items()],
        "may_fetch": request.actor.may("extracts.freeze"),
    }
    return render(request, "extracts/frozen.html", context)


def _frozen(request: Request, frozen_id: int) -> FrozenYear:
    return queries.frozen_year(frozen_id, actor=request.actor)


@requires("extracts.freeze")
def freeze(request: Request) -> HttpResponse:
    """Close a year, as provisional or as final."""
    form = FreezeForm(steps.given(request), initial={"year": request.today.year - 1})

    def run() -> FrozenYear:
        given = form.cleaned_data
        return actions.freeze_year(
            given["year"], given["kind"], now=timezone.now(), today=request.today, actor=request.actor
        )

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("Close the register's year"),
        text=_("All lines about the year are copied as they are at this moment, and their figures with them."),
        action=_("Close the year"),
        done=_("The year is closed. What is registered from now on does not alter it."),
        back=reverse("extracts:years"),
        after=lambda made: reverse("extracts:frozen", args=[made.id]),
    )


@requires("extracts.freeze")
def file(request: Request, frozen_id: int) -> HttpResponse:
    """The yearly file, as docs/formats/register-year.md describes it."""
    row = _frozen(request, frozen_id)
    return as_file(as_csv(queries.file_lines(row.id, actor=request.actor)), f"nir-{row.year}-{row.kind}.csv")


def as_file(content: Any, name: str) -> HttpResponse:
    """A CSV file to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
