"""Hidden persons, and the way in for an emergency."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.persons.models import EmergencyAccess, Hidden, Person, ProtectedDetail
from rotfeste.registers.persons.rules import duf_is_valid

OPEN_FOR = timedelta(hours=24)
SHORTEST_REASON = 20


class ReasonTooShort(Exception):
    """A written reason of at least 20 characters is needed."""


class NotProtected(Exception):
    """The person has no protection in force."""


class ProtectedAlready(Exception):
    """The person has a protection in force already; lift it first, or leave it."""


@transaction.atomic
def protect(person_id: int, *, kind: str, address: str = "", from_on: date, actor: Actor) -> None:
    """Hide a person, and the whole household with them, since one address gives away the others."""
    actor.require("persons.protect")
    row = Person.objects.visible_to(actor).get(id=person_id)
    household = Person.objects.visible_to(actor).filter(household_id=row.household_id)
    ids = list(household.values_list("id", flat=True))
    if row.protected_details.filter(until_on=None).exists():
        raise ProtectedAlready
    ProtectedDetail.objects.create(person_id=person_id, kind=kind, address=address, from_on=from_on)
    audit.changed(actor, "persons.protection", subject_id=person_id, persons=ids)
    Hidden.objects.bulk_create(
        [Hidden(person_id=number, household_id=row.household_id, since_on=from_on) for number in ids],
        ignore_conflicts=True,
    )


@transaction.atomic
def lift_protection(person_id: int, *, on: date, reason: str, actor: Actor) -> None:
    """A person's protection has ended; the household is seen again when nobody else in it is protected.

    For those with the own access alone, and with a reason. Raises Person.DoesNotExist, NotProtected, ReasonTooShort.
    """
    actor.require("persons.protect")
    if not actor.protected:
        raise Person.DoesNotExist
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShort
    row = Person.objects.visible_to(actor).get(id=person_id)
    in_force = ProtectedDetail.objects.visible_to(actor).filter(until_on=None)
    if not in_force.filter(person_id=person_id).update(until_on=on):
        raise NotProtected
    ids = list(Person.objects.visible_to(actor).filter(household_id=row.household_id).values_list("id", flat=True))
    audit.changed(actor, "persons.protection_lifted", subject_id=person_id, persons=ids, reason=reason.strip())
    if not in_force.filter(person_id__in=ids).exists():
        Hidden.objects.filter(household_id=row.household_id).delete()


@transaction.atomic
def break_glass(duf_number: str, *, reason: str, now: datetime, actor: Actor) -> int:
    """Open one person outside one's tasks for 24 hours, with a written reason; returns the person's id.

    The opening is recorded, the person can see it, and it is reviewed afterwards. Raises Person.DoesNotExist.
    """
    actor.require("persons.break_glass")
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShort
    if not duf_is_valid(duf_number):
        raise Person.DoesNotExist
    person_id = _behind_number(duf_number, actor)
    EmergencyAccess.objects.create(
        person_id=person_id,
        user_id=actor.known_user,
        organisation_id=actor.known_organisation,
        reason=reason.strip(),
        opened_at=now,
        until_at=now + OPEN_FOR,
    )
    audit.changed(actor, "persons.break_glass", subject_id=person_id, persons=[person_id], reason=reason.strip())
    return person_id


def _behind_number(duf_number: str, actor: Actor) -> int:
    """The id behind a number, whoever the person is: the one look past the wall, and it is recorded by the caller."""
    with walls.asking(replace(actor, reach="nation", protected=True)) as far:
        return int(Person.objects.visible_to(far).values_list("id", flat=True).get(duf_number=duf_number))


def review_opening(opening_id: int, *, on: date, actor: Actor) -> None:
    """An auditor or administrator has looked at a break-glass opening."""
    rows = EmergencyAccess.objects.exclude(user_id=actor.known_user)
    if not actor.may("audit.read"):
        actor.require("access.administer")
        rows = rows.filter(organisation_id__in=actor.organisations)
    row = rows.get(id=opening_id)
    row.reviewed_on, row.reviewed_by_id = on, actor.user_id
    row.save(update_fields=["reviewed_on", "reviewed_by"])
