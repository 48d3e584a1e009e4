"""What the benefit of a month is computed from, and the benefits of an organisation."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from rotfeste.casework.qualification.models import BenefitMonth
from rotfeste.casework.qualification.rules.benefit import Month, first_of_next
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.persons import queries as persons

if TYPE_CHECKING:
    Benefits = QuerySet[BenefitMonth]


def known_of(
    enrolment: Enrolment, month: date, *, actor: Actor, other_benefits_nok: Decimal, work_in_programme_nok: Decimal
) -> Month:
    """What is registered of one person's month."""
    person = persons.persons_by_id([enrolment.person_id], actor=actor)[enrolment.person_id]
    circumstances = participants.circumstances_of(enrolment.person_id, actor=actor)
    last = first_of_next(month)
    unpaid = [
        *enrolment.leaves.filter(with_benefit=False).values_list("from_on", "until_on"),
        *enrolment.interruptions.values_list("from_on", "until_on"),
    ]
    away = enrolment.absences.filter(kind="unexcused", from_on__lt=last, until_on__gt=month)
    return Month(
        month=month,
        law=enrolment.decision.law if enrolment.decision else "2003",
        born_on=person.born_on,
        with_parents=circumstances.with_parents,
        started_on=enrolment.started_on,
        ended_on=enrolment.ended_on or enrolment.until_on,
        unpaid=tuple((begins, ends or date.max) for begins, ends in unpaid),
        unexcused=tuple((row.from_on, row.until_on) for row in away if row.hours is None),
        unexcused_hours=sum((row.hours for row in away if row.hours is not None), Decimal(0)),
        other_benefits_nok=other_benefits_nok,
        work_in_programme_nok=work_in_programme_nok,
    )


def benefits_of(person_id: int, *, actor: Actor) -> list[BenefitMonth]:
    """A person's benefits, the latest first."""
    actor.require("participants.read")
    return list(BenefitMonth.objects.visible_to(actor).filter(person_id=person_id).order_by("-month"))


def benefits_in(month: date, *, actor: Actor) -> "Benefits":
    """The own organisation's benefits of a month. The page records whom it shows."""
    actor.require("qualification.decide")
    rows: Benefits = BenefitMonth.objects.visible_to(actor).filter(month=month, organisation_id__in=actor.organisations)
    return rows.select_related("person").order_by("person__family_key", "id")


def benefit_of(benefit_id: int, *, actor: Actor) -> BenefitMonth:
    """One benefit. Raises DoesNotExist."""
    actor.require("participants.read")
    row: BenefitMonth = BenefitMonth.objects.visible_to(actor).select_related("person", "enrolment").get(id=benefit_id)
    return row
