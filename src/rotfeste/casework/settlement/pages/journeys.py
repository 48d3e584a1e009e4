"""The steps of a resettlement household: dossier, medical place, journey and arrival."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.pages.step import step
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.registers.persons.countries import COUNTRIES, country_name


@requires("settlement.request")
def dossier(request: Request, case_id: int) -> HttpResponse:
    """What is known before arrival."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    countries = sorted(((code, country_name(code)) for code in COUNTRIES), key=lambda row: norwegian_key(row[1]))
    known = view.dossier
    initial: dict[str, Any] = {"quota_year": view.case.clock_from.year}
    if known is not None:
        initial = {name: getattr(known, name) for name in DOSSIER}
    return step(
        request,
        view,
        form=partial(forms.DossierForm, countries=[("", "–"), *countries]),
        initial=initial,
        title=_("The dossier before arrival"),
        text=_("The municipality that is asked reads it with the interview."),
        action=_("Save"),
        run=lambda given: actions.register_dossier(
            case_id,
            **{name: given[name] for name in DOSSIER},
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The dossier is registered."),
    )


DOSSIER = ("stays_in", "referred_by", "selected_on", "quota_year", "about")


@requires("settlement.request", "settlement.health")
def medical_place(request: Request, case_id: int) -> HttpResponse:
    """Give someone one of the year's places for extensive medical needs."""
    request.actor.require_level()
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    year = view.dossier.quota_year if view.dossier else view.case.clock_from.year
    places = queries.medical_places(year, actor=request.actor)
    said = _("%(used)s of the %(places)s places in %(year)s are taken.")
    if places.places is None:
        said = _("%(used)s places are taken in %(year)s. No source says how many there are.")
    return step(
        request,
        view,
        form=partial(
            forms.MedicalPlaceForm, people=[(str(row.person_id), row.person.full_name) for row in view.members]
        ),
        initial={"quota_year": year, "person": str(view.members[0].person_id)},
        title=_("A place for extensive medical needs"),
        text=said % {"used": places.used, "places": places.places, "year": year},
        action=_("Give the place"),
        run=lambda given: actions.give_medical_place(
            case_id,
            person_id=int(given["person"]),
            quota_year=given["quota_year"],
            today=request.today,
            actor=request.actor,
        ),
        done=_("The place is given."),
    )


@requires("settlement.request")
def plan_travel(request: Request, case_id: int) -> HttpResponse:
    """Plan the journey, or move it to another day."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    known = view.dossier
    initial = (
        {"travels_on": known.travels_on, "arrives_at": known.arrives_at, "journey": known.journey} if known else {}
    )
    return step(
        request,
        view,
        form=forms.TravelForm,
        initial=initial,
        title=_("Plan the journey"),
        text=_("The municipality is asked to confirm that it is ready. A changed day must be confirmed anew."),
        action=_("Save the journey"),
        run=lambda given: actions.plan_travel(
            case_id,
            travels_on=given["travels_on"],
            arrives_at=given["arrives_at"],
            journey=given["journey"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The journey is planned, and the municipality is told."),
    )


@requires("settlement.move")
def confirm_travel(request: Request, case_id: int) -> HttpResponse:
    """The municipality is ready."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.CaseForm,
        initial={},
        title=_("Confirm the journey"),
        text=journey_text(view),
        action=_("We are ready to receive them"),
        run=lambda given: actions.confirm_travel(
            case_id, today=request.today, actor=request.actor, version=given["version"]
        ),
        done=_("The journey is confirmed."),
    )


@requires("settlement.request")
def cancel_travel(request: Request, case_id: int) -> HttpResponse:
    """The journey does not take place as planned."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.CaseForm,
        initial={},
        title=_("Call the journey off"),
        text=journey_text(view),
        action=_("Call it off"),
        danger=True,
        run=lambda given: actions.cancel_travel(
            case_id, today=request.today, actor=request.actor, version=given["version"]
        ),
        done=_("The journey is called off, and the municipality is told."),
    )


@requires("settlement.move")
def arrived(request: Request, case_id: int) -> HttpResponse:
    """The household has come."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    planned = view.dossier.travels_on if view.dossier else None
    return step(
        request,
        view,
        form=forms.ArrivedForm,
        initial={"arrived_on": min(planned or request.today, request.today)},
        title=_("Register as arrived"),
        text=_("Everyone in the household is registered as moved in on this day."),
        action=_("They have arrived"),
        run=lambda given: actions.arrived(
            case_id,
            arrived_on=given["arrived_on"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The household is registered as arrived and moved in."),
    )


def journey_text(view: queries.CaseView) -> str:
    """The planned journey in a sentence."""
    row = view.dossier
    if row is None or row.travels_on is None:
        return ""
    parts = [f"{row.travels_on:%d.%m.%Y}", row.arrives_at, row.journey]
    return " · ".join(part for part in parts if part)
