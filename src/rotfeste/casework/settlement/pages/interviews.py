"""The settlement interview: an overview of what is asked, one page of questions per person, consent and health."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.pages import words
from rotfeste.casework.settlement.pages.step import step
from rotfeste.casework.settlement.queries import CaseView
from rotfeste.casework.settlement.rules.mapping import (
    SECTIONS,
    AnswerState,
    Field,
    asked_of,
    is_flagged,
    of_household,
)
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places
from rotfeste.registers.persons.rules import age_on


@requires("settlement.read")
def interview(request: Request, case_id: int) -> HttpResponse:
    """The interview as it stands: every question with what came of it, per person."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    consents = {row.person_id: row for row in view.consents}
    people = [
        {
            "member": row,
            "consent": consents.get(row.person_id),
            "adult": age_on(row.born_on, request.today) >= 18,
            "sections": sections(view, row.person_id, request),
            "asked": share_asked(view, row.person_id, request),
        }
        for row in view.members
    ]
    context = {
        "view": view,
        "people": people,
        "household": sections(view, None, request),
        "household_asked": share_asked(view, None, request),
        "may_write": request.actor.may("settlement.map") and view.interview.status in ("due", "draft", "returned"),
        "sees_health": request.actor.level == "high" and request.actor.may("settlement.health"),
        "may_see_health": request.actor.may("settlement.health"),
        "percent": round(view.interview.completeness * 100),
    }
    return render(request, "settlement/interview.html", context)


def questions_of(view: CaseView, person_id: int | None, today: Any, *, health: bool) -> tuple[Field, ...]:
    """The questions for a person, or for the household (None), about health or not."""
    if person_id is None:
        rows = of_household()
    else:
        member = next(row for row in view.members if row.person_id == person_id)
        rows = asked_of(age_on(member.born_on, today))
    return tuple(row for row in rows if row.health == health)


def share_asked(view: CaseView, person_id: int | None, request: Request) -> tuple[int, int]:
    """How many of the required questions were asked, and how many there are."""
    wanted = [row.key for row in questions_of(view, person_id, request.today, health=False) if row.required]
    asked = {row.key for row in view.answers if row.person_id == person_id and row.state != AnswerState.NOT_ASKED}
    return sum(key in asked for key in wanted), len(wanted)


def sections(view: CaseView, person_id: int | None, request: Request) -> list[dict[str, Any]]:
    """The questions and their answers by section, ready to be shown."""
    known = {row.key: row for row in [*view.answers, *view.health] if row.person_id == person_id}
    sees_health = request.actor.level == "high" and request.actor.may("settlement.health")
    rows = list(questions_of(view, person_id, request.today, health=False))
    rows += questions_of(view, person_id, request.today, health=True) if sees_health else ()
    shown: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        answer = known.get(row.key)
        shown.setdefault(row.section, []).append(
            {
                "label": row.label,
                "answer": answer,
                "value": answer_text(row, answer.value, request) if answer else "",
                "state": answer.get_state_display() if answer else AnswerState.NOT_ASKED.label,
                "flagged": bool(answer and is_flagged(row.key, answer.state, answer.value)),
            }
        )
    return [{"title": SECTIONS[key], "rows": lines} for key, lines in shown.items()]


def answer_text(row: Field, value: str, request: Request) -> str:
    """An answer in words: the choice's label, the place's name, or what was written."""
    if row.kind == "choice":
        return str(dict(row.choices).get(value, value))
    return places.name_of(value, request.today) if row.kind == "place" and value else value


@requires("settlement.map")
def answers(request: Request, case_id: int, person_id: int = 0) -> HttpResponse:
    """The questions for one person, or for the household (0)."""
    return _questions(request, case_id, person_id or None, health=False)


@requires("settlement.map", "settlement.health")
def health(request: Request, case_id: int, person_id: int = 0) -> HttpResponse:
    """The questions about health, after log-in at level high, with consent."""
    request.actor.require_level("high")
    return _questions(request, case_id, person_id or None, health=True)


