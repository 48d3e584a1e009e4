"""The trail: one row for each search, reading and change; chained by SHA-256 in the database itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Event(models.Model):
    """One thing that someone did. The database fills in stream, sequence, time and the chain."""

    stream = models.IntegerField(default=0)
    sequence = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    role = models.CharField(max_length=30)
    organisation_id = models.BigIntegerField(null=True)
    organisation_name = models.CharField(max_length=120)
    verb = models.CharField(max_length=10)
    """search, read or change."""
    what = models.CharField(max_length=60)
    """What kind of thing, as «chapter.thing»."""
    subject_id = models.BigIntegerField(null=True)
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    reason = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)
    """Which fields or criteria, and counts; never names, numbers or contents."""
    previous = models.BinaryField(default=b"")
    digest = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "sequence"], name="one_event_per_link")]
        indexes = [
            models.Index(fields=["-at"], name="event_at"),
            models.Index(fields=["actor_id", "-at"], name="event_actor"),
            models.Index(fields=["organisation_id", "-at"], name="event_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.verb} {self.what}"


class Head(models.Model):
    """The last link of each stream, kept by the database's own trigger: a trail cut at its end is found by it."""

    stream = models.IntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.stream}: {self.sequence}"
