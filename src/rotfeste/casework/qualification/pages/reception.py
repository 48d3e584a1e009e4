"""Training of asylum seekers: what the host municipality offers centres, and how much it gave."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Unpack

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import forms
from rotfeste.casework.qualification.pages.benefits import month_words
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.step import REFUSALS
from rotfeste.casework.qualification.rules.benefit import months_between
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants


@requires("participants.register", "qualification.decide")
def reception(request: Request) -> HttpResponse:
    """Which centres are offered training, since when, and the hours month by month."""
    offers = []
    for row in participants.host_offers(actor=request.actor):
        months = sorted(row.months.all(), key=lambda each: each.month, reverse=True)
        offers.append(
            {
                "offer": row,
                "last": row.until_on - timedelta(days=1) if row.until_on else None,
                "months": [(month_words(each.month), each.participants, each.hours) for each in months],
                "hours": sum(each.hours for each in months),
            }
        )
    return render(request, "qualification/reception.html", {"offers": offers})


@requires("participants.register", "qualification.decide")
def confirm(request: Request) -> HttpResponse:
    """The municipality confirms that it offers training to a centre."""
    centres = [(str(row.id), row.name) for row in participants.centres()]

    def form(data: Any, *, initial: dict[str, Any]) -> forms.HostOfferForm:
        return forms.HostOfferForm(data, initial=initial, centres=centres)

    return _step(
        request,
        form,
        title=_("Confirm an offer to a reception centre"),
        text=_("Confirm that the municipality offers the training. The confirmation is what a grant is given for."),
        action=_("Confirm the offer"),
        done=_("The offer is confirmed."),
        initial={"offered_on": request.today},
        run=lambda shown: register.confirm_host_offer(
            int(shown.cleaned_data["centre"]),
            shown.cleaned_data["activity"],
            offered_on=shown.cleaned_data["offered_on"],
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("participants.register", "qualification.decide")
def host_month(request: Request, offer_id: int) -> HttpResponse:
    """How many took part in a month, and how many hours they got; also after the centre has closed."""
    row = participants.host_offer_of(offer_id, actor=request.actor)
    over = min(request.today, row.until_on - timedelta(days=1) if row.until_on else request.today)
    months = [(each.isoformat(), month_words(each)) for each in reversed(list(months_between(row.offered_on, over)))]

    def form(data: Any, *, initial: dict[str, Any]) -> forms.HostMonthForm:
        return forms.HostMonthForm(data, initial=initial, months=months)

    return _step(
        request,
        form,
        title=_("Register a month: %(centre)s") % {"centre": row.centre.name},
        text=_("What stood there is replaced. Months can be registered after the centre has closed."),
        action=_("Save"),
        done=_("The month is saved."),
        run=lambda shown: register.register_host_month(
            offer_id,
            date.fromisoformat(shown.cleaned_data["month"]),
            participants=shown.cleaned_data["participants"],
            hours=shown.cleaned_data["hours"],
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("participants.register", "qualification.decide")
def end_host_offer(request: Request, offer_id: int) -> HttpResponse:
    """The training is no longer offered to the centre."""
    row = participants.host_offer_of(offer_id, actor=request.actor)
    return _step(
        request,
        forms.LastDayForm,
        title=_("End the offer: %(centre)s") % {"centre": row.centre.name},
        action=_("End the offer"),
        done=_("The offer is ended."),
        initial={"last_day": request.today},
        run=lambda shown: register.end_host_offer(
            offer_id, last_day=shown.cleaned_data["last_day"], now=now_of(request), actor=request.actor
        ),
    )


def _step(
    request: Request,
    form: Callable[..., Any],
    *,
    run: Callable[[Any], object],
    initial: dict[str, Any] | None = None,
    **said: Unpack[steps.Said],
) -> HttpResponse:
    shown = form(steps.given(request), initial=initial or {})
    back = reverse("qualification:reception")
    return steps.page(request, shown, lambda: run(shown), REFUSALS, back=back, **said)
