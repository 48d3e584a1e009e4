"""Letters as they were written and journaled, and each attempt to bring one to its recipient."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped
from rotfeste.foundation.letters.rules import Kind, Recipient, journal_number
from rotfeste.foundation.letters.states import COLOURS, DispatchStatus


class LetterQuerySet(ScopedQuerySet["Letter"]):
    """The directorate sees all letters, others those meant for them; protected persons' only with that right."""

    path = ""

    def narrow(self, actor: Actor) -> Self:
        """The letters that the actor may see."""
        rows = self if actor.protected else self.filter(**{f"{self.path}protected": False})
        if actor.national:
            return rows
        if actor.asks_about_self:
            return rows.filter(**{f"{self.path}person_id__in": actor.persons})
        if actor.reach != "organisation":
            return rows.none()
        return rows.filter(**{f"{self.path}organisation_ids__overlap": list(actor.organisations)})


class DispatchQuerySet(LetterQuerySet):
    """The dispatches of the letters that the actor may see."""

    path = "letter__"


class ReceiptQuerySet(LetterQuerySet):
    """The receipts of the letters that the actor may see."""

    path = "dispatch__letter__"


class Letter(models.Model):
    """One letter to one recipient: written from facts, journaled once, rendered once, never changed."""

    key = models.CharField(max_length=200, unique=True)
    """What makes it this letter and no other; written twice, it is the same letter."""
    kind = models.CharField(max_length=40, choices=Kind.choices)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    recipient_kind = models.CharField(max_length=12)
    person_id = models.BigIntegerField(null=True)
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")
    recipient = models.JSONField()
    about = models.CharField(max_length=60)
    """What the letter is about, as «chapter.thing», and its key."""
    about_id = models.BigIntegerField()
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    organisation_ids = ArrayField(models.BigIntegerField(), default=list)
    """The organisations that may read it."""
    protected = models.BooleanField(default=False)
    """It concerns a person with protected identity or address."""
    content = models.JSONField()
    """All that the document is made of: the same content gives the same bytes."""
    security_level = models.CharField(max_length=12, default="substantial")
    journal_year = models.IntegerField()
    journal_sequence = models.IntegerField()
    journaled_at = models.DateTimeField()
    dated_on = models.DateField()
    written_by_id = models.BigIntegerField(null=True)
    document = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(null=True)

    objects = scoped(LetterQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["journal_year", "journal_sequence"], name="one_letter_per_journal_number"),
            models.CheckConstraint(
                condition=Q(recipient_kind="person", person_id__isnull=False, organisation=None)
                | Q(recipient_kind="organisation", person_id=None, organisation__isnull=False)
                | Q(recipient_kind="office", person_id=None, organisation=None),
                name="a_letter_goes_to_someone",
            ),
            models.CheckConstraint(
                condition=Q(document=None, rendered_at=None, sha256="")
                | Q(document__isnull=False, rendered_at__isnull=False) & ~Q(sha256=""),
                name="rendered_if_and_only_if_there_is_a_document",
            ),
        ]
        indexes = [models.Index(fields=["about", "about_id"], name="letter_about")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number in the journal."""
        return journal_number(self.journal_year, self.journal_sequence)

    @property
    def to(self) -> Recipient:
        """Whom it goes to."""
        return Recipient(**self.recipient)


class JournalYear(models.Model):
    """The last number that was given in a year. Taken under lock, so that no number is left out."""

    year = models.IntegerField(primary_key=True)
    last = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Dispatch(models.Model):
    """One letter on its way."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="dispatches")
    channel = models.CharField(max_length=20)
    reference = models.CharField(max_length=60, unique=True)
    """Ours, told to the channel: one reference is sent once."""
    shipment = models.CharField(max_length=60, blank=True)
    """The channel's own key."""
    status = models.CharField(max_length=12, choices=DispatchStatus.choices, default=DispatchStatus.QUEUED)
    attempts = models.IntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    status_at = models.DateTimeField()

    objects = scoped(DispatchQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "failed"]) | ~Q(shipment="") & Q(sent_at__isnull=False),
                name="what_is_sent_has_a_shipment",
            ),
        ]
        indexes = [models.Index(fields=["status", "-id"], name="dispatch_status")]

    def __str__(self) -> str:
        return f"{self.reference} {self.status}"

    @property
    def colour(self) -> str:
        """How the status looks on a page."""
        return COLOURS[DispatchStatus(self.status)]


class Receipt(models.Model):
    """What the channel told about a dispatch, and when it happened. A receipt that comes twice is kept once."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="receipts")
    told = models.CharField(max_length=30)
    """In the channel's own words."""
    status = models.CharField(max_length=12, choices=DispatchStatus.choices, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()

    objects = scoped(ReceiptQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispatch", "told", "at"], name="a_receipt_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.told} {self.at}"
