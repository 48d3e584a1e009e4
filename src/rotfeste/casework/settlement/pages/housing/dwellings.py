"""Dwellings: the list, the page of one with its vacancy clock, and what is done with it."""

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, Unpack

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.settlement import forms
from rotfeste.casework.settlement.pages.housing import refusals, words
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui import exports, steps
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.capacity import actions as capacity_actions
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.actions.dwellings import Described, DwellingChangedMeanwhile
from rotfeste.registers.capacity.models import Dwelling

COLUMNS = tuple(field.name for field in fields(Described))
"""What is known of a dwelling, in the order of the columns of a table."""


def url(row: capacity.Stood) -> str:
    """The address of a dwelling's page."""
    return reverse("settlement:dwelling", args=[row.dwelling.id])


def owners(request: Request) -> list[tuple[str, str]]:
    """The actor's own organisations that can have dwellings."""
    rows = Organisation.objects.filter(
        id__in=request.actor.organisations, kind__in=("municipality", "city_district")
    ).order_by("-kind", "name")
    return [(str(row.id), row.name) for row in rows]


LABEL = Column(
    "label", lazy("Address"), lambda row: row.dwelling.label, sort=lambda row: row.dwelling.label_key, url=url
)
OWNER = Column(
    "owner",
    lazy("Owner"),
    lambda row: row.dwelling.organisation.name,
    sort=lambda row: row.dwelling.organisation.name,
)
STANDING = Column("standing", lazy("Status"), words.standing_tag, sort=lambda row: row.standing, kind="status")
ROOM = Column(
    "persons", lazy("Room for"), lambda row: row.dwelling.persons, sort=lambda row: row.dwelling.persons, kind="number"
)
BEDROOMS = Column(
    "bedrooms",
    lazy("Bedrooms"),
    lambda row: row.dwelling.bedrooms,
    sort=lambda row: row.dwelling.bedrooms,
    kind="number",
)
DAYS = Column(
    "days",
    lazy("Days vacant"),
    words.days_tag,
    sort=lambda row: row.vacancy.days if row.idle else -1,
    kind="status",
    export=lambda row: row.vacancy.days if row.idle else None,
)
COST = Column(
    "cost",
    lazy("Cost so far, kroner"),
    lambda row: row.vacancy.cost_nok or None,
    sort=lambda row: row.vacancy.cost_nok,
    kind="number",
)


@requires("capacity.read")
def dwellings(request: Request) -> HttpResponse:
    """Every dwelling that the actor may see, and how it stands today."""
    actor = request.actor
    rows = capacity.standings(today=request.today, actor=actor, released=True)
    several = len({row.dwelling.organisation_id for row in rows}) > 1
    return ListPage(
        request,
        "settlement.dwellings",
        _("Dwellings"),
        rows,
        [LABEL, *([OWNER] if several else []), STANDING, ROOM, BEDROOMS, DAYS, COST],
        filters=forms.DwellingFilter,
        sort="-days",
        empty_title=_("No dwelling is registered"),
        empty_text=_("Register dwellings one by one, or paste a table of them from a spreadsheet."),
    ).respond("settlement/housing/dwellings.html", {"may_plan": actor.may("capacity.plan")})


@requires("capacity.plan")
def table(request: Request) -> HttpResponse:
    """The actor's own dwellings as a table that can be changed in a spreadsheet and pasted again."""
    rows = capacity.standings(today=request.today, actor=request.actor, organisation_ids=request.actor.organisations)
    labels = forms.DwellingForm.base_fields
    columns = [Column(name, labels[name].label or name, _cell(name)) for name in COLUMNS]
    return exports.answer("csv", _("Dwellings"), columns, rows, on=request.today)


def _cell(name: str) -> Callable[[capacity.Stood], Any]:
    def cell(row: capacity.Stood) -> Any:
        value = getattr(row.dwelling, name)
        return (_("Yes") if value else _("No")) if isinstance(value, bool) else value

    return cell


def _own(request: Request, dwelling_id: int) -> Dwelling:
    """One of the actor's own dwellings."""
    row = capacity.dwelling(dwelling_id, actor=request.actor)
    if row.organisation_id not in request.actor.organisations:
        raise Dwelling.DoesNotExist
    return row


REFUSALS = steps.Refusals(
    refusals.REFUSED, refusals.refusal, newest={DwellingChangedMeanwhile: lambda error: error.dwelling.version}
)


def step(
    request: Request,
    form: Callable[..., Any],
    *,
    initial: dict[str, Any],
    run: Callable[[Any], Any],
    back: str,
    **said: Unpack[steps.Said],
) -> HttpResponse:
    """A step about a dwelling, which it goes on to where the call gives one."""
    shown = form(steps.given(request), initial=initial)

    def after(made: Any) -> str:
        return reverse("settlement:dwelling", args=[made.id]) if isinstance(made, Dwelling) else back

    return steps.page(request, shown, lambda: run(shown), REFUSALS, back=back, after=after, **said)


