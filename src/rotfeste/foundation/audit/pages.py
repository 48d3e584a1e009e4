"""The trail for the auditor and the administrator, and everyone's own activity."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions, queries
from rotfeste.foundation.audit.forms import TrailForm

PAGE = 50


@requires("audit.read")
def trail(request: Request) -> HttpResponse:
    """Who searched for, read or changed what: for the auditor."""
    return _searched(request, _("The audit trail"))


@requires("access.administer")
def organisation_trail(request: Request) -> HttpResponse:
    """What the own organisation's users did: for their administrator."""
    return _searched(request, _("What the organisation's users did"))


@requires()
def own_activity(request: Request) -> HttpResponse:
    """What I did myself."""
    form = TrailForm({"before": request.GET.get("before")})
    before = form.cleaned_data["before"] if form.is_valid() else None
    shown = _page(queries.own_activity(request.actor), before)
    return render(request, "audit/own_activity.html", shown)


def _searched(request: Request, title: str) -> HttpResponse:
    form = TrailForm(request.GET)
    shown: dict[str, Any] = {"events": []}
    if form.is_valid():
        criteria = form.criteria()
        shown = _page(queries.trail(request.actor, **criteria), form.cleaned_data["before"])  # type: ignore[arg-type]
        person = form.cleaned_data["person"]
        asked = sorted(name for name, value in form.cleaned_data.items() if value)
        actions.searched(request.actor, "audit.trail", persons=[person] if person else [], by=asked)
    shown["older_query"] = _older(request, shown)
    return render(request, "audit/trail.html", {"form": form, "title": title, **shown})


def _page(events: "queries.Events", before: int | None) -> dict[str, Any]:
    """One page of events, and the key that the next one starts before."""
    if before is not None:
        events = events.filter(id__lt=before)
    rows = list(events[: PAGE + 1])
    return {"events": rows[:PAGE], "older": rows[PAGE - 1].id if len(rows) > PAGE else None}


def _older(request: Request, shown: dict[str, Any]) -> str:
    query = request.GET.copy()
    query["before"] = str(shown.get("older") or "")
    return query.urlencode()
