"""What the county governors ask about plans, for a municipality and a period: numbers, and whom they are about."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rotfeste.casework.qualification.models import Plan
from rotfeste.casework.qualification.rules.inspection import QUESTIONS, Looked, answers
from rotfeste.casework.qualification.rules.plan import content_of
from rotfeste.casework.qualification.states import PlanStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import Enrolment, Measure
from rotfeste.registers.participants.states import Activity


@dataclass(frozen=True)
class Answered:
    """One question: how many took part, and the persons of whom the answer is no."""

    question: str
    of: int
    missing: list[int]

    @property
    def yes(self) -> int:
        """Of how many it is yes."""
        return self.of - len(self.missing)


def inspected(organisation_id: int, first: date, last: date, *, today: date, actor: Actor) -> list[Answered]:
    """Everyone who took part in the municipality's programme in the period; plans as they stand at its end.

    A municipality asks about itself; who may read reports counts any, and is shown no persons by the page.
    """
    if organisation_id in actor.organisations:
        return _inspected(organisation_id, first, min(last, today), actor)
    with walls.counting(actor, national=True) as counter:
        return _inspected(organisation_id, first, min(last, today), counter)


def _inspected(organisation_id: int, first: date, last: date, actor: Actor) -> list[Answered]:
    running = (
        Enrolment.objects.visible_to(actor)
        .filter(organisation_id=organisation_id, activity=Activity.PROGRAMME, started_on__lte=last)
        .exclude(ending__ended_on__lte=first)
    )
    people = sorted(set(running.values_list("person_id", flat=True)))
    kinds: dict[int, set[str]] = defaultdict(set)
    measures = Measure.objects.visible_to(actor).filter(
        Q(from_on__lte=last, until_on__gt=last), organisation_id=organisation_id, person_id__in=people
    )
    for person_id, key in measures.values_list("person_id", "kind__key"):
        kinds[person_id].add(key)
    plans: dict[int, Plan] = {}
    rows = Plan.objects.visible_to(actor).filter(
        organisation_id=organisation_id,
        person_id__in=people,
        status__in=(PlanStatus.IN_FORCE, PlanStatus.REPLACED),
        in_force_on__lte=last,
    )
    for row in rows.prefetch_related("answers", "reviews").order_by("version"):
        plans[row.person_id] = row
    found = {person_id: answers(_looked(plans.get(person_id), kinds[person_id], last), last) for person_id in people}
    return [
        Answered(question, len(people), [person_id for person_id in people if not found[person_id][question]])
        for question in QUESTIONS
    ]


def _looked(plan: Plan | None, registered: set[str], on: date) -> Looked:
    if plan is None:
        return Looked(registered=registered)
    looked_at = [plan.in_force_on, *(row.reviewed_on for row in plan.reviews.all() if row.reviewed_on <= on)]
    return Looked(
        content=content_of(plan.content),
        decided=plan.decision_id is not None,
        heard=plan.met_on is not None and len(plan.answers.all()) > 0,
        looked_at_on=max(day for day in looked_at if day is not None),
        registered=registered,
    )
