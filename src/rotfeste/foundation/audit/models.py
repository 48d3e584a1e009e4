"""The trail: one row for each search, reading and change; chained by SHA-256 in the database itself."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.access.actor import Actor, role_label
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped


class Verb(models.TextChoices):
    """What was done."""

    SEARCH = "search", _("Searched")
    READ = "read", _("Read")
    CHANGE = "change", _("Changed")


class EventQuerySet(ScopedQuerySet["Event"]):
    """Auditors see all, administrators what their own organisations did, everyone what they did themselves."""

    def narrow(self, actor: Actor) -> Self:
        """The events that the actor may see."""
        if actor.may("audit.read"):
            return self
        own = Q(actor_id=actor.user_id) if actor.user_id is not None else Q(pk__in=())
        if actor.may("access.administer"):
            own |= Q(organisation_id__in=actor.organisations)
        return self.filter(own)


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
    verb = models.CharField(max_length=10, choices=Verb.choices)
    what = models.CharField(max_length=60)
    """What kind of thing, as «chapter.thing»."""
    subject_id = models.BigIntegerField(null=True)
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    reason = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """Which fields or criteria, and counts; never names, numbers or contents."""
    previous = models.BinaryField(default=b"")
    digest = models.BinaryField(default=b"")

    objects = scoped(EventQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "sequence"], name="one_event_per_link")]
        indexes = [
            models.Index(fields=["at"], name="event_at"),
            models.Index(fields=["actor_id", "-id"], name="event_actor"),
            models.Index(fields=["organisation_id", "-id"], name="event_organisation"),
            GinIndex(fields=["person_ids"], name="event_persons"),
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.verb} {self.what}"

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        return role_label(self.role)

    @property
    def persons_shown(self) -> str:
        """The keys of the persons, at most five, and how many more."""
        keys = ", ".join(str(key) for key in self.person_ids[:5])
        more = len(self.person_ids) - 5
        return f"{keys} + {more}" if more > 0 else keys


class Head(models.Model):
    """The last link of each stream, kept by the database's own trigger: a trail cut at its end is found by it."""

    stream = models.IntegerField(primary_key=True)
    sequence = models.BigIntegerField()
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.stream}: {self.sequence}"
