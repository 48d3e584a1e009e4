"""What the trail says of what happens to practice places."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "practice.place": _("a practice place was registered"),
    "practice.place_changed": _("a practice place was changed"),
    "practice.booked": _("a practice place was booked"),
    "practice.booking": _("what became of a booked practice place"),
    "practice.bookings": _("who has booked a practice place"),
}
