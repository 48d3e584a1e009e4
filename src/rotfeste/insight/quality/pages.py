"""Pages of data quality: the own municipality, what to mend there, and the country for the directorate."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.charts import Chart
from rotfeste.foundation.ui.components import Figure, Tag
from rotfeste.foundation.ui.fields import FilterForm
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.foundation.ui.tiles import Tile, TileMap
from rotfeste.insight.quality import queries, words
from rotfeste.insight.quality.queries import Municipality, ToMend
from rotfeste.insight.quality.rules import BY_KEY, Score, total

MONTHS_BACK = 24
GOOD, FAIR = 95, 80
"""Shares that colours change at. Rotfeste's own; no source sets a target."""
LIMITS = (60, 80, 90, 95)


@requires("quality.read")
def quality(request: Request) -> HttpResponse:
    """The own municipality; for the directorate the country."""
    if request.actor.in_directorate:
        return _country(request)
    return _municipality(request, request.actor.organisations, request.actor.organisation_name)


@requires("quality.read")
def municipality(request: Request, organisation_id: int) -> HttpResponse:
    """One municipality's scores, for the directorate and for itself. Its persons are not shown to others."""
    if not request.actor.in_directorate and organisation_id not in request.actor.organisations:
        raise NotAllowed("quality.read")
    row = get_object_or_404(Organisation, id=organisation_id, kind__in=("municipality", "city_district"))
    return _municipality(request, (row.id,), row.name)


def _municipality(request: Request, organisations: tuple[int, ...], name: str) -> HttpResponse:
    actor = request.actor
    found = queries.quality(organisations, request.today, actor=actor)
    own = organisations[0] if len(organisations) == 1 else None
    context = {
        "name": name,
        "figures": _figures(found.total, found.timely, mend=actor.may("participants.register")),
        "scores": _chart(found.fields),
        "lines": _lines(found.fields, mend=actor.may("participants.register")),
        "timely": _timely(found.timely),
        "trend": _trend(queries.trend(MONTHS_BACK, request.today, actor=actor, organisation_id=own)),
        "nobody": not found.total.must,
    }
    return render(request, "quality/municipality.html", context)


def _country(request: Request) -> HttpResponse:
    month, rows, fields, late = queries.country(request.today, actor=request.actor)
    every = total(row.score for row in rows)
    page = ListPage(
        request,
        "quality.country",
        _("Data quality"),
        sorted((row for row in rows if row.score.must), key=lambda row: (row.score.percent or 0, -row.score.missing)),
        _columns(),
        empty_title=_("Nothing is counted yet"),
        empty_text=_("Every municipality is counted each night."),
    )
    context = {
        "figures": _figures(every, late, mend=False) if rows else [],
        "month": month,
        "map": _map(rows, request.today),
        "scores": _chart([row for key in BY_KEY for row in fields if row.key == key]),
        "timely": _timely([row for key in words.KINDS for row in late if row.key == key]),
        "trend": _trend(queries.trend(MONTHS_BACK, request.today, actor=request.actor)),
    }
    return page.respond("quality/country.html", context)


@requires("quality.read", "participants.register")
def to_mend(request: Request) -> HttpResponse:
    """Each person and field to mend, with the way to the page where it is mended."""
    rows = queries.to_mend(request.today, actor=request.actor)
    return ListPage(
        request,
        "quality.to_mend",
        _("To mend in the register"),
        rows,
        _mend_columns(),
        filters=MendFilter,
        shown=lambda shown, how: audit.searched(
            request.actor, "quality.to_mend", persons=[row.person.id for row in shown], how=how
        ),
        empty_title=_("Nothing to mend"),
        empty_text=_("Everything that must be registered by now is there."),
    ).respond()


class MendFilter(FilterForm):
    """Which field."""

    field = forms.ChoiceField(label=lazy("What is missing"), choices=[("", lazy("All")), *words.FIELDS.items()])

    def narrow(self, rows: Any) -> Any:
        """Only what lacks the field."""
        chosen = self.cleaned_data["field"]
        return [row for row in rows if not chosen or row.missing.field.key == chosen]


def _mend_columns() -> list[Column]:
    return [
        Column("name", lazy("Name"), lambda row: row.person.full_name, sort=lambda row: row.person.family_key,
               url=lambda row: reverse("qualification:participant", args=[row.person.id])),
        Column("field", lazy("What is missing"), lambda row: str(words.FIELDS[row.missing.field.key]),
               sort=lambda row: row.missing.field.key, url=_where),
        Column("since", lazy("Should have been there"), lambda row: row.missing.since,
               sort=lambda row: row.missing.since, kind="date"),
        Column("source", lazy("Source"), lambda row: row.missing.field.source),
    ]  # fmt: skip


