"""What the trail says of what happens here, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "self_settlement.applications": _("the list of applications for self-settlement"),
    "self_settlement.application": _("the application for self-settlement"),
    "self_settlement.begun": _("an application for self-settlement was begun"),
    "self_settlement.dwelling": _("the dwelling in the application"),
    "self_settlement.contract": _("the contract in the application"),
    "self_settlement.sent": _("the application was sent to the municipality"),
    "self_settlement.withdrawn": _("the application was withdrawn"),
    "self_settlement.approved": _("the municipality approved the application"),
    "self_settlement.declined": _("the municipality declined the application"),
    "self_settlement.cleared": _("the directorate cleared the application"),
    "self_settlement.refused": _("the directorate did not clear the application"),
    "self_settlement.offer": _("what a municipality offers those who find a dwelling"),
    "self_settlement.reports": _("the list of reports about money"),
    "self_settlement.report": _("a report about money"),
    "self_settlement.rent_levels": _("levels of rent"),
}
