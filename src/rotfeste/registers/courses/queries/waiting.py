"""What waits in a municipality: sessions without attendance, and hours that could not be registered."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.courses.models import Attendance, Seat, Session, UnregisteredHours
from rotfeste.registers.courses.states import SeatStatus


@dataclass(frozen=True)
class CoursesWaiting:
    """How much waits for the actor's municipality."""

    sessions: int
    hours: int


def without_attendance(*, today: date, actor: Actor) -> QuerySet[Session]:
    """Sessions of own courses that are past, in which someone with a seat has no attendance yet."""
    reported = Attendance.objects.visible_to(actor).filter(seat=OuterRef("id"), session=OuterRef(OuterRef("id")))
    held = Seat.objects.visible_to(actor).filter(
        Q(until_on=None) | Q(until_on__gt=OuterRef("day")),
        course=OuterRef("course_id"),
        from_on__lte=OuterRef("day"),
    )
    lacking = held.exclude(status=SeatStatus.WITHDRAWN).exclude(Exists(reported))
    rows: QuerySet[Session] = Session.objects.visible_to(actor).filter(
        Exists(lacking), course__organisation_id__in=actor.organisations, day__lt=today
    )
    return rows


def waiting(*, today: date, actor: Actor) -> CoursesWaiting:
    """What waits, as numbers: they show nobody."""
    actor.require("courses.register")
    mine = UnregisteredHours.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    return CoursesWaiting(without_attendance(today=today, actor=actor).count(), mine.count())
