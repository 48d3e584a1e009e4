"""Every route says who may come in: a permission, anyone who is logged in, or everyone with the reason why.

tests/house walks all routes and fails where a page says nothing.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from rotfeste.foundation.access.actor import Actor, NotAllowed

P = ParamSpec("P")


class Request(HttpRequest):
    """A request after the gate: it carries who asks, what day it is, and what was typed before a session ended."""

    actor: Actor
    today: date
    held: Any
    htmx: Any


Page = Callable[Concatenate[Request, P], HttpResponseBase]


def requires(*permissions: str) -> Callable[[Page[P]], Page[P]]:
    """The page is for roles with all these permissions; with none named, for anyone who is logged in."""

    def decorate(page: Page[P]) -> Page[P]:
        @wraps(page)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.actor.asks_about_self:
                raise NotAllowed("staff")
            if request.actor.user_id is None:
                return to_log_in(request)
            request.actor.require(*permissions)
            return page(request, *args, **kwargs)

        guarded.door = permissions or ("logged in",)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def own(permission: str) -> Callable[[Page[P]], Page[P]]:
    """The page is for a person who asks about themselves, and for their helper with this permission."""

    def decorate(page: Page[P]) -> Page[P]:
        @wraps(page)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.asks_about_self:
                return redirect("own:log_in")
            request.actor.require(permission)
            return page(request, *args, **kwargs)

        guarded.door = ("own", permission)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def open_to_all(why: str) -> Callable[[Page[P]], Page[P]]:
    """The page is for everyone; `why` says why that is safe."""

    def decorate(page: Page[P]) -> Page[P]:
        page.door = ("open", why)  # type: ignore[attr-defined]
        return page

    return decorate


def to_log_in(request: HttpRequest) -> HttpResponse:
    """Send someone to the log-in, and remember where they were going."""
    address = f"{reverse('log_in')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
