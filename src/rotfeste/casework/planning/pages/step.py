"""One step of the planning, with a form or with a button."""

from collections.abc import Callable
from typing import Any, Unpack

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from rotfeste.casework.planning.pages.words import FIELD_OF, REFUSED, refusal
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.ui import steps

Run = Callable[[], object]
REFUSALS = steps.Refusals(REFUSED, refusal, FIELD_OF)


def step(
    request: Request,
    form: forms.Form,
    run: Callable[[dict[str, Any]], object],
    *,
    back_url: str,
    after_url: str = "",
    template: str = "ui/step.html",
    context: dict[str, Any] | None = None,
    **said: Unpack[steps.Said],
) -> HttpResponse:
    """A step of the planning, which goes on to `after_url` where that is given."""
    return steps.page(
        request,
        form,
        lambda: run(form.cleaned_data),
        REFUSALS,
        back=back_url,
        after=lambda _made: after_url or back_url,
        template=template,
        context=context,
        **said,
    )


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
