"""Reports about people who demand money."""

from uuid import UUID

from django.db.models import QuerySet

from rotfeste.casework.self_settlement.models import MoneyReport
from rotfeste.foundation.access.actor import Actor


def reports(*, actor: Actor) -> "QuerySet[MoneyReport]":
    """All reports, the newest first."""
    actor.require("self_settlement.tips")
    rows: QuerySet[MoneyReport] = MoneyReport.objects.visible_to(actor).select_related("taken_up_by")
    return rows.order_by("-reported_at")


def report(report_id: UUID, *, actor: Actor) -> MoneyReport:
    """One report. Raises MoneyReport.DoesNotExist."""
    return reports(actor=actor).get(id=report_id)
