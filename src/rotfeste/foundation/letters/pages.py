"""The outbox, and a letter opened as a document."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.letters import actions, queries
from rotfeste.foundation.letters.forms import OutboxForm
from rotfeste.foundation.letters.states import DispatchStatus, ahead_of

PAGE = 50


@require_GET
@requires("letters.read")
def outbox(request: Request) -> HttpResponse:
    """Letters on their way, newest first."""
    form = OutboxForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.outbox(request.actor, status=asked.get("status", ""))
    if asked.get("before"):
        rows = rows.filter(id__lt=asked["before"])
    shown = list(rows[: PAGE + 1])
    persons = {person for row in shown[:PAGE] for person in row.letter.person_ids}
    audit.searched(request.actor, "letters.outbox", persons=persons)
    older = shown[PAGE - 1].id if len(shown) > PAGE else None
    return render(request, "letters/outbox.html", {"form": form, "dispatches": shown[:PAGE], "older": older})


@require_GET
@requires("letters.read")
def one_dispatch(request: Request, dispatch_id: int) -> HttpResponse:
    """One letter's way, with its receipts."""
    row = queries.dispatch_of(dispatch_id, actor=request.actor)
    return render(
        request,
        "letters/dispatch.html",
        {"dispatch": row, "receipts": row.receipts.order_by("at"), "ahead": ahead_of(DispatchStatus(row.status))},
    )


@require_GET
@requires("letters.read")
def document(request: Request, letter_id: int) -> HttpResponse:
    """The letter as PDF."""
    letter = actions.open_document(letter_id, actor=request.actor)
    name = f"{letter.number.replace('/', '-')}.pdf"
    return HttpResponse(
        bytes(letter.document or b""),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


@require_POST
@requires("letters.send")
def send_again(request: Request, dispatch_id: int) -> HttpResponse:
    """Queue a letter that failed."""
    try:
        actions.send_again(dispatch_id, actor=request.actor, at=_now(request))
        messages.success(request, _("The letter is queued again."))
    except actions.NotOnThisRoad:
        messages.warning(request, _("The letter is no longer among those that failed."))
    return redirect("letter_dispatch", dispatch_id)


@require_POST
@requires("letters.send")
def simulate(request: Request, dispatch_id: int) -> HttpResponse:
    """In the demo: the recipient has read the letter, or has not, and it goes to print."""
    if not settings.DEMO:
        raise Http404
    actions.simulate_receipt(dispatch_id, read="read" in request.POST, actor=request.actor, at=_now(request))
    return redirect("letter_dispatch", dispatch_id)


def _now(request: Request) -> datetime:
    day = request.today
    return timezone.localtime().replace(year=day.year, month=day.month, day=day.day)
