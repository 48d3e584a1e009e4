"""What the trail says of what happens to courses and their seats."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "courses.course": _("a course was made, changed or called off"),
    "courses.seat": _("a seat in a course was taken"),
    "courses.seat_ended": _("a seat in a course was left"),
    "courses.seats": _("who has a seat in a course"),
    "courses.attendance": _("attendance in a course was reported"),
    "courses.unregistered": _("hours of courses that could not be registered"),
}
