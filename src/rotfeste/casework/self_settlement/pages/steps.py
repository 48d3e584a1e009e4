"""Each step of an application as a page: the municipality's, the directorate's and the centre's."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from rotfeste.casework.self_settlement import actions, forms, queries
from rotfeste.casework.self_settlement.actions.applying import DWELLING
from rotfeste.casework.self_settlement.models import Application
from rotfeste.casework.self_settlement.pages import words
from rotfeste.casework.self_settlement.pages.applications import step
from rotfeste.casework.self_settlement.plain.forms import ContractForm, DwellingForm
from rotfeste.casework.settlement import queries as settlement
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places

ADULT_FROM = 18


@requires("self_settlement.answer")
def approve(request: Request, application_id: int) -> HttpResponse:
    """The municipality approves."""
    return step(
        request,
        application_id,
        form=forms.VersionForm,
        title=_("Approve the application"),
        text=_("The directorate then checks it. When it is cleared, the household uses places that you have decided."),
        action=_("Approve"),
        run=lambda given: actions.approve(
            application_id, today=request.today, actor=request.actor, version=given["version"]
        ),
        done=_("You have approved the application. The directorate checks it."),
    )


@requires("self_settlement.answer")
def decline(request: Request, application_id: int) -> HttpResponse:
    """The municipality declines."""
    return step(
        request,
        application_id,
        form=forms.DeclineForm,
        title=_("Decline the application"),
        text=_("The refugee reads the reason. You no longer see the household after this."),
        action=_("Decline"),
        danger=True,
        run=lambda given: actions.decline(
            application_id,
            reason_code=given["reason_code"],
            reason=given["reason"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("You have declined the application."),
    )


@requires("self_settlement.clear")
def clear(request: Request, application_id: int) -> HttpResponse:
    """The directorate clears it, and the decision on settlement is made."""
    return step(
        request,
        application_id,
        form=forms.ClearForm,
        title=_("Clear, and make the decision"),
        text=_("The decision on settlement is made, with letters to the refugee and the municipality."),
        action=_("Clear, and make the decision"),
        initial={"reasons": _("The household has found a dwelling itself, and the municipality has approved it.")},
        run=lambda given: actions.clear(
            application_id,
            reasons=given["reasons"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The application is cleared, the decision is made, and the letters are on their way."),
    )


@requires("self_settlement.clear")
def refuse(request: Request, application_id: int) -> HttpResponse:
    """The directorate does not clear it."""
    return step(
        request,
        application_id,
        form=forms.ReasonForm,
        title=_("Do not clear the application"),
        text=_("The refugee reads the reason."),
        action=_("Do not clear"),
        danger=True,
        run=lambda given: actions.refuse(
            application_id, reason=given["reason"], today=request.today, actor=request.actor, version=given["version"]
        ),
        done=_("The application is not cleared, and everyone is told."),
    )


@requires("self_settlement.apply")
def withdraw(request: Request, application_id: int) -> HttpResponse:
    """The centre withdraws it for the refugee."""
    return step(
        request,
        application_id,
        form=forms.ReasonForm,
        title=_("Withdraw the application"),
        action=_("Withdraw"),
        danger=True,
        run=lambda given: actions.withdraw(
            application_id, reason=given["reason"], today=request.today, actor=request.actor, version=given["version"]
        ),
        done=_("The application is withdrawn."),
    )


@requires("self_settlement.apply")
def dwelling(request: Request, application_id: int) -> HttpResponse:
    """The centre fills in the dwelling with the refugee."""
    row: Application = Application.objects.visible_to(request.actor).get(id=application_id)
    return step(
        request,
        application_id,
        form=DwellingForm,
        title=_("The dwelling"),
        action=_("Save"),
        initial={name: getattr(row, name) for name in DWELLING},
        run=lambda given: actions.describe_dwelling(
            application_id, given, actor=request.actor, version=given["version"]
        ),
        done=_("The dwelling is saved."),
    )


@requires("self_settlement.apply")
def hand_in(request: Request, application_id: int) -> HttpResponse:
    """The centre hands in the contract."""

    def run(given: dict[str, Any]) -> object:
        content = ContractForm.read(given)
        return actions.attach_contract(application_id, content, now=timezone.now(), actor=request.actor)

    return step(
        request,
        application_id,
        form=ContractForm,
        title=_("The unsigned contract"),
        action=_("Hand in"),
        run=run,
        done=_("The contract is kept."),
    )


@requires("self_settlement.apply")
def send(request: Request, application_id: int) -> HttpResponse:
    """The centre sends the application for the refugee."""
    return step(
        request,
        application_id,
        form=forms.VersionForm,
        title=_("Send to the municipality"),
        text=_("The municipality sees the household and its interview from now on, until it has answered."),
        action=_("Send"),
        run=lambda given: actions.send(
            application_id, today=request.today, actor=request.actor, version=given["version"]
        ),
        done=_("The application is sent."),
    )


@requires("self_settlement.read")
def of_case(request: Request, case_id: int) -> HttpResponse:
    """A household's applications; the reception centre begins one here."""
    view = settlement.case_view(case_id, today=request.today, actor=request.actor)
    may_apply = request.actor.may("self_settlement.apply") and view.waiting
    grown = [row for row in view.members if row.person.age_on(request.today) >= ADULT_FROM]
    people = [(str(row.person_id), row.person.full_name) for row in grown]
    known = [(row.code, row.name) for row in places.tiles(request.today)]
    form = forms.BeginForm(request.POST or None, people=people, places=known) if may_apply else None
    if form is not None and form.is_valid():
        person_id, code = int(form.cleaned_data["person"]), form.cleaned_data["place_code"]
        try:
            made = actions.begin(person_id, place_code=code, today=request.today, actor=request.actor)
        except words.REFUSED as error:
            form.add_error(None, words.refusal(error))
        else:
            return redirect("self_settlement:application", made.id)
    rows = [(row, words.status_tag(row.status)) for row in queries.of_case(case_id, actor=request.actor)]
    return render(request, "self_settlement/of_case.html", {"view": view, "rows": rows, "form": form})
