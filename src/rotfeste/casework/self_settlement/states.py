"""The statuses of an application for self-settlement and of a report about money, and the roads between them."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    """How far an application has come, and who has it."""

    DRAFT = "draft", _("Being written")
    SENT = "sent", _("With the municipality")
    APPROVED = "approved", _("With the directorate")
    CLEARED = "cleared", _("Approved by both")
    DECLINED = "declined", _("Declined by the municipality")
    REFUSED = "refused", _("Not cleared by the directorate")
    WITHDRAWN = "withdrawn", _("Withdrawn")


A = ApplicationStatus
APPLICATION_ROADS: Mapping[str, frozenset[str]] = {
    A.DRAFT: frozenset({A.SENT, A.WITHDRAWN}),
    A.SENT: frozenset({A.APPROVED, A.DECLINED, A.WITHDRAWN}),
    A.APPROVED: frozenset({A.CLEARED, A.REFUSED, A.WITHDRAWN}),
    A.CLEARED: frozenset(),
    A.DECLINED: frozenset(),
    A.REFUSED: frozenset(),
    A.WITHDRAWN: frozenset(),
}
OPEN = (A.DRAFT, A.SENT, A.APPROVED)
"""The statuses in which an application is not finished."""
HELD = (A.SENT, A.APPROVED)
"""The statuses in which someone must answer."""


class ReportStatus(models.TextChoices):
    """What has become of a report about someone who demands money."""

    NEW = "new", _("New")
    TAKEN_UP = "taken_up", _("Being looked into")
    CLOSED = "closed", _("Closed")


R = ReportStatus
REPORT_ROADS: Mapping[str, frozenset[str]] = {
    R.NEW: frozenset({R.TAKEN_UP, R.CLOSED}),
    R.TAKEN_UP: frozenset({R.CLOSED}),
    R.CLOSED: frozenset(),
}
