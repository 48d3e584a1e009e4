"""How far a month's benefit, a complaint, a plan, a handover, what goes to NAV and a recognition have come."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class BenefitStatus(models.TextChoices):
    """Whether a month's benefit is ready to be paid."""

    COMPUTED = "computed", _("Computed, to be approved")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Sent to payroll")


B = BenefitStatus
BENEFIT_ROADS: Mapping[str, frozenset[str]] = {
    B.COMPUTED: frozenset({B.APPROVED}),
    B.APPROVED: frozenset({B.COMPUTED, B.SENT}),
    B.SENT: frozenset(),
}


class ComplaintStatus(models.TextChoices):
    """Where a complaint is, and how it ended."""

    RECEIVED = "received", _("To be reviewed by the municipality")
    GRANTED = "granted", _("The municipality changed its decision")
    DISMISSED = "dismissed", _("Dismissed")
    SENT = "sent", _("With the county governor")
    DECIDED = "decided", _("Decided by the county governor")
    WITHDRAWN = "withdrawn", _("Withdrawn")


C = ComplaintStatus
COMPLAINT_ROADS: Mapping[str, frozenset[str]] = {
    C.RECEIVED: frozenset({C.GRANTED, C.DISMISSED, C.SENT, C.WITHDRAWN}),
    C.SENT: frozenset({C.DECIDED, C.WITHDRAWN}),
    C.GRANTED: frozenset(),
    C.DISMISSED: frozenset(),
    C.DECIDED: frozenset(),
    C.WITHDRAWN: frozenset(),
}
OPEN = (C.RECEIVED, C.SENT)
"""Complaints that await someone's decision."""


class ComplaintTheme(models.TextChoices):
    """What a complaint is about. No source publishes a list: these are Rotfeste's own."""

    RIGHT = "right", _("The right to it")
    LENGTH = "length", _("Length or extension")
    CONTENT = "content", _("Content or plan")
    BENEFIT = "benefit", _("Benefit or deductions")
    EXEMPTION = "exemption", _("Exemption")
    ENDING = "ending", _("Interruption or ending")
    PROCEDURE = "procedure", _("How the case was handled")
    OTHER = "other", _("Other")


class ComplaintOutcome(models.TextChoices):
    """What became of the decision. Source: forvaltningsloven §§ 33 and 34."""

    UPHELD = "upheld", _("The decision stands")
    CHANGED = "changed", _("The decision is changed")
    ANNULLED = "annulled", _("The decision is annulled and to be made anew")


class PlanStatus(models.TextChoices):
    """How far a version of a plan has come."""

    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced by a new version")
    ENDED = "ended", _("Ended, because the person moved")


P = PlanStatus
PLAN_ROADS: Mapping[str, frozenset[str]] = {
    P.DRAFT: frozenset({P.IN_FORCE, P.ENDED}),
    P.IN_FORCE: frozenset({P.REPLACED, P.ENDED}),
    P.REPLACED: frozenset(),
    P.ENDED: frozenset(),
}


class HandoverStatus(models.TextChoices):
    """How far a move, and the package to the municipality that someone moves to, have come."""

    PLANNED = "planned", _("Will move")
    CALLED_OFF = "called_off", _("Called off")
    NOTHING = "nothing", _("Has moved, nothing to hand over")
    TO_SEND = "to_send", _("Has moved, package to be sent")
    SENT = "sent", _("Sent, not opened")
    OPENED = "opened", _("Opened, no receipt")
    RECEIVED = "received", _("Receipt given")


H = HandoverStatus
HANDOVER_ROADS: Mapping[str, frozenset[str]] = {
    H.PLANNED: frozenset({H.TO_SEND, H.NOTHING, H.CALLED_OFF}),
    H.NOTHING: frozenset({H.SENT}),
    H.TO_SEND: frozenset({H.SENT}),
    H.SENT: frozenset({H.OPENED, H.SENT}),
    H.OPENED: frozenset({H.RECEIVED, H.SENT}),
    H.RECEIVED: frozenset({H.SENT}),
    H.CALLED_OFF: frozenset(),
}
"""A package is sent anew, as a new version, whenever the former municipality has registered more of its own time."""
MOVED = (H.NOTHING, H.TO_SEND, H.SENT, H.OPENED, H.RECEIVED)
"""The person has moved: the receiver sees it."""


class NavStatus(models.TextChoices):
    """How far what goes to NAV about someone has come."""

    PREPARED = "prepared", _("Prepared")
    SENT = "sent", _("Sent to NAV")
    RECEIVED = "received", _("Confirmed by NAV")
    FOLLOWED_UP = "followed_up", _("Followed up")
    DROPPED = "dropped", _("Not sent")


N = NavStatus
NAV_ROADS: Mapping[str, frozenset[str]] = {
    N.PREPARED: frozenset({N.SENT, N.DROPPED}),
    N.SENT: frozenset({N.RECEIVED, N.FOLLOWED_UP}),
    N.RECEIVED: frozenset({N.FOLLOWED_UP}),
    N.FOLLOWED_UP: frozenset(),
    N.DROPPED: frozenset(),
}


class RecognitionStatus(models.TextChoices):
    """How far it has come that education from abroad is recognised."""

    PREPARING = "preparing", _("Being prepared")
    SENT = "sent", _("Sent, awaits an answer")
    MORE_ASKED = "more_asked", _("The body asks for more")
    DECIDED = "decided", _("Decided by the body")
    WITHDRAWN = "withdrawn", _("Withdrawn")


R = RecognitionStatus
RECOGNITION_ROADS: Mapping[str, frozenset[str]] = {
    R.PREPARING: frozenset({R.SENT, R.WITHDRAWN}),
    R.SENT: frozenset({R.MORE_ASKED, R.DECIDED, R.WITHDRAWN}),
    R.MORE_ASKED: frozenset({R.SENT, R.DECIDED, R.WITHDRAWN}),
    R.DECIDED: frozenset(),
    R.WITHDRAWN: frozenset(),
}
AT_THE_BODY = (R.SENT, R.MORE_ASKED)
UNDECIDED = (R.PREPARING, *AT_THE_BODY)
"""Recognitions that someone follows up."""


class RecognitionOutcome(models.TextChoices):
    """What the body answered."""

    RECOGNISED = "recognised", _("Recognised")
    PARTLY = "partly", _("Partly recognised")
    NOT_RECOGNISED = "not_recognised", _("Not recognised")


class EducationLevel(models.TextChoices):
    """What kind of education is asked to be recognised."""

    SECONDARY = "secondary", _("Upper secondary school")
    VOCATIONAL = "vocational", _("Vocational training")
    HIGHER = "higher", _("University or college")


class Translation(models.TextChoices):
    """Whether a document is translated."""

    AWAITED = "awaited", _("To be translated")
    TRANSLATED = "translated", _("Translated")
    NOT_NEEDED = "not_needed", _("Needs no translation")


class Attainment(models.TextChoices):
    """How far a goal of the plan was reached when the programme ended."""

    REACHED = "reached", _("Reached")
    PARTLY = "partly", _("Partly reached")
    NOT_REACHED = "not_reached", _("Not reached")
    NOT_ASSESSED = "not_assessed", _("Not assessed")
