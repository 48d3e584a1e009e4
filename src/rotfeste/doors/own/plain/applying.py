"""Applying for self-settlement: one page for the home, one for the contract, and the steps afterwards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rotfeste.casework.self_settlement import actions, queries
from rotfeste.casework.self_settlement.actions.applying import DWELLING
from rotfeste.casework.self_settlement.models import Application
from rotfeste.casework.self_settlement.pages.applications import download
from rotfeste.casework.self_settlement.plain.forms import ContractForm, DwellingForm
from rotfeste.casework.self_settlement.plain.words import DECLINED, STATUSES, WARNINGS
from rotfeste.casework.self_settlement.states import APPLICATION_ROADS, OPEN, ApplicationStatus
from rotfeste.doors.own.plain import words
from rotfeste.doors.own.plain.forms import NothingForm
from rotfeste.foundation.access.doorway import Request, own
from rotfeste.foundation.ui.languages import in_own_language

S = ApplicationStatus
ICONS = {S.DRAFT: "paper", S.SENT: "people", S.APPROVED: "eye", S.CLEARED: "yes"}
USUAL = (S.DRAFT, S.SENT, S.APPROVED, S.CLEARED)


@in_own_language
@own("self_settlement.apply")
def apply(request: Request, code: str) -> HttpResponse:
    """Begin an application to this municipality, or go on with the one that is open."""
    answer = queries.answer_of(code, request.today)
    if answer is None:
        raise Application.DoesNotExist
    open_one = queries.own_applications(actor=request.actor).filter(status__in=OPEN).first()
    if open_one is not None:
        messages.info(request, words.refusal(actions.applying.OpenAlready()))
        return redirect("own:application", open_one.id)
    form = NothingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = actions.begin(
                    request.actor.persons[0], place_code=code, today=request.today, actor=request.actor
                )
        except words.REFUSED as error:
            form.add_error(None, words.refusal(error))
        else:
            return redirect("own:application", made.id)
    return render(request, "own/plain/apply.html", {"answer": answer, "form": form})


@in_own_language
@own("own.read")
def application(request: Request, application_id: int) -> HttpResponse:
    """The application: what is left to do, or where it is, for how many days, and what came of it."""
    view = queries.application_view(application_id, today=request.today, actor=request.actor)
    row = view.application
    context = {
        "view": view,
        "status": STATUSES[row.status],
        "path": path(view),
        "warnings": [WARNINGS[code] for code in view.warnings],
        "declined": DECLINED.get(row.reason_code, ""),
        "is_draft": row.status == S.DRAFT,
        "is_open": bool(APPLICATION_ROADS[row.status]),
        "may_apply": request.actor.may("self_settlement.apply"),
    }
    return render(request, "own/plain/application.html", context)


def path(view: queries.ApplicationView) -> list[dict[str, Any]]:
    """Each step with its days: done, here or ahead; one that ended badly is the last."""
    been = {step.status: step for step in view.steps}
    ended = None if view.application.status in USUAL else S(view.application.status)
    found = []
    for status in (*(row for row in USUAL if row in been or ended is None), *((ended,) if ended else ())):
        step = been.get(status)
        here = status == view.application.status
        found.append(
            {
                "label": STATUSES[status],
                "icon": ICONS.get(status, "no"),
                "state": "ahead" if step is None else "now" if here else "done",
                "on": step.from_on if step else None,
                "days": view.days_in(step) if step and APPLICATION_ROADS[status] else None,
            }
        )
    return found


def change(
    request: Request,
    application_id: int,
    *,
    form: Callable[..., Any],
    title: str,
    action: str,
    run: Callable[[dict[str, Any]], object],
    text: str = "",
    initial: dict[str, Any] | None = None,
    danger: bool = False,
) -> HttpResponse:
    """One page with one thing to do. What was typed is kept when it must be mended."""
    row: Application = (
        Application.objects.visible_to(request.actor).select_related("organisation").get(id=application_id)
    )
    files = {"files": request.FILES} if request.FILES else {}
    filled = form(request.POST if request.method == "POST" else None, initial=initial, **files)
    if request.method == "POST" and filled.is_valid():
        try:
            with transaction.atomic():
                run(filled.cleaned_data)
        except words.REFUSED as error:
            filled.add_error(None, words.refusal(error))
        else:
            return redirect("own:application", application_id)
    context = {"form": filled, "title": title, "text": text, "action": action, "row": row, "danger": danger}
    return render(request, "own/plain/change.html", context)


@in_own_language
@own("self_settlement.apply")
def dwelling(request: Request, application_id: int) -> HttpResponse:
    """The home and what it costs."""
    row: Application = Application.objects.visible_to(request.actor).get(id=application_id)
    return change(
        request,
        application_id,
        form=DwellingForm,
        title=_("The home"),
        action=_("Save"),
        initial={name: getattr(row, name) for name in DWELLING},
        run=lambda given: actions.describe_dwelling(application_id, given, actor=request.actor),
    )


@in_own_language
@own("self_settlement.apply")
def contract(request: Request, application_id: int) -> HttpResponse:
    """The contract that nobody has signed."""

    def run(given: dict[str, Any]) -> object:
        content = ContractForm.read(given)
        return actions.attach_contract(application_id, content, now=timezone.now(), actor=request.actor)

    return change(
        request,
        application_id,
        form=ContractForm,
        title=_("The contract"),
        text=_("Do not sign it yet. Take a photo of every page, or choose a PDF."),
        action=_("Add the contract"),
        run=run,
    )


@in_own_language
@own("self_settlement.apply")
def send(request: Request, application_id: int) -> HttpResponse:
    """Off it goes."""
    return change(
        request,
        application_id,
        form=NothingForm,
        title=_("Send the application"),
        text=_("The municipality can then read about you and your family, and what you told in the interview."),
        action=_("Send"),
        run=lambda given: actions.send(application_id, today=request.today, actor=request.actor),
    )


@in_own_language
@own("self_settlement.apply")
def withdraw(request: Request, application_id: int) -> HttpResponse:
    """The person has changed their mind."""
    return change(
        request,
        application_id,
        form=NothingForm,
        title=_("Stop the application"),
        text=_("The municipality can no longer read about you. You can apply again."),
        action=_("Stop the application"),
        danger=True,
        run=lambda given: actions.withdraw(application_id, today=request.today, actor=request.actor),
    )


@in_own_language
@own("own.read")
def document(request: Request, application_id: int) -> HttpResponse:
    """The contract, back again."""
    return download(actions.open_contract(application_id, actor=request.actor))
