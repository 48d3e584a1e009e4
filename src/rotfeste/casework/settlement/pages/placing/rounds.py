"""Rounds of placement: the list, beginning one, and computing one again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.settlement import actions, jobs
from rotfeste.casework.settlement.forms.placing import TermsForm
from rotfeste.casework.settlement.pages.placing import words
from rotfeste.casework.settlement.pages.placing.words import number
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.lists import Column, ListPage

MOST_AT_ONCE = 500
"""A larger round is computed again by the command: a page should not keep someone waiting."""


def gap(value: float | None) -> str:
    """The proven distance to the best, in per cent."""
    return "" if value is None else f"{number(round(100 * value, 2)) if value >= 0.0005 else '< 0,1'} %"


@requires("settlement.request")
def rounds(request: Request) -> HttpResponse:
    """Every round, the newest first."""
    columns = [
        Column(
            "made",
            lazy("Begun"),
            lambda row: row.made_on,
            kind="date",
            url=lambda row: reverse("settlement:placement", args=[row.id]),
        ),
        Column("by", lazy("By"), lambda row: row.made_by.name if row.made_by else ""),
        Column("households", lazy("Households"), lambda row: row.households, sort="households", kind="number"),
        Column("persons", lazy("Persons"), lambda row: row.persons, sort="persons", kind="number"),
        Column("gap", lazy("At most from the best"), lambda row: gap(row.gap), sort="gap", kind="number"),
        Column("status", lazy("Status"), words.round_tag, sort="status", kind="status"),
    ]
    return ListPage(
        request,
        "settlement.placing",
        _("Placement"),
        placing.placements(actor=request.actor),
        columns,
        empty_title=_("No round yet"),
        empty_text=_("A round proposes a municipality for everyone who is ready. A person decides each case."),
    ).respond("settlement/placing/rounds.html")


@requires("settlement.request")
def start(request: Request) -> HttpResponse:
    """Set the weights, and begin."""
    actor = request.actor
    latest = placing.placements(actor=actor).first()
    form = TermsForm(
        request.POST if request.method == "POST" else request.held,
        standard=standard_terms(request.today),
        earlier=latest is not None,
    )
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        after = latest.id if latest and form.cleaned_data.get("keep") else None
        try:
            row = actions.start_placement(terms=form.terms(), today=request.today, actor=actor, after=after)
        except words.STARTING as error:
            faults = words.cannot_start(error, dict(Organisation.objects.values_list("id", "name")))
        else:
            jobs.place_later(row.id)
            messages.success(request, _("The round has begun."))
            return redirect("settlement:placement", row.id)
    parts = [field for field in form if field.name.startswith("weight_")]
    others = [field for field in form if not field.name.startswith("weight_")]
    context = {"form": form, "faults": faults, "parts": parts, "others": others}
    return render(request, "settlement/placing/start.html", context)


@require_POST
@requires("settlement.request")
def interrupt(request: Request, round_id: int) -> HttpResponse:
    """Use the best so far."""
    try:
        actions.interrupt_placement(round_id, actor=request.actor)
    except NoSuchRoad:
        messages.info(request, _("The round is computed already."))
    else:
        messages.success(request, _("The best so far will be used."))
    return redirect("settlement:placement", round_id)


@requires("settlement.request")
def again(request: Request, round_id: int) -> HttpResponse:
    """Compute a round again from what it kept, and compare."""
    row = placing.placement(round_id, actor=request.actor)
    found: Any = None
    if request.method == "POST" and row.done and row.households <= MOST_AT_ONCE:
        found = placing.again(round_id, actor=request.actor)
    context = {"round": row, "found": found, "may": row.done and row.households <= MOST_AT_ONCE}
    return render(request, "settlement/placing/again.html", context)
