"""The estimates of the need, version by version."""

from rotfeste.casework.planning.models import Estimate
from rotfeste.foundation.access.actor import Actor


def versions(year: int, *, actor: Actor) -> list[Estimate]:
    """Every estimate of a year, the newest first, with its parts and who made it."""
    actor.require("planning.read")
    rows = Estimate.objects.visible_to(actor).filter(year=year).select_related("made_by").prefetch_related("parts")
    return list(rows.order_by("-version"))


def latest(year: int, *, actor: Actor) -> Estimate | None:
    """The estimate that counts."""
    return next(iter(versions(year, actor=actor)), None)


def years_estimated(*, actor: Actor) -> list[int]:
    """The years that have an estimate."""
    return sorted(set(Estimate.objects.visible_to(actor).values_list("year", flat=True)))
