"""Criteria as tables with their source, and rounds with everything that they rest on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.planning.models.need import DirectorateScoped
from rotfeste.casework.planning.rules.distribution import (
    EDUCATION,
    EMPLOYMENT,
    MINORS_CAPACITY,
    POPULATION,
    RESULTS,
    Pair,
)
from rotfeste.casework.planning.states import RoundStatus
from rotfeste.foundation.access.scoping import scoped


class Criterion(models.TextChoices):
    """What may count in a distribution."""

    POPULATION = POPULATION, _("Population")
    EMPLOYMENT = EMPLOYMENT, _("Employment")
    RESULTS = RESULTS, _("Results of the programme")
    MINORS_CAPACITY = MINORS_CAPACITY, _("Capacity for minors")
    EDUCATION = EDUCATION, _("Education places")


class TableStatus(models.TextChoices):
    """Whether the values are known from a source or assumed."""

    CONFIRMED = "confirmed", _("confirmed by the source")
    ASSUMED = "assumed", _("assumed")


class CriteriaTable(models.Model):
    """One table of criteria that the directorate handed in: read, judged row by row, and then taken into use."""

    year = models.IntegerField()
    """The year that the values are for."""
    source = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=TableStatus.choices)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    criteria = ArrayField(models.CharField(max_length=20))
    values = models.JSONField()
    """Thousandths, by municipality number and criterion."""
    faults = models.JSONField()
    handed_in_on = models.DateField()
    handed_in_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    in_use = models.BooleanField(default=False)

    objects = scoped(DirectorateScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_use=False) | Q(faults=[]), name="only_a_table_without_faults_is_used"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Round(models.Model):
    """A distribution of a year's need: the totals, the weights, and the basis as it was, so that it can be redone."""

    year = models.IntegerField()
    name = models.CharField(max_length=80)
    status = models.CharField(max_length=10, choices=RoundStatus.choices, default=RoundStatus.DRAFT)
    ordinary = models.IntegerField()
    minors = models.IntegerField()
    floor = models.IntegerField()
    count = models.IntegerField()
    """How many municipalities are asked."""
    weights = models.JSONField()
    minors_weights = models.JSONField()
    always = ArrayField(models.CharField(max_length=4), default=list)
    never = ArrayField(models.CharField(max_length=4), default=list)
    counties = models.JSONField()
    """The county of each municipality that is asked, as the structure was on the day."""
    values = models.JSONField()
    sources = models.JSONField()
    """Where each criterion's values came from: source, year and status."""
    structure_on = models.DateField()
    balanced = models.BooleanField(default=False)
    """Whether what was left by numbers set by hand has been divided over the others."""
    answer_by = models.DateField(null=True)
    reason = models.TextField(blank=True)
    """What municipalities that were asked for the same year before are told."""
    made_on = models.DateField()
    made_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True)

    objects = scoped(DirectorateScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ordinary__gte=0, minors__gte=0, floor__gte=0, count__gte=1),
                name="a_round_has_no_negative_numbers",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", approved_on=None) | (~Q(status="draft") & Q(approved_on__isnull=False)),
                name="approved_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=(Q(status="sent") & Q(sent_on__isnull=False)) | (~Q(status="sent") & Q(sent_on=None)),
                name="sent_if_and_only_if_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"

    @property
    def total(self) -> Pair:
        """What is divided."""
        return Pair(self.ordinary, self.minors)


class Share(models.Model):
    """One municipality's number in a round, what was computed, and why it was set otherwise by hand."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="shares")
    code = models.CharField(max_length=4)
    ordinary = models.IntegerField()
    minors = models.IntegerField()
    computed_ordinary = models.IntegerField()
    computed_minors = models.IntegerField()
    reason = models.TextField(blank=True)
    """Why it was set by hand; empty where it was not."""

    objects = scoped(DirectorateScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="one_share_per_municipality"),
            models.CheckConstraint(condition=Q(ordinary__gte=0, minors__gte=0), name="nobody_is_asked_for_less_than_0"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.code}"

    @property
    def places(self) -> Pair:
        """The number."""
        return Pair(self.ordinary, self.minors)

    @property
    def computed(self) -> Pair:
        """What the criteria gave."""
        return Pair(self.computed_ordinary, self.computed_minors)

    @property
    def total(self) -> int:
        """Both kinds."""
        return self.ordinary + self.minors
