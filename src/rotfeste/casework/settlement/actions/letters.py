"""The letters of settlement: the decision to the refugee and to the municipality, and the yearly request."""

from datetime import date
from typing import Any

from django.utils import translation

from rotfeste.casework.settlement.models import Case, Decision, Member, Request
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.letters import actions as letters
from rotfeste.foundation.letters.queries import recipient_organisation, recipient_person, sender
from rotfeste.registers.persons.countries import language_name
from rotfeste.registers.persons.queries import hidden_among
from rotfeste.registers.persons.rules import Group

GROUPS = {
    Group.UNACCOMPANIED_MINOR: "unaccompanied_minor",
    Group.FAMILY_WITH_CHILDREN: "family",
    Group.ADULT: "single_adult",
}


def language_of_refugee(member: Member) -> str:
    """The language a refugee is written to in: English where they know it and no Norwegian, otherwise bokmål.

    Source: språklova § 9 and forvaltningslova § 11; an interpreter or helper reads the letter with those who need it.
    """
    known = member.person.languages
    return next((code for code in ("nb", "nn", "en") if code in known), "nb")


def send_decision(
    case: Case, decision: Decision, request: Request, members: list[Member], *, today: date, actor: Actor
) -> None:
    """Write both letters; they are journaled now, and rendered and sent by a job that commits with the decision."""
    receiver = Organisation.objects.select_related("parent").get(id=decision.organisation_id)
    head = next((row for row in members if row.person.relation == "head"), members[0])
    ids = [row.person_id for row in members]
    shared: dict[str, Any] = {
        "about": "settlement.case",
        "about_id": case.id,
        "persons": ids,
        "actor": actor,
        "on": today,
        "again": str(decision.id),
        "protected": bool(hidden_among(ids)),
    }
    # The recipient's name and address may be printed; a refugee is reached where they live until the move.
    language = language_of_refugee(head)
    letters.write(
        "settlement_decision_refugee",
        language=language,
        recipient=recipient_person(head.person_id, name=head.person.full_name, at=case.centre or receiver),
        facts=_to_refugee(case, members, receiver, decision, request, language, actor),
        organisations=[receiver.id, *([case.centre_id] if case.centre_id else [])],
        **shared,
    )
    letters.write(
        "settlement_decision_municipality",
        language=receiver.language,
        recipient=recipient_organisation(receiver),
        facts=_to_municipality(case, members, receiver, decision, request, actor),
        organisations=[receiver.id, request.organisation_id],
        **shared,
    )


def _to_refugee(
    case: Case,
    members: list[Member],
    receiver: Organisation,
    decision: Decision,
    request: Request,
    language: str,
    actor: Actor,
) -> dict[str, Any]:
    return {
        "municipality": receiver.name,
        "names": [row.person.full_name for row in members],
        "decided_on": decision.decided_on.isoformat(),
        "moving_on": _iso(case.agreed_move_on or request.places_ready_on),
        "practicalities": "",
        "interpreter_language": interpreter(case, language),
        "contact": {"name": receiver.name, "phone": "", "email": receiver.email},
    }


def _to_municipality(
    case: Case, members: list[Member], receiver: Organisation, decision: Decision, request: Request, actor: Actor
) -> dict[str, Any]:
    adapted = case.health_answers.filter(key="adaptation", state="given").exists()
    needed = adapted or case.answers.filter(key="accessible", value="yes").exists()
    return {
        "municipality": receiver.name,
        "persons": [{"name": row.person.full_name, "birth_year": row.born_on.year} for row in members],
        "group": "resettlement" if case.resettlement else GROUPS[Group(case.group)],
        "adaptation": needed,
        "centre": case.centre.name if case.centre else "",
        "decided_on": decision.decided_on.isoformat(),
        "moving_on": _iso(case.agreed_move_on or request.places_ready_on),
        "interpreter_language": interpreter(case, receiver.language),
        "contact": {"name": actor.name, "phone": "", "email": sender().email},
    }


def interpreter(case: Case, language: str) -> str:
    """The language that an interpreter is needed in, named in the letter's language; empty where none is needed."""
    said = {row.key: row.value for row in case.answers.filter(key__in=("interpreter", "interpreter_language"))}
    if said.get("interpreter") != "yes":
        return ""
    code = said.get("interpreter_language", "")
    with translation.override(language):
        return language_name(code)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def send_invitation(
    case: Case, members: list[Member], *, meet_on: date, meet_at: str, place: str, today: date, actor: Actor
) -> None:
    """Invite the household to the settlement interview; a new day is a new letter."""
    head = next((row for row in members if row.person.relation == "head"), members[0])
    centre = Organisation.objects.get(id=actor.known_organisation)
    language, ids = language_of_refugee(head), [row.person_id for row in members]
    with translation.override(language):
        spoken = language_name(head.person.languages[0]) if head.person.languages else ""
    letters.write(
        "interview_invitation",
        language=language,
        recipient=recipient_person(head.person_id, name=head.person.full_name, at=centre),
        facts={
            "names": [row.person.full_name for row in members],
            "meet_on": meet_on.isoformat(),
            "meet_at": meet_at,
            "place": place,
            "interpreter_language": spoken,
            "contact": {"name": actor.name, "phone": "", "email": centre.email},
        },
        about="settlement.case",
        about_id=case.id,
        persons=ids,
        organisations=[centre.id],
        actor=actor,
        on=today,
        again=f"{meet_on}",
        protected=bool(hidden_among(ids)),
        sender_id=centre.id,
    )
