"""A municipality takes a seat for one of its participants, and leaves it; who comes first gets it."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.courses.actions.attendance import settle
from rotfeste.registers.courses.actions.faults import CannotAttend, SeatChanged, told
from rotfeste.registers.courses.actions.held import end_seat
from rotfeste.registers.courses.models import Course, Seat, SeatFor
from rotfeste.registers.courses.queries import wishes_of
from rotfeste.registers.courses.rules import why_not
from rotfeste.registers.courses.states import SeatStatus
from rotfeste.registers.own_access.rules import ALPHABET, shown
from rotfeste.registers.participants.models import Enrolment

LETTERS = 8


@transaction.atomic
def take_seat(course_id: int, enrolment_id: int, *, now: datetime, actor: Actor) -> SeatFor:
    """Take a seat for someone who has hours of civics by decision: theirs at once, as long as there are seats.

    Raises CannotAttend, Course.DoesNotExist, Enrolment.DoesNotExist.
    """
    actor.require("courses.register")
    course: Course = Course.objects.visible_to(actor).select_related("organisation").get(id=course_id)
    # Held to the end: who takes another seat for the same person at the same time waits.
    rows = Enrolment.objects.visible_to(actor).select_for_update(of=("self",)).select_related("decision")
    enrolment: Enrolment = rows.get(id=enrolment_id, organisation_id__in=actor.organisations)
    wish = wishes_of([course], enrolment, today=now.date(), actor=actor)[course.id]
    code = why_not(wish)
    if code:
        raise CannotAttend(code)
    with told():
        seat = Seat.objects.create(
            course=course,
            holder_id=course.organisation_id,
            organisation_id=enrolment.organisation_id,
            code=shown("".join(secrets.choice(ALPHABET) for _ in range(LETTERS))),
            from_on=wish.from_on,
            taken_at=now,
            taken_by_id=actor.user_id,
        )
        made: SeatFor = SeatFor.objects.create(
            seat=seat, person_id=enrolment.person_id, organisation_id=enrolment.organisation_id, enrolment=enrolment
        )
    audit.changed(actor, "courses.seat", subject_id=seat.id, persons=[enrolment.person_id], course=course.id)
    return made


@transaction.atomic
def leave_seat(seat_id: int, *, until_on: date, now: datetime, actor: Actor, version: int | None = None) -> Seat:
    """From this day the seat is free for others; before it began, it comes to nothing.

    What was attended stands. Raises CannotAttend, SeatChanged, SeatFor.DoesNotExist.
    """
    actor.require("courses.register")
    rows = SeatFor.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    row: SeatFor = rows.select_related("seat__course").get(seat_id=seat_id)
    seat: Seat = Seat.objects.visible_to(actor).select_for_update(of=("self",)).get(id=seat_id)
    if version is not None and seat.version != version:
        raise SeatChanged(seat)
    if seat.status != SeatStatus.TAKEN:
        raise CannotAttend("the_seat_has_ended")
    return _ended([row], until_on, now, actor)[0]


@transaction.atomic
def end_seats(enrolment_id: int, *, after: date, now: datetime, actor: Actor) -> list[Seat]:
    """The training is over from a day: seats end with it, and what was attended later is told of."""
    actor.require("participants.register")
    rows = SeatFor.objects.visible_to(actor).filter(enrolment_id=enrolment_id, organisation_id__in=actor.organisations)
    return _ended(rows.filter(seat__status=SeatStatus.TAKEN).select_related("seat"), after, now, actor)


def _ended(rows: Iterable[SeatFor], until_on: date, now: datetime, actor: Actor) -> list[Seat]:
    ended = []
    for row in rows:
        ended.append(end_seat(row.seat, until_on, actor))
        settle([row.seat_id], since=until_on, now=now)
    return ended
