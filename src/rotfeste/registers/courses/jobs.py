"""What runs by itself: hours of courses that could not be registered are tried again."""

from dataclasses import replace
from datetime import datetime

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.access.scoping import among
from rotfeste.registers.courses.actions import settle
from rotfeste.registers.courses.models import SeatFor, UnregisteredHours


def register_what_waits(now: datetime) -> int:
    """Try again, one municipality at a time, each by itself; returns how many months still wait."""
    with walls.asking(replace(system("courses"), protected=True)) as far:
        waiting = UnregisteredHours.objects.visible_to(far)
        trainings: dict[int, set[int]] = {}
        for organisation_id, enrolment_id in waiting.values_list("organisation_id", "enrolment_id"):
            trainings.setdefault(organisation_id, set()).add(enrolment_id)
        seats = {
            organisation_id: list(
                SeatFor.objects.visible_to(far).filter(enrolment_id__in=among(theirs)).values_list("seat_id", flat=True)
            )
            for organisation_id, theirs in trainings.items()
        }
    return sum(settle(theirs, now=now) for theirs in seats.values())
