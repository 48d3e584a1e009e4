"""The gate that every request passes: one transaction, which tells the database who asks."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import cast

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation

from rotfeste.doors.web import held
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NOBODY, Actor, NotAllowed, StepUpNeeded
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.access.queries import actor_for
from rotfeste.registers.own_access import queries as own_access

Answer = Callable[[HttpRequest], HttpResponseBase]
WITHOUT_DATABASE = ("/static/", "/healthz")


def today() -> date:
    """The day it is: the clock's, or the day at which the demo stands still."""
    return settings.TODAY or timezone.localdate()


class SecurityHeaders:
    """A strict content security policy: no inline script or style, nothing from elsewhere."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        nonce = request.csp_nonce = secrets.token_urlsafe(12)  # type: ignore[attr-defined]
        response = self.answer(request)
        response.headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:;"
            " font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
            " frame-ancestors 'none'",
        )
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Transaction:
    """Each request is one transaction: what it read is logged and what it changed is saved, or neither."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer inside a transaction; a server error undoes all of it."""
        if request.path.startswith(WITHOUT_DATABASE):
            return self.answer(request)
        with transaction.atomic():
            response = self.answer(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class Asking:
    """Finds out who asks, tells the database, and turns a refusal into a page that was not found."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as this actor."""
        asked = cast(Request, request)
        asked.today, asked.held = today(), None
        asked.actor = NOBODY if request.path.startswith(WITHOUT_DATABASE) else who_asks(asked)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or asked.session.get("language") or "nb"
        with translation.override(language if language in dict(settings.LANGUAGES) else "nb"):
            if not request.path.startswith(WITHOUT_DATABASE):
                walls.enter(asked.actor)
                connection.rotfeste_actor = asked.actor  # type: ignore[attr-defined]
                early = held.keep_or_give_back(asked)
                if early is not None:
                    return early
            response = self.answer(asked)
            held.forget_cookie(asked, response)
            response.headers.setdefault("Content-Language", translation.get_language() or "nb")
            return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """A refusal looks like an address that does not exist; step-up leads to a new log-in."""
        if isinstance(error, StepUpNeeded):
            return render(request, "web/step_up.html", {"next": request.get_full_path()}, status=403)
        if isinstance(error, NotAllowed | ObjectDoesNotExist):
            return render(request, "web/404.html", status=404)
        if not isinstance(error, Http404):
            transaction.set_rollback(True)
        return None


def who_asks(request: Request) -> Actor:
    """The actor of this session, unless it has stood idle too long."""
    session = request.session
    assignment_id, code_id = session.get("assignment_id"), session.get("own_code")
    if assignment_id is None and code_id is None:
        return NOBODY
    now = timezone.now().timestamp()
    patience = settings.SESSION_IDLE_SECONDS if assignment_id else settings.OWN_IDLE_SECONDS
    if now - session.get("seen_at", 0) > patience:
        return NOBODY
    if now - session.get("seen_at", 0) > 60:
        session["seen_at"] = now
    if assignment_id is None:
        return own_access.actor_of(int(code_id or 0), on=request.today)
    return actor_for(assignment_id, on=request.today, level=session.get("level", "substantial"))
