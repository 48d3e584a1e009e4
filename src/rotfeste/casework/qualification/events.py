"""What the trail says of what happens here, in words that the person it concerns understands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: Mapping[str, Promise] = {
    "qualification.board": _("the list of participants"),
    "qualification.benefit": _("the introduction benefit of a month"),
    "qualification.benefits": _("the list of a month's benefits"),
    "qualification.complaint": _("a complaint about a decision"),
    "qualification.complaints": _("the list of complaints"),
    "qualification.fast_track": _("the list of candidates for a fast track"),
    "qualification.goals": _("how far the goals of the plan were reached"),
    "qualification.group": _("a class and its members"),
    "qualification.handover": _("a move to another municipality"),
    "qualification.handovers": _("the list of moves"),
    "qualification.nav": _("what goes to NAV"),
    "qualification.nav_consent": _("yes or no to what goes to NAV"),
    "qualification.nav_packages": _("the list of what goes to NAV"),
    "qualification.package": _("what was handed over to another municipality"),
    "qualification.plan": _("the plan"),
    "qualification.plan_answer": _("what the participant says of the plan"),
    "qualification.plan_in_force": _("a plan that came into force"),
    "qualification.plan_review": _("the plan was looked at anew"),
    "qualification.plans": _("plans, for the county governor's control questions"),
    "qualification.paper": _("a document that proves education"),
    "qualification.recognition": _("recognition of education from abroad"),
    "qualification.recognitions": _("the list of education to be recognised"),
    "qualification.payroll": _("the payslip basis of a month"),
}
