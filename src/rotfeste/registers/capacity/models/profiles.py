"""What a municipality says of itself: the work that there is, and the households that it is best prepared for."""

from django.db import models

from rotfeste.foundation.access.scoping import OrganisationQuerySet, scoped


class LocalProfile(models.Model):
    """What a municipality has said for a year. It never names a country, a language or a faith."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="local_profiles")
    year = models.IntegerField()
    occupations = models.JSONField(default=list)
    """Work that is in demand, in the municipality's own words."""
    households = models.JSONField(default=list)
    """Kinds of household (HouseholdKind) that it is best prepared for."""
    said_on = models.DateField()
    said_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_profile_for_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"
