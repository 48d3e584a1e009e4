"""The words of data quality: fields, what to do about each, and kinds of registrations."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FIELDS: Mapping[str, Promise] = {
    "rights": _("Facts that the right rests on"),
    "offer": _("Offer of the programme"),
    "answer": _("Answer to the offer"),
    "decision": _("Decision after a yes"),
    "start": _("First day in the programme"),
    "measures": _("Measures in the programme"),
    "full_time": _("Measures that fill the week"),
    "ending": _("Ending of a programme past its end"),
    "end_reason": _("Reason for the ending"),
    "hours": _("Hours of training, month by month"),
    "track": _("Track in Norwegian"),
    "education": _("Completed education"),
    "goal": _("What the programme leads to"),
    "mapped": _("Mapping of competence"),
    "guided": _("Career guidance"),
}
KINDS: Mapping[str, Promise] = {
    "offer": _("Offers"),
    "decision": _("Decisions"),
    "enrolment": _("First days"),
    "leave": _("Leave"),
    "hours": _("Hours"),
    "ending": _("Endings"),
}
