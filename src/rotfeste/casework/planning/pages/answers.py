"""Request, decision and settled: per municipality and in the country, with supplementary requests and reminders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.forms import AskForm
from rotfeste.casework.planning.pages.step import button, step
from rotfeste.casework.planning.pages.words import year_of
from rotfeste.casework.planning.queries import Answers, Outcome, YearSums
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.components import Figure, Tag
from rotfeste.foundation.ui.fields import FilterForm, any_choice
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.foundation.ui.steps import given
from rotfeste.registers.capacity.queries import Decided


@dataclass(frozen=True)
class Line:
    """One municipality in a year."""

    organisation: Organisation
    answers: Answers
    settled: int
    stage: str

    @property
    def decided(self) -> Decided:
        """What the council has decided; nothing where it has not."""
        return self.answers.decided or Decided()

    @property
    def percent(self) -> int | None:
        """Decided of asked for."""
        asked = self.answers.asked.total
        return round(100 * self.decided.total / asked) if asked else None


STAGES = {
    "answered": (lazy("Answered"), "success"),
    "waiting": (lazy("Not answered"), "warning"),
    "late": (lazy("Past the time limit"), "danger"),
    "unasked": (lazy("Not asked"), "neutral"),
}


def stage_of(row: Answers, today: date) -> str:
    """How far a municipality has come with its answer."""
    if not row.requests:
        return "unasked"
    if row.answered:
        return "answered"
    return "late" if row.answer_by and row.answer_by < today else "waiting"


class StageFilter(FilterForm):
    """Which municipalities; the year is kept."""

    stage = forms.ChoiceField(label=lazy("Answer"))
    year = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(key, label) for key, (label, _colour) in STAGES.items()]
        self.fields["stage"].choices = any_choice(choices)  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """Those at this stage."""
        wanted = self.cleaned_data["stage"]
        return [row for row in rows if row.stage == wanted] if wanted else rows

    def chosen(self) -> dict[str, Any]:
        """The year is not a choice of the filter."""
        return {key: value for key, value in super().chosen().items() if key != "year"}


def number(key: str, label: Any, value: Any) -> Column:
    """A column of numbers."""
    return Column(key, label, value, sort=lambda line: value(line) or 0, kind="number")


@requires("capacity.ask")
def answers(request: Request, outcome: Outcome) -> HttpResponse:
    """Every municipality that is asked or has decided, with the national sums of this and earlier years."""
    actor, year = request.actor, year_of(request)
    rows = queries.answers(year, actor=actor)
    settled = outcome.settled_by_organisation(year, actor=actor)
    names = Organisation.objects.filter(id__in={*rows, *settled}, kind=OrganisationKind.MUNICIPALITY).order_by("name")
    lines = [
        Line(
            row,
            rows.get(row.id, Answers()),
            settled.get(row.id, 0),
            stage_of(rows.get(row.id, Answers()), request.today),
        )
        for row in names
    ]
    years = _years(year, rows, settled, outcome, request)
    context = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "figures": _figures(years[-1]),
        "chart": _chart(years) if any(row.asked or row.settled for row in years) else None,
        "waiting": sum(line.stage in ("waiting", "late") for line in lines),
    }
    page = ListPage(
        request,
        "planning.answers",
        _("Request, decision and settled in %(year)s") % {"year": year},
        lines,
        _columns(),
        filters=StageFilter,
        sort="name",
        empty_title=_("No municipality has been asked for places in %(year)s") % {"year": year},
    )
    return page.respond("planning/answers.html", context)


def _columns() -> list[Column]:
    return [
        Column(
            "name",
            lazy("Municipality"),
            lambda line: line.organisation.name,
            sort=lambda line: line.organisation.name,
            url=lambda line: (
                reverse("planning:municipality", args=[line.organisation.id])
                + (f"?year={line.answers.requests[0].year}" if line.answers.requests else "")
            ),
        ),
        number("asked", lazy("Asked for"), lambda line: line.answers.asked.total),
        number("decided", lazy("Decided"), lambda line: line.decided.total if line.answers.decided else None),
        number("percent", lazy("Per cent"), lambda line: line.percent if line.answers.decided else None),
        number("settled", lazy("Settled"), lambda line: line.settled),
        Column(
            "stage",
            lazy("Answer"),
            lambda line: Tag(str(STAGES[line.stage][0]), STAGES[line.stage][1]),  # type: ignore[arg-type]
            sort=lambda line: line.stage,
            kind="status",
        ),
    ]


def _years(year: int, rows: dict[int, Answers], settled: Any, outcome: Outcome, request: Request) -> list[YearSums]:
    """The sums of up to four earlier years that have requests, and of this one."""
    actor = request.actor
    earlier = [each for each in queries.years(actor=actor) if each < year][:4]
    result = [
        queries.sums(
            each,
            queries.answers(each, actor=actor),
            sum(outcome.settled_by_organisation(each, actor=actor).values()),
        )
        for each in reversed(earlier)
    ]
    return [*result, queries.sums(year, rows, sum(settled.values()))]


def _figures(row: YearSums) -> list[Figure]:
    asked = ngettext("%(count)s municipality", "%(count)s municipalities", row.asked_municipalities)
    decided = ngettext("%(count)s municipality", "%(count)s municipalities", row.decided_municipalities)
    return [
        Figure(row.asked, _("Asked for"), explanation=asked % {"count": row.asked_municipalities}),
        Figure(row.decided, _("Decided"), explanation=decided % {"count": row.decided_municipalities}),
        Figure("–" if row.percent is None else f"{row.percent} %", _("Decided of asked for")),
        Figure(row.settled, _("Settled")),
    ]


def _chart(rows: list[YearSums]) -> charts.Chart:
    """Asked, decided and settled, year by year, side by side."""
    names = (_("Asked for"), _("Decided"), _("Settled"))
    return side_by_side(
        _("Asked, decided and settled"), names, {row.year: (row.asked, row.decided, row.settled) for row in rows}
    )


def side_by_side(title: str, names: tuple[str, ...], years: Mapping[int, tuple[int, ...]]) -> charts.Chart:
    """Bars beside each other, a group for each year."""
    data = [
        {"year": str(year), "series": name, "value": value}
        for year, values in sorted(years.items())
        for name, value in zip(names, values, strict=True)
    ]
    spec = {
        "data": {"values": data},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
            "xOffset": {"field": "series", "sort": list(names)},
            "y": {"field": "value", "type": "quantitative", "title": _("persons"), "axis": {"tickCount": 5}},
            "color": {
                "field": "series",
                "type": "nominal",
                "sort": list(names),
                "legend": {"columns": 1, "title": None},
            },
        },
    }
    rows = [[str(year), *values] for year, values in sorted(years.items())]
    return charts.Chart(title, _("In each year, from the data as they are now."), spec, [_("Year"), *names], rows)


@requires("capacity.ask")
def ask(request: Request) -> HttpResponse:
    """One request: the year's to a municipality outside the round, or a supplementary one."""
    rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY).order_by("name")
    chosen, year = request.GET.get("municipality", ""), year_of(request)
    form = AskForm(
        given(request),
        organisations=[(str(row.id), row.name) for row in rows],
        initial={"year": year, "organisation": chosen},
    )

    def run(said: dict[str, Any]) -> None:
        actions.ask_for_places(
            int(said["organisation"]),
            year=said["year"],
            ordinary=said["ordinary"],
            minors=said["minors"],
            answer_by=said["answer_by"],
            reason=said["reason"],
            today=request.today,
            actor=request.actor,
        )

    return step(
        request,
        form,
        run,
        title=_("Ask one municipality"),
        text=_("If it has been asked for the same year before, this is a supplementary request: the sum counts."),
        action=_("Send the request"),
        done=_("The request is sent."),
        back_url=f"{reverse('planning:answers')}?year={year}",
    )


@require_POST
@requires("capacity.ask")
def remind(request: Request) -> HttpResponse:
    """Remind everyone who has not answered."""
    year = year_of(request)

    def told(count: int) -> str:
        if not count:
            return _("Everyone who has not answered has been reminded today already.")
        return ngettext("%(count)s municipality is reminded.", "%(count)s municipalities are reminded.", count) % {
            "count": count
        }

    return button(
        request,
        lambda: actions.remind(year, today=request.today, actor=request.actor, all_of_them=True),
        done=told,
        back_url=f"{reverse('planning:answers')}?year={year}",
    )
