"""What councils have decided to receive, and when places are ready."""

from django.db import models
from django.db.models import Q

from rotfeste.foundation.access.scoping import OrganisationQuerySet, scoped


class CouncilDecision(models.Model):
    """A council (or a city district's committee) has decided how many to receive in a year; the latest one counts."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="council_decisions")
    year = models.IntegerField()
    ordinary = models.IntegerField()
    minors = models.IntegerField()
    decided_on = models.DateField()
    case_number = models.CharField(max_length=40, blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    replaced = models.BooleanField(default=False)

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ordinary__gte=0) & Q(minors__gte=0), name="places_are_not_negative"),
            models.UniqueConstraint(
                fields=["organisation", "year"], condition=Q(replaced=False), name="one_council_decision_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class ReadyWeek(models.Model):
    """How many places become ready in a week of the year (ISO week)."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="ready_weeks")
    year = models.IntegerField()
    week = models.IntegerField()
    ordinary = models.IntegerField(default=0)
    minors = models.IntegerField(default=0)

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "week"], name="one_plan_per_week"),
            models.CheckConstraint(condition=Q(week__gte=1) & Q(week__lte=53), name="week_exists"),
            models.CheckConstraint(
                condition=Q(ordinary__gte=0) & Q(minors__gte=0), name="ready_places_are_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}-{self.week}"


class DecisionDocument(models.Model):
    """The document of a council's decision, as it was handed in."""

    decision = models.OneToOneField(CouncilDecision, models.PROTECT, related_name="document")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = scoped(OrganisationQuerySet)

    def __str__(self) -> str:
        return self.name


class DistrictShare(models.Model):
    """How many of a municipality's places a city district is to receive in a year."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="district_shares")
    year = models.IntegerField()
    ordinary = models.IntegerField()
    minors = models.IntegerField()

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_share_per_district_and_year"),
            models.CheckConstraint(
                condition=Q(ordinary__gte=0) & Q(minors__gte=0), name="a_district_share_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class WeekPlan(models.Model):
    """An organisation's plan for a year: who saved it last, and how many times, so that no two overwrite each other."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    year = models.IntegerField()
    version = models.IntegerField(default=0)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_plan_per_year")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year} v{self.version}"
