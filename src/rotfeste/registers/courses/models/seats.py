"""Seats in a course: which municipality has taken them, for whom, who attended what, and what is not registered yet."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.courses.models.held import Course, Session
from rotfeste.registers.courses.scoping import AttendanceQuerySet, SeatQuerySet
from rotfeste.registers.courses.states import SeatStatus
from rotfeste.registers.participants.scoping import RegisteredQuerySet
from rotfeste.registers.participants.states import HoursKind


class Seat(models.Model):
    """A municipality has a place in a course. For whom stands in SeatFor; the holder knows the seat by its code."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="seats")
    holder = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    """Who holds the course; the same as the course says."""
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    """Who has taken the seat."""
    code = models.CharField(max_length=9, unique=True)
    """«ABCD-EFGH», drawn at random: it says nothing about whose it is."""
    status = models.CharField(max_length=10, choices=SeatStatus.choices, default=SeatStatus.TAKEN)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The first day that it is no longer held; None while it is."""
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=0)

    objects = scoped(SeatQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="taken", until_on=None) | (~Q(status="taken") & Q(until_on__isnull=False)),
                name="a_seat_is_taken_or_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="a_seat_ends_after_it_was_taken"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="courses_seat_organisation")]

    def __str__(self) -> str:
        return self.code

    def held_on(self, day: date) -> bool:
        """Whether the seat was someone's on a day."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


class SeatFor(models.Model):
    """For whom a seat is taken, and the training that its hours count in. Seen by those who see the person."""

    seat = models.OneToOneField(Seat, models.PROTECT, related_name="seat_for")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="+")

    objects = scoped(RegisteredQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="courses_seatfor_person"),
            models.Index(fields=["organisation"], name="courses_seatfor_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}"


class Attendance(models.Model):
    """So many hours of a session were attended on a seat; 0 is away. It names nobody; a later report replaces it."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance")
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    reported_at = models.DateTimeField()
    by_platform = models.BooleanField(default=False)
    """The platform reported it, and not someone who holds the course."""

    objects = scoped(AttendanceQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "session"], name="attended_once_a_session"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="attendance_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.session_id}"


class UnregisteredHours(models.Model):
    """Hours of a course that could not be registered on someone in a month, and why; tried again every night."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=HoursKind.choices)
    month = models.DateField()
    """The first day of the month."""
    reason = models.CharField(max_length=60)
    """Why, as the register's code."""
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    absent_hours = models.DecimalField(max_digits=5, decimal_places=2)
    since = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "kind", "month"], name="not_registered_once_a_month"),
        ]
        indexes = [models.Index(fields=["organisation"], name="courses_unregistered_org")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.month}"
