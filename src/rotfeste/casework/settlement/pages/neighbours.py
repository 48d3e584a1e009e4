"""Agreements by which municipalities settle the residents of an integration reception centre nearby."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.actions.neighbours import AgreedAlready, EndsBeforeItBegins
from rotfeste.casework.settlement.models import NeighbourAgreement
from rotfeste.casework.settlement.pages.special import respond
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.lists import Column


@requires("settlement.request")
def neighbours(request: Request) -> HttpResponse:
    """Which municipalities settle the residents of which integration centre."""

    def stands(row: NeighbourAgreement) -> Tag:
        if row.until_on is not None and row.until_on <= request.today:
            return Tag(_("Ended"), "neutral")
        return Tag(_("In force"), "success") if row.from_on <= request.today else Tag(_("Not begun"), "info")

    columns = [
        Column("centre", lazy("Integration reception centre"), lambda row: row.centre.name, sort="centre__name"),
        Column(
            "municipality", lazy("Municipality nearby"), lambda row: row.municipality.name, sort="municipality__name"
        ),
        Column("from", lazy("From"), lambda row: row.from_on, sort="from_on", kind="date"),
        Column("until", lazy("Until"), lambda row: row.until_on, sort="until_on", kind="date"),
        Column("stands", lazy("Status"), stands, kind="status"),
        Column(
            "end",
            lazy("Change"),
            lambda row: _("End the agreement") if row.until_on is None else "",
            url=lambda row: reverse("settlement:end_neighbour", args=[row.id]) if row.until_on is None else "",
        ),
    ]
    return respond(
        request,
        "neighbours",
        queries.agreements(actor=request.actor),
        columns,
        note=_("Residents of these centres are settled in a municipality nearby; elsewhere only with a reason."),
        button=(reverse("settlement:agree_neighbour"), _("Register an agreement")),
        empty_title=_("No agreements yet"),
    )


@requires("settlement.request")
def agree(request: Request) -> HttpResponse:
    """Register an agreement."""
    municipalities = Organisation.objects.filter(kind="municipality").order_by("name")
    form = forms.AgreementForm(
        request.POST if request.method == "POST" else request.held,
        centres=[(str(row.id), row.name) for row in queries.integration_centres()],
        municipalities=[(str(row.id), row.name) for row in municipalities],
        initial={"from_on": request.today},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.agree_with_neighbour(
                int(said["centre"]),
                municipality_id=int(said["municipality"]),
                from_on=said["from_on"],
                until_on=said["until_on"],
                actor=request.actor,
            )
        except AgreedAlready:
            form.add_error("municipality", _("The two have an agreement in this period already."))
        except EndsBeforeItBegins:
            form.add_error("until_on", _("An agreement ends after it begins."))
        else:
            messages.success(request, _("The agreement is registered."))
            return redirect("settlement:neighbours")
    return _confirm(request, form, _("An agreement to settle residents nearby"), _("Register"))


@requires("settlement.request")
def end_agreement(request: Request, agreement_id: int) -> HttpResponse:
    """End an agreement."""
    queries.agreements(actor=request.actor).get(id=agreement_id)
    form = forms.EndAgreementForm(
        request.POST if request.method == "POST" else request.held, initial={"until_on": request.today}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_neighbour_agreement(agreement_id, until_on=form.cleaned_data["until_on"], actor=request.actor)
        except EndsBeforeItBegins:
            form.add_error("until_on", _("An agreement ends after it begins."))
        else:
            messages.success(request, _("The agreement ends."))
            return redirect("settlement:neighbours")
    return _confirm(request, form, _("End the agreement"), _("End the agreement"))


def _confirm(request: Request, form: Any, title: str, action: str) -> HttpResponse:
    context = {"form": form, "title": title, "action": action, "back_url": reverse("settlement:neighbours")}
    return render(request, "ui/step.html", context)
