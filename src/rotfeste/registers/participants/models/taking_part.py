"""What is done within an enrolment: measures, hours, absence, leave; and tests of Norwegian."""

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet
from rotfeste.registers.participants.states import (
    AbsenceKind,
    HoursKind,
    LeaveKind,
    Level,
    MeasureCategory,
    ProgrammePart,
    Skill,
)


class MeasureKind(models.Model):
    """A kind of measure: data and not code. Each belongs to one of IMDi's twelve categories."""

    key = models.SlugField(max_length=40, unique=True)
    category = models.CharField(max_length=20, choices=MeasureCategory.choices)
    name_nb = models.CharField(max_length=120)
    name_nn = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    part = models.CharField(max_length=12, choices=ProgrammePart.choices, blank=True)
    """What of the law's least content it is; empty where it is none."""
    lessons = models.BooleanField(default=False)
    """Hours are lessons of 45 minutes, which count 75 minutes in the programme."""
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key

    def name(self, language: str) -> str:
        """The name in a language."""
        return {"nn": self.name_nn, "en": self.name_en}.get(language, self.name_nb)


class Measure(models.Model):
    """A measure in someone's programme: how many hours a week, and when; inside its decision."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="measures")
    decision = models.ForeignKey("participants.Decision", models.PROTECT, related_name="measures")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    kind = models.ForeignKey(MeasureKind, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    hours_week = models.DecimalField(max_digits=4, decimal_places=2)
    """Hours, or lessons where the kind is counted in lessons."""
    place = models.CharField(max_length=120, blank=True)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_measure_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(hours_week__gt=0, hours_week__lte=60), name="a_measure_has_hours_that_a_week_holds"
            ),
        ]
        indexes = [models.Index(fields=["enrolment", "from_on"], name="measure_enrolment")]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.from_on}"


class MonthlyHours(models.Model):
    """Hours of one kind that someone took part in, and was away from, in one month."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="hours")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=HoursKind.choices)
    month = models.DateField()
    """The first day of the month."""
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    absent_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    unexcused_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    """Those of the hours away that had no valid reason."""
    course_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    """Those of the hours that came by themselves from a course."""
    course_absent_hours = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    """Those of the hours away that came by themselves from a course."""
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "kind", "month"], name="one_row_of_hours_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(hours__gte=0, absent_hours__gte=0), name="hours_are_not_negative"),
            models.CheckConstraint(
                condition=Q(unexcused_hours__gte=0, unexcused_hours__lte=F("absent_hours")),
                name="away_without_reason_is_part_of_away",
            ),
            models.CheckConstraint(
                condition=Q(course_hours__gte=0, course_hours__lte=F("hours")), name="hours_of_a_course_are_part"
            ),
            models.CheckConstraint(
                condition=Q(course_absent_hours__gte=0, course_absent_hours__lte=F("absent_hours")),
                name="away_from_a_course_is_part",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "month"], name="hours_organisation")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.month}"


class Absence(models.Model):
    """Someone was away from the programme, or from training, for a period or some hours."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="absences")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=AbsenceKind.choices)
    from_on = models.DateField()
    until_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    """Hours where it is less than whole days: of one day, or, for breastfeeding, of each day."""
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="an_absence_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gt=0), name="an_absence_has_hours"),
            models.CheckConstraint(
                condition=~Q(kind="nursing") | Q(hours__isnull=False), name="nursing_has_hours_a_day"
            ),
            models.CheckConstraint(condition=~Q(kind="holiday") | Q(hours=None), name="holiday_is_whole_days"),
        ]
        indexes = [models.Index(fields=["enrolment", "from_on"], name="absence_enrolment")]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"


class Leave(models.Model):
    """Approved leave: it is added to the programme and to time limits."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="leaves")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=LeaveKind.choices)
    from_on = models.DateField()
    until_on = models.DateField()
    with_benefit = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    granted_on = models.DateField()
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="a_leave_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.until_on - self.from_on).days


class ExamResult(models.Model):
    """A test of one skill in Norwegian, or of civics, on one day."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    skill = models.CharField(max_length=10, choices=[*Skill.choices, ("civics", "civics")])
    level = models.CharField(max_length=12, choices=Level.choices, blank=True)
    passed = models.BooleanField()
    taken_on = models.DateField()
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill", "taken_on"], name="one_test_of_a_skill_a_day"),
            models.CheckConstraint(condition=Q(skill="civics") | ~Q(level=""), name="a_test_of_norwegian_has_a_level"),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"
