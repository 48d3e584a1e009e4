"""Who found a practice place, who may use it, and the roads of a booking."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class FoundBy(models.TextChoices):
    """Who found the place."""

    MUNICIPALITY = "municipality", _("The municipality")
    NAV = "nav", _("NAV")


class Shared(models.TextChoices):
    """Whose participants may use the place."""

    OWN = "own", _("Our municipality only")
    COUNTY = "county", _("All municipalities in the county")


class BookingStatus(models.TextChoices):
    """How far a booking has come."""

    ASKED = "asked", _("Awaits an answer")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    BEGAN = "began", _("Has begun")
    ENDED = "ended", _("Ended")


B = BookingStatus
BOOKING_ROADS: Mapping[str, frozenset[str]] = {
    B.ASKED: frozenset({B.CONFIRMED, B.DECLINED, B.WITHDRAWN}),
    B.CONFIRMED: frozenset({B.BEGAN, B.ENDED, B.WITHDRAWN}),
    B.BEGAN: frozenset({B.ENDED, B.WITHDRAWN}),
    B.DECLINED: frozenset(),
    B.WITHDRAWN: frozenset(),
    B.ENDED: frozenset(),
}
FREED = (B.DECLINED, B.WITHDRAWN)
"""Bookings that hold no place; one that has ended held it until it ended."""
OPEN = (B.ASKED, B.CONFIRMED, B.BEGAN)
PRACTICE = ("language_practice", "work_practice")
"""Of IMDi's twelve categories of measures, those that are practice with an employer."""