@requires("capacity.plan")
def register(request: Request) -> HttpResponse:
    """A new dwelling."""
    own = owners(request)

    def run(form: Any) -> Dwelling:
        owner = int(form.cleaned_data.get("owner") or own[0][0])
        return capacity_actions.register_dwelling(owner, form.described(), actor=request.actor)

    return step(
        request,
        lambda *args, **options: forms.OwnerForm(*args, owners=own, **options),
        initial={"kind": "ordinary", "available_from": request.today, "owner": str(request.actor.organisation_id)},
        title=_("Register a dwelling"),
        action=_("Register"),
        run=run,
        done=_("The dwelling is registered."),
        back=reverse("settlement:dwellings"),
    )


@requires("capacity.plan")
def change(request: Request, dwelling_id: int) -> HttpResponse:
    """What is registered about a dwelling."""
    row = _own(request, dwelling_id)
    known = asdict(Described(**{name: getattr(row, name) for name in COLUMNS}))
    return step(
        request,
        forms.DwellingForm,
        initial={**known, "shared_by": row.shared_by or None, "version": row.version},
        title=_("Change the dwelling"),
        action=_("Save"),
        run=lambda form: capacity_actions.change_dwelling(
            row.id, form.described(), actor=request.actor, version=form.cleaned_data["version"]
        ),
        done=_("The dwelling is changed."),
        back=reverse("settlement:dwelling", args=[row.id]),
    )


@require_POST
@requires("capacity.plan")
def release_now(request: Request, dwelling_id: int) -> HttpResponse:
    """Give the dwelling back today: one click."""
    row = _own(request, dwelling_id)
    try:
        with transaction.atomic():
            capacity_actions.release_dwelling(row.id, on=request.today, actor=request.actor)
    except refusals.REFUSED as error:
        messages.error(request, refusals.refusal(error))
    else:
        messages.success(request, _("The dwelling is given back. Its clock has stopped."))
    return redirect("settlement:dwelling", row.id)


@requires("capacity.plan")
def release(request: Request, dwelling_id: int) -> HttpResponse:
    """Plan the day on which a dwelling is given back, or a home closes."""
    row = _own(request, dwelling_id)
    text = _("Those who live there then must be moved: they are shown until they are.") if row.for_minors else ""
    return step(
        request,
        forms.ReleaseForm,
        initial={"on": row.available_until or request.today},
        title=_("Plan the closing of the home") if row.for_minors else _("Give the dwelling back"),
        text=text,
        action=_("Save the day"),
        run=lambda form: capacity_actions.release_dwelling(row.id, on=form.cleaned_data["on"], actor=request.actor),
        done=_("The day is saved."),
        back=reverse("settlement:dwelling", args=[row.id]),
    )


@requires("capacity.plan")
def vacant_because(request: Request, dwelling_id: int) -> HttpResponse:
    """Why a dwelling still stands empty."""
    row = _own(request, dwelling_id)
    return step(
        request,
        forms.VacantBecauseForm,
        initial={},
        title=_("Why the dwelling stands empty"),
        text=_(
            "After 30 days the municipality says why. The directorate reads it, and looks for someone it would suit."
        ),
        action=_("Save the reason"),
        run=lambda form: capacity_actions.record_reason(
            row.id,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            today=request.today,
            actor=request.actor,
        ),
        done=_("The reason is saved."),
        back=reverse("settlement:dwelling", args=[row.id]),
    )


@requires("capacity.plan")
def lived_in(request: Request, dwelling_id: int) -> HttpResponse:
    """Someone lives there who did not come by a case in Rotfeste."""
    row = _own(request, dwelling_id)
    return step(
        request,
        forms.LivedInForm,
        initial={"persons": 1 if row.places > 1 else row.persons, "moved_in_on": row.available_from},
        title=_("Register that someone lives there"),
        text=_("For those who did not come by a case in Rotfeste. No person is named."),
        action=_("Register"),
        run=lambda form: capacity_actions.register_tenancy(
            row.id,
            persons=form.cleaned_data["persons"],
            moved_in_on=form.cleaned_data["moved_in_on"],
            leave_on=form.cleaned_data["leave_on"],
            today=request.today,
            actor=request.actor,
        ),
        done=_("Registered."),
        back=reverse("settlement:dwelling", args=[row.id]),
    )


@requires("capacity.plan")
def moved_out(request: Request, dwelling_id: int, tenancy_id: int) -> HttpResponse:
    """They have moved out, or a reservation is given up."""
    row = _own(request, dwelling_id)
    return step(
        request,
        forms.MovedOutForm,
        initial={"on": request.today},
        title=_("Free again"),
        text=_("They have moved out, or do not come after all."),
        action=_("Save the day"),
        run=lambda form: capacity_actions.end_tenancy(
            tenancy_id, on=form.cleaned_data["on"], today=request.today, actor=request.actor
        ),
        done=_("The day is saved."),
        back=reverse("settlement:dwelling", args=[row.id]),
    )
