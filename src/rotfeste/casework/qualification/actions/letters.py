"""The letters of qualification: decisions to the participant, and the certificate of participation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext, override

from rotfeste.casework.qualification.models import Complaint, NavConsent, NavPackage, Plan
from rotfeste.casework.qualification.queries.handovers import moved_away
from rotfeste.casework.qualification.rules.plan import Content
from rotfeste.casework.qualification.states import ComplaintStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.letters import actions as letters
from rotfeste.foundation.letters.queries import recipient_office, recipient_person
from rotfeste.registers.participants.models import Decision, Ending
from rotfeste.registers.participants.queries import measure_kinds
from rotfeste.registers.participants.rules.answer import LAW_NAMES, Law
from rotfeste.registers.participants.states import DecisionKind, Level, Skill
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person

OF_PROGRAMME = (DecisionKind.PROGRAMME, DecisionKind.EXTENSION)
COMPLAINT_WEEKS = 3
"""Source: forvaltningsloven § 29: three weeks from the day the letter has come."""


@dataclass(frozen=True)
class Addressee:
    """Whom a letter is for, and the municipality it reaches them through."""

    id: int
    full_name: str
    languages: Sequence[str]
    at: Organisation


def addressee(person_id: int, municipality: Organisation, *, actor: Actor) -> Addressee:
    """The person, in the municipality; or, where they have moved away, as they were then, through the new one.

    Raises Handover.DoesNotExist where the actor neither sees them nor has handed them over.
    """
    person = persons.persons_by_id([person_id], actor=actor).get(person_id)
    if person is not None:
        return Addressee(person.id, person.full_name, person.languages, municipality)
    moved = moved_away(person_id, actor=actor)
    return Addressee(person_id, moved.name, moved.languages, moved.receiver)


def language_of(person: Person | Addressee, municipality: Organisation) -> str:
    """English for those who know it and no Norwegian; otherwise the municipality's own norm of Norwegian.

    Source: språklova and forvaltningsloven § 11; an interpreter reads the letter with those who need it.
    """
    if "nb" not in person.languages and "nn" not in person.languages and "en" in person.languages:
        return "en"
    return municipality.language


def send_decision(row: Decision, what: str, *, today: date, actor: Actor) -> None:
    """Write a decision to the person; `what` it says stands at the letters' facts. It is sent by a job."""
    organisation = Organisation.objects.get(id=row.organisation_id)
    person = persons.persons_by_id([row.person_id], actor=actor)[row.person_id]
    facts = _stated(row, person, organisation, actor.name) | {
        "what": what,
        "from_on": row.from_on.isoformat(),
        "last_day": (row.until_on - timedelta(days=1)).isoformat() if row.until_on else None,
    }
    if row.kind in OF_PROGRAMME:
        kind = "programme_decision"
        facts |= {"law": LAW_NAMES[Law(row.law)]}
    else:
        kind = "training_decision"
        facts |= {"hours_norwegian": row.hours_norwegian, "hours_civics": row.hours_civics}
    _write(kind, row.id, person, organisation, facts, today=today, actor=actor)


def _stated(row: Decision, person: Person | Addressee, organisation: Organisation, contact: str) -> dict[str, Any]:
    """What every letter about a decision states."""
    return {
        "name": person.full_name,
        "municipality": organisation.name,
        "decided_on": row.decided_on.isoformat(),
        "section": row.section,
        "reasons": row.reasons,
        "complaint_weeks": COMPLAINT_WEEKS,
        "contact": {"name": contact, "phone": "", "email": organisation.email},
    }


def send_plan(row: Plan, content: Content, *, today: date, actor: Actor) -> None:
    """Write the whole plan to the person, with the decision, its reasons and the right to complain."""
    assert row.decision is not None  # noqa: S101 - sent when it is decided
    organisation = Organisation.objects.get(id=row.organisation_id)
    person = persons.persons_by_id([row.person_id], actor=actor)[row.person_id]
    language = language_of(person, organisation)
    names = {kind.key: kind.name(language) for kind in measure_kinds(today)}
    _write(
        "individual_plan",
        row.decision.id,
        person,
        organisation,
        {
            **_stated(row.decision, person, organisation, row.contact or actor.name),
            "starts_on": content.starts_on.isoformat() if content.starts_on else None,
            "met_on": row.met_on.isoformat() if row.met_on else None,
            "main_goal": content.main_goal,
            "part_goals": list(content.part_goals),
            "norwegian_goal": content.norwegian_goal,
            "phases": [
                {"from_on": part.from_on.isoformat(), "last_day": part.last_day.isoformat(), "text": part.text}
                for part in content.phases
            ],
            "measures": [
                {
                    "name": names.get(part.kind, part.kind),
                    "from_on": part.from_on.isoformat(),
                    "last_day": part.last_day.isoformat(),
                    "hours": part.hours if language == "en" else part.hours.replace(".", ","),
                    "why": part.why,
                }
                for part in content.measures
            ],
        },
        today=today,
        actor=actor,
    )


