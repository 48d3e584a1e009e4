"""The case page: its people, where it stands, what has happened, and messages about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.models import Case, Step
from rotfeste.casework.settlement.pages import words
from rotfeste.casework.settlement.pages.next_steps import next_steps
from rotfeste.casework.settlement.pages.special import special_roads
from rotfeste.casework.settlement.queries import CaseView
from rotfeste.casework.settlement.states import CaseStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.letters import queries as letters
from rotfeste.foundation.ui.components import Moment
from rotfeste.registers.persons.countries import country_name, language_name

WAY = [
    CaseStatus.INTERVIEW_DUE,
    CaseStatus.READY,
    CaseStatus.REQUESTED,
    CaseStatus.ACCEPTED,
    CaseStatus.DECIDED,
    CaseStatus.SETTLED,
]


@requires("settlement.read")
def case_page(request: Request, case_id: int) -> HttpResponse:
    """One case: its people, where it stands, what can be done next, and what has happened."""
    actor = request.actor
    try:
        view = queries.case_view(case_id, today=request.today, actor=actor)
    except Case.DoesNotExist:
        ended = queries.ended_request(case_id, actor=actor)
        if ended is None:
            raise
        return render(
            request, "settlement/ended.html", {"row": ended, "tag": words.request_tag(ended.status)}, status=404
        )
    actions.mark_read(case_id, now=timezone.now(), actor=actor)
    ours = [row for row in view.requests if actor.in_directorate or row.organisation_id in actor.organisations]
    context = {
        "view": view,
        "case_tag": words.case_tag(view.case.status),
        "risk_tag": words.risk_tag(view.risk) if view.waiting else None,
        "days_left": words.days_left(view.days_left),
        "group": words.group_label(view.case.group, view.case.resettlement),
        "people": [(row, country_name(row.citizenship), languages(row)) for row in view.members],
        "moments": timeline(view, actor),
        "steps": next_steps(view, request.actor),
        "requests": [(row, words.request_tag(row.status)) for row in ours],
        "related": [(row, words.case_tag(row.status)) for row in queries.related_cases(view, actor=actor)],
        "letters": letters.letters_about("settlement.case", case_id, actor=actor) if actor.may("letters.read") else [],
        "message_form": message_form(view, request),
        "special": special_roads(view, actor),
    }
    return render(request, "settlement/case.html", context)


def languages(member: Any) -> str:
    """The person's languages in words."""
    return ", ".join(language_name(code) for code in member.person.languages)


def timeline(view: CaseView, actor: Actor) -> list[Moment]:
    """What has happened, where the case stands, and what is left; the directorate and they themselves see who."""

    def told(row: Step) -> bool:
        return actor.in_directorate or row.by_organisation == actor.organisation_name

    moments = [
        Moment(
            str(CaseStatus(row.status).label),
            row.from_on,
            who=f"{row.by_name}, {row.by_organisation}" if told(row) else "",
            state="now" if row.until_on is None and view.waiting else "done",
            text=words.some_days((row.until_on - row.from_on).days) if row.until_on else "",
        )
        for row in view.steps
    ]
    moments.insert(0, Moment(_("Permit: waiting is counted from here"), view.case.clock_from))
    if view.waiting:
        stands = view.case.status if view.case.status != CaseStatus.CHECK else CaseStatus.INTERVIEW_DUE
        left = WAY[WAY.index(CaseStatus(stands)) + 1 :]
        moments += [Moment(str(row.label), state="ahead") for row in left]
    return moments


def message_form(view: CaseView, request: Request) -> forms.MessageForm | None:
    """The form for a message, where the actor may write one and there is someone to write to."""
    if not request.actor.may("settlement.message"):
        return None
    if not request.actor.in_directorate:
        return forms.MessageForm()
    parties = [view.case.centre, view.case.receiver]
    parties += [row.organisation for row in view.requests if row.status in (RequestStatus.SENT, RequestStatus.ACCEPTED)]
    known = {row.id: row.name for row in parties if row is not None}
    return forms.MessageForm(parties=[(str(key), name) for key, name in known.items()]) if known else None


@require_POST
@requires("settlement.message")
def write_message(request: Request, case_id: int) -> HttpResponse:
    """Send a message about the case."""
    other = request.POST.get("organisation", "")
    try:
        actions.write_message(
            case_id,
            text=request.POST.get("text", ""),
            now=timezone.now(),
            actor=request.actor,
            organisation_id=int(other) if other.isdigit() else None,
        )
    except words.REFUSED as error:
        messages.error(request, words.refusal(error))
    else:
        messages.success(request, _("The message is sent."))
    return redirect("settlement:case", case_id)
