"""Reports about people who demand money for a dwelling or for help."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q

from rotfeste.casework.self_settlement.states import ReportStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped


class ReportScoped(ScopedQuerySet[Any]):
    """Reports are the directorate's."""

    def narrow(self, actor: Actor) -> Self:
        """All, or none."""
        return self if actor.national else self.none()


class MoneyReport(models.Model):
    """Someone tells that money was demanded; they need not say who they are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.NEW)
    told = models.TextField(max_length=4000)
    who = models.CharField(max_length=200, blank=True)
    amount_nok = models.IntegerField(null=True)
    place_code = models.CharField(max_length=4, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    reported_at = models.DateTimeField()
    taken_up_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)

    objects = scoped(ReportScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ReportStatus.CLOSED, closed_on__isnull=False)
                | ~Q(status=ReportStatus.CLOSED) & Q(closed_on=None),
                name="closed_report_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["status", "reported_at"], name="report_status")]

    def __str__(self) -> str:
        return f"{self.status} {self.reported_at:%Y-%m-%d}"
