"""The case page, and the steps that the directorate takes."""

from datetime import timedelta
from functools import partial
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
from rotfeste.casework.settlement.pages.step import step
from rotfeste.casework.settlement.queries import CaseView
from rotfeste.casework.settlement.rules.clocks import answer_deadline
from rotfeste.casework.settlement.states import CaseStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.letters import queries as letters
from rotfeste.foundation.places import queries as places
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


@requires("settlement.request")
def ask(request: Request, case_id: int) -> HttpResponse:
    """Which municipality to ask: a ranked list with the reason for every point, and any other by choice."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    suggested = queries.suggestions(view, actor=request.actor)
    names = {
        row.id: row for row in Organisation.objects.filter(id__in=[row.offer.organisation_id for row in suggested])
    }
    others = Organisation.objects.filter(kind__in=("municipality", "city_district")).order_by("name")
    context = {
        "view": view,
        "suggestions": [
            {
                "organisation": names[row.offer.organisation_id],
                "suggestion": row,
                "reasons": [(words.reason_text(reason), reason.points) for reason in row.reasons],
                "county": county_name(row.offer.county, request),
            }
            for row in suggested
        ],
        "others": others,
        "group": words.group_label(view.case.group, view.case.resettlement),
    }
    chosen = request.GET.get("organisation", "")
    if chosen.isdigit():
        return redirect("settlement:ask_one", case_id, int(chosen))
    return render(request, "settlement/ask.html", context)


def county_name(code: str, request: Request) -> str:
    """The county's name on the day."""
    return next((row.name for row in places.counties(request.today) if row.code == code), "")


@requires("settlement.request")
def ask_one(request: Request, case_id: int, organisation_id: int) -> HttpResponse:
    """Ask this municipality."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    organisation = Organisation.objects.get(id=organisation_id, kind__in=("municipality", "city_district"))
    suggested = queries.suggestions(view, actor=request.actor)
    place = next((n for n, row in enumerate(suggested, 1) if row.offer.organisation_id == organisation_id), 0)
    chosen = suggested[place - 1] if place else None
    proposal = {
        "place": place,
        "points": chosen.points if chosen else None,
        "reasons": [[row.code, row.points, row.number] for row in chosen.reasons] if chosen else [],
        "of": len(suggested),
    }

    def run(given: dict[str, Any]) -> object:
        return actions.ask(
            case_id,
            organisation_id=organisation_id,
            deadline_on=given["deadline_on"],
            self_settled=given["self_settled"],
            override_reason=given["override_reason"],
            proposal=proposal,
            today=request.today,
            actor=request.actor,
            version=given["version"],
        )

    return step(
        request,
        view,
        form=forms.AskForm,
        initial={"deadline_on": answer_deadline(request.today)},
        title=_("Ask %(name)s") % {"name": organisation.name},
        text=_("They see the household and its interview from now on, and until they say no."),
        action=_("Send the request"),
        run=run,
        done=_("%(name)s is asked.") % {"name": organisation.name},
        context={"reasons": [(words.reason_text(row), row.points) for row in chosen.reasons] if chosen else []},
    )


@requires("settlement.decide")
def decide(request: Request, case_id: int) -> HttpResponse:
    """The decision on settlement, with its letters."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=partial(forms.DecideForm, held_back=bool(view.held_back)),
        initial={},
        title=_("Make the decision on settlement"),
        text=_("The refugee and the municipality get a letter each. An offer of settlement cannot be appealed."),
        action=_("Make the decision and send the letters"),
        run=lambda given: actions.decide(
            case_id,
            reasons=given["reasons"],
            apart=given.get("apart", False),
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The decision is made, and the letters are on their way."),
    )


def _with_reason(
    request: Request, case_id: int, run: Any, *, title: str, text: str, action: str, done: str, danger: bool = True
) -> HttpResponse:
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.ReasonForm,
        initial={},
        title=title,
        text=text,
        action=action,
        danger=danger,
        done=done,
        run=lambda given: run(
            case_id, reason=given["reason"], today=request.today, actor=request.actor, version=given["version"]
        ),
    )


@requires("settlement.request")
def withdraw(request: Request, case_id: int) -> HttpResponse:
    """Withdraw the request."""
    return _with_reason(
        request,
        case_id,
        actions.withdraw,
        title=_("Withdraw the request"),
        text=_("The municipality no longer sees the household, and another can be asked."),
        action=_("Withdraw"),
        done=_("The request is withdrawn."),
    )


@requires("settlement.decide")
def annul(request: Request, case_id: int) -> HttpResponse:
    """Annul the decision."""
    return _with_reason(
        request,
        case_id,
        actions.annul,
        title=_("Annul the decision"),
        text=_("The household is ready to be settled again."),
        action=_("Annul"),
        done=_("The decision is annulled."),
    )


@requires("settlement.decide")
def close(request: Request, case_id: int) -> HttpResponse:
    """Close the case without settlement."""
    return _with_reason(
        request,
        case_id,
        actions.close,
        title=_("Close the case"),
        text=_("For those who have left the country, lost the permit or moved on their own."),
        action=_("Close the case"),
        done=_("The case is closed."),
    )


@requires("settlement.return_mapping")
def send_back(request: Request, case_id: int) -> HttpResponse:
    """Send the interview back to the centre."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.SendBackForm,
        initial={"deadline_on": request.today + timedelta(days=7)},
        title=_("Send the interview back"),
        action=_("Send back"),
        run=lambda given: actions.send_back(
            case_id,
            reason=given["reason"],
            deadline_on=given["deadline_on"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The interview is sent back to the reception centre."),
    )


@requires("settlement.approve_mapping")
def approve(request: Request, case_id: int) -> HttpResponse:
    """Approve a flagged interview."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.CaseForm,
        initial={},
        title=_("Approve the interview"),
        text=_("You have read the flagged answers, and they can be shared with the municipality that is asked."),
        action=_("Approve"),
        run=lambda given: actions.approve(case_id, today=request.today, actor=request.actor, version=given["version"]),
        done=_("The interview is approved, and the household is ready to be settled."),
    )
