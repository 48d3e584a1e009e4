"""Who may use a course, and the roads of a course and of a seat in it."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseShared(models.TextChoices):
    """Whose participants may take a seat."""

    OWN = "own", _("Our municipality only")
    COUNTY = "county", _("All municipalities in the county")
    COUNTRY = "country", _("All municipalities in the country")


class CourseStatus(models.TextChoices):
    """Whether a course is held."""

    OPEN = "open", _("Is held")
    CALLED_OFF = "called_off", _("Called off")


C = CourseStatus
COURSE_ROADS: Mapping[str, frozenset[str]] = {
    C.OPEN: frozenset({C.CALLED_OFF}),
    C.CALLED_OFF: frozenset(),
}


class SeatStatus(models.TextChoices):
    """What has become of a seat."""

    TAKEN = "taken", _("Taken")
    LEFT = "left", _("Left")
    WITHDRAWN = "withdrawn", _("Withdrawn")


S = SeatStatus
SEAT_ROADS: Mapping[str, frozenset[str]] = {
    S.TAKEN: frozenset({S.LEFT, S.WITHDRAWN}),
    S.LEFT: frozenset(),
    S.WITHDRAWN: frozenset(),
}
