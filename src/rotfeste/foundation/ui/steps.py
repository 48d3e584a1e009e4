"""One step on a page: a form, one call, and a clear answer. What was typed is never lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import transaction

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
        name = refusals.fields.get(type(error))
        form.add_error(name if name in form.fields else None, refusals.told(error))
        if type(error) in refusals.newest:
            data = request.POST.copy()
            data["version"] = str(refusals.newest[type(error)](error))
            form.data = data
        return False
    return True
