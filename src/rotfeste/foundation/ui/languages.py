"""The language of pages that refugees read: chosen on the page, remembered, or what the device asks for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.access.doorway import Request

P = ParamSpec("P")
Page = Callable[Concatenate[Request, P], HttpResponseBase]
COOKIE = "own_language"
A_YEAR = 365 * 24 * 60 * 60
SAME = {"no": "nb", "prs": "fa", "fas": "fa", "ara": "ar", "tir": "ti"}
"""Names that devices use for languages that are here under another."""


def chosen(request: Request) -> str:
    """The first of these that is one of the languages: the address, the cookies, the device; otherwise bokmål."""
    asked = [request.GET.get("language", ""), request.COOKIES.get(COOKIE, "")]
    asked += [request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    asked += [part.split(";")[0].strip() for part in request.headers.get("Accept-Language", "").split(",")]
    for name in asked:
        code = name.split("-")[0].lower()
        code = SAME.get(code, code)
        if code in settings.PLAIN_LANGUAGES:
            return code
    return "nb"


def in_own_language(page: Page[P]) -> Page[P]:
    """The page speaks the reader's language, whichever of the plain ones it is; also when there is no such page."""

    @wraps(page)
    def spoken(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        language = chosen(request)
        with translation.override(language):
            answer = _answered(page, request, *args, **kwargs)
        answer.headers["Content-Language"] = language
        if request.GET.get("language") == language:
            answer.set_cookie(
                COOKIE, language, max_age=A_YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax", httponly=True
            )
        return answer

    return spoken  # type: ignore[return-value]


def _answered(page: Page[P], request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    try:
        with transaction.atomic():
            return page(request, *args, **kwargs)
    except (Http404, NotAllowed, ObjectDoesNotExist):
        return render(request, "ui/plain/not_found.html", status=404)
