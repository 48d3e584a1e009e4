"""What a frozen year is, and the way of a research extract."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrozenKind(models.TextChoices):
    """Whether figures may still change."""

    PROVISIONAL = "provisional", _("Provisional")
    FINAL = "final", _("Final")


class ExtractStatus(models.TextChoices):
    """How far a research extract has come."""

    ORDERED = "ordered", _("Awaits approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    CLOSED = "closed", _("Closed")


X = ExtractStatus
EXTRACT_ROADS: Mapping[str, frozenset[str]] = {
    X.ORDERED: frozenset({X.APPROVED, X.REFUSED}),
    X.APPROVED: frozenset({X.CLOSED}),
    X.REFUSED: frozenset(),
    X.CLOSED: frozenset(),
}
