"""What municipalities are told and asked: indicative figures, requests, and the day of their budget."""

from django.db import models
from django.db.models import F, Q

from rotfeste.casework.planning.models.need import Estimate, PublicScoped
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.casework.planning.rules.need import Band
from rotfeste.foundation.access.scoping import OrganisationQuerySet, scoped


class Indication(models.Model):
    """How many a municipality will probably be asked for, as it looked on a day. Figures are added, never changed."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="+")
    year = models.IntegerField()
    made_on = models.DateField()
    low = models.IntegerField()
    expected = models.IntegerField()
    high = models.IntegerField()
    minors_low = models.IntegerField(default=0)
    minors_expected = models.IntegerField(default=0)
    minors_high = models.IntegerField(default=0)

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__gte=0, expected__gte=F("low"), high__gte=F("expected")),
                name="an_indicated_band_is_in_order",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "year"], name="indication_of_municipality")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"

    @property
    def band(self) -> Band:
        """Ordinary places."""
        return Band(self.low, self.expected, self.high)

    @property
    def minors_band(self) -> Band:
        """Places for unaccompanied minors."""
        return Band(self.minors_low, self.minors_expected, self.minors_high)


class PlacesRequest(models.Model):
    """A request (anmodning): how many places the directorate asks a municipality for. Those of a year are added up."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    year = models.IntegerField()
    number = models.IntegerField()
    """1 is the year's request, 2 and on are supplementary."""
    ordinary = models.IntegerField()
    minors = models.IntegerField(default=0)
    sent_on = models.DateField()
    answer_by = models.DateField()
    sent_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    round_id = models.BigIntegerField(null=True)
    """The round that it came of: no foreign key, since a municipality sees requests but no rounds."""
    reason = models.TextField(blank=True)
    reminded_on = models.DateField(null=True)

    objects = scoped(PublicScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="requests_are_numbered"),
            models.CheckConstraint(
                condition=Q(ordinary__gte=0, minors__gte=0), name="places_asked_for_are_never_negative"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")), name="a_supplementary_request_has_its_reason"
            ),
        ]
        indexes = [models.Index(fields=["year"], name="places_request_year")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}.{self.number}"

    @property
    def places(self) -> Pair:
        """What is asked for."""
        return Pair(self.ordinary, self.minors)


class BudgetDay(models.Model):
    """The day on which a municipality's council treats the budget of a year."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    year = models.IntegerField()
    on = models.DateField()
    set_on = models.DateField()
    set_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="one_budget_day_a_year")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"
