"""What the trail says of what happens here, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "letters.letter": _("a letter"),
    "letters.dispatch": _("how a letter was sent"),
    "letters.outbox": _("the list of letters"),
}
