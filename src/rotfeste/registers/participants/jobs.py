"""What the register does by itself: newcomers' rights are computed, and everyone's after a rule change."""

from datetime import date

from django.utils import timezone

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.registers.participants.actions import compute_new, recompute_some


def recompute_all(*, today: date) -> int:
    """Batch after batch, each committed, until everyone is computed by the rules in force; returns how many batches."""
    actor, batches = system("rights", permissions=frozenset({"participants.compute"})), 1
    while _one(today, actor=actor):
        batches += 1
    return batches


def compute_newcomers(*, today: date) -> int:
    """Batch after batch of those who have come since the last time; returns how many batches."""
    actor, batches = system("rights", permissions=frozenset({"participants.compute"})), 1
    while _new(today, actor=actor):
        batches += 1
    return batches


def _new(today: date, *, actor: Actor) -> bool:
    with walls.asking(actor) as asking:
        return compute_new(today=today, actor=asking)


def _one(today: date, *, actor: Actor) -> bool:
    with walls.asking(actor) as asking:
        return recompute_some(now=timezone.now(), today=today, actor=asking)
