"""The five control questions about plans, for a municipality and a period."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.qualification import queries
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.fields import FilterForm, date_field
from rotfeste.registers.persons import queries as persons

ASKED: Mapping[str, Promise] = {
    "decided": _("Is there a plan that is fixed by a decision?"),
    "together": _("Is it for this person, and made together with them?"),
    "whole": _("Does it hold the start, time phases and measures?"),
    "reviewed": _("Is it looked at anew regularly?"),
    "changes_decided": _("Are material changes fixed by a decision?"),
}
MOST_NAMED = 50


class PeriodFilter(FilterForm):
    """The period, and for the directorate the municipality."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(kind__in=("municipality", "city_district")).order_by("name"),
        label=_("Municipality"),
        required=False,
        empty_label="–",
    )
    first = date_field(label=_("From"), required=False)
    last = date_field(label=_("To and with"), required=False)


@requires("quality.read")
def inspection(request: Request) -> HttpResponse:
    """A municipality sees its own answers and whom they are about; the directorate counts, and sees nobody."""
    actor, form = request.actor, PeriodFilter(request.GET or None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if not actor.in_directorate:
        del form.fields["organisation"]
    chosen = said.get("organisation") if actor.in_directorate else Organisation.objects.get(id=actor.known_organisation)
    first = said.get("first") or date(request.today.year, 1, 1)
    last = said.get("last") or request.today
    form.initial = {"first": first, "last": last}
    context: dict[str, Any] = {"form": form, "organisation": chosen, "first": first, "last": last}
    if chosen is not None:
        rows = queries.inspected(chosen.id, first, last, today=request.today, actor=actor)
        missing = sorted({person_id for row in rows for person_id in row.missing})
        named = persons.persons_by_id(missing, actor=actor) if chosen.id in actor.organisations else {}
        audit.searched(actor, "qualification.plans", persons=sorted(named), how=f"{chosen.id} {first} {last}")
        context["rows"] = [
            (ASKED[row.question], row, [named[each] for each in row.missing[:MOST_NAMED] if each in named])
            for row in rows
        ]
    return render(request, "qualification/inspection.html", context)
