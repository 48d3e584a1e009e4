"""Who sees which course: its own municipality, those whom it is shared with, and those who have a seat in it."""

from typing import Any, Self

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.scoping import ScopedQuerySet

HELD = "SELECT course_id FROM courses_seat WHERE organisation_id = ANY(%s)"
MY_SEATS = "SELECT seat_id FROM courses_seatfor WHERE person_id = ANY(%s)"
MY_COURSES = f"SELECT course_id FROM courses_seat WHERE id IN ({MY_SEATS})"  # noqa: S608


class CourseQuerySet(ScopedQuerySet[Any]):
    """Courses, narrowed to those that the actor's participants may use."""

    def narrow(self, actor: Actor) -> Self:
        """The own, the shared, and those with a seat of one's own; all for the directorate."""
        if actor.asks_about_self:
            return self.filter(id__in=RawSQL(MY_COURSES, [list(actor.persons)]))
        if actor.reach == "none":
            return self.none()
        if actor.in_directorate:
            return self
        mine = Organisation.objects.filter(id__in=actor.organisations).exclude(place_code=None)
        areas, counties = (mine.values_list(Left("place_code", n)) for n in (4, 2))
        usable = Q(organisation_id__in=actor.organisations) | Q(shared="country") | Q(area__in=areas)
        usable |= Q(shared="county", of_county__in=counties) | Q(id__in=RawSQL(HELD, [list(actor.organisations)]))
        return self.alias(of_county=Left("area", 2)).filter(usable)


class SessionQuerySet(ScopedQuerySet[Any]):
    """Sessions name no person: staff see them, and a person those of their own courses."""

    def narrow(self, actor: Actor) -> Self:
        """All, for members of staff."""
        if actor.asks_about_self:
            return self.filter(course_id__in=RawSQL(MY_COURSES, [list(actor.persons)]))
        return self.none() if actor.reach == "none" else self


class SeatQuerySet(ScopedQuerySet[Any]):
    """Seats name no person: staff count them, and a person sees their own."""

    def narrow(self, actor: Actor) -> Self:
        """All, for members of staff."""
        if actor.asks_about_self:
            return self.filter(id__in=RawSQL(MY_SEATS, [list(actor.persons)]))
        return self.none() if actor.reach == "none" else self


class AttendanceQuerySet(ScopedQuerySet[Any]):
    """Attendance, seen by who holds the course and by whose seat it is."""

    def narrow(self, actor: Actor) -> Self:
        """Of own courses and own seats; a person's own; all for the directorate."""
        if actor.asks_about_self:
            return self.filter(seat_id__in=RawSQL(MY_SEATS, [list(actor.persons)]))
        if actor.reach == "none":
            return self.none()
        if actor.in_directorate:
            return self
        mine = actor.organisations
        return self.filter(Q(seat__organisation_id__in=mine) | Q(seat__holder_id__in=mine))
