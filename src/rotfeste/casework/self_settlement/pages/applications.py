"""Applications: the list, one application, and what the municipality and the directorate do with it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, Unpack

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.self_settlement import actions, forms, queries
from rotfeste.casework.self_settlement.actions import ApplicationChanged
from rotfeste.casework.self_settlement.models import Application
from rotfeste.casework.self_settlement.pages import words
from rotfeste.casework.self_settlement.plain.words import DECLINED, WARNINGS
from rotfeste.casework.self_settlement.queries import ApplicationView
from rotfeste.casework.self_settlement.rules.clearing import Check
from rotfeste.casework.self_settlement.rules.documents import EXTENSIONS
from rotfeste.casework.self_settlement.states import APPLICATION_ROADS, ApplicationStatus
from rotfeste.casework.settlement.pages.words import some_days
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui import charts, steps
from rotfeste.foundation.ui.components import Moment
from rotfeste.foundation.ui.lists import Column, ListPage

S = ApplicationStatus


@requires("self_settlement.read")
def applications(request: Request) -> HttpResponse:
    """Everyone's applications, as far as the actor has a task with them; and how long each step takes."""
    today = request.today

    def shown(rows: list[Application], how: str) -> None:
        audit.searched(request.actor, "self_settlement.applications", persons=[row.person_id for row in rows], how=how)

    page = ListPage(
        request,
        "self_settlement.applications",
        _("Applications for self-settlement"),
        queries.applications(actor=request.actor),
        [
            Column(
                "name",
                lazy("Applicant"),
                lambda row: f"{row.person.family_name}, {row.person.given_name}",
                sort=("person__family_key", "person__given_key"),
                url=lambda row: reverse("self_settlement:application", args=[row.id]),
            ),
            Column("size", lazy("Persons"), lambda row: row.case.size, sort="case__size", kind="number"),
            Column("place", lazy("Municipality"), lambda row: row.organisation.name, sort="organisation__name"),
            Column("status", lazy("Status"), lambda row: words.status_tag(row.status), sort="status", kind="status"),
            Column("here", lazy("Days here"), lambda row: days_here(row, today), sort="status_since_on", kind="number"),
            Column("deadline", lazy("Answer by"), lambda row: row.deadline_on, sort="deadline_on", kind="date"),
            Column("rent", lazy("Rent"), lambda row: row.rent_nok, sort="rent_nok", kind="number"),
        ],
        filters=forms.ApplicationFilter,
        shown=shown,
        empty_title=_("No applications"),
        empty_text=_("When a refugee has found a dwelling and applies, the application is shown here."),
    )
    return page.respond("self_settlement/applications.html", {"chart": days_chart(request)})


def days_here(row: Application, today: date) -> int | None:
    """Days in the present step; nothing once it is finished."""
    return (today - row.status_since_on).days if APPLICATION_ROADS[row.status] else None


def days_chart(request: Request) -> charts.Chart | None:
    """Mean days with the municipality and with the directorate, month by month."""
    series: dict[str, dict[date, float | None]] = defaultdict(dict)
    for row in queries.days_per_step(actor=request.actor):
        series[str(S(row["status"]).label)][row["month"]] = round(row["days"].total_seconds() / 86400, 1)
    if not series:
        return None
    return charts.months(
        _("Days in each step"),
        dict(series),
        description=_("Mean days with the municipality and with the directorate, by the month they answered."),
        kind="line",
        unit=_("days"),
    )


@requires("self_settlement.read")
def application(request: Request, application_id: int) -> HttpResponse:
    """One application: the dwelling, the rent beside the local level, the points to look at, and its way."""
    view = queries.application_view(application_id, today=request.today, actor=request.actor)
    row = view.application
    checks: tuple[Check, ...] = ()
    if not request.actor.in_centre:
        checks = queries.checks_of(row, today=request.today, actor=request.actor)
    context = {
        "view": view,
        "tag": words.status_tag(row.status),
        "warnings": [WARNINGS[code] for code in view.warnings],
        "declined": DECLINED.get(row.reason_code, ""),
        "checks": [(words.CHECKS[check.code], words.outcome_tag(check.outcome)) for check in checks],
        "moments": moments(view),
        "steps": next_steps(view, request),
    }
    return render(request, "self_settlement/application.html", context)


def moments(view: ApplicationView) -> list[Moment]:
    """Where the application has been, for how many days, and what is left."""
    found = [
        Moment(
            str(S(step.status).label),
            step.from_on,
            who=step.by_organisation,
            state="now" if step.until_on is None and APPLICATION_ROADS[step.status] else "done",
            text=some_days(view.days_in(step)) if APPLICATION_ROADS[step.status] else "",
        )
        for step in view.steps
    ]
    ahead = {S.DRAFT: (S.SENT, S.APPROVED, S.CLEARED), S.SENT: (S.APPROVED, S.CLEARED), S.APPROVED: (S.CLEARED,)}
    return found + [Moment(str(row.label), state="ahead") for row in ahead.get(S(view.application.status), ())]


def next_steps(view: ApplicationView, request: Request) -> list[tuple[str, str, bool]]:
    """What the actor can do with it now: words, address, and whether it is what one usually does."""
    row, actor, found = view.application, request.actor, []
    if row.status == S.SENT and actor.may("self_settlement.answer") and row.organisation_id in actor.organisations:
        found += [(_("Approve"), "approve", True), (_("Decline"), "decline", False)]
    if row.status == S.APPROVED and actor.may("self_settlement.clear"):
        found += [(_("Clear, and make the decision"), "clear", True), (_("Do not clear"), "refuse", False)]
    if row.status == S.DRAFT and actor.may("self_settlement.apply"):
        found += [(_("Fill in the dwelling"), "dwelling", True), (_("Hand in the contract"), "hand_in", True)]
        found += [(_("Send to the municipality"), "send", True)]
    if APPLICATION_ROADS[row.status] and actor.may("self_settlement.apply"):
        found += [(_("Withdraw"), "withdraw", False)]
    return [(label, reverse(f"self_settlement:{name}", args=[row.id]), main) for label, name, main in found]


@requires("self_settlement.read")
def contract(request: Request, application_id: int) -> HttpResponse:
    """The contract as it was handed in: saved, never shown in the page."""
    row = actions.open_contract(application_id, actor=request.actor)
    return download(row)


def download(row: Any) -> HttpResponse:
    """A document that someone else has made: as a file to save, so that nothing in it runs here."""
    name = f"contract-{row.application_id}.{EXTENSIONS[row.kind]}"
    return HttpResponse(
        bytes(row.content),
        content_type=row.kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


REFUSALS = steps.Refusals(
    words.REFUSED, words.refusal, newest={ApplicationChanged: lambda error: error.application.version}
)


def step(
    request: Request,
    application_id: int,
    *,
    form: Callable[..., Any],
    run: Callable[[dict[str, Any]], object],
    initial: dict[str, Any] | None = None,
    **said: Unpack[steps.Said],
) -> HttpResponse:
    """A form for one step; on a refusal, say why and keep what was typed."""
    view = queries.application_view(application_id, today=request.today, actor=request.actor)
    files = {"files": request.FILES} if request.method == "POST" and request.FILES else {}
    filled = form(steps.given(request), initial={**(initial or {}), "version": view.application.version}, **files)
    back = reverse("self_settlement:application", args=[application_id])

    def after(_made: object) -> str:
        seen = Application.objects.visible_to(request.actor).filter(id=application_id).exists()
        return back if seen else reverse("front")

    return steps.page(request, filled, lambda: run(filled.cleaned_data), REFUSALS, back=back, after=after, **said)
