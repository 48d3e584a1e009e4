"""A page for one step of a case: a form, one call, and a clear answer. What was typed is never lost."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rotfeste.casework.settlement.actions import ChangedMeanwhile
from rotfeste.casework.settlement.forms import CaseForm
from rotfeste.casework.settlement.pages.words import REFUSED, refusal
from rotfeste.casework.settlement.queries import CaseView
from rotfeste.foundation.access.doorway import Request


def step(
    request: Request,
    view: CaseView,
    *,
    form: Callable[..., CaseForm],
    initial: dict[str, Any],
    title: str,
    action: str,
    run: Callable[[dict[str, Any]], object],
    done: str,
    text: str = "",
    danger: bool = False,
    after: str = "settlement:case",
    template: str = "settlement/step.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; on a good answer, run the action and go back to the case; on a refusal, say why and keep all."""
    given = request.POST if request.method == "POST" else request.held
    shown = form(given, initial={**initial, "version": view.case.version})
    if request.method == "POST" and shown.is_valid():
        try:
            with transaction.atomic():
                run(shown.cleaned_data)
        except REFUSED as error:
            shown.add_error(None, refusal(error))
            if isinstance(error, ChangedMeanwhile):
                data = request.POST.copy()
                data["version"] = str(error.case.version)
                shown.data = data
        else:
            messages.success(request, done)
            may_see = view.case.__class__.objects.visible_to(request.actor).filter(id=view.case.id).exists()
            return (
                redirect(after, view.case.id) if may_see and after == "settlement:case" else redirect(_list_of(request))
            )
    return render(
        request,
        template,
        {
            "view": view,
            "form": shown,
            "title": title,
            "text": text,
            "action": action,
            "danger": danger,
            **(context or {}),
        },
    )


def _list_of(request: Request) -> str:
    return "settlement:requests" if request.actor.in_municipality else "settlement:queue"
