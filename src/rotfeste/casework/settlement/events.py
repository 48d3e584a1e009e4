"""What the trail says of what happens here, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "settlement.case": _("the settlement case"),
    "settlement.queue": _("the list of households that wait"),
    "settlement.interviews": _("the list of interviews"),
    "settlement.coming": _("the list of people on their way"),
    "settlement.settled": _("the list of people who have moved in"),
    "settlement.messages": _("the list of cases with unread messages"),
    "settlement.behind_figure": _("the cases behind a figure"),
    "settlement.joined": _("a newcomer joined the case"),
    "settlement.invited": _("an invitation to the interview"),
    "settlement.answers": _("answers in the interview"),
    "settlement.consent": _("consent to share health information"),
    "settlement.interview": _("the interview was sent in"),
    "settlement.interview_approved": _("the interview was approved"),
    "settlement.interview_returned": _("the interview was sent back"),
    "settlement.request": _("a municipality was asked"),
    "settlement.request_withdrawn": _("a request was withdrawn"),
    "settlement.accepted": _("a municipality said yes"),
    "settlement.declined": _("a municipality said no"),
    "settlement.acceptance_taken_back": _("a municipality took back its yes"),
    "settlement.decided": _("the decision on settlement"),
    "settlement.decision_annulled": _("the decision was annulled"),
    "settlement.move_agreed": _("a day to move was agreed"),
    "settlement.moved_in": _("registered as moved in"),
    "settlement.message": _("a message in the case"),
    "settlement.closed": _("the case was closed"),
}
