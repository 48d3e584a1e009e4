"""Education from abroad that is asked to be recognised, and the documents that prove it."""

from django.db import models
from django.db.models import F, Q

from rotfeste.casework.qualification.states import (
    AT_THE_BODY,
    UNDECIDED,
    EducationLevel,
    RecognitionOutcome,
    RecognitionStatus,
    Translation,
)
from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.scoping import RegisteredQuerySet


class Recognition(models.Model):
    """What is asked to be recognised, by which body, how far it has come, and what came of it."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    """The municipality that follows it up; it goes with the person."""
    level = models.CharField(max_length=10, choices=EducationLevel.choices)
    subject = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    """Where the education was taken."""
    body = models.CharField(max_length=20)
    """A key of bodies.yaml, or «other»."""
    body_name = models.CharField(max_length=120, blank=True)
    """The name of another body."""
    status = models.CharField(max_length=10, choices=RecognitionStatus.choices, default=RecognitionStatus.PREPARING)
    sent_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    """The body's own."""
    more_asked_on = models.DateField(null=True, blank=True)
    more_asked = models.CharField(max_length=1000, blank=True)
    more_sent_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=15, choices=RecognitionOutcome.choices, blank=True)
    recognised_as = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField()
    follow_up_by = models.CharField(max_length=120)
    followed_up_on = models.DateField(null=True, blank=True)
    followed_up = models.CharField(max_length=1000, blank=True)
    version = models.IntegerField(default=0)
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "level", "subject", "country", "body", "body_name"],
                condition=Q(status__in=UNDECIDED),
                name="the_same_is_asked_once",
            ),
            models.CheckConstraint(
                condition=(Q(body="other") & ~Q(body_name="")) | (~Q(body="other") & Q(body_name="")),
                name="another_body_is_named",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn")
                | Q(status="preparing", sent_on=None)
                | Q(status__in=(*AT_THE_BODY, "decided"), sent_on__isnull=False),
                name="a_recognition_is_sent_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="decided", decided_on__gte=F("sent_on"), outcome__in=RecognitionOutcome.values)
                    & (
                        Q(outcome="not_recognised", recognised_as="")
                        | (~Q(outcome="not_recognised") & ~Q(recognised_as=""))
                    )
                )
                | (~Q(status="decided") & Q(decided_on=None, outcome="", recognised_as="")),
                name="a_recognition_is_decided_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_on__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_on=None)),
                name="a_recognition_is_withdrawn_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=Q(more_asked_on=None, more_sent_on=None)
                | Q(more_asked_on__gte=F("sent_on"), more_sent_on=None)
                | Q(more_asked_on__gte=F("sent_on"), more_sent_on__gte=F("more_asked_on")),
                name="more_is_asked_after_it_is_sent",
            ),
            models.CheckConstraint(
                condition=~Q(status="more_asked") | Q(more_asked_on__isnull=False, more_sent_on=None),
                name="more_is_asked_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status"], name="recognition_organisation"),
            models.Index(fields=["person"], name="recognition_person"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.status}"


class Paper(models.Model):
    """A document that proves someone's education. It serves every body that is asked."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    dated_on = models.DateField()
    translation = models.CharField(max_length=10, choices=Translation.choices, default=Translation.AWAITED)
    translated_on = models.DateField(null=True, blank=True)
    """The day that the translation came."""
    registered_at = models.DateTimeField()

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name", "dated_on"], name="a_document_is_listed_once"),
            models.CheckConstraint(
                condition=Q(translation="translated", translated_on__gte=F("dated_on"))
                | (~Q(translation="translated") & Q(translated_on=None)),
                name="translated_if_and_only_if_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dated_on} {self.translation}"


class Enclosure(models.Model):
    """A document goes with an application for recognition; the database holds that both are the same person's."""

    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="enclosures")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")

    objects = scoped(RegisteredQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recognition", "paper"], name="a_document_is_enclosed_once")]

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.paper_id}"
