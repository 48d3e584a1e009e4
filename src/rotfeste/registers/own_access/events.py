"""What the trail says of what happens here, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "own_access.code": _("a code to log in with was given"),
    "own_access.code_withdrawn": _("a code to log in with was withdrawn"),
    "own_access.helper": _("a helper was appointed"),
    "own_access.helper_ended": _("a helper's power ended"),
}
