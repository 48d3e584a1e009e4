"""Logging in with the provider: begin, come back, choose a role, and be logged out from there."""

import logging
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from rotfeste.foundation.access import actions, session
from rotfeste.foundation.access.doorway import Request, open_to_all
from rotfeste.foundation.access.models import RoleAssignment
from rotfeste.foundation.access.outside import LogIn, LogInRefused, Pending, Provider, ProviderDown

log = logging.getLogger("rotfeste.access")


@require_GET
@open_to_all("one cannot be logged in before logging in")
def oidc_log_in(request: Request) -> HttpResponse:
    """Off to the provider. With acr=high the person logs in once more, at the highest level."""
    if not settings.OIDC["issuer"]:
        return _failed(request, _("Log-in is not set up."), status=404)
    acr = "high" if request.GET.get("acr") == "high" else ""
    try:
        address, pending = Provider(settings.OIDC).begin(
            redirect_uri=_callback(), acr=acr, language=get_language() or "nb"
        )
    except (ProviderDown, LogInRefused) as error:
        return _down(request, error)
    request.session["pending"] = {**pending.kept(), "next": _onward(request.GET.get("next", ""))}
    return HttpResponseRedirect(address)


@require_GET
@open_to_all("one cannot be logged in before logging in")
def oidc_callback(request: Request) -> HttpResponse:
    """Back from the provider."""
    kept = request.session.pop("pending", None)
    if kept is None:
        return _failed(
            request, _("This log-in was already used, or it was begun in another browser. Please try again.")
        )
    onward = kept.pop("next")
    try:
        log_in = Provider(settings.OIDC).finish(request.GET.dict(), Pending(**kept), redirect_uri=_callback())
        roles = actions.roles_logged_in(log_in, on=request.today)
    except LogInRefused as error:
        log.warning("log-in refused: %s", error)
        return _failed(request, _("The log-in was not accepted. Please try again."))
    except actions.NoRoleHere:
        log.warning("log-in refused: no role")
        return _failed(
            request,
            _("You have no role here for that organisation. Ask the administrator of users in your organisation."),
            status=403,
        )
    except ProviderDown as error:
        return _down(request, error)
    return _enter(request, log_in, roles, onward)


@open_to_all("the session says who has just logged in, and which roles they may choose")
def choose_role(request: Request) -> HttpResponse:
    """Someone with several roles chooses the one to work in."""
    kept: dict[str, Any] | None = request.session.get("choose")
    if not kept:
        return redirect("log_in")
    wanted = request.POST.get("assignment", "")
    if request.method == "POST" and wanted.isdigit() and int(wanted) in kept["roles"]:
        del request.session["choose"]
        session.begin(request, assignment_id=int(wanted), level=kept["level"], sid=kept["sid"])
        return redirect(kept["next"])
    roles = RoleAssignment.objects.filter(id__in=kept["roles"]).select_related("organisation")
    return render(request, "access/choose_role.html", {"roles": roles.order_by("organisation__name", "role")})


@csrf_exempt
@require_POST
@open_to_all("the provider calls it, and its token is signed")
def oidc_back_channel(request: Request) -> HttpResponse:
    """The provider tells that the person has logged out there."""
    try:
        sid = Provider(settings.OIDC).logged_out(request.POST.get("logout_token", ""))
    except LogInRefused as error:
        log.warning("logout token refused: %s", error)
        return HttpResponse(status=400)
    except ProviderDown:
        return HttpResponse(status=503)
    session.end_everywhere(sid)
    return HttpResponse(status=200)


def provider_log_out_address() -> str:
    """Where one is logged out at the provider too; empty where there is none."""
    if not settings.OIDC["issuer"]:
        return ""
    return Provider(settings.OIDC).end_session_address(back_to=settings.BASE_URL + reverse("log_in"))


def _enter(request: Request, log_in: LogIn, roles: list[RoleAssignment], onward: str) -> HttpResponse:
    """Into the role: the only one, the one that a step-up came from, or the one that is chosen on a page."""
    ids = [role.id for role in roles]
    current = request.session.get("assignment_id")
    chosen = ids[0] if len(ids) == 1 else current if current in ids else None
    request.session["language"] = roles[0].user.language
    if chosen is None:
        request.session["choose"] = {"roles": ids, "level": log_in.level, "sid": log_in.sid, "next": onward}
        return redirect("oidc_role")
    session.begin(request, assignment_id=chosen, level=log_in.level, sid=log_in.sid)
    return redirect(onward)


def _callback() -> str:
    return f"{settings.BASE_URL}{reverse('oidc_callback')}"


def _onward(wanted: str) -> str:
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else reverse("front")


def _failed(request: Request, text: str, *, status: int = 400) -> HttpResponse:
    return render(request, "access/log_in_failed.html", {"text": text}, status=status)


def _down(request: Request, error: Exception) -> HttpResponse:
    log.error("log-in provider: %s", error)
    text = _("The log-in service does not answer just now. Please try again in a while.")
    return _failed(request, text, status=503)
