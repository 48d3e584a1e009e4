"""Offers and their answers, and the municipality's decisions."""

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet
from rotfeste.registers.participants.states import (
    Activity,
    DecisionKind,
    DecisionOutcome,
    DecisionStatus,
    DeclineReason,
    ExemptionGround,
    OfferStatus,
)


class Offer(models.Model):
    """A municipality, or a host municipality, offers someone a programme or training; and what they answered."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    activity = models.CharField(max_length=12, choices=Activity.choices)
    offered_on = models.DateField()
    claimed_on = models.DateField(null=True, blank=True)
    """The day the person claimed it, where they did."""
    status = models.CharField(max_length=10, choices=OfferStatus.choices, default=OfferStatus.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=10, choices=DeclineReason.choices, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "activity"], condition=Q(status="open"), name="one_open_offer_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(status="open", answered_on=None) | (~Q(status="open") & Q(answered_on__isnull=False)),
                name="answered_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("offered_on")), name="answered_after_offered"
            ),
            models.CheckConstraint(condition=~Q(status="declined") | ~Q(reason=""), name="a_no_has_its_reason"),
        ]
        indexes = [
            models.Index(fields=["person", "activity"], name="offer_person"),
            models.Index(fields=["organisation", "status"], name="offer_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.status}"


class Decision(models.Model):
    """A decision (enkeltvedtak) about one person: its kind, period, law, reasons, and whether it stands."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=DecisionKind.choices)
    outcome = models.CharField(max_length=8, choices=DecisionOutcome.choices, default=DecisionOutcome.GRANTED)
    status = models.CharField(max_length=10, choices=DecisionStatus.choices, default=DecisionStatus.IN_FORCE)
    decided_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The first day that it no longer gives anything; leave moves it."""
    law = models.CharField(max_length=4)
    section = models.CharField(max_length=120)
    reasons = models.CharField(max_length=4000)
    hours_norwegian = models.IntegerField(null=True, blank=True)
    hours_civics = models.IntegerField(null=True, blank=True)
    ground = models.CharField(max_length=16, choices=ExemptionGround.choices, blank=True)
    """Why someone is exempted from training; empty for other decisions."""
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=500, blank=True)
    registered_at = models.DateTimeField()
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="a_decision_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reasons="") & ~Q(section=""), name="a_decision_has_reasons_and_law"),
            models.CheckConstraint(
                condition=Q(status="in_force", ended_on=None) | (~Q(status="in_force") & Q(ended_on__isnull=False)),
                name="a_decision_stands_or_has_ended",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("exempt_norwegian", "exempt_civics"), outcome="granted") | ~Q(ground=""),
                name="an_exemption_has_its_ground",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "kind"], name="decision_person"),
            models.Index(fields=["organisation", "kind", "status"], name="decision_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"
