"""Rounds of placement: what was known, what was proposed for each household, and what a person decided."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rotfeste.casework.settlement.models.case import Case, CaseScoped
from rotfeste.casework.settlement.models.request import Request
from rotfeste.casework.settlement.states import PlacementStatus, ProposalStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped


class PlacementScoped(ScopedQuerySet[Any]):
    """The directorate's alone; a round with hidden persons in it is seen by those with the own access."""

    round_path = ""

    def narrow(self, actor: Actor) -> Self:
        """The same rule as the wall in migrations/0008."""
        if not actor.national:
            return self.none()
        return self if actor.protected else self.filter(**{f"{self.round_path}protected": False})


class OfPlacement(PlacementScoped):
    """Rows of a round."""

    round_path = "placement__"


class ProposalScoped(CaseScoped):
    """Proposals are the directorate's alone, whoever else has a task with the household."""

    def narrow(self, actor: Actor) -> Self:
        """Cases that the actor may see, for the directorate only."""
        return super().narrow(actor) if actor.national else self.none()


class Placement(models.Model):
    """A round of placement: proposals for everyone who was ready, computed from facts that are kept."""

    status = models.CharField(max_length=12, choices=PlacementStatus.choices, default=PlacementStatus.COMPUTING)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    terms = models.JSONField()
    """Weights and limits, as the directorate set them."""
    unknown = ArrayField(models.CharField(max_length=15), default=list)
    """Parts of the score that had no data."""
    households = models.IntegerField()
    persons = models.IntegerField()
    free = models.IntegerField()
    """Free places of both kinds when it began."""
    left_out = models.IntegerField(default=0)
    """Households that were ready but left out: they have an application for self-settlement with a municipality."""
    sources = models.JSONField(default=dict)
    """Where the figures of the criteria came from: source, year, status and table, by part."""
    protected = models.BooleanField(default=False)
    """Hidden persons are among the households."""
    input_sha256 = models.CharField(max_length=64)
    stage = models.CharField(max_length=20, blank=True)
    interrupt = models.BooleanField(default=False)
    """Someone has asked for the best so far."""
    value = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    seconds = models.FloatField(null=True)
    broken = models.IntegerField(default=0)
    """Rules that an independent look finds broken."""
    figures = models.JSONField(default=dict)
    """What the plan gives, beside households one by one and beside chance."""
    fairness = models.JSONField(default=dict)
    floors = models.JSONField(default=dict)
    """How the floors for groups came out, and what they cost; empty where none were asked for."""

    objects = scoped(PlacementScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[PlacementStatus.READY, PlacementStatus.INTERRUPTED])
                | Q(value__isnull=False, bound__isnull=False, gap__isnull=False, seconds__isnull=False),
                name="a_computed_round_has_its_figures",
            ),
            models.CheckConstraint(condition=Q(households__gt=0), name="a_round_places_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.made_on} {self.status}"

    @property
    def done(self) -> bool:
        """Whether there are proposals to read."""
        return self.status in (PlacementStatus.READY, PlacementStatus.INTERRUPTED)


class PlacementInput(models.Model):
    """What a round rested on, compressed, and the prices that came of it: enough to compute it again."""

    placement = models.OneToOneField(Placement, models.PROTECT, primary_key=True, related_name="basis")
    facts = models.BinaryField()
    prices = models.BinaryField(null=True)

    objects = scoped(OfPlacement)

    def __str__(self) -> str:
        return str(self.placement_id)


class PlacementHealth(models.Model):
    """The part of a round's basis that is about health: behind the same wall as the answers it comes from."""

    placement = models.OneToOneField(Placement, models.PROTECT, primary_key=True, related_name="health")
    needs = models.BinaryField()

    objects = scoped(OfPlacement)

    def __str__(self) -> str:
        return str(self.placement_id)


class Proposal(models.Model):
    """Where a household is proposed in a round, why, and what a person decided."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="proposals")
    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    status = models.CharField(max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.OPEN)
    computed = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")
    """Where the round proposed it first: it never changes, so that the round can be computed again and compared."""
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")
    """Where it is proposed now, or nowhere."""
    points = models.FloatField(default=0)
    price = models.FloatField(default=0)
    """What the room is worth to the others."""
    parts = models.JSONField(default=dict)
    alternatives = models.JSONField(default=list)
    ruled_out = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    """The figure behind each part of the score, as it was known."""
    housing = models.JSONField(default=dict)
    """What was known of dwellings, for a household that is bound by them."""
    checks = ArrayField(models.CharField(max_length=15), default=list)
    pinned = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")
    forbidden = ArrayField(models.BigIntegerField(), default=list)
    """Municipalities that someone has ruled out by hand, by organisation id."""
    refused = ArrayField(models.BigIntegerField(), default=list)
    """Municipalities that have said no since the round was computed."""
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    request = models.OneToOneField(Request, models.PROTECT, null=True, related_name="proposed")

    objects = scoped(ProposalScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "case"], name="one_proposal_per_case_and_round"),
            models.CheckConstraint(
                condition=~Q(status__in=[ProposalStatus.ACCEPTED, ProposalStatus.OVERRIDDEN])
                | Q(request__isnull=False, decided_at__isnull=False),
                name="what_is_decided_is_a_request",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ProposalStatus.OVERRIDDEN, ProposalStatus.SKIPPED]) | ~Q(reason=""),
                name="leaving_the_proposal_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["placement", "status"], name="proposal_queue")]

    def __str__(self) -> str:
        return f"{self.placement_id}:{self.case_id} {self.status}"
