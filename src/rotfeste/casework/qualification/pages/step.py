"""A page for one step: a form, one call, and a clear answer. What was typed is never lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rotfeste.casework.qualification.words import REFUSED, refusal
from rotfeste.foundation.access.doorway import Request


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
) -> HttpResponse:
    """Show the form; on a good answer run the action and go back to the participant; on a refusal say why, keep all."""
    given = request.POST if request.method == "POST" else request.held
    shown = form(given, initial=initial or {})
    if request.method == "POST" and shown.is_valid():
        try:
            with transaction.atomic():
                run(shown)
        except REFUSED as error:
            shown.add_error(None, refusal(error))
        else:
            messages.success(request, done)
            return redirect("qualification:participant", person_id)
    context = {
        "form": shown,
        "title": title,
        "text": text,
        "action": action,
        "danger": danger,
        "back_url": reverse("qualification:participant", args=[person_id]),
    }
    return render(request, "ui/confirm.html", context)
