"""The pages of the interface itself: notifications and saved views."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import actions, queries

NEWEST = 100


@requires()
def notifications(request: Request) -> HttpResponse:
    """One's own notifications, the newest first."""
    context = {
        "notes": list(queries.notifications(request.actor)[:NEWEST]),
        "wants_email": queries.wants_email(request.actor),
    }
    return render(request, "ui/notifications.html", context)


@requires()
def open_notification(request: Request, notification_id: UUID) -> HttpResponse:
    """Go to what a notification is about; it is then read."""
    note = queries.notifications(request.actor).get(id=notification_id)
    actions.mark_read([note.id], now=timezone.now(), actor=request.actor)
    return redirect(note.url if _is_ours(note.url) else "front")


@require_POST
@requires()
def read_all(request: Request) -> HttpResponse:
    """All are read."""
    actions.mark_read(now=timezone.now(), actor=request.actor)
    return redirect("notifications")


@require_POST
@requires()
def choose_email(request: Request) -> HttpResponse:
    """E-mail about notifications, or not."""
    wanted = request.POST.get("email") == "yes"
    actions.choose_email(wanted, actor=request.actor)
    messages.success(request, _("You get e-mails from now on.") if wanted else _("You get no more e-mails."))
    return redirect("notifications")


@require_POST
@requires()
def save_view(request: Request) -> HttpResponse:
    """Keep a list as it is, under a name."""
    name, query, key = (request.POST.get(part, "").strip() for part in ("name", "query", "list"))
    back = _back(request)
    if not name or len(name) > 60 or not key or len(key) > 60 or len(query) > 2000:
        messages.error(request, _("Write a name of at most 60 letters."))
    else:
        actions.save_view(key, name=name, query=query, actor=request.actor)
        messages.success(request, _("The view is saved."))
    return redirect(f"{back}?{query}" if query else back)


@require_POST
@requires()
def delete_view(request: Request) -> HttpResponse:
    """Remove a saved view."""
    wanted = request.POST.get("view", "")
    if wanted.isdigit():
        actions.delete_view(int(wanted), actor=request.actor)
        messages.success(request, _("The view is removed."))
    return redirect(_back(request))


def _back(request: Request) -> str:
    address = request.POST.get("back", "").split("?")[0]
    return address if _is_ours(address) else "/"


def _is_ours(address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None)
