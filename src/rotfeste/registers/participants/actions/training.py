"""How someone is trained, and that full-time upper secondary education stands in its place."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.participants.actions.periods import organisation_in, own_enrolment
from rotfeste.registers.participants.models import FullTimeSchool, Training
from rotfeste.registers.participants.rules.answer import Law
from rotfeste.registers.participants.states import Activity


@transaction.atomic
def register_training(
    enrolment_id: int,
    *,
    now: datetime,
    actor: Actor,
    track: str = "",
    goals: Mapping[str, str] | None = None,
    mother_tongue: str = "",
    taught_in: str = "",
) -> Training:
    """Register track or goals, and the languages. Raises CannotRegister where the person's law has no such thing."""
    actor.require("participants.register")
    row = own_enrolment(enrolment_id, actor=actor)
    if row.activity == Activity.PROGRAMME:
        raise CannotRegister("not_training")
    law = row.decision.law if row.decision else ""
    chosen = {skill: level for skill, level in (goals or {}).items() if level}
    if track and law != Law.LAW_2003.value:
        raise CannotRegister("law_has_no_track")
    if chosen and law in ("", Law.LAW_2003.value):
        raise CannotRegister("law_has_no_goal")
    with refusing():
        made, _new = Training.objects.visible_to(actor).update_or_create(
            enrolment=row,
            defaults={
                "person_id": row.person_id,
                "organisation_id": row.organisation_id,
                "track": track,
                **{f"goal_{skill}": chosen.get(skill, "") for skill in ("spoken", "listening", "reading", "written")},
                "mother_tongue": mother_tongue.strip(),
                "taught_in": taught_in.strip(),
                "registered_at": now,
            },
        )
    audit.changed(actor, "participants.training", subject_id=row.id, persons=[row.person_id])
    found: Training = made
    return found


@transaction.atomic
def begin_school(person_id: int, *, from_on: date, now: datetime, actor: Actor) -> FullTimeSchool:
    """Someone begins in full-time upper secondary education. Raises CannotRegister."""
    actor.require("participants.register")
    if from_on > now.date():
        raise CannotRegister("in_the_future")
    organisation_id = organisation_in(person_id, from_on, None, actor=actor)
    with refusing():
        row: FullTimeSchool = FullTimeSchool.objects.create(
            person_id=person_id, organisation_id=organisation_id, from_on=from_on, registered_at=now
        )
    audit.changed(actor, "participants.school", subject_id=row.id, persons=[person_id])
    return row


@transaction.atomic
def end_school(school_id: int, *, last_day: date, completed: bool, now: datetime, actor: Actor) -> FullTimeSchool:
    """Full-time upper secondary education is over: completed, or left before. Raises CannotRegister."""
    actor.require("participants.register")
    rows = FullTimeSchool.objects.visible_to(actor).select_for_update(of=("self",))
    row: FullTimeSchool = rows.get(id=school_id, organisation_id__in=actor.organisations)
    if last_day > now.date():
        raise CannotRegister("in_the_future")
    if row.until_on is not None:
        raise CannotRegister("ended_already")
    row.until_on, row.completed = last_day + timedelta(days=1), completed
    with refusing():
        row.save()
    audit.changed(actor, "participants.school", subject_id=row.id, persons=[row.person_id])
    return row
