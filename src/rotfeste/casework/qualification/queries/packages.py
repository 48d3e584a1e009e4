"""What is handed over about one person: gathered from the register as it stood for the days up to the move.

The former municipality no longer sees the person. It gathers what it has registered itself, and what it saw until the
move; nothing that others have registered since.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from rotfeste.casework.qualification.models import Complaint, Handover, Plan
from rotfeste.casework.qualification.queries.goals import goal_results_of
from rotfeste.casework.qualification.queries.recognition import education_of, recognitions_of
from rotfeste.casework.qualification.rules.handover import Spent, days_spent, hours_left
from rotfeste.casework.qualification.states import OPEN, PlanStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import (
    Absence,
    Decision,
    Ending,
    Enrolment,
    ExamResult,
    Measure,
    MonthlyHours,
    Training,
)
from rotfeste.registers.participants.queries import File
from rotfeste.registers.participants.rules.answer import Answer, add_months
from rotfeste.registers.participants.rules.duty import Duty, duty
from rotfeste.registers.participants.rules.entitlement import entitlement
from rotfeste.registers.participants.states import Activity
from rotfeste.registers.persons import queries as persons

FORMAT = "rotfeste-handover-1"
NUMBERS = {"programme": ("longest_months", "extension_months"), "norwegian": ("hours_norwegian", "hours_civics")}


def contents(handover: Handover, *, today: date, actor: Actor) -> dict[str, Any]:
    """Everything that is handed over, as plain values; days as ISO text. The caller records the reading."""
    known = replace(actor, reach="nation", extra=actor.extra | {"participants.read", "persons.minors"})
    with walls.asking(known) as far:
        person = persons.person(handover.person_id, actor=far)
        file = until_the_move(participants.file_of(person.id, actor=far), handover.moved_at, actor)
        kept = {row.id for row in file.enrolments}
        trainings = [row for row in participants.trainings_of(person.id, actor=far) if row.enrolment_id in kept]
        answer = entitlement(participants.facts_of([person.id], on=today, actor=far)[person.id])
        schools = [
            row for row in participants.schools_of(person.id, actor=far) if _before(row, handover.moved_at, actor)
        ]
        plan = _plan(handover, far)
        rows = Complaint.objects.visible_to(far).filter(person_id=person.id, status__in=OPEN).select_related("decision")
        complaints = [row for row in rows.order_by("received_on") if _before(row, handover.moved_at, actor)]
        goals = [row for row in goal_results_of(person.id, actor=far) if row.enrolment_id in kept]
        education = [row for row in recognitions_of(person.id, actor=far) if _before(row, handover.moved_at, actor)]
    on = add_months(handover.moves_on.replace(day=1), 1) - timedelta(days=1)
    return {
        "format": FORMAT,
        "person": {"name": person.full_name, "duf_number": person.duf_number, "born_on": _day(person.born_on)},
        "from": _organisation(handover.organisation),
        "to": _organisation(handover.receiver),
        "moves_on": _day(handover.moves_on),
        "message": handover.message,
        "contact": {"name": actor.name, "email": handover.organisation.email},
        "law": answer.law.value,
        "duty": _duty(duty(participants.done_of(file, answer, trainings, schools, on)), answer),
        "programme": _programme(file, answer, handover.moves_on),
        "training": [_training(row) for row in trainings],
        **_lists(file),
        "plan": plan,
        "goals": [
            {"goal": row.goal, "main": row.place == 0, "reached": row.reached, "reason": row.reason} for row in goals
        ],
        "education": [education_of(row) for row in education],
        "complaints": [
            {
                "theme": row.theme,
                "status": row.status,
                "received_on": _day(row.received_on),
                "decision": row.decision.kind,
                "decided_on": _day(row.decision.decided_on),
            }
            for row in complaints
        ],
    }


def _before(row: Any, moved_at: datetime | None, actor: Actor) -> bool:
    return row.organisation_id in actor.organisations or moved_at is None or row.registered_at <= moved_at


def until_the_move(file: File, moved_at: datetime | None, actor: Actor) -> File:
    """What the own organisation has registered, and what others had registered when the person moved."""

    def kept(rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if _before(row, moved_at, actor)]

    enrolments = kept(file.enrolments)
    ids = {row.id for row in enrolments}
    return File(
        file.person_id,
        file.circumstances,
        offers=kept(file.offers),
        decisions=kept(file.decisions),
        enrolments=enrolments,
        measures=kept(file.measures),
        hours=kept(file.hours),
        absences=kept(file.absences),
        leaves=kept(file.leaves),
        interruptions=[row for row in file.interruptions if row.enrolment_id in ids],
        endings=kept(file.endings),
        exams=kept(file.exams),
    )


def spent_in(enrolments: Iterable[Enrolment], file: File, on: date) -> list[Spent]:
    """The times in programmes that have begun by a day."""
    found = []
    for row in enrolments:
        over = min(row.ended_on or on, on)
        leave = sum(
            (min(each.until_on, over) - each.from_on).days for each in file.leaves if each.enrolment_id == row.id
        )
        if row.activity == Activity.PROGRAMME and row.started_on < on:
            found.append(Spent(row.started_on, over, max(0, leave)))
    return found


def _programme(file: File, answer: Answer, on: date) -> dict[str, Any]:
    return {
        "category": answer.programme.category.value,
        "longest_months": answer.programme.longest_months,
        "days_spent": days_spent(spent_in(file.enrolments, file, on)),
        "extended": any(row.kind == "extension" and row.outcome == "granted" for row in file.decisions),
    }


def _duty(found: Duty, answer: Answer) -> dict[str, Any]:
    return {
        "stand": found.stand.value,
        "on": _day(found.on),
        "done_by": _day(answer.norwegian.done_by),
        "assumed": found.assumed,
        "goal_spoken": answer.norwegian.goal_spoken,
        "goal_written": answer.norwegian.goal_written,
        "parts": [
            {
                "what": part.what,
                "done": _number(part.done),
                "wanted": part.wanted,
                "left": 0 if part.done_on else hours_left(part.wanted, part.done),
                "done_on": _day(part.done_on),
                "exempt": part.exempt,
            }
            for part in found.parts
        ],
    }


def _training(row: Training) -> dict[str, Any]:
    return {
        "track": row.track,
        "goals": row.goals,
        "mother_tongue": row.mother_tongue,
        "taught_in": row.taught_in,
    }


def _lists(file: File) -> dict[str, list[dict[str, Any]]]:
    activities = {row.id: row.activity for row in file.enrolments}
    return {
        "enrolments": [_enrolment(row) for row in file.enrolments],
        "decisions": [_decision(row) for row in file.decisions],
        "measures": [_measure(row) for row in file.measures],
        "hours": [_hours(row) for row in file.hours],
        "absences": [_absence(row) for row in file.absences],
        "leaves": [{"kind": row.kind, **_period(row), "with_benefit": row.with_benefit} for row in file.leaves],
        "tests": [_test(row) for row in file.exams],
        "endings": [_ending(row, activities) for row in file.endings],
    }


def _enrolment(row: Enrolment) -> dict[str, Any]:
    return {
        "activity": row.activity,
        "organisation": row.organisation.name,
        "from_on": _day(row.started_on),
        "last_day": _last(row.ended_on),
        "planned_last_day": _last(row.until_on),
        "full_week": _number(row.full_week),
    }


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "outcome": row.outcome,
        "status": row.status,
        "organisation": row.organisation.name,
        "decided_on": _day(row.decided_on),
        "from_on": _day(row.from_on),
        "last_day": _last(row.until_on),
        "section": row.section,
        "hours_norwegian": row.hours_norwegian,
        "hours_civics": row.hours_civics,
    }


def _measure(row: Measure) -> dict[str, Any]:
    return {
        "kind": row.kind.key,
        **_period(row),
        "hours_week": _number(row.hours_week),
        "lessons": row.kind.lessons,
        "place": row.place,
    }


def _hours(row: MonthlyHours) -> dict[str, Any]:
    return {
        "month": _day(row.month),
        "kind": row.kind,
        "hours": _number(row.hours),
        "absent_hours": _number(row.absent_hours),
        "unexcused_hours": _number(row.unexcused_hours),
    }


def _absence(row: Absence) -> dict[str, Any]:
    return {"kind": row.kind, **_period(row), "hours": _number(row.hours) if row.hours is not None else None}


def _test(row: ExamResult) -> dict[str, Any]:
    return {"skill": row.skill, "level": row.level, "passed": row.passed, "taken_on": _day(row.taken_on)}


def _ending(row: Ending, activities: dict[int, str]) -> dict[str, Any]:
    return {
        "activity": activities.get(row.enrolment_id, ""),
        "last_day": _last(row.ended_on),
        "reason": row.reason,
        "completed": row.completed,
        "moved": row.moved,
    }


def _plan(handover: Handover, actor: Actor) -> dict[str, Any] | None:
    """The plan that was in force when the person moved."""
    rows = Plan.objects.visible_to(actor).filter(person_id=handover.person_id, organisation_id=handover.organisation_id)
    held = rows.filter(status__in=(PlanStatus.IN_FORCE, PlanStatus.ENDED), in_force_on__isnull=False)
    row = held.select_related("decision").order_by("-version").first()
    if row is None:
        return None
    decided = row.decision.decided_on if row.decision else None
    return {"version": row.version, "decided_on": _day(decided), "contact": row.contact, **row.content}


def _organisation(row: Any) -> dict[str, str]:
    return {"name": row.name, "organisation_number": row.organisation_number or ""}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _last(until_on: date | None) -> str:
    return _day(until_on - timedelta(days=1)) if until_on else ""


def _period(row: Any) -> dict[str, str]:
    return {"from_on": _day(row.from_on), "last_day": _last(row.until_on)}


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
