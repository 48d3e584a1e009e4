"""The budget calendar: who gets its figure in time for its budget, and who too late."""

from collections import Counter
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.planning import queries
from rotfeste.casework.planning.pages.words import TIMINGS, timing_tag, year_of
from rotfeste.casework.planning.queries import Place
from rotfeste.casework.planning.rules.answering import Timing, months_before
from rotfeste.casework.planning.rules.values import default_budget_day, months_before_budget
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.charts import SERIES, Chart
from rotfeste.foundation.ui.components import Figure, Moment
from rotfeste.foundation.ui.fields import FilterForm, any_choice
from rotfeste.foundation.ui.lists import Column, ListPage


class TimingFilter(FilterForm):
    """How the figure came; the year is kept."""

    timing = forms.ChoiceField(label=lazy("First figure"))
    year = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["timing"].choices = any_choice(  # type: ignore[attr-defined]
            [(key.value, TIMINGS[key][0]) for key in Timing]
        )

    def narrow(self, rows: Any) -> Any:
        """Those whose figure came so."""
        wanted = self.cleaned_data["timing"]
        return [row for row in rows if row.timing == wanted] if wanted else rows

    def chosen(self) -> dict[str, Any]:
        """The year is not a choice of the filter."""
        return {key: value for key, value in super().chosen().items() if key != "year"}


@requires("capacity.ask")
def calendar(request: Request) -> HttpResponse:
    """Every municipality that is told or asked something for a year."""
    year = year_of(request)
    rows = queries.budget_calendar(year, today=request.today, actor=request.actor)
    count = Counter(row.timing for row in rows)
    months, standard = months_before_budget(request.today), default_budget_day(year)
    context = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "months": months,
        "standard": standard,
        "assumed": sum(row.assumed for row in rows),
        "figures": [Figure(count[key], str(TIMINGS[key][0]), f"?year={year}&timing={key.value}") for key in Timing],
        "moments": moments(rows, year, request),
        "chart": chart(rows) if any(row.first_on for row in rows) else None,
    }
    page = ListPage(
        request,
        "planning.calendar",
        _("Budget calendar for %(year)s") % {"year": year},
        rows,
        _columns(year),
        filters=TimingFilter,
        sort="days",
        empty_title=_("No municipality has got a figure for %(year)s") % {"year": year},
    )
    return page.respond("planning/calendar.html", context)


def _columns(year: int) -> list[Column]:
    return [
        Column(
            "name",
            lazy("Municipality"),
            lambda row: row.organisation.name,
            sort=lambda row: row.organisation.name,
            url=lambda row: reverse("planning:municipality", args=[row.organisation.id]) + f"?year={year}",
        ),
        Column("first", lazy("First figure"), lambda row: row.first_on, kind="date"),
        Column(
            "budget", lazy("Budget is treated"), lambda row: row.budget_on, sort=lambda row: row.budget_on, kind="date"
        ),
        Column("assumed", lazy("Day"), lambda row: _("assumed") if row.assumed else _("set by the municipality")),
        Column(
            "days",
            lazy("Days between"),
            lambda row: row.days,
            sort=lambda row: -(10**6) if row.days is None else row.days,
            kind="number",
        ),
        Column("timing", lazy("In time"), lambda row: timing_tag(row.timing), kind="status"),
    ]


def moments(rows: list[Place], year: int, request: Request) -> list[Moment]:
    """The timeline of a year's figures: when the first came, the goal, and the budget."""
    first = min((row.first_on for row in rows if row.first_on), default=None)
    budget = default_budget_day(year)
    goal = months_before(budget, months_before_budget(request.today))
    found = [
        (goal, _("The goal: a first figure by this day"), _("For a budget on the assumed day.")),
        (budget, _("Councils treat their budgets"), _("Assumed where a municipality has said no other day.")),
    ]
    if first:
        found.append((first, _("The first figure was given"), ""))
    return [
        Moment(title, day, text, state="done" if day <= request.today else "ahead")
        for day, title, text in sorted(found)
    ]


def chart(rows: list[Place]) -> Chart:
    """How many months before its budget each municipality got its first figure."""
    count = Counter((row.days or 0) // 30 for row in rows if row.first_on)
    low, high = min(count), max(count)
    data = [{"months": n, "municipalities": count[n]} for n in range(low, high + 1)]
    spec = {
        "data": {"values": data},
        "mark": {"type": "bar", "color": SERIES[0]},
        "encoding": {
            "x": {
                "field": "months",
                "type": "ordinal",
                "title": _("months before the budget"),
                "axis": {"labelAngle": 0},
            },
            "y": {
                "field": "municipalities",
                "type": "quantitative",
                "title": _("municipalities"),
                "axis": {"tickCount": 4, "format": "d"},
            },
        },
    }
    return Chart(
        _("How early the first figure came"),
        _("Whole months from the first figure to the budget; below 0 is after it."),
        spec,
        [_("Months"), _("Municipalities")],
        [[row["months"], row["municipalities"]] for row in data],
    )
