"""Someone moves to another municipality, and what is handed over to it: frozen when it is sent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rotfeste.casework.qualification.scoping import HandoverQuerySet, PackageQuerySet
from rotfeste.casework.qualification.states import HandoverStatus
from rotfeste.foundation.access.scoping import scoped


class Handover(models.Model):
    """A person moves on a day to another municipality. The name and languages are kept as they were then."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    """The municipality that hands over."""
    receiver = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    moves_on = models.DateField()
    """The first day that the receiver is responsible."""
    status = models.CharField(max_length=10, choices=HandoverStatus.choices, default=HandoverStatus.PLANNED)
    name = models.CharField(max_length=200)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    known = models.JSONField(default=dict)
    """What the last months' benefit is computed from and paid by: {duf_number, given_name, family_name, born_on,
    with_parents}."""
    message = models.CharField(max_length=1000, blank=True)
    """To the receiver: what is not registered, and should be known. Not health."""
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(null=True, blank=True)
    """When the move was carried out: what others registered later is not in the package."""
    receipt_by = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=0)

    objects = scoped(HandoverQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(organisation=F("receiver")), name="a_move_is_to_another_municipality"),
            models.CheckConstraint(
                condition=Q(status__in=("planned", "called_off"), moved_at=None)
                | (~Q(status__in=("planned", "called_off")) & Q(moved_at__isnull=False)),
                name="moved_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("sent", "opened", "received")) | Q(receipt_by__isnull=False),
                name="a_package_that_is_sent_awaits_a_receipt",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status="planned"), name="one_move_is_planned_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status"], name="handover_from"),
            models.Index(fields=["receiver", "status"], name="handover_to"),
            models.Index(fields=["person"], name="handover_person"),
        ]

    def __str__(self) -> str:
        return f"{self.moves_on} {self.status}"


class Package(models.Model):
    """One version of what is handed over, frozen with its hash; when it was opened, and the receipt."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="packages")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    receiver = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    number = models.IntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(PackageQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "number"], name="one_package_of_each_version"),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(opened_at__isnull=False),
                name="a_package_is_opened_before_its_receipt",
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_package_has_its_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.number}"
