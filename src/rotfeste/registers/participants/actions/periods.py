"""Who may register: the organisation that had the person in the period, whoever has them today (features D09)."""

from datetime import date

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.actions.faults import CannotRegister, ChangedMeanwhile
from rotfeste.registers.participants.models import Circumstances, Enrolment
from rotfeste.registers.persons import queries as persons


def organisation_in(person_id: int, from_on: date, until_on: date | None, *, actor: Actor) -> int:
    """The actor's own organisation that had the person in the period. Raises CannotRegister."""
    found = persons.organisation_in(person_id, from_on, until_on, actor=actor)
    if found is None:
        raise CannotRegister("not_yours_in_the_period", from_on=from_on)
    return found


def own_enrolment(enrolment_id: int, *, actor: Actor, version: int | None = None) -> Enrolment:
    """An enrolment that the own organisation has, held to the end. Raises DoesNotExist, ChangedMeanwhile."""
    rows = Enrolment.objects.visible_to(actor).select_for_update(of=("self",))
    row: Enrolment = rows.get(id=enrolment_id, organisation_id__in=actor.organisations)
    if version is not None and row.version != version:
        raise ChangedMeanwhile(row.version)
    return row


def not_before_they_came(person_id: int, on: date, code: str, *, actor: Actor) -> None:
    """Nothing is offered or tested before the person came: the day that is known, or else that of the first permit.

    Raises CannotRegister.
    """
    known = Circumstances.objects.visible_to(actor).filter(person_id=person_id).first()
    came = known.arrived_on if known else None
    if came is None:
        permits = persons.permits_by_person([person_id], actor=actor).get(person_id, [])
        came = permits[0][1] if permits else None
    if came is not None and on < came:
        raise CannotRegister(code)
