"""What the municipality pays each month, with its calculation; and complaints about what it has decided."""

from django.db import models
from django.db.models import F, Q

from rotfeste.casework.qualification.states import (
    OPEN,
    BenefitStatus,
    ComplaintOutcome,
    ComplaintStatus,
    ComplaintTheme,
)
from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet


class BenefitMonth(models.Model):
    """The introduction benefit of one month for one participant, as it was computed from what was registered."""

    enrolment = models.ForeignKey("participants.Enrolment", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    payee = models.JSONField(default=dict)
    """Who is paid, as it was computed: {duf_number, given_name, family_name, born_on}. It is paid also after a move."""
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

    @property
    def name(self) -> str:
        """Whom it is paid to."""
        return f"{self.payee['given_name']} {self.payee['family_name']}"


class Complaint(models.Model):
    """A complaint about one decision: received, reviewed, sent to the county governor; its outcome and effect."""

    decision = models.ForeignKey("participants.Decision", models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, default="")
    """As it was when they complained: the municipality concludes its complaints also after someone has moved away."""
    theme = models.CharField(max_length=10, choices=ComplaintTheme.choices)
    grounds = models.CharField(max_length=4000)
    """What the person complains about, in their words or as told."""
    received_on = models.DateField()
    status = models.CharField(max_length=9, choices=ComplaintStatus.choices, default=ComplaintStatus.RECEIVED)
    reviewed_on = models.DateField(null=True, blank=True)
    """The day of the municipality's own review."""
    review = models.CharField(max_length=4000, blank=True)
    """Its assessment, with reasons."""
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=ComplaintOutcome.choices, blank=True)
    answer = models.CharField(max_length=4000, blank=True)
    """The county governor's reasons, in short."""
    effect = models.CharField(max_length=1000, blank=True)
    """What the municipality did because of the outcome."""
    carried_out_on = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=0)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(status__in=OPEN), name="one_open_complaint_on_a_decision"
            ),
            models.CheckConstraint(
                condition=(Q(status__in=OPEN) & Q(closed_on=None))
                | (~Q(status__in=OPEN) & Q(closed_on__gte=F("received_on"))),
                name="a_complaint_is_closed_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("granted", "dismissed", "sent", "decided"))
                | (Q(reviewed_on__gte=F("received_on")) & ~Q(review="")),
                name="a_complaint_is_reviewed_first",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("granted", "decided"), outcome__in=ComplaintOutcome.values)
                | (~Q(status__in=("granted", "decided")) & Q(outcome="")),
                name="an_outcome_stands_where_someone_decided",
            ),
            models.CheckConstraint(
                condition=~Q(status="granted", outcome="upheld"), name="a_decision_that_is_changed_does_not_stand"
            ),
            models.CheckConstraint(
                condition=Q(carried_out_on=None, effect="")
                | (Q(outcome__in=("changed", "annulled"), carried_out_on__gte=F("closed_on")) & ~Q(effect="")),
                name="an_effect_follows_a_change",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="complaint_organisation")]

    def __str__(self) -> str:
        return f"{self.theme} {self.status}"

    @property
    def to_carry_out(self) -> bool:
        """The decision was changed or annulled, and nothing is done about it yet."""
        return self.outcome in (ComplaintOutcome.CHANGED, ComplaintOutcome.ANNULLED) and self.carried_out_on is None
