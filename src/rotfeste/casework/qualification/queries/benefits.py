"""What the benefit of a month is computed from, and the benefits of an organisation."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from rotfeste.casework.qualification.models import BenefitMonth
from rotfeste.casework.qualification.queries.handovers import moved_away
from rotfeste.casework.qualification.rules.benefit import Month, first_of_next
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person

if TYPE_CHECKING:
    Benefits = QuerySet[BenefitMonth]


def payee_of(person: Person) -> dict[str, Any]:
    """Who is paid, as the payslip basis names them."""
    names = {"given_name": person.given_name, "family_name": person.family_name}
    return {"duf_number": person.duf_number, **names, "born_on": person.born_on.isoformat()}


def payee_and_home(person_id: int, *, actor: Actor) -> tuple[dict[str, Any], bool]:
    """Who is paid, and whether they live with parents; where they have moved away, as it was when they moved.

    Raises Handover.DoesNotExist where the actor neither sees them nor has handed them over.
    """
    person = persons.persons_by_id([person_id], actor=actor).get(person_id)
    if person is not None:
        return payee_of(person), participants.circumstances_of(person_id, actor=actor).with_parents
    known = dict(moved_away(person_id, actor=actor).known)
    return known, bool(known.pop("with_parents"))


def known_of(
    enrolment: Enrolment, month: date, *, actor: Actor, other_benefits_nok: Decimal, work_in_programme_nok: Decimal
) -> tuple[Month, dict[str, Any]]:
    """What is registered of one person's month, and who is paid."""
    payee, with_parents = payee_and_home(enrolment.person_id, actor=actor)
    last = first_of_next(month)
    unpaid = [
        *enrolment.leaves.filter(with_benefit=False).values_list("from_on", "until_on"),
        *enrolment.interruptions.values_list("from_on", "until_on"),
    ]
    away = enrolment.absences.filter(kind="unexcused", from_on__lt=last, until_on__gt=month)
    found = Month(
        month=month,
        law=enrolment.decision.law if enrolment.decision else "2003",
        born_on=date.fromisoformat(payee["born_on"]),
        with_parents=with_parents,
        started_on=enrolment.started_on,
        ended_on=enrolment.ended_on or enrolment.until_on,
        unpaid=tuple((begins, ends or date.max) for begins, ends in unpaid),
        unexcused=tuple((row.from_on, row.until_on) for row in away if row.hours is None),
        unexcused_hours=sum((row.hours for row in away if row.hours is not None), Decimal(0)),
        other_benefits_nok=other_benefits_nok,
        work_in_programme_nok=work_in_programme_nok,
    )
    return found, payee


def benefits_of(person_id: int, *, actor: Actor) -> list[BenefitMonth]:
    """A person's benefits, the latest first."""
    actor.require("participants.read")
    return list(BenefitMonth.objects.visible_to(actor).filter(person_id=person_id).order_by("-month"))


def benefits_in(month: date, *, actor: Actor) -> "Benefits":
    """The own organisation's benefits of a month. The page records whom it shows."""
    actor.require("qualification.decide")
    rows: Benefits = BenefitMonth.objects.visible_to(actor).filter(month=month, organisation_id__in=actor.organisations)
    return rows.order_by("payee__family_name", "id")


def benefit_of(benefit_id: int, *, actor: Actor) -> BenefitMonth:
    """One benefit. Raises DoesNotExist."""
    actor.require("participants.read")
    row: BenefitMonth = BenefitMonth.objects.visible_to(actor).select_related("enrolment").get(id=benefit_id)
    return row
