"""The plan of a participant: one document in versions, what the participant says of it, and its reviews."""

from django.db import models
from django.db.models import Q

from rotfeste.casework.qualification.states import PlanStatus
from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet


class Plan(models.Model):
    """One version of someone's plan. It is in force only by a decision, made together with the participant."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    version = models.IntegerField()
    status = models.CharField(max_length=8, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    content = models.JSONField()
    """As rules.plan.Content is written."""
    contact = models.CharField(max_length=120, blank=True)
    met_on = models.DateField(null=True, blank=True)
    """The conversation with the participant that it was made in."""
    took_part = models.CharField(max_length=300, blank=True)
    interpreter = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    decision = models.ForeignKey("participants.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    in_force_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "version"], name="a_plan_has_one_of_each_version"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(status="draft"), name="one_draft_of_a_plan"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(status="in_force"), name="one_plan_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("in_force", "replaced"))
                | Q(decision__isnull=False, met_on__isnull=False, in_force_on__isnull=False, review_by__isnull=False),
                name="a_plan_is_in_force_by_decision_and_after_a_conversation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.status}"

    @property
    def stamp(self) -> int:
        """When it was saved, in microseconds: two that write at once are told."""
        return int(self.saved_at.timestamp() * 1_000_000)


class PlanAnswer(models.Model):
    """What the participant says of a version: by themselves, or in a conversation."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="answers")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    text = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=8, blank=True)
    in_conversation = models.BooleanField(default=False)
    said_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(text=""), name="who_does_not_agree_is_heard"),
        ]

    def __str__(self) -> str:
        return f"{self.said_on} {self.agrees}"


class PlanReview(models.Model):
    """The plan in force was looked at anew, together with the participant."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    text = models.CharField(max_length=2000)
    to_be_changed = models.BooleanField(default=False)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    def __str__(self) -> str:
        return f"{self.reviewed_on}"
