"""A course that a municipality holds, and the days it meets. They name no person."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.courses.rules import Meeting
from rotfeste.registers.courses.scoping import CourseQuerySet, SessionQuerySet
from rotfeste.registers.courses.states import CourseShared, CourseStatus


class Course(models.Model):
    """A municipality holds civics in one language, for so many at a time. It never names a private person."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    area = models.CharField(max_length=4, blank=True)
    """The number of the municipality that holds it: what it may be used by follows from this."""
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=3)
    """The language of instruction, ISO 639."""
    digital = models.BooleanField(default=True)
    link = models.URLField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    """Where it is held in a room."""
    capacity = models.IntegerField()
    """How many seats there are."""
    from_on = models.DateField()
    until_on = models.DateField()
    """The first day after."""
    contact = models.CharField(max_length=80, blank=True)
    """The role of the one to talk to, never a name."""
    shared = models.CharField(max_length=7, choices=CourseShared.choices, default=CourseShared.OWN)
    platform_number = models.CharField(max_length=9, blank=True)
    """The organisation number of the platform that delivers it and reports attendance; empty where none does."""
    status = models.CharField(max_length=10, choices=CourseStatus.choices, default=CourseStatus.OPEN)
    version = models.IntegerField(default=0)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(CourseQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_course_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=500), name="a_course_takes_someone"),
            models.CheckConstraint(condition=Q(digital=True) | ~Q(place=""), name="a_course_in_a_room_has_a_place"),
            models.CheckConstraint(condition=Q(digital=False) | ~Q(link=""), name="a_digital_course_has_a_link"),
            models.CheckConstraint(
                condition=Q(platform_number="") | Q(platform_number__regex=r"^[0-9]{9}$"),
                name="a_platform_has_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation"], name="courses_course_organisation"),
            models.Index(fields=["shared", "until_on"], name="courses_course_shared"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date:
        """The last day of the course."""
        return self.until_on - timedelta(days=1)

    @property
    def is_held(self) -> bool:
        """Whether it has not been called off."""
        return self.status == CourseStatus.OPEN


class Session(models.Model):
    """A course meets: the day, when it begins, and how many hours of teaching it has."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    day = models.DateField()
    starts_at = models.TimeField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)

    objects = scoped(SessionQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "day", "starts_at"], name="one_session_at_a_time"),
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=10), name="a_session_is_within_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.day}"

    @property
    def meeting(self) -> Meeting:
        """The same, for the arithmetic."""
        return Meeting(self.day, self.starts_at, self.hours)
