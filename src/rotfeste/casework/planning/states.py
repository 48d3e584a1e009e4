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


class NoSuchRoad(Exception):
    """A round cannot go this way. Carries where it is and where it was to go."""

    def __init__(self, status: str, target: str) -> None:
        super().__init__(f"{status} → {target}")
        self.status, self.target = status, target


def walk(status: str, target: str) -> str:
    """The new status, if there is a road to it. Raises NoSuchRoad."""
    if target not in ROUND_ROADS[status]:
        raise NoSuchRoad(status, target)
    return target
