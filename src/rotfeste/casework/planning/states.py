"""The statuses of a round, and the roads between them."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundStatus(models.TextChoices):
    """How far the distribution of a year's need has come."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")


R = RoundStatus
ROUND_ROADS: Mapping[str, frozenset[str]] = {
    R.DRAFT: frozenset({R.APPROVED}),
    R.APPROVED: frozenset({R.DRAFT, R.SENDING}),
    R.SENDING: frozenset({R.SENT}),
    R.SENT: frozenset(),
}
