"""What becomes of a booked practice place: confirmed, declined, withdrawn, begun, ended."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Unpack

from django import forms as plain
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, words
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.practice.words import period_words
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.registers.practice import queries as register_of_places
from rotfeste.registers.practice.actions import BookingChanged
from rotfeste.registers.practice.models import Booking

REFUSALS = steps.Refusals(words.REFUSED, words.refusal, newest={BookingChanged: lambda error: error.booking.version})


def _step(
    request: Request,
    booking_id: int,
    form: type[plain.Form],
    run: Callable[[dict[str, Any]], object],
    *,
    answers: bool = False,
    ours: bool = False,
    **said: Unpack[steps.Said],
) -> HttpResponse:
    """One step of a booking; `answers` is for who has the place, `ours` for who booked it."""
    row = register_of_places.booking_of(booking_id, actor=request.actor)
    mine = request.actor.organisations
    if (answers and row.place.organisation_id not in mine) or (ours and row.organisation_id not in mine):
        raise Booking.DoesNotExist
    last = min(request.today, row.until_on - timedelta(days=1))
    shown = form(steps.given(request), initial={"version": row.version, "last_day": last})
    about = f"{row.place.name} · {row.organisation.name} · {period_words(row.from_on, row.until_on)}. "
    said["text"] = about + said.get("text", "")
    return steps.page(
        request,
        shown,
        lambda: run(shown.cleaned_data),
        REFUSALS,
        back=reverse("qualification:practice_place", args=[row.place_id]),
        **said,
    )


@requires("practice.register", "qualification.decide")
def confirm(request: Request, booking_id: int) -> HttpResponse:
    """Who has the place says yes."""
    return _step(
        request,
        booking_id,
        forms.BookingForm,
        lambda said: actions.confirm_practice(booking_id, now=now_of(request), actor=request.actor, **said),
        title=_("Confirm the booking"),
        text=_("The measure comes into the participant's programme, and the one who asked is told."),
        action=_("Confirm"),
        done=_("The booking is confirmed, and the measure is in the programme."),
        answers=True,
    )


@requires("practice.register", "qualification.decide")
def decline(request: Request, booking_id: int) -> HttpResponse:
    """Who has the place says no."""
    return _step(
        request,
        booking_id,
        forms.DeclineBookingForm,
        lambda said: actions.decline_practice(booking_id, now=now_of(request), actor=request.actor, **said),
        title=_("Decline the booking"),
        text=_("The place is free again, and the one who asked is told why."),
        action=_("Decline"),
        done=_("The booking is declined."),
        danger=True,
        answers=True,
    )


@requires("practice.register", "qualification.decide")
def withdraw(request: Request, booking_id: int) -> HttpResponse:
    """It comes to nothing."""
    return _step(
        request,
        booking_id,
        forms.BookingForm,
        lambda said: actions.withdraw_practice(booking_id, now=now_of(request), actor=request.actor, **said),
        title=_("Withdraw the booking"),
        text=_("The place is free again. A measure that came with the booking is taken away."),
        action=_("Withdraw"),
        done=_("The booking is withdrawn, and the place is free."),
        danger=True,
    )


@requires("practice.register", "qualification.decide")
def begin(request: Request, booking_id: int) -> HttpResponse:
    """The participant has begun."""
    return _step(
        request,
        booking_id,
        forms.BookingForm,
        lambda said: actions.begin_practice(booking_id, today=request.today, actor=request.actor, **said),
        title=_("The practice has begun"),
        action=_("Register that it has begun"),
        done=_("It is registered that the practice has begun."),
        ours=True,
    )


@requires("practice.register", "qualification.decide")
def end(request: Request, booking_id: int) -> HttpResponse:
    """The participant is done, or stopped."""
    return _step(
        request,
        booking_id,
        forms.EndBookingForm,
        lambda said: actions.end_practice(
            booking_id,
            until_on=said["last_day"] + timedelta(days=1),
            version=said["version"],
            now=now_of(request),
            actor=request.actor,
        ),
        title=_("End the practice"),
        text=_("After the last day the place is free. A measure that came with the booking ends too."),
        action=_("End"),
        done=_("The practice is ended, and the place is free."),
    )
