"""Where the case stands, letters, what is registered, and who has looked."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rotfeste.casework.self_settlement import queries as self_settlement
from rotfeste.casework.self_settlement.plain.words import STATUSES as APPLICATION
from rotfeste.casework.settlement import queries as settlement
from rotfeste.casework.settlement.queries import OwnCase
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.doors.own.plain import words
from rotfeste.foundation.access.doorway import Request, own
from rotfeste.foundation.access.rules import OwnRole
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.audit import queries as trail
from rotfeste.foundation.letters import actions as letter_actions
from rotfeste.foundation.letters import queries as letters
from rotfeste.foundation.ui.languages import in_own_language
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.countries import country_name, language_name

MOST_SHOWN = 100


@in_own_language
@own("own.read")
def home(request: Request) -> HttpResponse:
    """The way from permit to home, where the person stands on it, what comes next, and who has the case."""
    actor = request.actor
    found = settlement.own_case(actor=actor)
    audit.read(actor, "own.case", subject_id=found.case.id if found else None, persons=actor.persons)
    application = self_settlement.own_applications(actor=actor).first()
    context = {
        "found": found,
        "person": persons.members_seen(actor=actor)[0],
        "path": path(found) if found else [],
        "next": words.NEXT.get(found.case.status, "") if found else "",
        "who": responsible(found) if found else "",
        "letters": len(letters.own_letters(actor=actor)),
        "application": application,
        "application_status": APPLICATION[application.status] if application else "",
        "helps": actor.helper_id is not None,
    }
    return render(request, "own/plain/home.html", context)


def path(found: OwnCase) -> list[dict[str, Any]]:
    """Each stage of the way: done, here, or ahead."""
    now = next((n for n, row in enumerate(words.STAGES) if found.case.status in row.statuses), 0)
    done = found.case.status == CaseStatus.SETTLED
    stages = []
    for number, row in enumerate(words.STAGES):
        state = "done" if number < now or done else "now" if number == now else "ahead"
        on = found.case.clock_from if number == 0 else found.since(*row.statuses)
        if row.statuses == (CaseStatus.SETTLED,):
            on = found.case.settled_on or found.case.agreed_move_on
        stages.append({"label": row.label, "icon": row.icon, "state": state, "on": on if state != "ahead" else None})
    return stages


def responsible(found: OwnCase) -> str:
    """The organisation that must do something now."""
    case = found.case
    if case.status == CaseStatus.INTERVIEW_DUE and case.centre:
        return case.centre.name
    return found.municipality or "IMDi"


@in_own_language
@own("own.read")
def own_letters(request: Request) -> HttpResponse:
    """Letters to the person, to open and keep."""
    rows = letters.own_letters(actor=request.actor)
    audit.read(request.actor, "own.letters", persons=request.actor.persons[:1], letters=len(rows))
    return render(request, "own/plain/letters.html", {"rows": rows})


@require_safe
@in_own_language
@own("own.read")
def own_letter(request: Request, letter_id: int) -> HttpResponse:
    """One letter as PDF."""
    letter = letter_actions.open_own(letter_id, actor=request.actor)
    return HttpResponse(
        bytes(letter.document or b""),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{letter.number.replace("/", "-")}.pdf"'},
    )


@in_own_language
@own("own.read")
def mapping(request: Request) -> HttpResponse:
    """What is known already, so that nobody need ask again."""
    actor = request.actor
    people = persons.members_seen(actor=actor)
    found = settlement.own_case(actor=actor)
    told = settlement.own_answers(found.case.id, actor=actor) if found else []
    audit.read(actor, "own.mapping", persons=actor.persons)
    answers = [(row.person_id, words.QUESTIONS[row.key], shown(row)) for row in told if row.key in words.QUESTIONS]
    context = {
        "people": [
            {
                "row": row,
                "country": country_name(row.citizenship),
                "spoken": ", ".join(language_name(code) for code in row.languages),
                "answers": [(question, value) for person_id, question, value in answers if person_id == row.id],
            }
            for row in people
        ],
        "household": [(question, value) for person_id, question, value in answers if person_id is None],
        "interview": found.interview if found else None,
    }
    return render(request, "own/plain/mapping.html", context)


def shown(row: Any) -> str:
    """An answer: a word in the reader's language where it is a code, otherwise as it was written."""
    if row.key == "interpreter_language":
        return language_name(row.value)
    return str(words.VALUES.get(row.value, row.value))


@in_own_language
@own("own.read")
def readings(request: Request) -> HttpResponse:
    """Who else has searched for, read or changed something about the person: when, which office, in which role."""
    actor = request.actor
    events = trail.looked_at(actor.persons[0], actor=actor, limit=MOST_SHOWN)
    audit.read(actor, "own.readings", persons=actor.persons[:1])
    rows = [
        {
            "at": row.at,
            "office": row.organisation_name,
            "role": words.ROLES.get(row.role, ""),
            "verb": words.EMERGENCY if row.what == "persons.break_glass" else words.VERBS[row.verb],
            "about": words.ABOUT.get(row.what.split(".")[0], ""),
            "own": row.role == OwnRole.HELPER,
        }
        for row in events
        if row.role != OwnRole.PERSON
    ]
    return render(request, "own/plain/readings.html", {"rows": rows})
