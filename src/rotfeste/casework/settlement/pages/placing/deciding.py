"""What a person decides in the workbench: accept, ask another, rule out, leave, pin."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.forms.placing import ElsewhereForm, LeaveForm
from rotfeste.casework.settlement.pages.placing import words
from rotfeste.casework.settlement.pages.placing.workbench import queue_of, shown
from rotfeste.casework.settlement.pages.words import REFUSED, refusal
from rotfeste.casework.settlement.queries import placing
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation


@require_POST
@requires("settlement.request")
def accept(request: Request, round_id: int) -> HttpResponse:
    """Accept those that are ticked."""
    ticked = [int(said) for said in request.POST.getlist("proposal") if said.isdigit()]
    if not ticked:
        messages.warning(request, _("Tick the households whose proposal you accept."))
        return redirect("settlement:placement", round_id)
    sent, refused = actions.accept_proposals(round_id, ticked, today=request.today, actor=request.actor)
    if sent:
        done = ngettext("%(count)s request is sent.", "%(count)s requests are sent.", len(sent))
        messages.success(request, done % {"count": len(sent)})
    for row, error in refused:
        messages.warning(request, f"#{row.case_id}: {words.not_sent(error)}")
    return redirect("settlement:placement", round_id)


def decided(
    request: Request,
    round_id: int,
    proposal_id: int,
    kind: str,
    form: Any,
    run: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Do what a form says; when it is refused, show why and keep what was typed."""
    row = placing.placement(round_id, actor=request.actor)
    if form.is_valid():
        try:
            with transaction.atomic():
                run(form.cleaned_data)
        except REFUSED as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, done)
            return redirect("settlement:proposal", round_id, proposal_id)
    return shown(request, row, queue_of(request, row), proposal_id, forms={kind: form})


def elsewhere(request: Request, prefix: str) -> ElsewhereForm:
    """A municipality and a reason, as typed."""
    rows = Organisation.objects.filter(kind="municipality").order_by("name").values_list("id", "name")
    return ElsewhereForm(request.POST, places=list(rows), prefix=prefix)


@require_POST
@requires("settlement.request")
def override(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Ask another municipality than the proposed one."""

    def run(said: dict[str, Any]) -> None:
        actions.override_proposal(
            round_id,
            proposal_id,
            organisation_id=said["organisation"],
            reason=said["reason"],
            today=request.today,
            actor=request.actor,
        )

    form = elsewhere(request, "override")
    return decided(request, round_id, proposal_id, "override", form, run, _("The request is sent."))


@require_POST
@requires("settlement.request")
def forbid(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Rule a municipality out; the next best is proposed at once."""

    def run(said: dict[str, Any]) -> None:
        actions.forbid_proposal(
            round_id, proposal_id, organisation_id=said["organisation"], reason=said["reason"], actor=request.actor
        )

    form = elsewhere(request, "forbid")
    return decided(request, round_id, proposal_id, "forbid", form, run, _("The municipality is ruled out."))


@require_POST
@requires("settlement.request")
def skip(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Leave the household for the next round."""

    def run(said: dict[str, Any]) -> None:
        actions.skip_proposal(round_id, proposal_id, reason=said["reason"], actor=request.actor)

    form = LeaveForm(request.POST, prefix="skip")
    return decided(request, round_id, proposal_id, "skip", form, run, _("The household is left for the next round."))


@require_POST
@requires("settlement.request")
def pin(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Pin the household to the municipality that is proposed, or take the pin away."""
    row = placing.proposal(round_id, proposal_id, actor=request.actor).row
    wanted = None if row.pinned_id else row.organisation_id
    try:
        with transaction.atomic():
            actions.pin_proposal(round_id, proposal_id, organisation_id=wanted, actor=request.actor)
    except REFUSED as error:
        messages.warning(request, refusal(error))
    else:
        messages.success(request, _("Pinned for the rounds that follow.") if wanted else _("The pin is taken away."))
    return redirect("settlement:proposal", round_id, proposal_id)
