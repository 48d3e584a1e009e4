"""Who has a task with a person, and who is responsible for them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.persons.models import Involvement, Responsibility, Stay
from rotfeste.registers.persons.rules import Because


def involve(person_ids: Iterable[int], *, organisation_id: int, because: Because, since: date, actor: Actor) -> None:
    """An organisation gets a task with these persons, and may see them from now on."""
    wanted = set(person_ids)
    known = set(
        Involvement.objects.visible_to(actor)
        .filter(person_id__in=wanted, organisation_id=organisation_id, because=because, until_on=None)
        .values_list("person_id", flat=True)
    )
    Involvement.objects.bulk_create(
        Involvement(person_id=person_id, organisation_id=organisation_id, because=because, since_on=since)
        for person_id in sorted(wanted - known)
    )


def end_involvement(person_ids: Iterable[int], *, because: Iterable[Because], on: date, actor: Actor) -> None:
    """These tasks end, whichever organisations have them, and with them their sight of these persons."""
    with _whoever_has_the_task(actor) as far:
        Involvement.objects.visible_to(far).filter(
            person_id__in=list(person_ids), because__in=list(because), until_on=None
        ).update(until_on=on)


class ResponsibleElsewhere(Exception):
    """Another municipality is responsible on that day; its responsibility must end first."""


@transaction.atomic
def become_responsible(person_ids: Iterable[int], *, organisation_id: int, from_on: date, actor: Actor) -> None:
    """A municipality becomes responsible for persons from a day; the database refuses two on one day too.

    Raises ResponsibleElsewhere.
    """
    wanted = sorted(set(person_ids))
    others = Responsibility.objects.visible_to(actor).filter(person_id__in=wanted)
    if others.filter(Q(until_on=None) | Q(until_on__gt=from_on)).exists():
        raise ResponsibleElsewhere
    Responsibility.objects.bulk_create(
        Responsibility(person_id=person_id, organisation_id=organisation_id, from_on=from_on) for person_id in wanted
    )
    involve(wanted, organisation_id=organisation_id, because=Because.RESPONSIBLE, since=from_on, actor=actor)


@transaction.atomic
def move_on(person_ids: Iterable[int], *, organisation_id: int, on: date, actor: Actor) -> None:
    """Persons move to another municipality: the responsibility of the one before ends on the day the next begins.

    Raises ResponsibleElsewhere where another municipality is responsible from a later day.
    """
    wanted = list(person_ids)
    end_involvement(wanted, because=[Because.RESPONSIBLE], on=on, actor=actor)
    with _whoever_has_the_task(actor) as far:
        Responsibility.objects.visible_to(far).filter(person_id__in=wanted, until_on=None, from_on__lt=on).update(
            until_on=on
        )
    become_responsible(wanted, organisation_id=organisation_id, from_on=on, actor=actor)
    audit.changed(actor, "persons.moved_on", persons=wanted)


class NotTheirsToHandOver(Exception):
    """The organisation is not responsible for everyone named on the day before the move."""


@transaction.atomic
def hand_over(
    person_ids: Iterable[int], *, from_organisation_id: int, to_organisation_id: int, on: date, actor: Actor
) -> None:
    """The responsible municipality says that persons move on a day: its task ends, and another's begins.

    Raises NotTheirsToHandOver, ResponsibleElsewhere.
    """
    wanted = sorted(set(person_ids))
    with _whoever_has_the_task(actor) as far:
        ours = Responsibility.objects.visible_to(far).filter(
            person_id__in=wanted, organisation_id=from_organisation_id, until_on=None, from_on__lt=on
        )
        if from_organisation_id not in actor.organisations or ours.count() != len(wanted):
            raise NotTheirsToHandOver
        move_on(wanted, organisation_id=to_organisation_id, on=on, actor=far)


def leave_centre(person_ids: Iterable[int], *, on: date, actor: Actor) -> None:
    """The persons have moved out of the reception centre: the stay and the centre's task end."""
    wanted = list(person_ids)
    end_involvement(wanted, because=[Because.CENTRE], on=on, actor=actor)
    with _whoever_has_the_task(actor) as far:
        Stay.objects.visible_to(far).filter(person_id__in=wanted, until_on=None).update(
            until_on=Greatest(F("from_on"), on)
        )


@contextmanager
def _whoever_has_the_task(actor: Actor) -> Iterator[Actor]:
    """Nobody sees the tasks of others, yet a step of one ends the task of another, or begins it at a move."""
    with walls.asking(replace(actor, reach="nation", protected=True)) as far:
        yield far
