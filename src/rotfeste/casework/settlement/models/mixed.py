"""Families in which not all may settle: who is held back by what, and the agreement that lets them live together."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.settlement.models.case import Case, CaseScoped
from rotfeste.casework.settlement.states import AgreementStatus
from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.persons.rules import Relation


class Obstacle(models.TextChoices):
    """Why a member of the family may not settle."""

    AWAITS_DECISION = "awaits_decision", _("Awaits a decision on a permit")
    APPEAL = "appeal", _("Awaits the answer to an appeal")
    IDENTITY = "identity", _("Identity is not documented")
    REFUSED = "refused", _("Has been refused a permit")
    OTHER_GROUND = "other_ground", _("Has a permit that gives no ground for settlement")


class HowItEnded(models.TextChoices):
    """How an obstacle came to an end."""

    PERMIT = "permit", _("Got a permit")
    LEFT = "left", _("Left the country or the household")
    MISTAKE = "mistake", _("Was registered by mistake")


class BlockedMember(models.Model):
    """A member of the family who may not settle. No name: the person has no permit, and is not in the register."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="blocked_members")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    born_year = models.IntegerField(null=True)
    obstacle = models.CharField(max_length=20, choices=Obstacle.choices)
    since_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=10, choices=HowItEnded.choices, blank=True)

    objects = scoped(CaseScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="") | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="an_obstacle_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since_on")), name="an_obstacle_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["case"], condition=Q(ended_on=None), name="blocked_now")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.obstacle}"


class AlternativePlacement(models.Model):
    """The immigration authorities are asked to let members without a permit live with the family (AMOT)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="alternative_placements")
    status = models.CharField(max_length=10, choices=AgreementStatus.choices, default=AgreementStatus.ASKED)
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    """The municipality where they would live."""
    asked_on = models.DateField()
    asked_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    reference = models.CharField(max_length=40, blank=True)
    """The immigration authorities' own case number."""
    reason = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)

    objects = scoped(CaseScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=[AgreementStatus.ASKED, AgreementStatus.AGREED]),
                name="one_alternative_placement_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[AgreementStatus.AGREED, AgreementStatus.REFUSED])
                | Q(answered_on__isnull=False),
                name="an_answered_placement_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"
