"""How a letter travels: the statuses of a dispatch and the roads between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DispatchStatus(models.TextChoices):
    """Where a dispatch is."""

    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    READ = "read", _("Read")
    PRINT = "print", _("To be printed and posted")
    PRINTED = "printed", _("Printed and posted")
    FAILED = "failed", _("Failed")


QUEUED, SENT, DELIVERED, READ = (
    DispatchStatus.QUEUED,
    DispatchStatus.SENT,
    DispatchStatus.DELIVERED,
    DispatchStatus.READ,
)
PRINT, PRINTED, FAILED = DispatchStatus.PRINT, DispatchStatus.PRINTED, DispatchStatus.FAILED

ROADS: dict[DispatchStatus, tuple[DispatchStatus, ...]] = {
    QUEUED: (SENT, FAILED),
    SENT: (DELIVERED, READ, PRINT, FAILED),
    DELIVERED: (READ, PRINT),
    PRINT: (PRINTED, FAILED),
    FAILED: (QUEUED,),
    READ: (),
    PRINTED: (),
}
"""An unread digital letter is printed and posted; a failed one may be queued again."""

COLOURS: dict[DispatchStatus, str] = {
    QUEUED: "neutral",
    SENT: "info",
    DELIVERED: "info",
    READ: "success",
    PRINT: "warning",
    PRINTED: "success",
    FAILED: "danger",
}


def ahead_of(status: DispatchStatus) -> frozenset[DispatchStatus]:
    """All that a dispatch may still come to by receipts alone: no receipt queues it again."""
    found: set[DispatchStatus] = set()
    waiting = list(ROADS[status]) if status is not FAILED else []
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting.extend(ROADS[step] if step is not FAILED else ())
    return frozenset(found)


def after_receipt(status: DispatchStatus, told: DispatchStatus) -> DispatchStatus:
    """The status after a receipt. Receipts may come late, twice or in the wrong order: none leads back."""
    return told if told in ahead_of(status) else status
