"""A participant needs a practice place: the free ones in the period, the nearest first, one click to book."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, queries
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.practice import words
from rotfeste.casework.qualification.pages.step import REFUSALS
from rotfeste.casework.qualification.queries import PracticeNeed
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui import steps
from rotfeste.registers.participants.models import Enrolment, Measure
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.practice.models import BookedFor

MONTHS = 3
"""What the form proposes; the adviser chooses the days."""
SHOWN = 20
A_DAY = timedelta(days=1)


@requires("practice.register", "qualification.decide")
def find(request: Request, person_id: int) -> HttpResponse:
    """Which places are free, and a button to book each."""
    need = queries.practice_need(person_id, today=request.today, actor=request.actor)
    if need.enrolment is None:
        raise Enrolment.DoesNotExist
    start = _proposed(need, need.enrolment, request)
    data = steps.given(request) or (request.GET if "from_on" in request.GET else None)
    form = forms.FindPracticeForm(data, initial=start, measures=need.unplaced)
    made: list[BookedFor] = []

    def book() -> None:
        chosen = form.cleaned_data
        made.append(
            actions.book_practice(
                person_id,
                int(request.POST.get("place", "0") or 0),
                **form.period,
                hours_week=chosen["hours_week"],
                measure_id=int(chosen["measure"]) if chosen["measure"] else None,
                now=now_of(request),
                actor=request.actor,
            )
        )

    if request.POST.get("place", "0").isdigit() and steps.done(request, form, book, REFUSALS):
        asked = made[0].booking.status == "asked"
        text = _("They are asked, and the place is held until they answer.")
        messages.success(request, text if asked else _("The place is booked, and the measure is in the programme."))
        return redirect("qualification:participant", person_id)
    wanted = _wanted(form, start)
    found = _found(need, need.enrolment, wanted, request) if wanted else []
    context = {
        "need": need,
        "form": form,
        "wanted": wanted,
        "left": need.left(wanted["from_on"], wanted["until_on"]) if wanted else None,
        "full": bool(wanted) and _beyond(need, wanted),
        "found": [(each, words.kind_words(each.view), _where(each, request)) for each in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "list_url": reverse("qualification:practice"),
    }
    return render(request, "qualification/find_practice.html", context)


def _proposed(need: PracticeNeed, enrolment: Enrolment, request: Request) -> dict[str, Any]:
    """The first practice without a place; otherwise what is left of the week, from today."""
    measure: Measure | None = need.unplaced[0] if need.unplaced else None
    ends = [day for day in (measure.until_on if measure else None, enrolment.until_on) if day is not None]
    begins = max(request.today, measure.from_on if measure else enrolment.started_on)
    if measure is not None:
        begins = max(begins, need.placed_until.get(measure.id, begins))
    until = min([add_months(begins, MONTHS), *ends])
    until = until if until > begins else begins + A_DAY
    hours = measure.hours_week if measure else need.left(begins, until)
    return {
        "measure": str(measure.id) if measure else "",
        "from_on": begins,
        "last_day": until - A_DAY,
        "hours_week": hours.normalize() if hours else None,
    }


def _wanted(form: forms.FindPracticeForm, start: dict[str, Any]) -> dict[str, Any]:
    """What is looked for: what was written, or what is proposed; nothing where it was not understood."""
    if form.is_bound:
        known = form.cleaned_data if hasattr(form, "cleaned_data") or form.is_valid() else {}
        if (
            not all(known.get(name) for name in ("from_on", "until_on", "hours_week"))
            or known["until_on"] <= known["from_on"]
        ):
            return {}
        return dict(known)
    hours = start["hours_week"] or Decimal(0)
    return {**start, "until_on": start["last_day"] + A_DAY, "hours_week": hours}


def _found(need: PracticeNeed, enrolment: Enrolment, wanted: dict[str, Any], request: Request) -> list[queries.Found]:
    measure = next((row for row in need.unplaced if str(row.id) == wanted["measure"]), None)
    from_on: date = wanted["from_on"]
    return queries.places_for(
        enrolment,
        from_on=from_on,
        until_on=wanted["until_on"],
        hours=wanted["hours_week"],
        kind_id=measure.kind_id if measure else None,
        today=request.today,
        actor=request.actor,
    )


def _beyond(need: PracticeNeed, wanted: dict[str, Any]) -> bool:
    """Whether a new measure of so many hours would not fit in the week."""
    hours = wanted["hours_week"]
    return not wanted["measure"] and (not hours or hours > need.left(wanted["from_on"], wanted["until_on"]))


def _where(found: queries.Found, request: Request) -> str:
    return places.name_of(found.view.place.municipality_code, request.today)
