"""Taking part: from the first day to the ending, of which there is one."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet
from rotfeste.registers.participants.states import Activity, EndReason, EnrolmentStatus


class Enrolment(models.Model):
    """Someone takes part in a programme or in training with one municipality, on a decision or an offer."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    activity = models.CharField(max_length=12, choices=Activity.choices)
    decision = models.ForeignKey(
        "participants.Decision", models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    """None for asylum seekers, who take part on an offer."""
    status = models.CharField(max_length=12, choices=EnrolmentStatus.choices, default=EnrolmentStatus.RUNNING)
    started_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The first day after the planned end; leave and extension move it."""
    ended_on = models.DateField(null=True, blank=True)
    full_week = models.DecimalField(max_digits=3, decimal_places=1, default=Decimal("37.5"))
    """Hours that a full week has: 37.5, or 30 where the measures ask for much own work."""
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """The enrolment in another municipality that this one goes on from."""
    version = models.IntegerField(default=0)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="ended", ended_on__isnull=False) | (~Q(status="ended") & Q(ended_on=None)),
                name="ended_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="an_enrolment_ends_after_its_start"
            ),
            models.CheckConstraint(condition=Q(full_week__in=["37.5", "30.0"]), name="a_full_week_is_37_5_or_30"),
        ]
        indexes = [
            models.Index(fields=["organisation", "activity", "status"], name="enrolment_organisation"),
            models.Index(fields=["person", "activity"], name="enrolment_person"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.started_on}"


class Interruption(models.Model):
    """An enrolment stands still for a period: stopped by the municipality, or broken off by the participant."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="interruptions")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    decision = models.ForeignKey("participants.Decision", models.PROTECT, null=True, blank=True, related_name="+")

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="an_interruption_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.from_on}"


class Ending(models.Model):
    """Why an enrolment ended, or that it is not registered; one ending for each enrolment."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="ending")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    ended_on = models.DateField()
    """The first day not in it."""
    reason = models.CharField(max_length=15, choices=EndReason.choices, default=EndReason.NOT_REGISTERED)
    completed = models.BooleanField(default=False)
    """Carried through, and not broken off."""
    moved = models.BooleanField(default=False)
    """It ended because the person moved to another municipality, which decides anew. No published reason says so."""
    remark = models.CharField(max_length=500, blank=True)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "ended_on"], name="ending_organisation"),
            models.Index(fields=["person"], condition=Q(moved=True), name="ending_by_moving"),
        ]

    def __str__(self) -> str:
        return self.reason
