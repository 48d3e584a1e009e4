"""Whose seats there are, where the actor sees the person, and what was attended on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.courses.models import Attendance, Course, Seat, SeatFor, Session, UnregisteredHours
from rotfeste.registers.courses.states import SeatStatus


@dataclass(frozen=True)
class SeatView:
    """Someone's seat, the sessions of its course, and the hours that are attended and away so far."""

    seat: Seat
    course: Course
    enrolment_id: int
    sessions: list[Session]
    attended: Decimal
    away: Decimal

    def to_come(self, today: date) -> list[Session]:
        """The sessions that the seat is for, from a day on."""
        if self.seat.status != SeatStatus.TAKEN:
            return []
        return [row for row in self.sessions if row.day >= today]


def seats_of_person(person_id: int, *, actor: Actor) -> list[SeatView]:
    """Someone's seats, the first first. The caller has recorded the reading."""
    rows = SeatFor.objects.visible_to(actor).filter(person_id=person_id).exclude(seat__status=SeatStatus.WITHDRAWN)
    seats = list(rows.select_related("seat__course__organisation").order_by("seat__from_on", "id"))
    sessions: dict[int, list[Session]] = {row.seat.course_id: [] for row in seats}
    for session in Session.objects.visible_to(actor).filter(course_id__in=among(sessions)).order_by("day", "starts_at"):
        sessions[session.course_id].append(session)
    here: dict[int, Decimal] = {}
    away: dict[int, Decimal] = {}
    reported = Attendance.objects.visible_to(actor).filter(seat_id__in=among(row.seat_id for row in seats))
    for row in reported.select_related("session"):
        here[row.seat_id] = here.get(row.seat_id, Decimal(0)) + row.hours
        away[row.seat_id] = away.get(row.seat_id, Decimal(0)) + row.session.hours - row.hours
    return [
        SeatView(
            row.seat,
            row.seat.course,
            row.enrolment_id,
            sessions[row.seat.course_id],
            here.get(row.seat_id, Decimal(0)),
            away.get(row.seat_id, Decimal(0)),
        )
        for row in seats
    ]


def seated(seat_ids: Iterable[int], *, actor: Actor) -> dict[int, SeatFor]:
    """For whom, by seat, where the actor sees the person; recorded."""
    rows = SeatFor.objects.visible_to(actor).filter(seat_id__in=among(seat_ids)).select_related("person")
    found = {row.seat_id: row for row in rows}
    if found:
        audit.searched(actor, "courses.seats", persons=[row.person_id for row in found.values()])
    return found


def seat_of(seat_id: int, *, actor: Actor) -> SeatFor:
    """A seat that the own organisation has taken, and for whom. Raises SeatFor.DoesNotExist."""
    actor.require("courses.read")
    rows = SeatFor.objects.visible_to(actor).select_related("seat__course", "person")
    row: SeatFor = rows.get(seat_id=seat_id, organisation_id__in=actor.organisations)
    return row


def unregistered(*, actor: Actor) -> list[UnregisteredHours]:
    """Hours of courses that wait to be registered in the own municipality, the oldest first; recorded."""
    actor.require("courses.register")
    rows = UnregisteredHours.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    found = list(rows.select_related("person").order_by("month", "id"))
    if found:
        audit.searched(actor, "courses.unregistered", persons=[row.person_id for row in found])
    return found
