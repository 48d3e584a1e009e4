"""Goals and how far they were reached: of one programme, of a person, and as figures of a year."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from rotfeste.casework.qualification.models import GoalResult, Plan
from rotfeste.casework.qualification.rules.goals import Counted, counted
from rotfeste.casework.qualification.rules.plan import content_of
from rotfeste.casework.qualification.states import Attainment, PlanStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import Ending, Enrolment, Training
from rotfeste.registers.participants.states import Activity


def goals_of(enrolment: Enrolment, *, actor: Actor) -> list[str]:
    """The goals that are assessed: those that were, or else those of the plan in force; none without a plan."""
    assessed = GoalResult.objects.visible_to(actor).filter(enrolment=enrolment).order_by("place")
    if found := list(assessed.values_list("goal", flat=True)):
        return found
    plans = Plan.objects.visible_to(actor).filter(
        person_id=enrolment.person_id, organisation_id=enrolment.organisation_id, status=PlanStatus.IN_FORCE
    )
    row = plans.first()
    if row is None:
        return []
    content = content_of(row.content)
    return [content.main_goal, *content.part_goals]


def goal_results_of(person_id: int, *, actor: Actor) -> list[GoalResult]:
    """A person's goals and how far each was reached, by programme. The caller has recorded the reading."""
    rows = GoalResult.objects.visible_to(actor).filter(person_id=person_id)
    return list(rows.order_by("enrolment_id", "place"))


def results_of(enrolment_id: int, *, actor: Actor) -> list[GoalResult]:
    """The goals of one programme, as they were assessed. The caller has recorded the reading."""
    return list(GoalResult.objects.visible_to(actor).filter(enrolment_id=enrolment_id).order_by("place"))


def attained(year: int, *, actor: Actor) -> dict[str, dict[str, Counted]]:
    """How far the goal of each programme that ended in a year was reached: by «municipality» and by «track».

    The country is counted, and nobody is seen. Who moved to another municipality has not ended. No track is empty text.
    """
    found: dict[str, dict[str, list[tuple[str, int]]]] = {"municipality": defaultdict(list), "track": defaultdict(list)}
    for place, track, reached, number in _counts(year, actor):
        found["municipality"][place].append((reached, number))
        found["track"][track].append((reached, number))
    return {by: {key: counted(rows) for key, rows in sorted(groups.items())} for by, groups in found.items()}


def _counts(year: int, actor: Actor) -> Iterable[tuple[str, str, str, int]]:
    first, after = date(year, 1, 2), date(year + 1, 1, 2)
    with walls.counting(actor, national=True) as counter:
        main = GoalResult.objects.visible_to(counter).filter(enrolment_id=OuterRef("enrolment_id"), place=0)
        track = Training.objects.visible_to(counter).filter(person_id=OuterRef("person_id")).order_by("-id")
        rows = Ending.objects.visible_to(counter).filter(
            enrolment__activity=Activity.PROGRAMME, moved=False, ended_on__gte=first, ended_on__lt=after
        )
        asked = rows.annotate(
            reached=Coalesce(Subquery(main.values("reached")[:1]), Value(Attainment.NOT_ASSESSED.value)),
            track=Coalesce(Subquery(track.values("track")[:1]), Value("")),
        )
        grouped = asked.values("organisation__name", "track", "reached").annotate(number=Count("id"))
        return list(grouped.order_by().values_list("organisation__name", "track", "reached", "number"))
