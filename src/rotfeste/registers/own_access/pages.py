"""Pages of staff about a person's own access: the paper with the code, and helpers."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.qr import qr_code
from rotfeste.registers.own_access import actions, queries
from rotfeste.registers.own_access.forms import HelperForm
from rotfeste.registers.own_access.rules import GOOD_FOR, MOST_WRONG, WrongPeriod, shown
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person


@requires("own_access.issue", "persons.read")
def own_access(request: Request, person_id: int) -> HttpResponse:
    """How this person comes in to what is theirs, and who helps them."""
    person = persons.person(person_id, actor=request.actor)
    form = HelperForm(request.POST if request.method == "POST" else request.held, initial={"from_on": request.today})
    if request.method == "POST" and form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "signed"}
        try:
            _helper, code = actions.appoint_helper(person_id, today=request.today, actor=request.actor, **given)
        except WrongPeriod:
            form.add_error("until_on", _("Choose a day after the first one, at most a year later."))
        except (actions.NotAnAdult, actions.ProtectedPerson):
            form.add_error(None, _("This person cannot have a code on paper."))
        else:
            return paper(request, person, code, helper=given["name"])
    code_row = queries.code_of(person_id, actor=request.actor)
    context = {
        "person": person,
        "code": code_row,
        "locked": code_row is not None and code_row.wrong_tries >= MOST_WRONG,
        "helpers": [
            (row, queries.helps_on(row, request.today)) for row in queries.helpers_of(person_id, actor=request.actor)
        ],
        "form": form,
    }
    return render(request, "own_access/own_access.html", context)


@require_POST
@requires("own_access.issue", "persons.read")
def issue(request: Request, person_id: int) -> HttpResponse:
    """Give the person a code, on a page to be printed. It is shown this once."""
    person = persons.person(person_id, actor=request.actor)
    try:
        code = actions.issue_code(person_id, today=request.today, actor=request.actor)
    except actions.NotAnAdult:
        messages.warning(request, _("A code is for adults. Someone who answers for a child uses their own."))
    except actions.ProtectedPerson:
        messages.warning(request, _("A person with protected identity or address gets no code on paper."))
    else:
        return paper(request, person, code)
    return redirect("own_access:person", person_id)


@require_POST
@requires("own_access.issue")
def withdraw(request: Request, code_id: int) -> HttpResponse:
    """The code is lost, or no longer wanted."""
    row = actions.withdraw_code(code_id, today=request.today, actor=request.actor)
    messages.success(request, _("The code is withdrawn."))
    return redirect("own_access:person", row.person_id)


@require_POST
@requires("own_access.issue")
def end_helper(request: Request, helper_id: int) -> HttpResponse:
    """The helper's power ends now."""
    row = actions.end_helper(helper_id, today=request.today, actor=request.actor)
    messages.success(request, _("The helper can no longer log in."))
    return redirect("own_access:person", row.person_id)


def paper(request: Request, person: Person, code: str, *, helper: str = "") -> HttpResponse:
    """The page to print, in the person's own language where that is one of those we have."""
    spoken = next((row for row in person.languages if row in settings.PLAIN_LANGUAGES), translation.get_language())
    address = f"{settings.BASE_URL}{reverse('own:log_in')}"
    context = {
        "name": helper or person.full_name,
        "code": shown(code),
        "address": address,
        "qr": qr_code(f"{address}?language={spoken}#{code}", _("QR code")),
        "good_until": request.today + GOOD_FOR,
    }
    with translation.override(spoken):
        return render(request, "own_access/plain/paper.html", context)
