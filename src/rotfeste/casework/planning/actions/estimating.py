"""The national need is estimated anew; what was estimated before stays."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from rotfeste.casework.planning.models import Estimate, EstimatePart
from rotfeste.casework.planning.rules.need import PARTS, Band, changes
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit


class NothingChanged(Exception):
    """The new estimate is the same as the one before."""


class BandOutOfOrder(Exception):
    """Low is above expected, or expected above high. Carries the part."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NeedsReason(Exception):
    """What was done must be given a reason."""


@transaction.atomic
def estimate(year: int, parts: Mapping[str, Band], *, reason: str, today: date, actor: Actor) -> Estimate:
    """A new version of the year's need, with what changed and why.

    Raises BandOutOfOrder, NothingChanged, NeedsReason.
    """
    actor.require("planning.decide")
    if not reason.strip():
        raise NeedsReason
    for key in PARTS:
        if not parts.get(key, Band()).in_order:
            raise BandOutOfOrder(key)
    rows = Estimate.objects.visible_to(actor).filter(year=year)
    version = (rows.aggregate(last=Max("version"))["last"] or 0) + 1
    if version > 1 and not changes(rows.get(version=version - 1).bands, parts):
        raise NothingChanged
    row: Estimate = Estimate.objects.create(
        year=year, version=version, made_on=today, made_by_id=actor.user_id, reason=reason.strip()
    )
    bands = {key: parts.get(key, Band()) for key in PARTS}
    EstimatePart.objects.bulk_create(
        EstimatePart(estimate=row, part=key, low=band.low, expected=band.expected, high=band.high)
        for key, band in bands.items()
    )
    audit.changed(actor, "planning.estimate", subject_id=row.id, reason=row.reason, year=year, version=version)
    return row
