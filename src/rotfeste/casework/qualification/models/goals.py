"""How far the goals of a plan were reached when the programme ended."""

from django.db import models
from django.db.models import Q

from rotfeste.casework.qualification.states import Attainment
from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet


class GoalResult(models.Model):
    """One goal as it stood in the plan in force on the last day, and how far it was reached."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    place = models.IntegerField()
    """0 is the goal of the programme; then the goals on the way, in the plan's order."""
    goal = models.CharField(max_length=2000)
    reached = models.CharField(max_length=12, choices=Attainment.choices, default=Attainment.NOT_ASSESSED)
    reason = models.CharField(max_length=1000, blank=True)
    assessed_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "place"], name="a_goal_is_assessed_once"),
            models.CheckConstraint(
                condition=~Q(reached="not_reached") | ~Q(reason=""), name="a_goal_not_reached_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.place} {self.reached}"
