"""The steps of a move: registered, carried out or called off, the package sent, its receipt, a test of the own time."""

from collections.abc import Callable
from typing import Any, Unpack

from django import forms as plain
from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, queries, words
from rotfeste.casework.qualification.models import Handover, Package
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.registers.participants import actions as register
from rotfeste.registers.persons import queries as persons

REFUSALS = steps.Refusals(
    words.REFUSED, words.refusal, newest={actions.HandoverChanged: lambda error: error.handover.version}
)


@requires("qualification.decide")
def move(request: Request, person_id: int) -> HttpResponse:
    """A person, and others of the household, move to another municipality."""
    actor, person = request.actor, persons.person(person_id, actor=request.actor)
    household = persons.members(person.household_id, actor=actor)
    here = persons.responsible_on([row.id for row in household], request.today, actor=actor)
    ours = [row for row in household if here.get(row.id) in actor.organisations]
    people = [(str(row.id), f"{row.full_name} ({row.age_on(request.today)})") for row in ours]
    taken = {here[row.id] for row in ours}
    receivers = [(str(row.id), row.name) for row in queries.receivers(request.today) if row.id not in taken]
    form = forms.MoveForm(
        steps.given(request),
        initial={"people": [str(person_id)], "moves_on": request.today},
        people=people,
        receivers=receivers,
    )

    def run() -> Handover:
        said = form.cleaned_data
        made = actions.register_move(
            [int(key) for key in said["people"]],
            receiver_id=int(said["receiver"]),
            moves_on=said["moves_on"],
            message=said["message"],
            now=now_of(request),
            actor=actor,
        )
        return next((row for row in made if row.person_id == person_id), made[0])

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("The person moves"),
        text=_(
            "Programme and training here end on the day before, and decisions last to that day. The new municipality"
            " decides anew. You can still register hours, tests and absence of your own time afterwards."
        ),
        action=_("Register the move"),
        done=_("The move is registered."),
        back=reverse("qualification:participant", args=[person_id]),
        after=lambda made: reverse("qualification:handover", args=[made.id]),
    )


def _step(
    request: Request,
    row: Handover,
    run: Callable[[dict[str, Any]], object],
    form: type[plain.Form] = forms.HandoverVersionForm,
    **said: Unpack[steps.Said],
) -> HttpResponse:
    shown = form(steps.given(request), initial={"version": row.version, "taken_on": row.moves_on})
    back = reverse("qualification:handover", args=[row.id])
    return steps.page(request, shown, lambda: run(shown.cleaned_data), REFUSALS, back=back, **said)


def _ours(request: Request, handover_id: int) -> Handover:
    row = queries.handover_of(handover_id, actor=request.actor)
    if row.organisation_id not in request.actor.organisations:
        raise Handover.DoesNotExist
    return row


@requires("qualification.decide")
def send(request: Request, handover_id: int) -> HttpResponse:
    """The package is frozen and sent."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: actions.send_package(row.id, now=now_of(request), actor=request.actor, **said),
        title=_("Send the package"),
        text=_(
            "%(place)s gets what the page shows, as it is now. What you register later can be sent as a new version."
        )
        % {"place": row.receiver.name},
        action=_("Send"),
        done=_("The package is sent."),
    )


@requires("qualification.decide")
def call_off(request: Request, handover_id: int) -> HttpResponse:
    """The person does not move after all."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: actions.call_off_move(row.id, actor=request.actor, **said),
        title=_("Call off the move"),
        text=_("Nothing has ended yet, and everything goes on as before."),
        action=_("Call off"),
        done=_("The move is called off."),
        danger=True,
    )


@requires("qualification.decide")
def carry_out(request: Request, handover_id: int) -> HttpResponse:
    """A move that could not be registered on its day is tried again, and what is in the way is said."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: actions.carry_out_move(row.id, now=now_of(request), actor=request.actor),
        title=_("Register the move again"),
        text=_("Something stood in the way on the day. Mend it, and try again."),
        action=_("Try again"),
        done=_("The move is registered."),
    )


@requires("qualification.decide")
def receipt(request: Request, package_id: int) -> HttpResponse:
    """The receiver gives a receipt."""
    package = queries.package_of(package_id, actor=request.actor)
    row = queries.handover_of(package.handover_id, actor=request.actor)
    if row.receiver_id not in request.actor.organisations:
        raise Package.DoesNotExist
    return _step(
        request,
        row,
        lambda said: actions.give_receipt(package_id, now=now_of(request), actor=request.actor),
        title=_("Give a receipt"),
        text=_("%(place)s sees that you have the package, who gave the receipt, and when. You take over from here.")
        % {"place": row.organisation.name},
        action=_("Give the receipt"),
        done=_("The receipt is given. What is left is counted from what was handed over."),
        form=plain.Form,
    )


@requires("qualification.decide")
def exam(request: Request, handover_id: int) -> HttpResponse:
    """A test that was taken while the person lived here."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: register.register_exam(
            row.person_id,
            said["skill"],
            level=said["level"],
            passed=said["passed"] == "yes",
            taken_on=said["taken_on"],
            now=now_of(request),
            actor=request.actor,
        ),
        title=_("Register a test"),
        text=_("Taken before %(day)s, while the person lived here.")
        % {"day": date_format(row.moves_on, "DATE_FORMAT")},
        action=_("Save the result"),
        done=_("The result is saved."),
        form=forms.ExamForm,
    )
