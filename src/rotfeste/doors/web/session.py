"""Logging in (the demo's way) and out, and changing role, language and colours."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.doors.demo.building.own import CODE
from rotfeste.doors.web import people
from rotfeste.doors.web.shell import SCHEME_COOKIE, SCHEMES
from rotfeste.foundation.access import actions as access
from rotfeste.foundation.access import queries
from rotfeste.foundation.access.doorway import Request, open_to_all, requires
from rotfeste.foundation.access.pages.log_in import provider_log_out_address
from rotfeste.foundation.access.session import begin
from rotfeste.registers.own_access import queries as own_access
from rotfeste.registers.own_access.rules import shown

A_YEAR = 365 * 24 * 60 * 60


def onward(request: Request) -> str:
    """Where to go next: an address within the site, otherwise the front page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else reverse("front")


@open_to_all("one cannot be logged in before logging in")
def log_in(request: Request) -> HttpResponse:
    """Outside the demo: the way to the log-in provider. In the demo: choose a made-up person and role."""
    context: dict[str, Any] = {"next": onward(request), "provider": provider_address(request), "people": None}
    if not settings.DEMO:
        return render(request, "web/log_in.html", context)
    if request.method == "POST" and "refugee" in request.POST:
        return be_the_refugee(request)
    if request.method == "POST":
        wanted = request.POST.get("assignment", "")
        chosen = queries.made_up_roles(on=request.today).filter(id=wanted).first() if wanted.isdigit() else None
        if chosen is None:
            raise Http404
        begin(request, assignment_id=chosen.id, level="high" if request.POST.get("level") == "high" else "substantial")
        request.session["language"] = chosen.user.language
        return redirect(onward(request))
    wanted = request.GET.get("q", "").strip()
    context["refugee"] = own_access.made_up(CODE)
    context["code"] = shown(CODE)
    context |= {"people": people.to_choose(queries.made_up_roles(on=request.today), wanted), "q": wanted}
    return render(request, "web/log_in.html", context)


def be_the_refugee(request: Request) -> HttpResponse:
    """In the demo: be the made-up refugee, in Arabic, without typing the code."""
    row = own_access.made_up(CODE)
    if row is None:
        raise Http404
    request.session.flush()
    request.session["own_code"], request.session["seen_at"] = row.id, timezone.now().timestamp()
    return redirect(f"{reverse('own:home')}?language=ar")


def provider_address(request: Request) -> str:
    """The address that starts a log-in with the provider, if there is one."""
    if not settings.OIDC["issuer"]:
        return ""
    return f"{reverse('oidc_log_in')}?{urlencode({'next': onward(request)})}"


@require_POST
@open_to_all("logging out is never refused")
def log_out(request: Request) -> HttpResponse:
    """End the session, and the provider's too: by a page, since a form may lead to our own site only."""
    address = provider_log_out_address()
    request.session.flush()
    if address:
        answer = render(request, "access/logged_out.html", {"address": address})
        answer["Refresh"] = f"0; url={address}"
        return answer
    messages.success(request, _("You are logged out."))
    return redirect("log_in")


@require_POST
@requires()
def change_role(request: Request) -> HttpResponse:
    """Go on in another of one's own roles."""
    wanted = request.POST.get("assignment", "")
    if not wanted.isdigit() or not queries.roles_of_actor(request.actor, on=request.today).filter(id=wanted).exists():
        raise Http404
    begin(request, assignment_id=int(wanted), level=request.actor.level)
    return redirect("front")


@requires()
def step_up(request: Request) -> HttpResponse:
    """A link shows what is needed; in the demo, the button pretends to log in again at level «high»."""
    if request.method != "POST":
        return render(request, "web/step_up.html", {"next": onward(request)})
    if not settings.DEMO:
        raise Http404
    begin(request, assignment_id=request.session["assignment_id"], level="high")
    return redirect(onward(request))


@require_POST
@open_to_all("everyone chooses their own language")
def language(request: Request) -> HttpResponse:
    """Bokmål, nynorsk or English, from now on."""
    wanted = request.POST.get("language", "")
    answer = redirect(onward(request))
    if wanted in dict(settings.LANGUAGES):
        translation.activate(wanted)
        request.session["language"] = wanted
        access.choose_language(wanted, actor=request.actor)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
    return answer


@require_POST
@open_to_all("everyone chooses their own colours")
def colour_scheme(request: Request) -> HttpResponse:
    """Light, dark, or as the device has it."""
    wanted = request.POST.get("scheme", "")
    answer = redirect(onward(request))
    if wanted in SCHEMES:
        answer.set_cookie(
            SCHEME_COOKIE,
            wanted,
            max_age=A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
            httponly=True,
        )
    return answer
