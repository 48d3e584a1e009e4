"""Pages about persons: one person, break-glass, and the review of openings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import queries as trail
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.persons import actions, forms, queries
from rotfeste.registers.persons.countries import country_name, language_name
from rotfeste.registers.persons.models import EmergencyAccess, Person

TOLD: dict[type[Exception], Any] = {
    actions.ProtectedAlready: lazy("The person has protected identity or address already."),
    actions.NotProtected: lazy("The person has no protection that can be lifted."),
    actions.ReasonTooShort: lazy("Write at least 20 characters."),
    Person.DoesNotExist: lazy("Nobody in Rotfeste has this DUF number."),
}
REFUSALS = steps.Refusals(
    tuple(TOLD),
    lambda error: str(TOLD[type(error)]),
    fields={actions.ReasonTooShort: "reason", Person.DoesNotExist: "duf_number"},
)


@requires("persons.read")
def person(request: Request, person_id: int) -> HttpResponse:
    """What is registered about one person, and which organisations have a task with them."""
    row = queries.person(person_id, actor=request.actor)
    context = {
        "person": row,
        "country": country_name(row.citizenship),
        "spoken": ", ".join(language_name(code) for code in row.languages),
        "permits": queries.permits_of(person_id, actor=request.actor),
        "involved": queries.involved(person_id, actor=request.actor),
        "protection": queries.protection_of(person_id, actor=request.actor),
        "may_protect": request.actor.may("persons.protect"),
        "may_see_rights": request.actor.may("participants.read"),
        "may_issue": request.actor.may("own_access.issue"),
        "may_see_trail": request.actor.may("audit.person"),
    }
    return render(request, "persons/person.html", context)


@requires("audit.person", "persons.read")
def looked_at(request: Request, person_id: int) -> HttpResponse:
    """Who has searched for, read or changed something about this person: what the person may ask to be told."""
    row = queries.person(person_id, actor=request.actor)
    events = trail.looked_at(row.id, actor=request.actor)
    return render(request, "persons/looked_at.html", {"person": row, "events": events})


@requires("persons.protect")
def protect(request: Request, person_id: int) -> HttpResponse:
    """Register protected identity or address: the whole household is hidden from now on."""
    row = queries.person(person_id, actor=request.actor)
    form = forms.ProtectForm(steps.given(request), initial={"from_on": request.today})
    back = reverse("persons:person", args=[row.id])
    return steps.page(
        request,
        form,
        lambda: actions.protect(row.id, actor=request.actor, **form.cleaned_data),
        REFUSALS,
        title=_("Register protected identity or address"),
        text=_(
            "The whole household disappears from lists and searches."
            " From then on, only those with access to protected addresses see it, found by DUF number."
        ),
        action=_("Hide the household"),
        done=_("The protection is registered. The whole household is hidden."),
        danger=True,
        back=back,
        after=lambda _made: back if request.actor.protected else reverse("front"),
    )


@requires("persons.protect")
def lift_protection(request: Request, person_id: int) -> HttpResponse:
    """The protection has ended, and why."""
    row = queries.person(person_id, actor=request.actor)
    form = forms.LiftProtectionForm(steps.given(request))
    return steps.page(
        request,
        form,
        lambda: actions.lift_protection(row.id, on=request.today, actor=request.actor, **form.cleaned_data),
        REFUSALS,
        title=_("Lift the protection"),
        text=_("The household is seen again by those with a task, unless someone else in it is protected."),
        action=_("Lift the protection"),
        done=_("The protection is lifted."),
        danger=True,
        back=reverse("persons:person", args=[row.id]),
    )


@requires("persons.break_glass")
def break_glass(request: Request) -> HttpResponse:
    """Open a person outside one's tasks, with a written reason."""
    form = forms.BreakGlassForm(steps.given(request), initial={"duf_number": request.GET.get("duf", "")})
    opened: list[int] = []

    def open_person() -> None:
        opened.append(actions.break_glass(now=timezone.now(), actor=request.actor, **form.cleaned_data))

    if steps.done(request, form, open_person, REFUSALS):
        messages.warning(request, _("Opened for 24 hours. The opening is recorded and will be reviewed."))
        return redirect("persons:person", opened[0])
    context = {
        "form": form,
        "title": _("Open a person in an emergency"),
        "text": _("Use this only when you must see someone you have no task with. You must explain why."),
        "action": _("Open the person"),
        "danger": True,
        "back_url": "/",
    }
    return render(request, "ui/step.html", context)


@requires()
def openings(request: Request) -> HttpResponse:
    """Break-glass openings, to be looked at afterwards."""
    if not (request.actor.may("audit.read") or request.actor.may("access.administer")):
        raise NotAllowed("audit.read")
    return ListPage(
        request,
        "persons.openings",
        _("Emergency openings"),
        queries.emergency_openings(actor=request.actor),
        [
            Column("who", lazy("Who"), lambda row: f"{row.user.name}, {row.organisation.name}", sort="user__name"),
            Column("at", lazy("Opened"), lambda row: row.opened_at, sort="opened_at", kind="date"),
            Column("reason", lazy("Reason"), lambda row: row.reason),
            Column("reviewed", lazy("Reviewed"), _reviewed, sort="reviewed_on", kind="status"),
        ],
        sort="-at",
        empty_title=_("Nobody has been opened in an emergency"),
    ).respond("persons/openings.html")


def _reviewed(row: EmergencyAccess) -> Tag:
    return Tag(_("Reviewed"), "success") if row.reviewed_on else Tag(_("To be reviewed"), "warning")


@require_POST
@requires()
def review(request: Request, opening_id: int) -> HttpResponse:
    """An opening has been looked at."""
    actions.review_opening(opening_id, on=request.today, actor=request.actor)
    messages.success(request, _("The opening is marked as reviewed."))
    return redirect("persons:openings")
