"""Coming in with a code on paper, and going out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.doors.own.plain.forms import ComeInForm
from rotfeste.foundation.access import attempts, walls
from rotfeste.foundation.access.doorway import Request, open_to_all
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.languages import in_own_language
from rotfeste.registers.own_access import actions, queries
from rotfeste.registers.own_access.rules import MOST_FROM_ADDRESS


@in_own_language
@open_to_all("one cannot be logged in before logging in")
def log_in(request: Request) -> HttpResponse:
    """The code and the birth date. A wrong try is counted, for the code and for where it comes from."""
    if request.actor.asks_about_self:
        return redirect("own:home")
    form = ComeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wrong = _came_in(request, form)
        if not wrong:
            return redirect("own:home")
        form.add_error(None, wrong)
    return render(request, "own/plain/log_in.html", {"form": form})


def _came_in(request: Request, form: ComeInForm) -> str:
    """Begin the session; or say why not."""
    now = timezone.now()
    if attempts.too_many("own", request, most=MOST_FROM_ADDRESS, now=now):
        return _("Too many wrong tries from here. Wait one hour.")
    born_on = form.cleaned_data["born_on"]
    try:
        code = actions.come_in(form.cleaned_data["code"], born_on=born_on, today=request.today, now=now)
    except actions.LockedCode:
        return _("This code is locked. Ask the reception centre for a new one.")
    except actions.WrongCode:
        attempts.count("own", request, now=now)
        return _("The code or the birth date is wrong. Look at the paper and try again.")
    actor = queries.actor_of(code.id, on=request.today)
    if not actor.asks_about_self:
        return _("This code is locked. Ask the reception centre for a new one.")
    request.session.flush()
    request.session["own_code"], request.session["seen_at"] = code.id, now.timestamp()
    with walls.asking(actor):
        audit.changed(actor, "own.came_in", persons=actor.persons[:1])
    return ""


@require_POST
@in_own_language
@open_to_all("logging out is never refused")
def log_out(request: Request) -> HttpResponse:
    """End the session."""
    request.session.flush()
    messages.success(request, _("You are logged out."))
    return redirect("own:log_in")
