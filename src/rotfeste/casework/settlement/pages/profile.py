"""What a municipality says of itself for a year: the work that there is, and whom it is best prepared for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement.pages.places import municipality, year_of
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.capacity import queries
from rotfeste.registers.capacity.rules.profiles import (
    LONGEST,
    MOST_OCCUPATIONS,
    OccupationTooLong,
    TooManyOccupations,
)
from rotfeste.registers.capacity.states import HouseholdKind


class ProfileForm(forms.Form):
    """Work and households."""

    work = forms.CharField(
        label=lazy("Work that is in demand"),
        help_text=lazy(
            "One kind of work on each line, such as «Kokk» or «Sveiser». It is compared, word for word, with what"
            " people have told in the settlement interview."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )
    households = forms.MultipleChoiceField(
        label=lazy("Households that you are best prepared for"),
        help_text=lazy("Choose none if you are equally prepared for all."),
        choices=HouseholdKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


REFUSALS = steps.Refusals(
    (TooManyOccupations, OccupationTooLong),
    lambda error: (
        _("%(n)s kinds of work is too many: name at most %(most)s.") % {"n": error.args[0], "most": MOST_OCCUPATIONS}
        if isinstance(error, TooManyOccupations)
        else _("Line %(n)s is longer than %(most)s characters: write one kind of work on each line.")
        % {"n": error.args[0], "most": LONGEST}
    ),
    fields={TooManyOccupations: "work", OccupationTooLong: "work"},
)


@requires("capacity.read")
def profile(request: Request, organisation_id: int) -> HttpResponse:
    """Shown to the directorate and to the municipality itself, which says it here."""
    row, year = municipality(request, organisation_id), year_of(request)
    said = queries.profile(row.id, year, actor=request.actor)
    page: dict[str, Any] = {"organisation": row, "year": year, "said": said}
    page["kinds"] = [HouseholdKind(kind).label for kind in said.households] if said else []
    page["back_url"] = f"{reverse('settlement:organisation_places', args=[row.id])}?year={year}"
    if request.actor.may("capacity.plan") and row.id in request.actor.organisations:
        before = {"work": "\n".join(said.occupations), "households": said.households} if said else {}
        page["form"] = form = ProfileForm(steps.given(request), initial=before)
        if steps.done(request, form, lambda: _say(request, row.id, year, form.cleaned_data), REFUSALS):
            messages.success(request, _("This is kept, and counts in the next round of placement."))
            return redirect(page["back_url"])
    return render(request, "settlement/profile.html", page)


def _say(request: Request, organisation_id: int, year: int, given: dict[str, Any]) -> object:
    return capacity.say_profile(
        organisation_id,
        year=year,
        work=given["work"].splitlines(),
        households=[HouseholdKind(kind) for kind in given["households"]],
        today=request.today,
        actor=request.actor,
    )
