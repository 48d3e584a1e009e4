"""The tables of data quality: scores month by month, and how far the counting of a month has come."""

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import OrganisationQuerySet, scoped


class QualityScore(models.Model):
    """Of how many a field had to be there in one municipality in one month, and of how many it was."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    month = models.DateField()
    """The first day of the month; the current month is counted anew each night."""
    field = models.CharField(max_length=20)
    """A field of `rules.FIELDS`, or «late_» and a kind of `rules.TIMELY`."""
    must = models.IntegerField()
    there = models.IntegerField()

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month", "field"], name="one_score_a_field_a_month"),
            models.CheckConstraint(condition=Q(there__gte=0, there__lte=F("must")), name="no_more_there_than_must"),
        ]
        indexes = [models.Index(fields=["month", "field"], name="score_month")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.month} {self.field}"


class QualityCount(models.Model):
    """The counting of one day: how far it has come, so that it can go on where it stopped."""

    counted_on = models.DateField(unique=True)
    last_organisation = models.BigIntegerField(default=0)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.counted_on}"
