"""Counting data quality: every organisation with participants, part by part, saved in small parts."""

from datetime import date, datetime

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.insight.quality.models import QualityCount, QualityScore
from rotfeste.insight.quality.queries import LATE, Quality, quality_of_each

KINDS = ("municipality", "city_district")


BATCH = 50


@transaction.atomic
def count_next(*, now: datetime, today: date, actor: Actor, batch: int = BATCH) -> bool:
    """Count the next municipalities' scores for this month; false when all are counted today.

    Interrupted, it goes on with the one after the last that was saved.
    """
    actor.require("quality.count")
    progress, _made = QualityCount.objects.select_for_update().get_or_create(
        counted_on=today, defaults={"started_at": now}
    )
    if progress.ended_at is not None:
        return False
    ahead = Organisation.objects.filter(kind__in=KINDS, id__gt=progress.last_organisation).order_by("id")
    ids = list(ahead.values_list("id", flat=True)[:batch])
    _save(quality_of_each(ids, today, actor=actor), today.replace(day=1), actor)
    progress.last_organisation = ids[-1] if ids else progress.last_organisation
    progress.ended_at = None if len(ids) == batch else now
    progress.save()
    return progress.ended_at is None


def _save(found: dict[int, Quality], month: date, actor: Actor) -> None:
    """What was counted before this month gives way; where nothing must be registered there is no row."""
    QualityScore.objects.visible_to(actor).filter(month=month, organisation_id__in=list(found)).delete()
    QualityScore.objects.bulk_create(
        QualityScore(organisation_id=place, month=month, field=key, must=row.must, there=row.there)
        for place, each in found.items()
        for key, row in (*((row.key, row) for row in each.fields), *((LATE + row.key, row) for row in each.timely))
        if row.must
    )
