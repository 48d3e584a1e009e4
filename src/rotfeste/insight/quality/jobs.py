"""What data quality does by itself: each night every municipality is counted."""

from datetime import date

from django.utils import timezone

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.insight.quality.actions import count_next


def count_all(*, today: date) -> int:
    """Some municipalities after the other, each part committed, until all are counted; returns how many parts."""
    actor, parts = system("quality", permissions=frozenset({"quality.read", "quality.count"})), 1
    while _one(today, actor=actor):
        parts += 1
    return parts


def _one(today: date, *, actor: Actor) -> bool:
    with walls.asking(actor) as asking:
        return count_next(now=timezone.now(), today=today, actor=asking)
