"""What belongs to one user of the interface: saved views of lists, and notifications."""

import re
import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped

A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class OwnQuerySet(ScopedQuerySet[models.Model]):
    """Rows that belong to one user; the system sees all, to send e-mails."""

    def narrow(self, actor: Actor) -> Self:
        """One's own rows."""
        if actor.user_id is None and actor.national:
            return self
        return self.filter(user_id=actor.user_id)


class SavedView(models.Model):
    """A list as someone likes it: filters and sorting, under a name of their own."""

    user = models.ForeignKey("access.User", models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)

    objects = scoped(OwnQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "list_key", "name"], name="a_view_is_saved_once_under_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Notification(models.Model):
    """Something that happened and concerns a user. It never carries personal data: that is behind the address."""

    # The key is made here and not by the database: PostgreSQL gives back only rows that the writer may see.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("access.User", models.CASCADE, related_name="+")
    text_key = models.CharField(max_length=300)
    """The English sentence, translated when it is shown."""
    parameters = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    objects = scoped(OwnQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None) | Q(read_at__gte=F("created_at")), name="a_notification_is_read_after_it_came"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notification_user"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def text(self) -> str:
        """The sentence in the reader's language."""
        return gettext(self.text_key) % {name: _shown(value) for name, value in self.parameters.items()}


def _shown(value: object) -> object:
    """A parameter as the reader writes it: dates are kept as text, 2017-12-01."""
    if isinstance(value, str) and A_DATE.fullmatch(value):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    return value
