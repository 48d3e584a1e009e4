"""The introduction benefit of a month: computed from what is registered, approved, and sent to payroll."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from rotfeste.casework.qualification.models import BenefitMonth
from rotfeste.casework.qualification.queries.benefits import known_of
from rotfeste.casework.qualification.rules.benefit import Line, benefit, first_of_next
from rotfeste.casework.qualification.states import BENEFIT_ROADS, BenefitStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import Enrolment


class NotYetOver(Exception):
    """The benefit is paid in arrears: the month is not over."""


class NothingToSend(Exception):
    """No benefit of this month is approved and waits to be sent."""


@transaction.atomic
def compute_benefit(
    enrolment_id: int,
    month: date,
    *,
    today: date,
    actor: Actor,
    other_benefits_nok: int = 0,
    work_nok: int = 0,
) -> BenefitMonth:
    """Compute one month from what is registered. Computed again, it replaces what is not approved.

    Raises CannotRegister where it is approved or the person did not take part, NotYetOver, NoRateForDate.
    """
    actor.require("qualification.decide")
    rows = Enrolment.objects.visible_to(actor).select_for_update(of=("self",)).select_related("decision")
    enrolment: Enrolment = rows.get(id=enrolment_id, organisation_id__in=actor.organisations, activity="programme")
    over = enrolment.ended_on or enrolment.until_on
    if enrolment.started_on >= first_of_next(month) or (over is not None and over <= month):
        raise CannotRegister("hours_are_in_a_month_with_a_right")
    if first_of_next(month) > today and (over is None or over > today):
        raise NotYetOver
    known, payee = known_of(
        enrolment,
        month,
        actor=actor,
        other_benefits_nok=Decimal(other_benefits_nok),
        work_in_programme_nok=Decimal(work_nok),
    )
    found = benefit(known)
    before = BenefitMonth.objects.visible_to(actor).filter(enrolment=enrolment, month=month).first()
    if before is not None and before.status != BenefitStatus.COMPUTED:
        raise CannotRegister("no_such_road")
    row = before or BenefitMonth(
        enrolment=enrolment, person_id=enrolment.person_id, organisation_id=enrolment.organisation_id, month=month
    )
    row.amount_nok, row.lines, row.assumed = found.amount_nok, [_line(line) for line in found.lines], found.assumed
    row.payee = payee
    row.other_benefits_nok, row.work_nok, row.computed_on = other_benefits_nok, work_nok, today
    row.save()
    audit.changed(actor, "qualification.benefit", subject_id=row.id, persons=[row.person_id], done="computed")
    return row


def _line(line: Line) -> dict[str, object]:
    return {
        "asked": line.asked,
        "section": line.section,
        "amount_nok": f"{line.amount_nok:.2f}",
        "number": None if line.number is None else f"{line.number.normalize():f}",
        "assumed": line.assumed,
        "total": line.total,
    }


@transaction.atomic
def approve_benefit(benefit_id: int, *, today: date, actor: Actor) -> BenefitMonth:
    """The amount is right, and may be paid. Raises CannotRegister."""
    row = _moved(benefit_id, BenefitStatus.APPROVED, actor)
    row.approved_on, row.approved_by_id = today, actor.user_id
    row.save()
    audit.changed(actor, "qualification.benefit", subject_id=row.id, persons=[row.person_id], done="approved")
    return row


@transaction.atomic
def take_back_approval(benefit_id: int, *, actor: Actor) -> BenefitMonth:
    """The amount was wrong after all, and is to be computed again. Raises CannotRegister once it is sent."""
    row = _moved(benefit_id, BenefitStatus.COMPUTED, actor)
    row.approved_on, row.approved_by = None, None
    row.save()
    audit.changed(actor, "qualification.benefit", subject_id=row.id, persons=[row.person_id], done="taken back")
    return row


def _moved(benefit_id: int, to: str, actor: Actor) -> BenefitMonth:
    actor.require("qualification.decide")
    rows = BenefitMonth.objects.visible_to(actor).select_for_update(of=("self",))
    row: BenefitMonth = rows.get(id=benefit_id, organisation_id__in=actor.organisations)
    if to not in BENEFIT_ROADS[row.status]:
        raise CannotRegister("no_such_road")
    row.status = to
    return row


@transaction.atomic
def send_to_payroll(month: date, *, today: date, actor: Actor) -> list[BenefitMonth]:
    """The approved benefits of a month leave as the payslip basis, once. Raises NothingToSend."""
    actor.require("qualification.decide")
    held = BenefitMonth.objects.visible_to(actor).select_for_update(of=("self",))
    rows = list(
        held.filter(month=month, organisation_id__in=actor.organisations, status=BenefitStatus.APPROVED).order_by("id")
    )
    if not rows:
        raise NothingToSend
    for row in rows:
        row.status, row.sent_on = BenefitStatus.SENT, today
    BenefitMonth.objects.visible_to(actor).bulk_update(rows, ["status", "sent_on"])
    audit.changed(actor, "qualification.payroll", persons=[row.person_id for row in rows], month=month.isoformat())
    return rows
