"""How far the goals of the plan were reached, said when the programme ends or afterwards."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rotfeste.casework.qualification.models import GoalResult
from rotfeste.casework.qualification.queries.goals import goals_of
from rotfeste.casework.qualification.rules.goals import Assessed
from rotfeste.casework.qualification.states import Attainment
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.participants.queries import enrolment_of


class SayWhyNot(Exception):
    """A goal that was not reached has a reason."""


class GoalsChanged(Exception):
    """The plan has other goals than those that were assessed."""


@transaction.atomic
def assess_goals(enrolment_id: int, said: Sequence[Assessed], *, now: datetime, actor: Actor) -> list[GoalResult]:
    """How far each goal of the plan was reached, the programme's first; what is not said is not assessed.

    Raises SayWhyNot, GoalsChanged.
    """
    actor.require("qualification.decide")
    enrolment = enrolment_of(enrolment_id, actor=actor)
    if enrolment.organisation_id not in actor.organisations:
        raise Enrolment.DoesNotExist
    goals = goals_of(enrolment, actor=actor)
    if said and len(said) != len(goals):
        raise GoalsChanged
    rows = [
        _assessed(enrolment, place, goal, each, now, actor)
        for place, (goal, each) in enumerate(zip(goals, said or [Assessed()] * len(goals), strict=True))
    ]
    if rows:
        done = sum(row.reached != Attainment.NOT_ASSESSED for row in rows)
        audit.changed(
            actor, "qualification.goals", subject_id=enrolment.id, persons=[enrolment.person_id], assessed=done
        )
    return rows


def _assessed(enrolment: Enrolment, place: int, goal: str, said: Assessed, now: datetime, actor: Actor) -> GoalResult:
    reason = said.reason.strip()
    if said.reached == Attainment.NOT_REACHED and not reason:
        raise SayWhyNot
    rows = GoalResult.objects.visible_to(actor).filter(enrolment=enrolment, place=place)
    row: GoalResult = rows.select_for_update(of=("self",)).first() or GoalResult(
        enrolment=enrolment, place=place, person_id=enrolment.person_id, organisation_id=enrolment.organisation_id
    )
    row.goal, row.reached, row.reason, row.assessed_at = goal, said.reached, reason, now
    row.save()
    return row
