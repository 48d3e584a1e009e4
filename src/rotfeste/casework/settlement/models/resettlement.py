"""What is known of a resettlement household before it arrives, and its journey to the municipality."""

from django.db import models
from django.db.models import Q

from rotfeste.casework.settlement.models.case import Case, CaseScoped
from rotfeste.casework.settlement.states import TravelStatus
from rotfeste.foundation.access.scoping import scoped


class ReferredBy(models.TextChoices):
    """Who proposed the household for resettlement."""

    UNHCR = "unhcr", "UNHCR"
    OTHER = "other", "other"


class Dossier(models.Model):
    """The file of a resettlement household: where it was selected, in which year's quota, and its journey."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="dossier")
    stays_in = models.CharField(max_length=2)
    """The country where the household waits, ISO 3166-1 alpha-2."""
    referred_by = models.CharField(max_length=10, choices=ReferredBy.choices, default=ReferredBy.UNHCR)
    selected_on = models.DateField()
    quota_year = models.IntegerField()
    about = models.CharField(max_length=1000, blank=True)
    """What the municipality should prepare for; never about health, which stands in the interview by consent."""
    registered_on = models.DateField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    travel = models.CharField(max_length=12, choices=TravelStatus.choices, default=TravelStatus.NOT_PLANNED)
    travels_on = models.DateField(null=True)
    arrives_at = models.CharField(max_length=80, blank=True)
    """Airport or station, and the time."""
    journey = models.CharField(max_length=200, blank=True)
    """Flight numbers and who accompanies them."""
    confirmed_on = models.DateField(null=True)
    arrived_on = models.DateField(null=True)

    objects = scoped(CaseScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(travel=TravelStatus.NOT_PLANNED, travels_on=None)
                | (~Q(travel=TravelStatus.NOT_PLANNED) & Q(travels_on__isnull=False)),
                name="a_planned_journey_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(travel=TravelStatus.ARRIVED, arrived_on__isnull=False)
                | (~Q(travel=TravelStatus.ARRIVED) & Q(arrived_on=None)),
                name="arrived_if_and_only_if_dated",
            ),
        ]
        indexes = [models.Index(fields=["quota_year"], name="dossier_quota_year")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.travel}"


class MedicalPlace(models.Model):
    """A resettlement refugee takes one of the year's places for people with extensive medical needs."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="medical_places")
    person = models.OneToOneField("persons.Person", models.PROTECT, related_name="+")
    quota_year = models.IntegerField()
    given_on = models.DateField()

    objects = scoped(CaseScoped)

    class Meta:
        indexes = [models.Index(fields=["quota_year"], name="medical_place_year")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.quota_year}"
