"""The vacancy clock strikes at 7, 14 and 30 days; after the last, a reason must be recorded."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.capacity.actions.dwellings import owned
from rotfeste.registers.capacity.models import VacancyAlert, VacancyReason
from rotfeste.registers.capacity.queries.dwellings import Stood, standings
from rotfeste.registers.capacity.rules.dwellings import STAGES
from rotfeste.registers.capacity.states import NobodyBecause


class NotVacant(Exception):
    """The dwelling does not stand empty."""


class NeedsReason(Exception):
    """A known reason must be chosen; «other» is explained."""


@transaction.atomic
def raise_alerts(*, today: date, actor: Actor) -> list[tuple[Stood, int]]:
    """Every empty dwelling that has reached a stage nobody was told about: the dwelling, and the highest new stage.

    Run again on the same day, it finds nothing. A dwelling that is noticed late is told about once, not three times.
    """
    actor.require("capacity.alert")
    still = Q(dwelling__available_until=None) | Q(dwelling__available_until__gt=today)
    told = set(VacancyAlert.objects.visible_to(actor).filter(still).values_list("dwelling_id", "since_on", "stage"))
    rows, raised = [], []
    for stood in standings(today=today, actor=actor):
        since = stood.vacancy.since_on
        if since is None or not stood.vacancy.stage:
            continue
        due = [stage for stage in STAGES if stage <= stood.vacancy.stage]
        new = [stage for stage in due if (stood.dwelling.id, since, stage) not in told]
        rows += [
            VacancyAlert(
                dwelling=stood.dwelling,
                organisation_id=stood.dwelling.organisation_id,
                since_on=since,
                stage=stage,
                raised_on=today,
            )
            for stage in new
        ]
        if new:
            raised.append((stood, new[-1]))
    VacancyAlert.objects.bulk_create(rows, ignore_conflicts=True)
    return raised


@transaction.atomic
def record_reason(dwelling_id: int, *, reason: str, text: str = "", today: date, actor: Actor) -> VacancyReason:
    """The municipality writes why a dwelling still stands empty. Raises NotVacant, NeedsReason."""
    actor.require("capacity.plan")
    if reason not in NobodyBecause.values or (reason == NobodyBecause.OTHER and not text.strip()):
        raise NeedsReason
    dwelling = owned(dwelling_id, actor)
    (stood,) = standings(today=today, actor=actor, dwelling_ids=[dwelling.id])
    if stood.vacancy.since_on is None or not stood.vacancy.free:
        raise NotVacant
    row: VacancyReason = VacancyReason.objects.create(
        dwelling=dwelling,
        organisation_id=dwelling.organisation_id,
        since_on=stood.vacancy.since_on,
        reason=reason,
        text=text.strip(),
        recorded_at=timezone.now(),
        recorded_by_id=actor.user_id,
    )
    audit.changed(actor, "capacity.vacancy_reason", subject_id=dwelling.id, reason=reason)
    return row
