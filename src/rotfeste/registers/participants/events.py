"""What the trail says of what happens here, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "participants.file": _("what is registered about programme and training"),
    "participants.circumstances": _("facts that rights depend on"),
    "participants.entitlement": _("rights were computed"),
    "participants.recomputed": _("rights of many were computed again after a rule change"),
    "participants.offer": _("an offer of programme or training"),
    "participants.offer_answered": _("the answer to an offer"),
    "participants.decision": _("a decision on programme or training"),
    "participants.decision_ended": _("a decision was replaced or annulled"),
    "participants.decision_moved": _("the period of a decision was changed"),
    "participants.enrolled": _("the first day of programme or training"),
    "participants.interrupted": _("programme or training was interrupted"),
    "participants.resumed": _("programme or training went on"),
    "participants.prolonged": _("the planned end was moved"),
    "participants.ended": _("programme or training ended"),
    "participants.end_reason": _("the reason for the ending was corrected"),
    "participants.measure": _("a measure in the programme"),
    "participants.measure_ended": _("a measure was ended"),
    "participants.hours": _("hours of training"),
    "participants.absence": _("absence"),
    "participants.leave": _("leave"),
    "participants.reservation": _("whether data may be used for research"),
    "participants.taken_over": _("programme and training were taken over from the municipality's own system"),
    "participants.exam": _("a test result"),
    "participants.training": _("how someone is trained in Norwegian"),
    "participants.host_offer": _("what a host municipality offers a centre"),
    "participants.host_month": _("hours that a host municipality gave"),
    "participants.school": _("full-time upper secondary education"),
    "participants.group": _("a class was made or changed"),
    "participants.group_joined": _("people joined a class"),
    "participants.group_left": _("someone left a class"),
}
