"""Agreements by which the residents of an integration reception centre are settled nearby."""

from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped


class NeighbourScoped(ScopedQuerySet[Any]):
    """The directorate sees all agreements, a municipality and a centre their own."""

    def narrow(self, actor: Actor) -> Self:
        """Own agreements, or all for the directorate."""
        if actor.in_directorate:
            return self
        own = list(actor.organisations)
        return self.filter(Q(centre_id__in=own) | Q(municipality_id__in=own))


class NeighbourAgreement(models.Model):
    """A municipality near an integration reception centre settles the centre's residents, for a period."""

    centre = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    municipality = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    """The first day that it no longer applies."""
    agreed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(NeighbourScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="an_agreement_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="one_agreement_of_a_pair_at_a_time",
                expressions=[
                    (Func("centre_id", "centre_id", Value("[]"), function="int8range"), "&&"),
                    (Func("municipality_id", "municipality_id", Value("[]"), function="int8range"), "&&"),
                    (Func("from_on", "until_on", function="daterange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.municipality_id}"
