"""A page for one step of a case."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rotfeste.casework.settlement.actions import ChangedMeanwhile
from rotfeste.casework.settlement.forms import CaseForm
from rotfeste.casework.settlement.pages.words import REFUSED, refusal
from rotfeste.casework.settlement.queries import CaseView
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.ui import steps

REFUSALS = steps.Refusals(REFUSED, refusal, newest={ChangedMeanwhile: lambda error: error.case.version})


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
    shown = form(steps.given(request), initial={**initial, "version": view.case.version})
    if steps.done(request, shown, lambda: run(shown.cleaned_data), REFUSALS):
        messages.success(request, done)
        may_see = view.case.__class__.objects.visible_to(request.actor).filter(id=view.case.id).exists()
        return redirect(after, view.case.id) if may_see and after == "settlement:case" else redirect(_list_of(request))
    page = {"view": view, "form": shown, "title": title, "text": text, "action": action, "danger": danger}
    page["back_url"] = reverse("settlement:case", args=[view.case.id])
    return render(request, template, {**page, **(context or {})})


def _list_of(request: Request) -> str:
    return "settlement:requests" if request.actor.in_municipality else "settlement:queue"
