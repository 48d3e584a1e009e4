"""The statuses of a settlement case, an interview and a request, and the roads between them."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseStatus(models.TextChoices):
    """How far a household has come from permit to moved in."""

    INTERVIEW_DUE = "interview_due", _("Awaits interview")
    CHECK = "check", _("To be checked")
    READY = "ready", _("Ready to be settled")
    REQUESTED = "requested", _("Municipality asked")
    ACCEPTED = "accepted", _("Accepted")
    DECIDED = "decided", _("Decision made")
    SETTLED = "settled", _("Settled")
    CLOSED = "closed", _("Closed")


C = CaseStatus
CASE_ROADS: Mapping[str, frozenset[str]] = {
    C.INTERVIEW_DUE: frozenset({C.CHECK, C.READY, C.CLOSED}),
    C.CHECK: frozenset({C.READY, C.INTERVIEW_DUE, C.CLOSED}),
    C.READY: frozenset({C.REQUESTED, C.INTERVIEW_DUE, C.CHECK, C.CLOSED}),
    C.REQUESTED: frozenset({C.ACCEPTED, C.READY, C.CLOSED}),
    C.ACCEPTED: frozenset({C.DECIDED, C.READY, C.CLOSED}),
    C.DECIDED: frozenset({C.SETTLED, C.READY}),
    C.SETTLED: frozenset(),
    C.CLOSED: frozenset(),
}
WAITING = (C.INTERVIEW_DUE, C.CHECK, C.READY, C.REQUESTED, C.ACCEPTED, C.DECIDED)
"""The statuses in which a household still waits to move."""


class InterviewStatus(models.TextChoices):
    """How far the settlement interview has come."""

    DUE = "due", _("Not held")
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Sent in")
    RETURNED = "returned", _("Sent back to be completed")
    APPROVED = "approved", _("Checked and approved")


I = InterviewStatus  # noqa: E741
INTERVIEW_ROADS: Mapping[str, frozenset[str]] = {
    I.DUE: frozenset({I.DRAFT}),
    I.DRAFT: frozenset({I.SUBMITTED}),
    I.SUBMITTED: frozenset({I.APPROVED, I.RETURNED}),
    I.RETURNED: frozenset({I.DRAFT, I.SUBMITTED}),
    I.APPROVED: frozenset({I.RETURNED}),
}


class RequestStatus(models.TextChoices):
    """What has become of a request to a municipality."""

    SENT = "sent", _("Sent, awaits an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


R = RequestStatus
REQUEST_ROADS: Mapping[str, frozenset[str]] = {
    R.SENT: frozenset({R.ACCEPTED, R.DECLINED, R.WITHDRAWN}),
    R.ACCEPTED: frozenset({R.WITHDRAWN}),
    R.DECLINED: frozenset(),
    R.WITHDRAWN: frozenset(),
}


class TravelStatus(models.TextChoices):
    """How far a resettlement household's journey to its municipality has come."""

    NOT_PLANNED = "not_planned", _("Not planned")
    PLANNED = "planned", _("Planned, awaits the municipality")
    CONFIRMED = "confirmed", _("The municipality is ready")
    ARRIVED = "arrived", _("Arrived")


T = TravelStatus
TRAVEL_ROADS: Mapping[str, frozenset[str]] = {
    T.NOT_PLANNED: frozenset({T.PLANNED}),
    T.PLANNED: frozenset({T.PLANNED, T.CONFIRMED, T.NOT_PLANNED}),
    T.CONFIRMED: frozenset({T.PLANNED, T.ARRIVED, T.NOT_PLANNED}),
    T.ARRIVED: frozenset(),
}


class AgreementStatus(models.TextChoices):
    """What has become of asking the immigration authorities for an alternative placement."""

    ASKED = "asked", _("Asked, awaits an answer")
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended")


A = AgreementStatus
AGREEMENT_ROADS: Mapping[str, frozenset[str]] = {
    A.ASKED: frozenset({A.AGREED, A.REFUSED, A.ENDED}),
    A.AGREED: frozenset({A.ENDED}),
    A.REFUSED: frozenset(),
    A.ENDED: frozenset(),
}


class PlacementStatus(models.TextChoices):
    """How far the computing of a round of placement has come."""

    COMPUTING = "computing", _("Being computed")
    READY = "ready", _("Computed")
    INTERRUPTED = "interrupted", _("Interrupted: the best so far")
    FAILED = "failed", _("Could not be computed")


P = PlacementStatus
PLACEMENT_ROADS: Mapping[str, frozenset[str]] = {
    P.COMPUTING: frozenset({P.READY, P.INTERRUPTED, P.FAILED}),
    P.READY: frozenset(),
    P.INTERRUPTED: frozenset(),
    P.FAILED: frozenset(),
}


class BacktestStatus(models.TextChoices):
    """How far the replay of a year has come."""

    COMPUTING = "computing", _("Being computed")
    READY = "ready", _("Computed")
    INTERRUPTED = "interrupted", _("Interrupted: can go on")
    FAILED = "failed", _("Could not be computed")


B = BacktestStatus
BACKTEST_ROADS: Mapping[str, frozenset[str]] = {
    B.COMPUTING: frozenset({B.READY, B.INTERRUPTED, B.FAILED}),
    B.READY: frozenset(),
    B.INTERRUPTED: frozenset({B.COMPUTING}),
    B.FAILED: frozenset({B.COMPUTING}),
}


class ProposalStatus(models.TextChoices):
    """What a person has decided about a proposed place."""

    OPEN = "open", _("Awaits a decision")
    ACCEPTED = "accepted", _("Accepted, the municipality is asked")
    OVERRIDDEN = "overridden", _("Another municipality is asked")
    SKIPPED = "skipped", _("Left for later")


O = ProposalStatus  # noqa: E741
PROPOSAL_ROADS: Mapping[str, frozenset[str]] = {
    O.OPEN: frozenset({O.ACCEPTED, O.OVERRIDDEN, O.SKIPPED}),
    O.ACCEPTED: frozenset({O.OPEN}),
    O.OVERRIDDEN: frozenset({O.OPEN}),
    O.SKIPPED: frozenset({O.OPEN}),
}

ROADS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "case": CASE_ROADS,
    "interview": INTERVIEW_ROADS,
    "request": REQUEST_ROADS,
    "travel": TRAVEL_ROADS,
    "alternative placement": AGREEMENT_ROADS,
    "placement": PLACEMENT_ROADS,
    "proposal": PROPOSAL_ROADS,
    "backtest": BACKTEST_ROADS,
}
