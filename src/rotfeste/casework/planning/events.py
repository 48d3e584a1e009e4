"""What the trail says of what happens here."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "planning.estimate": _("the estimate of the year's need"),
    "planning.criteria": _("a table of criteria"),
    "planning.round": _("a round of distribution"),
    "planning.share": _("a municipality's number in a round"),
    "planning.indication": _("indicative figures"),
    "planning.places_request": _("the request for places"),
    "planning.reminder": _("a reminder to municipalities"),
    "planning.budget_day": _("the day of a municipality's budget"),
    "planning.document": _("the document of a council's decision"),
}
