"""Helpers: appointed by the person, ended at once."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.doors.own.plain.forms import HelperForm
from rotfeste.foundation.access.doorway import Request, own
from rotfeste.foundation.ui.languages import in_own_language
from rotfeste.registers.own_access import actions, queries
from rotfeste.registers.own_access.pages import paper
from rotfeste.registers.own_access.rules import WrongPeriod
from rotfeste.registers.persons import queries as persons

A_MONTH = timedelta(days=30)


@in_own_language
@own("own.helpers")
def helpers(request: Request) -> HttpResponse:
    """Who helps, and someone new: the helper's code is shown once."""
    actor, person_id = request.actor, request.actor.persons[0]
    form = HelperForm(request.POST or None, initial={"until_on": request.today + A_MONTH})
    if request.method == "POST" and form.is_valid():
        try:
            helper, code = actions.appoint_helper(
                person_id, from_on=request.today, today=request.today, actor=actor, **form.cleaned_data
            )
        except WrongPeriod:
            form.add_error("until_on", _("Choose a day from tomorrow, at most one year from now."))
        else:
            return paper(request, persons.members_seen(actor=actor)[0], code, helper=helper.name)
    rows = [(row, queries.helps_on(row, request.today)) for row in queries.helpers_of(person_id, actor=actor)]
    return render(request, "own/plain/helpers.html", {"form": form, "rows": rows})


@require_POST
@in_own_language
@own("own.helpers")
def end_helper(request: Request, helper_id: int) -> HttpResponse:
    """The helper is out at the next page."""
    actions.end_helper(helper_id, today=request.today, actor=request.actor)
    messages.success(request, _("The helper can no longer log in."))
    return redirect("own:helpers")