def _where(row: ToMend) -> str:
    return reverse(row.missing.field.mend, args=[row.person.id])


def _columns() -> list[Column]:
    return [
        Column("name", lazy("Municipality"), lambda row: row.organisation.name, sort=lambda row: row.organisation.name,
               url=lambda row: reverse("quality:municipality", args=[row.organisation.id])),
        Column("score", lazy("Filled in and valid"), lambda row: tag(row.score), kind="status",
               sort=lambda row: row.score.percent if row.score.percent is not None else 101,
               export=lambda row: row.score.percent),
        Column("missing", lazy("To mend"), lambda row: row.score.missing, sort=lambda row: row.score.missing,
               kind="number"),
        Column("late", lazy("Registered late"), lambda row: row.timely.missing,
               sort=lambda row: row.timely.missing, kind="number"),
    ]  # fmt: skip


def tag(score: Score) -> Tag:
    """A share as a colour and the same in words."""
    share = score.percent
    if share is None:
        return Tag(_("Nothing to register"))
    return Tag(f"{share} %", "success" if share >= GOOD else "warning" if share >= FAIR else "danger")


def _figures(every: Score, timely: Iterable[Score], *, mend: bool) -> list[Figure]:
    late = total(timely)
    share = "–" if every.percent is None else f"{every.percent} %"
    on_time = "–" if late.percent is None else f"{late.percent} %"
    return [
        Figure(share, _("Filled in and valid"), explanation=_("Of all that must be there by now")),
        Figure(every.missing, _("To mend"), reverse("quality:to_mend") if mend else "",
               colour="warning" if every.missing else "success"),
        Figure(on_time, _("Registered in time this year"), explanation=_("Within two months after it happened")),
    ]  # fmt: skip


def _chart(rows: Iterable[Score]) -> Chart | None:
    asked = [row for row in rows if row.must]
    if not asked:
        return None
    there, missing = _("Filled in and valid"), _("To mend")
    return charts.bars(
        _("Field by field"),
        {str(words.FIELDS[row.key]): {there: row.there, missing: row.missing} for row in asked},
        description=_("For each field, of how many it must be there, and of how many it is."),
        unit=_("registrations"),
        first=_("Field"),
    )


def _lines(rows: Iterable[Score], *, mend: bool) -> list[dict[str, Any]]:
    return [
        {
            "label": words.FIELDS[row.key],
            "source": BY_KEY[row.key].source,
            "score": row,
            "tag": tag(row),
            "url": f"{reverse('quality:to_mend')}?field={row.key}" if mend and row.missing else "",
        }
        for row in rows
    ]


def _timely(rows: Iterable[Score]) -> list[tuple[Any, int, int, str]]:
    return [
        (words.KINDS[row.key], row.must, row.missing, "–" if row.percent is None else f"{row.percent} %")
        for row in rows
    ]


def _trend(found: dict[date, Score]) -> Chart | None:
    if len(found) < 2:
        return None
    label = _("Filled in and valid")
    return charts.months(
        _("Month by month"),
        {label: {month: row.percent for month, row in found.items()}},
        description=_(
            "The share of all that must be registered that was filled in and valid, by the latest count of each month."
        ),
        kind="line",
        unit=_("per cent"),
    )


def _map(rows: Iterable[Municipality], on: date) -> TileMap:
    """A square for each municipality; city districts are counted in the city's square."""
    found: dict[str, list[Municipality]] = {}
    for row in rows:
        found.setdefault((row.organisation.place_code or "")[:4], []).append(row)
    squares = []
    for each in places.tiles(on):
        here = found.get(each.code, [])
        score = total(row.score for row in here)
        said = _("%(there)s of %(must)s") % {"there": score.there, "must": score.must}
        own = next((row.organisation.id for row in here if row.organisation.place_code == each.code), None)
        url = reverse("quality:municipality", args=[own]) if own else ""
        squares.append(Tile(each.column, each.row, each.name, score.percent, said, url))
    return TileMap(
        title=_("Filled in and valid"),
        description=_(
            "One square is one municipality. The darker the square, the more of what must be registered is there."
        ),
        tiles=squares,
        limits=LIMITS,
        heads=[_("Municipality"), _("Filled in and valid")],
        unit=_("per cent"),
    )
