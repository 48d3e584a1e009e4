"""What a municipality registers about its places."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.capacity.models import CouncilDecision, ReadyWeek


class DecidedInTheFuture(Exception):
    """A council decision cannot be dated after today."""


class PlanBeyondDecision(Exception):
    """The weekly plan holds more places than the council has decided. Carries (planned, decided) per kind."""

    def __init__(self, planned: tuple[int, int], decided: tuple[int, int]) -> None:
        super().__init__(planned, decided)
        self.planned, self.decided = planned, decided


@transaction.atomic
def register_council_decision(
    organisation_id: int,
    *,
    year: int,
    ordinary: int,
    minors: int,
    decided_on: date,
    case_number: str = "",
    today: date,
    actor: Actor,
) -> CouncilDecision:
    """The municipality registers what the council decided; an earlier decision for the year stays as history."""
    actor.require("capacity.plan")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    if decided_on > today:
        raise DecidedInTheFuture
    rows = CouncilDecision.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year)
    rows.filter(replaced=False).update(replaced=True)
    return CouncilDecision.objects.create(
        organisation_id=organisation_id,
        year=year,
        ordinary=ordinary,
        minors=minors,
        decided_on=decided_on,
        case_number=case_number,
        registered_at=timezone.now(),
        registered_by_id=actor.user_id,
    )


@transaction.atomic
def plan_weeks(
    organisation_id: int, *, year: int, weeks: Mapping[int, tuple[int, int]], actor: Actor
) -> list[ReadyWeek]:
    """The municipality says when places are ready: (ordinary, minors) per ISO week. Never more than is decided."""
    actor.require("capacity.plan")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    decision = (
        CouncilDecision.objects.visible_to(actor)
        .filter(organisation_id=organisation_id, year=year, replaced=False)
        .select_for_update()
        .first()
    )
    most = (decision.ordinary, decision.minors) if decision else (0, 0)
    planned = (sum(pair[0] for pair in weeks.values()), sum(pair[1] for pair in weeks.values()))
    if planned[0] > most[0] or planned[1] > most[1]:
        raise PlanBeyondDecision(planned, most)
    ReadyWeek.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year).delete()
    return ReadyWeek.objects.bulk_create(
        ReadyWeek(organisation_id=organisation_id, year=year, week=week, ordinary=pair[0], minors=pair[1])
        for week, pair in sorted(weeks.items())
        if pair != (0, 0)
    )
