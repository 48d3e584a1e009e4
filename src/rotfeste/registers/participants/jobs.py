"""What the register does by itself: everyone's rights are computed again after a rule change."""

from datetime import date

from django.utils import timezone

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.registers.participants.actions import recompute_some


def recompute_all(*, today: date) -> int:
    """Batch after batch, each committed, until everyone is computed by the rules in force; returns how many batches."""
    actor, batches = system("rights", permissions=frozenset({"participants.compute"})), 1
    while _one(today, actor=actor):
        batches += 1
    return batches


def _one(today: date, *, actor: Actor) -> bool:
    with walls.asking(actor) as asking:
        return recompute_some(now=timezone.now(), today=today, actor=asking)
