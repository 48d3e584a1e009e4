"""Unaccompanied minors turn 18."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.persons.models import Person
from rotfeste.registers.persons.rules import Group, age_on

ADULT = 18


@transaction.atomic
def come_of_age(*, today: date, actor: Actor) -> int:
    """Unaccompanied minors who have turned 18 are seen as other adults from now on; returns how many they are."""
    actor.require("persons.minors")
    with walls.asking(replace(actor, protected=True)) as far:
        rows = Person.objects.visible_to(far).filter(
            household__group=Group.UNACCOMPANIED_MINOR,
            came_of_age_on=None,
            born_on__lte=date(today.year - ADULT, 12, 31),
        )
        grown = [row.id for row in rows.only("id", "born_on") if age_on(row.born_on, today) >= ADULT]
        if grown:
            Person.objects.visible_to(far).filter(id__in=grown).update(came_of_age_on=today)
            audit.changed(far, "persons.came_of_age", persons=grown)
    return len(grown)
