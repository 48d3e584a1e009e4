"""Pages of reporting: the steering parameters with the cases behind them, and the annual report's table."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement import queries as settlement
from rotfeste.casework.settlement.pages import lists
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.fields import FilterForm, date_field
from rotfeste.foundation.ui.lists import ListPage
from rotfeste.insight.reporting import queries
from rotfeste.insight.reporting.rules import HISTORY, PARAMETERS

TITLES: dict[str, Any] = {
    "SP1": lazy("Settled within six months"),
    "SP2": lazy("Settled within twelve months"),
    "SP3": lazy("Unaccompanied minors settled within three months"),
}


class PeriodForm(FilterForm):
    """A period; both days are in it."""

    from_on = date_field(label=lazy("From"))
    to_on = date_field(label=lazy("To"))

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        values = super().clean() or {}
        if values.get("from_on") and values.get("to_on") and values["from_on"] > values["to_on"]:
            self.add_error("to_on", _("The last day is before the first."))
        return values


def period(request: Request) -> tuple[PeriodForm, date, date]:
    """The form, the first day, and the first day after the period: this year unless another is asked for."""
    first, last = date(request.today.year, 1, 1), request.today
    form = PeriodForm(request.GET if "from_on" in request.GET else {"from_on": first, "to_on": last})
    if form.is_valid():
        first, last = form.cleaned_data["from_on"] or first, form.cleaned_data["to_on"] or last
    return form, first, last + timedelta(days=1)


@requires("reporting.read")
def steering(request: Request) -> HttpResponse:
    """SP 1 to 3: result, target, history, what they rest on, and the way to the cases."""
    form, first, after = period(request)
    results = queries.steering_parameters(first, after, actor=request.actor)
    context = {
        "form": form,
        "first": first,
        "last": after - timedelta(days=1),
        "results": [
            {
                "result": row,
                "title": TITLES[row.parameter.key],
                "target": row.parameter.target(first.year),
                "history": sorted(HISTORY[row.parameter.key].items()),
                "url": reverse("reporting:behind", args=[row.parameter.key])
                + f"?from_on={first}&to_on={after - timedelta(days=1)}",
            }
            for row in results
        ],
        "quality": queries.quality(first, after, actor=request.actor),
        "table": queries.bosetting_table(first, after, actor=request.actor),
        "may_open": request.actor.may("settlement.read"),
    }
    return render(request, "reporting/steering.html", context)


class BehindForm(PeriodForm):
    """A period, and which cases."""

    which = forms.ChoiceField(
        label=lazy("Cases"), choices=[("", lazy("All")), ("reached", lazy("In time")), ("missed", lazy("Not in time"))]
    )


@requires("reporting.read", "settlement.read")
def behind(request: Request, key: str) -> HttpResponse:
    """The cases behind a figure, in time or not."""
    parameter = next(row for row in PARAMETERS if row.key == key)
    _form, first, after = period(request)
    people = [row for row in queries.settled_people(first, after, actor=request.actor) if parameter.counts(row)]
    which = request.GET.get("which", "")
    if which:
        people = [row for row in people if parameter.reached(row) == (which == "reached")]
    rows = settlement.households(actor=request.actor).filter(id__in={row.case_id for row in people})
    return ListPage(
        request,
        "reporting.behind",
        f"{key}: {TITLES[key]}",
        rows.order_by("-settled_on", "id"),
        lists.settled_columns(),
        filters=BehindForm,
        shown=lists.shown(request, "behind_figure"),
        empty_title=_("No cases in this period"),
    ).respond()
