"""What a dwelling is for, how it stands, and why nobody has moved in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DwellingKind(models.TextChoices):
    """Whom a dwelling is for."""

    ORDINARY = "ordinary", _("Ordinary dwelling")
    MINORS = "minors", _("Home for unaccompanied minors")


class Standing(models.TextChoices):
    """How a dwelling stands today: computed from its periods and who holds it, never stored."""

    LATER = "later", _("Not available yet")
    IDLE = "idle", _("Vacant")
    PARTLY = "partly", _("Has free places")
    RESERVED = "reserved", _("Reserved")
    OCCUPIED = "occupied", _("Occupied")
    RELEASED = "released", _("Released")


class NobodyBecause(models.TextChoices):
    """Why a dwelling stands empty after 30 days."""

    NO_REQUEST = "no_request", _("We are not asked to receive anyone whom it suits")
    TOO_LARGE = "too_large", _("It is larger than the households that come")
    TOO_SMALL = "too_small", _("It is smaller than the households that come")
    REPAIR = "repair", _("It is being repaired or adapted")
    KEPT = "kept", _("It is kept for someone who is coming")
    LEASE = "lease", _("The lease cannot be ended earlier")
    OTHER = "other", _("Other (explain below)")


class HouseholdKind(models.TextChoices):
    """The kinds of household that a municipality can say that it is best prepared for."""

    ALONE = "alone", _("People who come alone")
    FAMILY = "family", _("Families")
    LARGE = "large", _("Large households")
