"""Days of the made-up year as moments."""

from datetime import date, datetime, time

from django.utils import timezone


def moment(day: date) -> datetime:
    """Noon of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))
