"""What a municipality offers and asks of those who find a dwelling themselves, and what rents are there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Allowed(models.TextChoices):
    """Whether a municipality takes part. One that has not answered has no row."""

    YES = "yes", "yes"
    BY_APPOINTMENT = "by_appointment", "by appointment"
    NO = "no", "no"


class Condition(models.TextChoices):
    """What a municipality asks. The words stand in plain/words.py, in every language."""

    WORK_OR_SCHOOL = "work_or_school", "work or school there"
    NEAR_FAMILY = "near_family", "near family there"
    HIGHEST_RENT = "highest_rent", "rent below a limit"
    DWELLING_SEEN = "dwelling_seen", "the municipality sees the dwelling first"
    ENOUGH_ROOMS = "enough_rooms", "enough rooms for everyone"
    CONTACT_FIRST = "contact_first", "contact the municipality first"
    WRITTEN_CONTRACT = "written_contract", "a written contract"


class Offer(models.Model):
    """A municipality's answer in structured fields: public, and the same on the page and for machines."""

    organisation = models.OneToOneField("access.Organisation", models.PROTECT, related_name="+")
    allowed = models.CharField(max_length=15, choices=Allowed.choices)
    places = models.IntegerField(null=True)
    """How many places are free for it; None where the municipality does not say."""
    conditions = ArrayField(models.CharField(max_length=20, choices=Condition.choices), default=list)
    highest_rent_nok = models.IntegerField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list)
    """The languages that the municipality can talk with people in."""
    updated_on = models.DateField()
    updated_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(places=None) | Q(places__gte=0), name="places_offered_not_negative"),
            models.CheckConstraint(
                condition=Q(highest_rent_nok=None) | Q(highest_rent_nok__gt=0), name="highest_rent_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.allowed}"


class RentLevel(models.Model):
    """What a dwelling of so many rooms usually costs a month in a municipality, from when, and who says so."""

    place_code = models.CharField(max_length=4)
    rooms = models.IntegerField()
    monthly_nok = models.IntegerField()
    applies_from = models.DateField()
    source = models.CharField(max_length=200)
    status = models.CharField(max_length=10)
    """«confirmed» or «assumed», as for rates."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place_code", "rooms", "applies_from"], name="one_rent_level_at_a_time"),
            models.CheckConstraint(condition=Q(rooms__gte=1, monthly_nok__gt=0), name="rent_level_is_positive"),
            models.CheckConstraint(condition=Q(status__in=["confirmed", "assumed"]), name="rent_level_status_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.place_code} {self.rooms}"
