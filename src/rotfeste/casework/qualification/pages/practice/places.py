"""The register of practice places: the list with a picture of what is free, one place, and its description."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import forms
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.practice import words
from rotfeste.casework.qualification.pages.step import REFUSALS
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.practice import actions as register
from rotfeste.registers.practice import queries as register_of_places
from rotfeste.registers.practice.actions.places import area_of
from rotfeste.registers.practice.models import Place
from rotfeste.registers.practice.queries import PlaceView


@requires("practice.read")
def practice(request: Request) -> HttpResponse:
    """All places that the actor's participants may use."""
    rows = register_of_places.places(actor=request.actor, on=request.today)
    page = ListPage(
        request,
        "qualification.practice",
        _("Practice places"),
        rows,
        _columns(request),
        filters=forms.PracticeFilter,
        filter_options={
            "rows": rows,
            "names": places.names(request.today),
            "waits": lambda row, chosen: _waits(row, chosen, request),
            "today": request.today,
        },
        empty_title=_("No practice places yet"),
        empty_text=_("Register where participants can practise: then everyone sees what is free, and can book it."),
    )
    chart = words.capacity_chart(rows, request.today) if rows else None
    context = {"may_register": request.actor.may("practice.register"), "chart": chart}
    return page.respond("qualification/practice.html", context)


def _waits(row: PlaceView, chosen: str, request: Request) -> bool:
    """Whether something of this kind waits for the actor's municipality at the place."""
    mine, today = request.actor.organisations, request.today
    owner = row.place.organisation_id in mine
    if chosen == "empty":
        since = row.empty_since(today)
        return owner and since is not None and (today - since).days >= settings.PRACTICE_EMPTY_DAYS
    if chosen == "asked":
        return owner and any(each.status == "asked" for each in row.bookings)
    ours = [each for each in row.bookings if each.organisation_id in mine]
    if chosen == "begin":
        return any(each.status == "confirmed" and each.from_on <= today < each.until_on for each in ours)
    return any(each.status in ("confirmed", "began") and each.until_on <= today for each in ours)


def _columns(request: Request) -> list[Column]:
    language, names = (get_language() or "nb")[:2], places.names(request.today)

    def where(row: PlaceView) -> str:
        return names.get(row.place.municipality_code, row.place.municipality_code)

    return [
        Column(
            "name",
            lazy("Employer"),
            lambda row: row.place.name,
            sort=lambda row: norwegian_key(row.place.name),
            url=lambda row: reverse("qualification:practice_place", args=[row.place.id]),
        ),
        Column("kind", lazy("Kind"), lambda row: row.place.kind.name(language), sort=lambda row: row.place.kind_id),
        Column("work", lazy("Line of work"), lambda row: row.place.work, sort=lambda row: row.place.work.casefold()),
        Column("where", lazy("Municipality"), where, sort=lambda row: norwegian_key(where(row))),
        Column(
            "free",
            lazy("Free now"),
            lambda row: words.free_tag(row, request.today),
            sort=lambda row: (-words.free_today(row, request.today), row.place.name),
            kind="status",
        ),
        Column(
            "next",
            lazy("Free from"),
            lambda row: row.free_from(request.today),
            sort=lambda row: row.free_from(request.today) or date.max,
            kind="date",
        ),
        Column(
            "hours",
            lazy("Hours a week"),
            lambda row: number_format(row.place.hours_week.normalize(), use_l10n=True),
            sort=lambda row: row.place.hours_week,
            kind="number",
        ),
    ]


@requires("practice.read")
def place(request: Request, place_id: int) -> HttpResponse:
    """One place: what it is, when it is free, who has booked it, and what can be done."""
    actor = request.actor
    view = register_of_places.place_of(place_id, actor=actor)
    row, owner = view.place, view.place.organisation_id in actor.organisations
    known = register_of_places.booked_for([each.id for each in view.bookings], actor=actor)
    held = [each for each in view.bookings if each.holds]
    context = {
        "place": row,
        "kind": row.kind.name((get_language() or "nb")[:2]),
        "tag": words.free_tag(view, request.today),
        "facts": words.facts(view, request.today),
        "chart": words.capacity_chart([view], request.today),
        "spans": words.bookings_chart(held, request.today) if held else None,
        "bookings": [
            {
                "row": each,
                "number": held.index(each) + 1 if each in held else None,
                "last": each.until_on - timedelta(days=1),
                "tag": words.booking_tag(each, request.today),
                "known": known.get(each.id),
                "next": words.next_steps(each, actor, request.today, owner=owner),
            }
            for each in reversed(view.bookings)
        ],
        "may_change": owner and actor.may("practice.register"),
    }
    return render(request, "qualification/practice_place.html", context)


@requires("practice.register")
def new_place(request: Request) -> HttpResponse:
    """A place is registered."""
    here = Organisation.objects.get(id=request.actor.known_organisation)
    initial = {
        "municipality_code": area_of(here),
        "from_on": request.today,
        "capacity": 1,
        "found_by": "municipality",
        "shared": "own",
    }
    form = _form(request, initial)
    made: list[Place] = []

    def run() -> None:
        made.append(register.register_place(form.offered, now=now_of(request), actor=request.actor))

    if steps.done(request, form, run, REFUSALS):
        messages.success(request, _("The practice place is registered."))
        return redirect("qualification:practice_place", made[0].id)
    return _described(
        request, form, _("New practice place"), _("Register the place"), reverse("qualification:practice")
    )


@requires("practice.register")
def change_place(request: Request, place_id: int) -> HttpResponse:
    """What is known about a place is changed."""
    row = register_of_places.place_of(place_id, actor=request.actor).place
    if row.organisation_id not in request.actor.organisations:
        raise Place.DoesNotExist
    initial: dict[str, Any] = {
        name: getattr(row, name) for name in forms.PracticePlaceForm.base_fields if name in vars(row)
    }
    initial |= {"kind": row.kind_id, "last_day": row.until_on - timedelta(days=1) if row.until_on else None}
    form = _form(request, initial)

    def run() -> None:
        version = form.cleaned_data["version"]
        register.change_place(row.id, form.offered, now=now_of(request), version=version, actor=request.actor)

    if steps.done(request, form, run, REFUSALS):
        messages.success(request, _("The practice place is changed."))
        return redirect("qualification:practice_place", row.id)
    back = reverse("qualification:practice_place", args=[row.id])
    return _described(request, form, _("Change the practice place"), _("Save"), back)


def _form(request: Request, initial: dict[str, Any]) -> forms.PracticePlaceForm:
    names = sorted(places.names(request.today).items(), key=lambda pair: norwegian_key(pair[1]))
    return forms.PracticePlaceForm(
        steps.given(request), initial=initial, municipalities=[(code, f"{name} ({code})") for code, name in names]
    )


def _described(request: Request, form: forms.PracticePlaceForm, title: str, action: str, back: str) -> HttpResponse:
    text = _("Where participants can practise. What you write is seen by everyone who may book the place.")
    context = {"form": form, "title": title, "text": text, "action": action, "back_url": back}
    return render(request, "ui/step.html", context)
