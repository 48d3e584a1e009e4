"""A household that a municipality has said yes to gets a dwelling; and someone is told when a dwelling stands empty."""

from datetime import date

from django.db import transaction

from rotfeste.casework.settlement.actions.telling import tell_municipality_and_adviser
from rotfeste.casework.settlement.actions.way import locked, record, standing, touch
from rotfeste.casework.settlement.models import Case
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.capacity.models import Tenancy
from rotfeste.registers.persons.rules import Group

COMING = (CaseStatus.ACCEPTED, CaseStatus.DECIDED)


def give_dwelling(case: Case, dwelling_id: int, *, expected_on: date | None, today: date, actor: Actor) -> Tenancy:
    """Reserve a dwelling for the members of a case who have not moved in."""
    waiting = case.members.filter(moved_in_on=None)
    return capacity.reserve(
        dwelling_id,
        household_id=case.household_id,
        born_on=list(waiting.values_list("born_on", flat=True)),
        minors=case.group == Group.UNACCOMPANIED_MINOR,
        expected_on=expected_on,
        today=today,
        actor=actor,
    )


@transaction.atomic
def choose_dwelling(
    case_id: int, *, dwelling_id: int | None, today: date, actor: Actor, version: int | None = None
) -> Case:
    """The municipality reserves a dwelling for a household on its way, changes it, or reserves none after all.

    Raises DwellingTaken, TooManyPersons, WrongKind, NotAvailable, NoSuchRoad, ChangedMeanwhile.
    """
    actor.require("settlement.answer")
    case = locked(case_id, version=version, actor=actor)
    if case.receiver_id not in actor.organisations:
        raise Organisation.DoesNotExist
    standing(case, CaseStatus.DECIDED, at=COMING)
    if dwelling_id is None:
        capacity.cancel_reservation(case.household_id, today=today, actor=actor)
    else:
        give_dwelling(case, dwelling_id, expected_on=case.agreed_move_on, today=today, actor=actor)
    touch(case)
    record(actor, "dwelling_chosen", case)
    return case


@transaction.atomic
def tell_of_vacancies(*, today: date, actor: Actor) -> int:
    """Dwellings that have stood empty for 7, 14 or 30 days: officers and the named adviser are told. Says how many."""
    raised = capacity.raise_alerts(today=today, actor=actor)
    for stood, stage in raised:
        kind = "vacancy_needs_reason" if stage == 30 else "vacancy"
        tell_municipality_and_adviser(kind, stood.dwelling.organisation, stood.dwelling.id, days=stage, today=today)
    return len(raised)
