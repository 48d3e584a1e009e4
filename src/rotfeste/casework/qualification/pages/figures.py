"""What the directorate counts across municipalities, without seeing anyone."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.pages.recognition import waiting_chart
from rotfeste.casework.qualification.rules.fast_track import terms
from rotfeste.casework.qualification.rules.goals import Counted
from rotfeste.casework.qualification.rules.recognition import longest_wait
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.charts import Chart
from rotfeste.registers.participants.states import Track


class YearForm(forms.Form):
    """A year."""

    year = forms.IntegerField(label=lazy("Year"), min_value=2004, max_value=2100)


@requires("reporting.read")
def figures(request: Request) -> HttpResponse:
    """How far goals were reached in a year, and how long bodies take to recognise education from abroad."""
    form = YearForm(request.GET if request.GET.get("year") else {"year": request.today.year})
    year = form.cleaned_data["year"] if form.is_valid() else request.today.year
    reached = queries.attained(year, actor=request.actor)
    waits = queries.waiting_in_the_country(today=request.today, actor=request.actor)
    places = sorted(reached["municipality"].items(), key=lambda row: norwegian_key(row[0]))
    all_of_them = sum(reached["municipality"].values(), Counted())
    context: dict[str, Any] = {
        "form": form,
        "year": year,
        "least": queries.LEAST,
        "all": all_of_them,
        "tracks": goal_chart(reached["track"], year),
        "places": [(name, row) for name, row in places if row.ended >= queries.LEAST],
        "others": sum((row for _name, row in places if row.ended < queries.LEAST), Counted()),
        "fast": queries.fast_track_in_the_country(today=request.today, actor=request.actor),
        "terms": terms(request.today),
        "waiting": waiting_chart(waits),
        "limit": longest_wait(request.today),
    }
    return render(request, "qualification/figures.html", context)


def goal_chart(groups: dict[str, Counted], year: int) -> Chart | None:
    """How far the goal of the programme was reached, by track; groups smaller than five are left out."""
    shown = {key: row for key, row in groups.items() if row.ended >= queries.LEAST}
    if not shown:
        return None
    return charts.bars(
        _("Goal of the programme, by track, for those who ended in %(year)s") % {"year": year},
        {
            str(Track(key).label) if key else _("No track"): {
                _("Reached"): row.reached,
                _("Partly reached"): row.partly,
                _("Not reached"): row.not_reached,
                _("Not assessed"): row.not_assessed,
            }
            for key, row in shown.items()
        },
        description=_("Each bar is a track; whoever was not assessed counts too."),
        first=_("Track"),
    )
