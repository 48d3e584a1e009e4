"""Pages of extracts for research: ordered by one, approved by another, fetched until the time is over."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.insight.extracts import actions, queries, words
from rotfeste.insight.extracts.format import as_csv
from rotfeste.insight.extracts.forms import DecideForm, OrderForm
from rotfeste.insight.extracts.pages import as_file
from rotfeste.insight.extracts.states import ExtractStatus

REFUSALS = steps.Refusals(
    tuple(words.REFUSALS),
    words.refusal,
    fields={actions.ExpiresTooEarly: "expires_on", actions.ApprovedByAnother: "approved"},
)


@requires("extracts.read")
def extracts(request: Request) -> HttpResponse:
    """Every extract: for whom, from which year, how far it has come, and how many persons are in it."""
    page = ListPage(
        request,
        "extracts",
        _("Extracts for research"),
        queries.research_extracts(actor=request.actor),
        _columns(),
        empty_title=_("No extracts"),
        empty_text=_("An extract is ordered from a closed year, approved by someone else, and has pseudonyms."),
    )
    return page.respond("extracts/extracts.html", {"may_order": request.actor.may("extracts.research")})


def _columns() -> list[Column]:
    return [
        Column("title", lazy("Project"), lambda row: row.title, sort=lambda row: row.title,
               url=lambda row: reverse("extracts:extract", args=[row.id])),
        Column("receiver", lazy("Receiver"), lambda row: row.receiver),
        Column("year", lazy("Year"), lambda row: str(row.frozen.year)),
        Column("persons", lazy("Persons"), lambda row: row.persons, kind="number"),
        Column("expires", lazy("Until"), lambda row: row.expires_on, sort=lambda row: row.expires_on, kind="date"),
        Column("status", lazy("Stands"), words.status_tag, kind="status"),
    ]  # fmt: skip


@requires("extracts.read")
def extract(request: Request, extract_id: int) -> HttpResponse:
    """One extract, and what can be done with it."""
    row = queries.research_extract(extract_id, actor=request.actor)
    may, approved = request.actor.may("extracts.research"), row.status == ExtractStatus.APPROVED
    context = {
        "row": row,
        "tag": words.status_tag(row),
        "columns": [words.FIELDS[name] for name in row.fields],
        "may_decide": may and row.status == ExtractStatus.ORDERED and row.ordered_by_id != request.actor.user_id,
        "waits": row.status == ExtractStatus.ORDERED and row.ordered_by_id == request.actor.user_id,
        "may_fetch": may and approved and request.today < row.expires_on,
        "may_close": request.actor.may("extracts.close") and approved,
    }
    return render(request, "extracts/extract.html", context)


@requires("extracts.research")
def order(request: Request) -> HttpResponse:
    """Order an extract."""
    form = OrderForm(steps.given(request), years=queries.frozen_years(actor=request.actor))

    def run() -> None:
        given = {key: value for key, value in form.cleaned_data.items() if key not in ("frozen", "columns")}
        actions.order_extract(
            int(form.cleaned_data["frozen"]),
            fields=form.cleaned_data["columns"],
            today=request.today,
            actor=request.actor,
            **given,
        )

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("Order an extract for research"),
        action=_("Order the extract"),
        done=_("The extract is ordered. Someone else in the directorate decides."),
        back=reverse("extracts:extracts"),
    )


@requires("extracts.research")
def decide(request: Request, extract_id: int) -> HttpResponse:
    """Approve or refuse an extract that someone else has ordered."""
    row = queries.research_extract(extract_id, actor=request.actor)
    form = DecideForm(steps.given(request))
    return steps.page(
        request,
        form,
        lambda: actions.decide_extract(
            row.id,
            approved=form.cleaned_data["approved"] == "yes",
            reason=form.cleaned_data["reason"],
            today=request.today,
            actor=request.actor,
        ),
        REFUSALS,
        title=f"{_('Decide on the extract')}: {row.title}",
        text=_(
            "When it is approved, everyone in it can see so on their own page."
            " Whoever has reserved themselves is left out."
        ),
        action=_("Save the decision"),
        done=_("The decision is registered."),
        back=reverse("extracts:extract", args=[row.id]),
    )


@requires("extracts.close")
def close(request: Request, extract_id: int) -> HttpResponse:
    """Close an extract before its time."""
    row = queries.research_extract(extract_id, actor=request.actor)
    form = Form(steps.given(request))
    return steps.page(
        request,
        form,
        lambda: actions.close_extract(row.id, actor=request.actor),
        REFUSALS,
        title=f"{_('Close the extract')}: {row.title}",
        text=_("The key of the pseudonyms is deleted. The file cannot be made again."),
        action=_("Close the extract"),
        done=_("The extract is closed, and the key of its pseudonyms is deleted."),
        danger=True,
        back=reverse("extracts:extract", args=[row.id]),
    )


@requires("extracts.research")
def file(request: Request, extract_id: int) -> HttpResponse:
    """The lines with pseudonyms."""
    row = queries.research_extract(extract_id, actor=request.actor)
    try:
        names, lines = queries.research_lines(row.id, today=request.today, actor=request.actor)
    except queries.NotOpen as error:
        messages.error(request, words.refusal(error))
        return redirect("extracts:extract", row.id)
    return as_file(as_csv(lines, names), f"nir-forskning-{row.id}.csv")
