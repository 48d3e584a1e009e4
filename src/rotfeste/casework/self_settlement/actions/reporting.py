"""Someone reports a demand for money; the directorate takes it up and closes it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from rotfeste.casework.self_settlement.models import MoneyReport
from rotfeste.casework.self_settlement.states import REPORT_ROADS, ReportStatus
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk


class NothingTold(Exception):
    """A report needs a text."""


def report_money(
    *,
    told: str,
    language: str,
    now: datetime,
    who: str = "",
    amount_nok: int | None = None,
    place_code: str = "",
    contact: str = "",
) -> None:
    """Tell that someone demands money. Anyone may, without saying who they are. Raises NothingTold."""
    if not told.strip():
        raise NothingTold
    MoneyReport.objects.create(
        told=told.strip(),
        who=who.strip(),
        amount_nok=amount_nok,
        place_code=place_code,
        contact=contact.strip(),
        language=language,
        reported_at=now,
    )


@transaction.atomic
def take_up_report(report_id: UUID, *, actor: Actor) -> MoneyReport:
    """A case worker looks into it. Raises NoSuchRoad."""
    report = _held(report_id, actor)
    report.status = walk(REPORT_ROADS, report.status, ReportStatus.TAKEN_UP)
    report.taken_up_by_id = actor.user_id
    report.save(update_fields=["status", "taken_up_by"])
    audit.changed(actor, "self_settlement.report", status=report.status)
    return report


@transaction.atomic
def close_report(report_id: UUID, *, outcome: str, today: date, actor: Actor) -> MoneyReport:
    """It is finished, with what came of it. Raises NeedsReason, NoSuchRoad."""
    if not outcome.strip():
        raise NeedsReason
    report = _held(report_id, actor)
    report.status = walk(REPORT_ROADS, report.status, ReportStatus.CLOSED)
    report.closed_on, report.outcome = today, outcome.strip()
    report.save(update_fields=["status", "closed_on", "outcome"])
    audit.changed(actor, "self_settlement.report", status=report.status)
    return report


def _held(report_id: UUID, actor: Actor) -> MoneyReport:
    actor.require("self_settlement.tips")
    report: MoneyReport = MoneyReport.objects.visible_to(actor).select_for_update().get(id=report_id)
    return report
