"""The year's planning on one page: the need, the distribution, the request and the answer."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from rotfeste.casework.planning import queries
from rotfeste.casework.planning.pages.words import status_tag, year_of
from rotfeste.foundation.access.doorway import Request, requires


@requires("planning.read")
def planning(request: Request) -> HttpResponseBase:
    """How far the planning of a year has come. A municipality goes to its own page."""
    actor, year = request.actor, year_of(request)
    if actor.in_municipality:
        return mine(request)
    answers = queries.answers(year, actor=actor)
    asked = [row for row in answers.values() if row.requests]
    calendar = queries.budget_calendar(year, today=request.today, actor=actor)
    may = actor.may("planning.decide")
    rounds = queries.rounds(year, actor=actor) if may else []
    context: dict[str, Any] = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "estimates": queries.versions(year, actor=actor),
        "rounds": [(row, status_tag(row.status)) for row in rounds],
        "asked": len(asked),
        "answered": sum(row.answered for row in asked),
        "asked_places": sum(row.asked.total for row in asked),
        "decided_places": sum(row.decided.total for row in answers.values() if row.decided),
        "late": sum(row.timing == "too_late" for row in calendar),
        "told": len(calendar),
        "tables": [row for row in queries.tables(actor=actor) if row.in_use] if may else [],
        "may_decide": may,
        "may_ask": actor.may("capacity.ask"),
    }
    return render(request, "planning/planning.html", context)


@requires("planning.read")
def mine(request: Request) -> HttpResponse:
    """One's own municipality's or city district's page."""
    if not request.actor.in_municipality:
        return redirect("planning:planning")
    page = reverse("planning:municipality", args=[request.actor.known_organisation])
    return redirect(f"{page}?year={year_of(request)}")
