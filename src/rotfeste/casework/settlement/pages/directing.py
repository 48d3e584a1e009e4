"""The steps that the directorate takes in a case: ask, decide, take back, send back, approve."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.pages import words
from rotfeste.casework.settlement.pages.step import step
from rotfeste.casework.settlement.rules.clocks import answer_deadline
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places


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


def with_reason(
    request: Request, case_id: int, run: Any, *, title: str, text: str, action: str, done: str, danger: bool = True
) -> HttpResponse:
    """A step that asks for a reason, and for nothing else."""
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
    return with_reason(
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
    return with_reason(
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
    return with_reason(
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
