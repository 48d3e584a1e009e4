"""A round becomes indicative figures, and then requests."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rotfeste.casework.planning import actions, jobs, queries
from rotfeste.casework.planning.actions.letters import association
from rotfeste.casework.planning.forms import SendForm
from rotfeste.casework.planning.pages.step import button, step
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.steps import given


@require_POST
@requires("planning.decide")
def indicate(request: Request, round_id: int) -> HttpResponse:
    """Give each municipality of the round an indicative figure."""

    def told(count: int) -> str:
        if not count:
            return _("Every municipality has this figure already. Nobody was told anew.")
        return ngettext(
            "%(count)s municipality got an indicative figure.",
            "%(count)s municipalities got an indicative figure.",
            count,
        ) % {"count": count}

    return button(
        request,
        lambda: actions.indicate(round_id, today=request.today, actor=request.actor),
        done=told,
        back_url=reverse("planning:round", args=[round_id]),
    )


@requires("planning.decide", "capacity.ask")
def send(request: Request, round_id: int) -> HttpResponse:
    """Send every request of an approved round, by a job that shows how far it has come."""
    actor = request.actor
    row = queries.round_of(round_id, actor=actor)
    shares = queries.shares_of(row, actor=actor)
    count = sum(bool(share.total) for share in shares)

    def run(said: dict[str, Any]) -> None:
        actions.start_sending(
            round_id, answer_by=said["answer_by"], reason=said["reason"], today=request.today, actor=actor
        )
        jobs.send_later(round_id, today=request.today, actor=actor)

    copied = association()
    text = ngettext(
        "%(count)s municipality gets a letter in its own language.",
        "%(count)s municipalities get a letter each, in their own language.",
        count,
    ) % {"count": count}
    return step(
        request,
        SendForm(given(request)),
        run,
        title=_("Send the requests for %(year)s") % {"year": row.year},
        action=_("Send them all"),
        done=_("The requests are being sent."),
        back_url=reverse("planning:round", args=[round_id]),
        text=text + " " + (_("%(name)s gets the list.") % {"name": copied.name} if copied else ""),
    )


@require_POST
@requires("planning.decide", "capacity.ask")
def go_on(request: Request, round_id: int) -> HttpResponse:
    """Go on with a sending that has stopped."""
    return button(
        request,
        lambda: actions.send_some(round_id, today=request.today, actor=request.actor),
        done=lambda count: _("%(count)s more requests are sent.") % {"count": count},
        back_url=reverse("planning:round", args=[round_id]),
    )
