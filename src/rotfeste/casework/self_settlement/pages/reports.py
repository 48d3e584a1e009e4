"""Reports about demands for money, as the directorate's case workers have them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.self_settlement import actions, forms, queries
from rotfeste.casework.self_settlement.models import MoneyReport
from rotfeste.casework.self_settlement.pages import words
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.lists import Column, ListPage


@requires("self_settlement.tips")
def reports(request: Request) -> HttpResponse:
    """Everything that was reported, the newest first."""
    names = {row.code: row.name for row in places.tiles(request.today)}
    return ListPage(
        request,
        "self_settlement.reports",
        _("Reports about demands for money"),
        queries.reports(actor=request.actor),
        [
            Column(
                "at",
                lazy("Reported"),
                lambda row: f"{row.reported_at:%d.%m.%Y %H:%M}",
                sort="reported_at",
                url=lambda row: reverse("self_settlement:one_report", args=[row.id]),
            ),
            Column("status", lazy("Status"), lambda row: words.report_tag(row.status), sort="status", kind="status"),
            Column("place", lazy("Municipality"), lambda row: names.get(row.place_code, ""), sort="place_code"),
            Column("amount", lazy("Amount"), lambda row: row.amount_nok, sort="amount_nok", kind="number"),
            Column("by", lazy("Taken up by"), lambda row: row.taken_up_by.name if row.taken_up_by else ""),
        ],
        filters=forms.ReportFilter,
        sort="-at",
        shown=lambda rows, how: audit.searched(request.actor, "self_settlement.reports", shown=len(rows), how=how),
        empty_title=_("Nobody has reported anything"),
        exportable=False,
    ).respond()


@requires("self_settlement.tips")
def one_report(request: Request, report_id: UUID) -> HttpResponse:
    """One report: what was told, and what is done about it."""
    row = queries.report(report_id, actor=request.actor)
    form = forms.CloseForm(request.POST if request.method == "POST" else request.held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_report(row.id, today=request.today, actor=request.actor, **form.cleaned_data)
        except words.REFUSED as error:
            form.add_error(None, words.refusal(error))
        else:
            messages.success(request, _("The report is closed."))
            return redirect("self_settlement:reports")
    audit.read(request.actor, "self_settlement.report", persons=[])
    context = {
        "report": row,
        "tag": words.report_tag(row.status),
        "place": next((each.name for each in places.tiles(request.today) if each.code == row.place_code), ""),
        "form": form,
        "is_open": row.status != "closed",
    }
    return render(request, "self_settlement/report.html", context)


@require_POST
@requires("self_settlement.tips")
def take_up(request: Request, report_id: UUID) -> HttpResponse:
    """A case worker takes the report up."""
    try:
        row: MoneyReport = actions.take_up_report(report_id, actor=request.actor)
    except words.REFUSED as error:
        messages.warning(request, words.refusal(error))
        return redirect("self_settlement:one_report", report_id)
    messages.success(request, _("You have taken up the report."))
    return redirect("self_settlement:one_report", row.id)
