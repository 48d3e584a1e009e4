"""The national need, version by version. Versions are added, never changed."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.planning.rules.need import MINORS, PERMITS, QUOTA, WAITING, Band, ordinary, together
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped


class PublicScoped(ScopedQuerySet[Any]):
    """Everyone who is logged in may see these rows: they are public, also in life."""

    def narrow(self, actor: Actor) -> Self:
        """All, for someone."""
        return self if actor.role else self.none()


class DirectorateScoped(ScopedQuerySet[Any]):
    """Rows that only the directorate sees: what is being prepared."""

    def narrow(self, actor: Actor) -> Self:
        """All, or nothing."""
        return self if actor.national else self.none()


class Part(models.TextChoices):
    """What the need is made of."""

    WAITING = WAITING, _("Waiting in reception centres")
    PERMITS = PERMITS, _("Expected permits")
    QUOTA = QUOTA, _("Resettlement quota")
    MINORS = MINORS, _("Unaccompanied minors")


class Estimate(models.Model):
    """The national committee's estimate of a year's need, as it was on a day."""

    year = models.IntegerField()
    version = models.IntegerField()
    made_on = models.DateField()
    made_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    """What changed since the version before, and why."""

    objects = scoped(PublicScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="one_estimate_per_version"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_estimate_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.year}.{self.version}"

    @property
    def bands(self) -> dict[str, Band]:
        """The band of each part."""
        return {row.part: Band(row.low, row.expected, row.high) for row in self.parts.all()}

    @property
    def total(self) -> Band:
        """The whole need."""
        return together(self.bands)

    @property
    def ordinary(self) -> Band:
        """The need without unaccompanied minors."""
        return ordinary(self.bands)

    @property
    def minors(self) -> Band:
        """Unaccompanied minors."""
        return self.bands.get(MINORS, Band())


class EstimatePart(models.Model):
    """One part of an estimate: at least, expected, at most."""

    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="parts")
    part = models.CharField(max_length=10, choices=Part.choices)
    low = models.IntegerField()
    expected = models.IntegerField()
    high = models.IntegerField()

    objects = scoped(PublicScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["estimate", "part"], name="each_part_once"),
            models.CheckConstraint(
                condition=Q(low__gte=0, expected__gte=F("low"), high__gte=F("expected")), name="a_band_is_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estimate_id} {self.part}"
