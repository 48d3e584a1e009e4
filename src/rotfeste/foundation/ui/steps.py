"""One step on a page: a form, one call, and a clear answer. What was typed is never lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Required, TypedDict, Unpack

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from rotfeste.foundation.access.doorway import Request


@dataclass(frozen=True)
class Refusals:
    """What may be refused on a page: the errors, what each says, and the field it stands at, where it is one.

    `newest` gives the version to go on from, for errors that say that someone else has changed the same.
    """

    errors: tuple[type[Exception], ...]
    told: Callable[[Exception], str]
    fields: Mapping[type[Exception], str] = field(default_factory=dict)
    newest: Mapping[type[Exception], Callable[[Any], int]] = field(default_factory=dict)
    about: Callable[[Exception], Sequence[str]] = field(default=lambda _error: ())
    """The fields that an error may stand at, where its type alone does not say: the first that the form has."""


class Said(TypedDict, total=False):
    """What a page for one step says: its title, its button, and what is said when it is done."""

    title: Required[str]
    action: Required[str]
    done: Required[str]
    text: str
    danger: bool


def given(request: Request) -> Any:
    """What was typed now, or before the session ended."""
    return request.POST if request.method == "POST" else request.held


def done(request: Request, form: forms.Form, run: Callable[[], object], refusals: Refusals) -> bool:
    """Whether the form was sent, was right, and the call went well; otherwise the form says what was wrong."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            run()
    except refusals.errors as error:
        names = [refusals.fields.get(type(error)), *refusals.about(error)]
        form.add_error(next((name for name in names if name in form.fields), None), refusals.told(error))
        if type(error) in refusals.newest:
            data = request.POST.copy()
            data["version"] = str(refusals.newest[type(error)](error))
            form.data = data
        return False
    return True


def page(
    request: Request,
    form: forms.Form,
    run: Callable[[], Any],
    refusals: Refusals,
    *,
    back: str,
    after: Callable[[Any], str] | None = None,
    template: str = "ui/step.html",
    context: Mapping[str, Any] | None = None,
    **said: Unpack[Said],
) -> HttpResponse:
    """Show the form; on a good answer run the call and go `back`, or to where `after` says of what the call gave.

    On a refusal it says why, and keeps all that was typed.
    """
    made: list[Any] = []
    if done(request, form, lambda: made.append(run()), refusals):
        messages.success(request, said["done"])
        return redirect(after(made[0]) if after else back)
    return render(request, template, {**said, "form": form, "back_url": back, **(context or {})})
