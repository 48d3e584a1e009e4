"""A page for one step of a participant's way."""

from collections.abc import Callable
from typing import Any, Unpack

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.words import REFUSED, about, refusal
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.ui import steps

REFUSALS = steps.Refusals(REFUSED, refusal, {actions.TooLong: "last_day"}, about=about)


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
    run: Callable[[Any], object],
    initial: dict[str, Any] | None = None,
    back: str = "participant",
    **said: Unpack[steps.Said],
) -> HttpResponse:
    """A step on the way of one person, who is gone `back` to."""
    shown = form(steps.given(request), initial=initial or {})

    def home(_made: object = None) -> str:
        return where(request, person_id, back)

    return steps.page(request, shown, lambda: run(shown), REFUSALS, back=home(), after=home, **said)
