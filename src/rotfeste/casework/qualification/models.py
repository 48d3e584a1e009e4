"""What the municipality pays: the introduction benefit of each month, with its calculation."""

from django.db import models
from django.db.models import Q

from rotfeste.casework.qualification.states import BenefitStatus
from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet


class BenefitMonth(models.Model):
    """The introduction benefit of one month for one participant, as it was computed from what was registered."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    month = models.DateField()
    status = models.CharField(max_length=8, choices=BenefitStatus.choices, default=BenefitStatus.COMPUTED)
    amount_nok = models.IntegerField()
    other_benefits_nok = models.IntegerField(default=0)
    """Benefits earned before the programme that reduce this one."""
    work_nok = models.IntegerField(default=0)
    """Pay for work that is part of the programme."""
    lines = models.JSONField()
    """The calculation, line by line."""
    assumed = models.BooleanField(default=False)
    computed_on = models.DateField()
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True, blank=True)

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "month"], name="one_benefit_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_benefit_is_for_a_month"),
            models.CheckConstraint(condition=Q(amount_nok__gte=0), name="a_benefit_is_not_negative"),
            models.CheckConstraint(
                condition=Q(status="computed", approved_on=None)
                | (~Q(status="computed") & Q(approved_on__isnull=False)),
                name="a_benefit_is_approved_if_and_only_if_dated",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "month"], name="benefit_organisation")]

    def __str__(self) -> str:
        return f"{self.month} {self.amount_nok}"
