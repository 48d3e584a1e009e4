"""Organisations as a tree, the people who work in them, and their roles."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.access.rules import CentreKind, OrganisationKind, Role


class Organisation(models.Model):
    """A directorate, county, municipality, city district or reception centre."""

    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    organisation_number = models.CharField(max_length=9, null=True, blank=True, unique=True)
    centre_kind = models.CharField(max_length=12, choices=CentreKind.choices, blank=True)
    """What kind of reception centre; empty for other organisations."""
    place_code = models.CharField(max_length=6, null=True, blank=True)
    """The code in foundation/places: two digits for a county, four for a municipality, six for a city district."""
    language = models.CharField(max_length=2, default="nb")
    """The målform that the organisation is written to in."""
    email = models.EmailField(blank=True)
    postal_address = models.CharField(max_length=200, blank=True)
    named_adviser = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="advises")
    substitute_adviser = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="substitutes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "place_code"], name="one_organisation_per_place"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(centre_kind="") | Q(kind=OrganisationKind.RECEPTION_CENTRE), name="only_centres_have_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["parent"], name="organisation_parent")]

    def __str__(self) -> str:
        return self.name


class User(models.Model):
    """A person who works in an organisation. No password: who it is comes from the log-in provider."""

    subject = models.CharField(max_length=200, unique=True)
    """A keyed hash of the provider's `pid` (or the demo's own key); the number itself is not kept."""
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="nb")
    notify_by_email = models.BooleanField(default=True)
    active = models.BooleanField(default=True)
    made_up = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class RoleAssignment(models.Model):
    """A person holds a role in an organisation for a period. Rows are ended, not removed: this is also the history."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, choices=Role.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, verbose_name=_("until"))
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    protected_access = models.BooleanField(default=False)
    """May also see persons with protected identity or address."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(valid_until=None),
                name="a_role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="role_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class HeldForm(models.Model):
    """What someone had typed when the session ended: given back to the same person after log-in, then removed."""

    token = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    """Encrypted with a key made from the token, which only the browser's cookie holds whole."""
    held_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path


class Attempt(models.Model):
    """Someone without a log-in tried something from an address: counted, so that trying has an end."""

    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    """A keyed hash of the address; the address itself is not kept."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "address", "at"], name="attempt_address")]

    def __str__(self) -> str:
        return self.kind


class ProviderSession(models.Model):
    """Which of our sessions belongs to a session at the log-in provider, so that a log-out there ends it here."""

    sid = models.CharField(max_length=64, unique=True)
    """A keyed hash of the provider's `sid`."""
    session_key = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.sid[:8]
