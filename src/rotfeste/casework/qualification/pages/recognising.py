"""Each step on the way to have education from abroad recognised."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Unpack

from django import forms as plain
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, queries, words
from rotfeste.casework.qualification.models import Recognition
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.recognition import is_ours
from rotfeste.casework.qualification.pages.step import where
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.registers.persons import queries as persons

FOLLOW_UP = timedelta(days=60)
"""What the forms propose; the adviser chooses the day."""
REFUSALS = steps.Refusals(
    words.REFUSED, words.refusal, newest={actions.RecognitionChanged: lambda error: error.recognition.version}
)


@requires("qualification.decide")
def prepare(request: Request, person_id: int) -> HttpResponse:
    """An application is begun, with what the person has told already."""
    actor = request.actor
    person = persons.person(person_id, actor=actor)
    initial: dict[str, Any] = {"country": person.citizenship, "follow_up_on": request.today + FOLLOW_UP}
    initial |= {"follow_up_by": actor.name, **queries.told_of(person_id, actor=actor)}
    papers = queries.papers_of(person_id, actor=actor)
    form = forms.RecognitionForm(
        steps.given(request), initial=initial | {"papers": [row.id for row in papers]}, papers=papers
    )

    def run() -> Recognition:
        said = form.cleaned_data
        return actions.prepare_recognition(
            person_id,
            form.asked,
            papers=[int(each) for each in said.get("papers", ())],
            follow_up_on=said["follow_up_on"],
            follow_up_by=said["follow_up_by"],
            now=now_of(request),
            actor=actor,
        )

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        back=where(request, person_id),
        after=_page_of,
        title=_("Have education recognised"),
        text=_("What the person told in the settlement interview is filled in. Check it together."),
        action=_("Begin"),
        done=_("The application is begun. List its documents, and send it to the body."),
    )


def _page_of(row: Recognition) -> str:
    return reverse("qualification:recognition", args=[row.id])


def _step(
    request: Request,
    recognition_id: int,
    form: type[plain.Form],
    run: Callable[[dict[str, Any]], object],
    **said: Unpack[steps.Said],
) -> HttpResponse:
    row = queries.recognition_of(recognition_id, actor=request.actor)
    if not is_ours(request, row):
        raise Recognition.DoesNotExist
    initial = {"version": row.version, "on": request.today, "follow_up_on": request.today + FOLLOW_UP}
    shown = form(steps.given(request), initial=initial | {"follow_up_by": row.follow_up_by})
    return steps.page(request, shown, lambda: run(shown.cleaned_data), REFUSALS, back=_page_of(row), **said)


@requires("qualification.decide")
def send(request: Request, recognition_id: int) -> HttpResponse:
    """It is sent to the body."""
    return _step(
        request,
        recognition_id,
        forms.SendRecognitionForm,
        lambda said: actions.send_recognition(recognition_id, today=request.today, actor=request.actor, **said),
        title=_("Register that it is sent"),
        text=_("You or the person send it, as the body asks for. The days are counted from here."),
        action=_("Save"),
        done=_("It is registered as sent."),
    )


@requires("qualification.decide")
def more_asked(request: Request, recognition_id: int) -> HttpResponse:
    """The body asks for more."""
    return _step(
        request,
        recognition_id,
        forms.MoreAskedForm,
        lambda said: actions.ask_for_more(recognition_id, today=request.today, actor=request.actor, **said),
        title=_("The body asks for more"),
        action=_("Save"),
        done=_("What the body asks for is registered."),
    )


@requires("qualification.decide")
def more_sent(request: Request, recognition_id: int) -> HttpResponse:
    """What was asked for is sent."""
    return _step(
        request,
        recognition_id,
        forms.MoreSentForm,
        lambda said: actions.send_more(recognition_id, today=request.today, actor=request.actor, **said),
        title=_("Register that more is sent"),
        action=_("Save"),
        done=_("It is registered as sent."),
    )


@requires("qualification.decide")
def decide(request: Request, recognition_id: int) -> HttpResponse:
    """What the body answered."""
    return _step(
        request,
        recognition_id,
        forms.RecognisedForm,
        lambda said: actions.decide_recognition(recognition_id, today=request.today, actor=request.actor, **said),
        title=_("Register the answer"),
        action=_("Save the answer"),
        done=_("The answer is registered."),
    )


@requires("qualification.decide")
def withdraw(request: Request, recognition_id: int) -> HttpResponse:
    """It is not asked for any more."""
    return _step(
        request,
        recognition_id,
        forms.WithdrawRecognitionForm,
        lambda said: actions.withdraw_recognition(recognition_id, today=request.today, actor=request.actor, **said),
        title=_("Withdraw the application"),
        action=_("Register it as withdrawn"),
        done=_("The application is withdrawn."),
        danger=True,
    )


@requires("qualification.decide")
def follow_up(request: Request, recognition_id: int) -> HttpResponse:
    """How far it has come."""
    return _step(
        request,
        recognition_id,
        forms.FollowUpForm,
        lambda said: actions.follow_up_recognition(recognition_id, today=request.today, actor=request.actor, **said),
        title=_("Register the follow-up"),
        action=_("Save"),
        done=_("The follow-up is registered."),
    )


@requires("qualification.decide")
def list_paper(request: Request, recognition_id: int) -> HttpResponse:
    """A document is listed."""
    return _step(
        request,
        recognition_id,
        forms.PaperForm,
        lambda said: actions.list_paper(recognition_id, now=now_of(request), actor=request.actor, **said),
        title=_("List a document"),
        text=_(
            "The document is listed for the person, and can be used for other bodies too. The file is not kept here."
        ),
        action=_("List the document"),
        done=_("The document is listed."),
    )


@requires("qualification.decide")
def translated(request: Request, recognition_id: int, paper_id: int) -> HttpResponse:
    """The translation of a document has come."""
    return _step(
        request,
        recognition_id,
        forms.TranslatedForm,
        lambda said: actions.register_translation(paper_id, now=now_of(request), actor=request.actor, **said),
        title=_("The translation has come"),
        action=_("Save"),
        done=_("The translation is registered."),
    )
