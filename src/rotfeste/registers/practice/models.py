"""Places where participants can practise, who has booked them when, and, apart from that, for whom."""

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet
from rotfeste.registers.participants.states import Level
from rotfeste.registers.practice.rules import Held
from rotfeste.registers.practice.scoping import BookingQuerySet, PlaceQuerySet
from rotfeste.registers.practice.states import FREED, BookingStatus, FoundBy, Shared


class Place(models.Model):
    """An employer takes so many participants at a time, for so many hours a week. It never names a private person."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    area = models.CharField(max_length=4, blank=True)
    """The number of the municipality that registered it: what it may be used by follows from this."""
    name = models.CharField(max_length=120)
    organisation_number = models.CharField(max_length=9)
    municipality_code = models.CharField(max_length=4)
    """Where one practises."""
    kind = models.ForeignKey("participants.MeasureKind", models.PROTECT, related_name="+")
    work = models.CharField(max_length=60)
    """The line of work, in the municipality's own words."""
    level = models.CharField(max_length=12, choices=Level.choices, blank=True)
    """The level in Norwegian that is wanted; empty where none is."""
    hours_week = models.DecimalField(max_digits=4, decimal_places=2)
    capacity = models.IntegerField()
    """How many at a time."""
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=80, blank=True)
    """The role of the one to talk to, never a name."""
    wheelchair = models.BooleanField(default=False)
    found_by = models.CharField(max_length=12, choices=FoundBy.choices, default=FoundBy.MUNICIPALITY)
    shared = models.CharField(max_length=6, choices=Shared.choices, default=Shared.OWN)
    note = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=0)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(PlaceQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="a_practice_place_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=200), name="a_practice_place_takes_someone"
            ),
            models.CheckConstraint(
                condition=Q(hours_week__gt=0, hours_week__lte="37.5"), name="practice_is_no_more_than_full_time"
            ),
            models.CheckConstraint(
                condition=Q(organisation_number__regex=r"^[0-9]{9}$"), name="an_employer_has_a_number"
            ),
        ]
        indexes = [models.Index(fields=["area", "shared"], name="practice_place_area")]

    def __str__(self) -> str:
        return self.name


class Booking(models.Model):
    """A municipality holds one of the places for a period. For whom stands in BookedFor."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=BookingStatus.choices, default=BookingStatus.ASKED)
    from_on = models.DateField()
    until_on = models.DateField()
    """The first day after."""
    hours_week = models.DecimalField(max_digits=4, decimal_places=2)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    """Why it was declined."""
    version = models.IntegerField(default=0)

    objects = scoped(BookingQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_booking_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(hours_week__gt=0, hours_week__lte="37.5"), name="a_booking_is_no_more_than_full_time"
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(because=""), name="a_declined_booking_has_its_reason"
            ),
        ]
        indexes = [models.Index(fields=["place", "until_on"], name="practice_booking_place")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.from_on}"

    @property
    def holds(self) -> bool:
        """Whether it takes a place."""
        return self.status not in FREED

    @property
    def held(self) -> Held:
        """The same, for the arithmetic."""
        return Held(self.from_on, self.until_on)


class BookedFor(models.Model):
    """For whom a place is booked, and the measure in their programme. Seen by those who see the person."""

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="booked_for")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="+")
    measure = models.ForeignKey("participants.Measure", models.SET_NULL, null=True, related_name="+")
    made_measure = models.BooleanField(default=True)
    """The measure came with the booking and ends with it; otherwise it stood before, and goes on."""

    objects = scoped(RegisteredQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="practice_booked_person"),
            models.Index(fields=["organisation"], name="practice_booked_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id}"
