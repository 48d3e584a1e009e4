"""What every step shares: lock the case, see that nobody was first, move it along its road, and record it."""

from datetime import date
from typing import Any

from django.utils import timezone

from rotfeste.casework.settlement.models import Case, Dossier, Member, Step
from rotfeste.casework.settlement.states import CASE_ROADS, CaseStatus, TravelStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import NoSuchRoad, walk


class ChangedMeanwhile(Exception):
    """Someone else changed the case after this page was opened. Carries the case as it is now."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.id)
        self.case = case


def locked(case_id: int, *, version: int | None, actor: Actor) -> Case:
    """The case, held until the transaction ends. Raises Case.DoesNotExist or ChangedMeanwhile."""
    case: Case = Case.objects.visible_to(actor).select_for_update(of=("self",)).get(id=case_id)
    if version is not None and case.version != version:
        raise ChangedMeanwhile(case)
    return case


def standing(case: Case, wanted: CaseStatus, *, at: tuple[str, ...]) -> None:
    """Refuse a step that can only be taken from some statuses. Raises NoSuchRoad."""
    if case.status not in at:
        raise NoSuchRoad(case.status, wanted)


def person_ids(case: Case) -> list[int]:
    """The people of a case."""
    return list(case.members.order_by("id").values_list("person_id", flat=True))


def move(case: Case, status: CaseStatus, *, today: date, actor: Actor, **values: Any) -> None:
    """Move a case to a status along its road, set what comes with it, and note the step. Raises NoSuchRoad."""
    case.status = walk(CASE_ROADS, case.status, status)
    case.status_since_on = today
    case.version += 1
    for name, value in values.items():
        setattr(case, name, value)
    case.save(update_fields=["status", "status_since_on", "version", *values])
    case.steps.filter(until_on=None).update(until_on=today)
    Step.objects.create(
        case=case,
        status=status,
        from_on=today,
        entered_at=timezone.now(),
        by_name=actor.name,
        by_organisation=actor.organisation_name,
    )


def touch(case: Case, **values: Any) -> None:
    """Change a case without moving it."""
    case.version += 1
    for name, value in values.items():
        setattr(case, name, value)
    case.save(update_fields=["version", *values])


def call_off_journey(case: Case, actor: Actor) -> None:
    """A journey to a municipality that no longer receives the household is planned anew."""
    planned = Dossier.objects.visible_to(actor).filter(case=case).exclude(travel=TravelStatus.ARRIVED)
    planned.update(travel=TravelStatus.NOT_PLANNED, travels_on=None, confirmed_on=None, arrives_at="", journey="")


def record(actor: Actor, what: str, case: Case, persons: list[int] | None = None, **details: Any) -> None:
    """One row in the trail for this change of the case's people."""
    ids = person_ids(case) if persons is None else persons
    audit.changed(actor, f"settlement.{what}", subject_id=case.id, persons=ids, **details)


def members_of(case: Case) -> list[Member]:
    """The members of a case with their persons."""
    return list(case.members.select_related("person").order_by("born_on", "id"))
