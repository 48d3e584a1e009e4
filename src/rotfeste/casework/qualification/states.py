"""How far the benefit of a month has come."""

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
