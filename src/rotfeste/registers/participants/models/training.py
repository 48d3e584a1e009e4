"""Training in Norwegian and civics: track or goal, full-time school, and classes with their members."""

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import OrganisationQuerySet, scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet
from rotfeste.registers.participants.states import REACHABLE, Activity, Track

GOALS = [(level.value, level.label) for level in REACHABLE]


class Training(models.Model):
    """How someone is trained: track by the law of 2003, or a goal for each skill since 2021; and the languages."""

    enrolment = models.OneToOneField("participants.Enrolment", models.PROTECT, related_name="training")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    track = models.CharField(max_length=1, choices=Track.choices, blank=True)
    goal_spoken = models.CharField(max_length=2, choices=GOALS, blank=True)
    goal_listening = models.CharField(max_length=2, choices=GOALS, blank=True)
    goal_reading = models.CharField(max_length=2, choices=GOALS, blank=True)
    goal_written = models.CharField(max_length=2, choices=GOALS, blank=True)
    mother_tongue = models.CharField(max_length=60, blank=True)
    taught_in = models.CharField(max_length=60, blank=True)
    """The language of instruction."""
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(track="") | Q(goal_spoken="", goal_listening="", goal_reading="", goal_written=""),
                name="a_track_or_a_goal",
            ),
        ]

    def __str__(self) -> str:
        return self.track or self.goal_spoken

    @property
    def goals(self) -> dict[str, str]:
        """The goal of each skill that has one."""
        skills = ("spoken", "listening", "reading", "written")
        return {skill: level for skill in skills if (level := getattr(self, f"goal_{skill}"))}


class FullTimeSchool(models.Model):
    """Full-time upper secondary education, in which someone is taught Norwegian instead."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    completed = models.BooleanField(default=False)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="school_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(completed=False) | Q(until_on__isnull=False), name="completed_on_a_day"),
            models.UniqueConstraint(fields=["person"], condition=Q(until_on=None), name="in_one_school_at_a_time"),
        ]

    def __str__(self) -> str:
        return str(self.from_on)


class Group(models.Model):
    """A class: those who are taught together in a period."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    activity = models.CharField(max_length=12, choices=Activity.choices, default=Activity.NORWEGIAN)
    teacher = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=2, choices=GOALS, blank=True)
    track = models.CharField(max_length=1, choices=Track.choices, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_class_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(activity="programme"), name="a_class_is_for_training"),
            models.UniqueConstraint(fields=["organisation", "name", "from_on"], name="one_class_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """Someone in training belongs to a class for a period, to one at a time."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="memberships")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, default="")
    """As it was when they joined: the class keeps its list after someone has moved away."""
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="a_member_leaves_after_joining"
            ),
        ]
        indexes = [models.Index(fields=["group", "from_on"], name="member_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.from_on}"
