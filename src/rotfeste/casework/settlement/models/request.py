"""Asking a municipality to receive a household, its answer, the decision, and what the parties write to each other."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from rotfeste.casework.settlement.models.case import Case, CaseScoped
from rotfeste.casework.settlement.states import RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped


class RequestScoped(ScopedQuerySet[Any]):
    """The directorate sees all requests, a municipality its own; the row names no person."""

    def narrow(self, actor: Actor) -> Self:
        """Own requests, also after the task has ended."""
        return self if actor.national else self.filter(organisation_id__in=actor.organisations)


class DeclineReason(models.TextChoices):
    """Why a municipality says no."""

    NO_DWELLING = "no_dwelling", "no suitable dwelling"
    NO_CAPACITY = "no_capacity", "no free place"
    HEALTH = "health", "services needed are not at hand"
    SCHOOL = "school", "school or training is not at hand"
    NETWORK = "network", "unfortunate for safety or network"
    OTHER = "other", "other"


class Request(models.Model):
    """A municipality is asked to receive a household (utsøking, forespørsel)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="requests")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=RequestStatus.choices, default=RequestStatus.SENT)
    size = models.IntegerField()
    minors = models.BooleanField()
    """Asks for places for unaccompanied minors."""
    self_settled = models.BooleanField(default=False)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    deadline_on = models.DateField()
    proposal = models.JSONField(default=dict)
    """What the ranking said when the request was sent: place, score and reasons, so that it can be explained later."""
    override_reason = models.CharField(max_length=500, blank=True)
    seen_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    places_ready_on = models.DateField(null=True)
    decline_reason = models.CharField(max_length=15, choices=DeclineReason.choices, blank=True)
    answer_text = models.CharField(max_length=1000, blank=True)
    mapping_rating = models.IntegerField(null=True)
    """The municipality's view of the interview's quality, 1 (very bad) to 5 (very good)."""
    withdrawn_because = models.CharField(max_length=500, blank=True)

    objects = scoped(RequestScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=[RequestStatus.SENT, RequestStatus.ACCEPTED]),
                name="one_municipality_is_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[RequestStatus.SENT, RequestStatus.WITHDRAWN]) | Q(answered_on__isnull=False),
                name="answered_request_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.DECLINED) | ~Q(decline_reason=""), name="a_no_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(mapping_rating=None) | Q(mapping_rating__gte=1, mapping_rating__lte=5),
                name="rating_is_one_to_five",
            ),
            models.CheckConstraint(condition=Q(deadline_on__gte=F("sent_on")), name="deadline_after_sending"),
        ]
        indexes = [
            models.Index(fields=["organisation", "status", "deadline_on"], name="request_tasks"),
            models.Index(fields=["case", "sent_on"], name="request_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"


class Decision(models.Model):
    """The directorate's decision on settlement (vedtak om bosetting). It cannot be appealed: integreringsloven § 46."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    request = models.OneToOneField(Request, models.PROTECT, related_name="decision")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    decided_on = models.DateField()
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    reasons = models.TextField()
    law = models.CharField(max_length=200)
    annulled_on = models.DateField(null=True)
    annulled_because = models.CharField(max_length=500, blank=True)

    objects = scoped(CaseScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(annulled_on=None), name="one_decision_in_force_per_case"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_decision_has_reasons"),
            models.CheckConstraint(condition=~Q(law=""), name="a_decision_has_its_law"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.decided_on}"


class Message(models.Model):
    """What the directorate and one other organisation write to each other about a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="messages")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    """The other party than the directorate."""
    from_directorate = models.BooleanField()
    author = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=120)
    text = models.CharField(max_length=4000)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(CaseScoped)

    class Meta:
        indexes = [models.Index(fields=["case", "sent_at"], name="message_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sent_at}"
