"""What a participant agrees that NAV gets to know: prepared, consented to, sent, received, followed up."""

from django.db import models
from django.db.models import Q

from rotfeste.casework.qualification.states import NavStatus
from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet

SENT = ("sent", "received", "followed_up")


class NavPackage(models.Model):
    """What one NAV office gets to know about one person, with consent alone; frozen with its hash when it is sent."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=11, choices=NavStatus.choices, default=NavStatus.PREPARED)
    prepared_at = models.DateTimeField()
    """What was said of an earlier content does not count for this one."""
    follow_up_on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(max_length=120, blank=True)
    """Who at the office confirmed it."""
    followed_up_on = models.DateField(null=True, blank=True)
    followed_up = models.CharField(max_length=1000, blank=True)
    version = models.IntegerField(default=0)

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(status="prepared"), name="one_package_to_nav_is_prepared"
            ),
            models.CheckConstraint(
                condition=(Q(status__in=SENT) & Q(sent_at__isnull=False)) | (~Q(status__in=SENT) & Q(sent_at=None)),
                name="sent_to_nav_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="received") | Q(received_on__isnull=False), name="nav_has_received_it_on_a_day"
            ),
            models.CheckConstraint(
                condition=(Q(status="followed_up") & Q(followed_up_on__isnull=False) & ~Q(followed_up=""))
                | (~Q(status="followed_up") & Q(followed_up_on=None)),
                name="followed_up_if_and_only_if_dated",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "status"], name="nav_organisation")]

    def __str__(self) -> str:
        return f"{self.office} {self.status}"


class NavConsent(models.Model):
    """The person says yes or no to what is to be shared with NAV: by themselves, or in a conversation."""

    package = models.ForeignKey(NavPackage, models.PROTECT, related_name="consents")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    language = models.CharField(max_length=8, blank=True)
    in_conversation = models.BooleanField(default=False)
    said_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(RegisteredQuerySet)

    def __str__(self) -> str:
        return f"{self.said_on} {self.agrees}"