def send_complaint_outcome(row: Complaint, *, today: date, actor: Actor) -> None:
    """Answer whoever complained: after the municipality's own review, and after the county governor's decision."""
    organisation = Organisation.objects.get(id=row.organisation_id)
    person = addressee(row.person_id, organisation, actor=actor)
    by_governor = row.status == ComplaintStatus.DECIDED
    answered_on = (row.closed_on if by_governor else row.reviewed_on) or today
    _write(
        "complaint_outcome",
        row.id,
        person,
        organisation,
        {
            **_stated(row.decision, person, organisation, actor.name),
            "what": str(row.status),
            "outcome": row.outcome,
            "received_on": row.received_on.isoformat(),
            "on": answered_on.isoformat(),
            "reasons": row.answer if by_governor else row.review,
        },
        today=today,
        actor=actor,
        about="qualification.complaint",
        again=str(row.status),
    )


def send_to_office(row: NavPackage, said: NavConsent, *, today: date, actor: Actor) -> None:
    """Write to a NAV office what the person has said yes to, and nothing else."""
    content, organisation = row.content, Organisation.objects.get(id=row.organisation_id)
    kinds = {kind.key: kind.name(organisation.language) for kind in measure_kinds(today)}
    with override(organisation.language):
        lines = training_lines(content)
    letters.write(
        "nav_handover",
        language=organisation.language,
        recipient=recipient_office(row.office, row.address),
        facts={
            "name": content["person"]["name"],
            "born_on": content["person"]["born_on"],
            "municipality": organisation.name,
            "consent_on": said.said_on.isoformat(),
            "follow_up_on": row.follow_up_on.isoformat(),
            "programmes": [
                {"municipality": each["organisation"], "from_on": each["from_on"], "last_day": each["last_day"] or None}
                for each in content["programmes"]
            ],
            "goals": [goal for goal in content["goals"] if goal],
            "measures": [
                {
                    "name": kinds.get(each["kind"], each["kind"]),
                    "from_on": each["from_on"],
                    "last_day": each["last_day"],
                }
                for each in content["measures"]
            ],
            "training": lines,
            "contact": {"name": actor.name, "phone": "", "email": organisation.email},
        },
        about="qualification.nav",
        about_id=row.id,
        persons=[row.person_id],
        organisations=[organisation.id],
        actor=actor,
        on=today,
        protected=bool(persons.hidden_among([row.person_id])),
        sender_id=organisation.id,
    )


def training_lines(content: dict[str, Any]) -> list[str]:
    """Hours and tests of Norwegian and civics, in the language that is asked for."""
    parts = {"norwegian": gettext("Hours of Norwegian"), "civics": gettext("Hours of civics")}
    names = {**{row.value: str(row.label) for row in Skill}, "civics": gettext("Civics")}
    lines = [f"{parts[kind]}: {number}" for kind, number in content["hours"].items()]
    for row in content["tests"]:
        passed = gettext("Passed") if row["passed"] else gettext("Not passed")
        result = str(Level(row["level"]).label) if row["level"] else passed
        lines.append(f"{names[row['skill']]}: {result}")
    return lines


def send_certificate(ending: Ending, *, today: date, actor: Actor) -> None:
    """Write the certificate of participation, with the measures and how the programme ended."""
    enrolment = ending.enrolment
    organisation = Organisation.objects.get(id=enrolment.organisation_id)
    person = persons.persons_by_id([enrolment.person_id], actor=actor)[enrolment.person_id]
    language = language_of(person, organisation)
    measures = enrolment.measures.select_related("kind").order_by("from_on", "id")
    _write(
        "programme_certificate",
        enrolment.id,
        person,
        organisation,
        {
            "name": person.full_name,
            "born_on": person.born_on.isoformat(),
            "municipality": organisation.name,
            "from_on": enrolment.started_on.isoformat(),
            "last_day": (ending.ended_on - timedelta(days=1)).isoformat(),
            "completed": ending.completed,
            "law": LAW_NAMES[Law(enrolment.decision.law if enrolment.decision else "2003")],
            "measures": [
                {
                    "name": row.kind.name(language),
                    "from_on": row.from_on.isoformat(),
                    "last_day": (row.until_on - timedelta(days=1)).isoformat(),
                    "hours": _number(row.hours_week, language),
                    "lessons": row.kind.lessons,
                }
                for row in measures
            ],
            "contact": {"name": actor.name, "phone": "", "email": organisation.email},
        },
        today=today,
        actor=actor,
    )


def _number(value: Any, language: str) -> str:
    text = f"{value.normalize():f}"
    return text if language == "en" else text.replace(".", ",")


def _write(
    kind: str,
    about_id: int,
    person: Person | Addressee,
    organisation: Organisation,
    facts: dict[str, Any],
    *,
    today: date,
    actor: Actor,
    about: str = "",
    again: str = "",
) -> None:
    letters.write(
        kind,
        language=language_of(person, organisation),
        recipient=recipient_person(person.id, name=person.full_name, at=getattr(person, "at", organisation)),
        facts=facts,
        about=about or "qualification.person",
        about_id=about_id if about else person.id,
        persons=[person.id],
        organisations=[organisation.id],
        actor=actor,
        on=today,
        again=again or str(about_id),
        protected=bool(persons.hidden_among([person.id])),
        sender_id=organisation.id,
    )
