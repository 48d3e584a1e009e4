"""Practice places that are booked for someone: the one they go to or will go to, and those before."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.places import queries as places
from rotfeste.registers.practice.queries import booked_by_person
from rotfeste.registers.practice.states import OPEN, BookingStatus


@dataclass(frozen=True)
class Practising:
    """One booking as the participant reads it."""

    employer: str
    work: str
    where: str
    contact: str
    from_on: date
    last_day: date
    hours_week: Any
    open: bool
    answer: str
    """What became of it, where it is not certain or is over."""


def practising(person_id: int, today: date, actor: Actor) -> list[Practising]:
    """What is booked for someone, the first first. The caller has recorded the reading."""
    answers = {
        BookingStatus.ASKED: _("We have asked for this place. It is not certain yet."),
        BookingStatus.DECLINED: _("The answer was no."),
        BookingStatus.WITHDRAWN: _("Taken back"),
        BookingStatus.ENDED: _("Ended"),
    }
    rows = [row.booking for row in booked_by_person(person_id, actor=actor)]
    return [
        Practising(
            employer=row.place.name,
            work=row.place.work,
            where=places.name_of(row.place.municipality_code, today),
            contact=row.place.contact,
            from_on=row.from_on,
            last_day=row.until_on - timedelta(days=1),
            hours_week=row.hours_week.normalize(),
            open=row.status in OPEN,
            answer=answers.get(BookingStatus(row.status), ""),
        )
        for row in rows
    ]