def _questions(request: Request, case_id: int, person_id: int | None, *, health: bool) -> HttpResponse:
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    rows = questions_of(view, person_id, request.today, health=health)
    known = {row.key: row for row in (view.health if health else view.answers) if row.person_id == person_id}
    given = request.POST if request.method == "POST" else request.held
    form = forms.AnswersForm(
        given, questions=rows, places=place_choices(request), initial=_initial(rows, known), auto_id="id_%s"
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.save_answers(
                    case_id, _given(form, rows, person_id), asked_on=request.today, actor=request.actor
                )
        except words.REFUSED as error:
            form.add_error(None, words.refusal(error))
        else:
            if request.headers.get("X-Autosave"):
                return HttpResponse(status=204)
            messages.success(request, _("The answers are saved."))
            return redirect("settlement:interview", case_id)
    member = next((row for row in view.members if row.person_id == person_id), None)
    context = {
        "view": view,
        "form": form,
        "member": member,
        "sections": form.rows(),
        "titles": SECTIONS,
        "health": health,
    }
    return render(request, "settlement/answers.html", context)


def place_choices(request: Request) -> list[tuple[str, str]]:
    """The municipalities of the day, in Norwegian order."""
    return [(row.code, f"{row.name} ({row.code})") for row in places.municipalities(request.today)]


def _initial(rows: tuple[Field, ...], known: dict[str, Any]) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for row in rows:
        answer = known.get(row.key)
        if answer is not None:
            for name in ("state", "value", "source", "verified"):
                initial[f"{row.key}_{name}"] = getattr(answer, name)
    return initial


def _given(form: forms.AnswersForm, rows: tuple[Field, ...], person_id: int | None) -> list[actions.Given]:
    said = form.cleaned_data
    return [
        actions.Given(
            person_id,
            row.key,
            said[f"{row.key}_state"],
            said[f"{row.key}_value"],
            said[f"{row.key}_source"],
            said[f"{row.key}_verified"],
        )
        for row in rows
    ]


@requires("settlement.map")
def consent(request: Request, case_id: int, person_id: int) -> HttpResponse:
    """A person says yes or no to sharing health data."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    member = next(row for row in view.members if row.person_id == person_id)
    form = forms.ConsentForm(request.POST or request.held)
    if request.method == "POST" and form.is_valid():
        actions.register_consent(
            case_id,
            person_id=person_id,
            given=form.cleaned_data["given"] == "yes",
            on=request.today,
            actor=request.actor,
        )
        messages.success(request, _("The consent is registered."))
        return redirect("settlement:interview", case_id)
    return render(request, "settlement/consent.html", {"view": view, "member": member, "form": form})


@requires("settlement.map")
def invite(request: Request, case_id: int) -> HttpResponse:
    """Invite the household to the interview by letter."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.InviteForm,
        initial={"meet_on": request.today + timedelta(days=2), "meet_at": "10:00"},
        title=_("Invite to the interview"),
        text=_("The household gets a letter with the day, the place and the language of the interpreter."),
        action=_("Send the invitation"),
        run=lambda given: actions.invite(
            case_id,
            meet_on=given["meet_on"],
            meet_at=given["meet_at"].strftime("%H:%M"),
            place=given["place"],
            today=request.today,
            actor=request.actor,
        ),
        done=_("The invitation is sent."),
    )


@requires("settlement.map")
def submit(request: Request, case_id: int) -> HttpResponse:
    """Send the interview in."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.SubmitForm,
        initial={"held_on": view.interview.held_on or request.today},
        title=_("Send the interview in"),
        text=_("The directorate can then ask a municipality. A flagged answer is checked by a second person first."),
        action=_("Send in"),
        run=lambda given: actions.submit(
            case_id,
            held_on=given["held_on"],
            interpreter_used=given["interpreter_used"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The interview is sent in."),
    )
