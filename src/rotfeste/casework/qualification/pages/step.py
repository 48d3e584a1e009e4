"""A page for one step of a participant's way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.words import REFUSED, refusal
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.ui import steps

REFUSALS = steps.Refusals(REFUSED, refusal)


def where(request: Request, person_id: int, back: str = "participant") -> str:
    """The page to go back to: the participant's, or, where they have moved away, that of the move."""
    moved = queries.gone(person_id, actor=request.actor)
    if moved is not None:
        return reverse("qualification:handover", args=[moved.id])
    return reverse(f"qualification:{back}", args=[person_id])


def step(
    request: Request,
    person_id: int,
    form: Callable[..., forms.Form],
    *,
    title: str,
    action: str,
    done: str,
    run: Callable[[Any], object],
    initial: dict[str, Any] | None = None,
    text: str = "",
    danger: bool = False,
    back: str = "participant",
) -> HttpResponse:
    """Show the form; on a good answer run the action and go `back`; on a refusal say why, keep all."""
    shown = form(steps.given(request), initial=initial or {})
    if steps.done(request, shown, lambda: run(shown), REFUSALS):
        messages.success(request, done)
        return redirect(where(request, person_id, back))
    context = {
        "form": shown,
        "title": title,
        "text": text,
        "action": action,
        "danger": danger,
        "back_url": where(request, person_id, back),
    }
    return render(request, "ui/step.html", context)
