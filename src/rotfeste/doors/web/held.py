"""A session that ends in the middle of a form: what was typed is kept, and given back after log-in.

It is sealed with a key made from a token that only the browser holds, in a cookie; the database alone opens nothing.
Only the same person gets it back, once, within a day, with a word about it at the top of the page (ui/messages.html).
It is never logged.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode

from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.access.models import HeldForm, RoleAssignment
from rotfeste.foundation.access.session import KEPT

COOKIE = "held"
NOT_KEPT = ("csrfmiddlewaretoken",)


def keep_or_give_back(request: Request) -> HttpResponseBase | None:
    """Keep a form that came after the session had ended, or give a kept one back to the same person."""
    if request.method == "POST" and request.actor.user_id is None:
        return _keep(request)
    if request.method == "GET" and request.actor.user_id is not None and COOKIE in request.COOKIES:
        _give_back(request)
    return None


def _keep(request: Request) -> HttpResponseBase | None:
    """Keep what was typed, and go to the log-in. Only for someone whose session has ended, not for a stranger."""
    user_id, page = _whose_session(request), _page_of_form(request)
    if user_id is None or page is None or _is_open(request):
        return None
    typed = request.POST.copy()
    for name in NOT_KEPT:
        typed.pop(name, None)
    token = secrets.token_urlsafe(32)
    HeldForm.objects.filter(user_id=user_id).delete()
    HeldForm.objects.create(
        token=_shown(token),
        user_id=user_id,
        path=urlsplit(page).path[:500],
        sealed=_key(token).encrypt(typed.urlencode().encode()),
        held_at=timezone.now(),
    )
    request.session.flush()
    answer = redirect(f"{reverse('log_in')}?{urlencode({'next': page})}")
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(KEPT.total_seconds()),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer


def forget_cookie(request: Request, response: HttpResponseBase) -> None:
    """What was given back is not asked for again."""
    if request.held is not None:
        response.delete_cookie(COOKIE, samesite="Lax")


def _give_back(request: Request) -> None:
    """Open what was kept, when the person and the page are the same; it is there once."""
    token = request.COOKIES[COOKIE]
    kept = HeldForm.objects.filter(token=_shown(token), path=request.path, held_at__gte=timezone.now() - KEPT).first()
    if kept is None or kept.user_id != request.actor.user_id:
        return
    try:
        request.held = QueryDict(_key(token).decrypt(bytes(kept.sealed)))
    except InvalidToken:
        request.held = None
    kept.delete()


def _whose_session(request: Request) -> int | None:
    """The person of a session that has stood idle too long; None where there was none."""
    assignment_id = request.session.get("assignment_id")
    if assignment_id is None:
        return None
    return RoleAssignment.objects.filter(id=assignment_id).values_list("user_id", flat=True).first()


def _page_of_form(request: Request) -> str | None:
    """The page that showed the form; None where another site sent it."""
    origin = request.headers.get("Origin", "null")
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host():
        return came_from._replace(scheme="", netloc="").geturl()
    if came_from.netloc or urlsplit(origin).netloc not in ("", request.get_host()):
        return None
    return request.get_full_path()


def _is_open(request: Request) -> bool:
    """Whether the form is for everyone, such as the log-in itself: then there is nothing to keep."""
    try:
        door = getattr(resolve(request.path_info).func, "door", ())
    except Resolver404:
        return True
    return not door or door[0] == "open"


def _shown(token: str) -> str:
    return hashlib.sha256(b"name:" + token.encode()).hexdigest()


def _key(token: str) -> Fernet:
    return Fernet(urlsafe_b64encode(hashlib.sha256(b"key:" + token.encode()).digest()))
