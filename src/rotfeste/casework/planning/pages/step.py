"""One step with a form, or with a button: one call, and a clear answer. What was typed is never lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rotfeste.casework.planning.pages.words import FIELD_OF, REFUSED, refusal
from rotfeste.foundation.access.doorway import Request

Run = Callable[[], object]


def step(
    request: Request,
    form: forms.Form,
    run: Callable[[dict[str, Any]], object],
    *,
    title: str,
    action: str,
    done: str,
    back_url: str,
    after_url: str = "",
    text: str = "",
    template: str = "planning/step.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; on a good answer run the action and go on; on a refusal say why, and keep all."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                run(form.cleaned_data)
        except REFUSED as error:
            name = FIELD_OF.get(type(error))
            form.add_error(name if name in form.fields else None, refusal(error))
        else:
            messages.success(request, done)
            return redirect(after_url or back_url)
    shown = {
        "form": form,
        "title": title,
        "action": action,
        "text": text,
        "back_url": back_url,
        "file_lost": bool(request.FILES) and bool(form.errors),
    }
    return render(request, template, {**shown, **(context or {})})


def button(request: Request, run: Run, *, done: str | Callable[[Any], str], back_url: str) -> HttpResponse:
    """A button was pressed: do it, and say so, or say why not."""
    try:
        with transaction.atomic():
            result = run()
    except REFUSED as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, done if isinstance(done, str) else done(result))
    return redirect(back_url)


def given(request: Request) -> Any:
    """What was typed now, or before the session ended."""
    return request.POST if request.method == "POST" else request.held
