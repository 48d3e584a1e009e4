"""Classes: made, changed, joined and left."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.participants.models import Enrolment, Group, GroupMember
from rotfeste.registers.persons import queries as persons


@transaction.atomic
def found_group(
    *,
    name: str,
    activity: str,
    from_on: date,
    until_on: date,
    actor: Actor,
    organisation_id: int,
    teacher: str = "",
    level: str = "",
    track: str = "",
) -> Group:
    """A class is made: its name, period, teacher, level and track. Raises CannotRegister."""
    actor.require("participants.register")
    if organisation_id not in actor.organisations:
        raise Group.DoesNotExist
    with refusing():
        row: Group = Group.objects.create(
            organisation_id=organisation_id,
            name=name.strip(),
            activity=activity,
            from_on=from_on,
            until_on=until_on,
            teacher=teacher.strip(),
            level=level,
            track=track,
        )
    audit.changed(actor, "participants.group", subject_id=row.id)
    return row


@transaction.atomic
def change_group(group_id: int, *, actor: Actor, **given: Any) -> Group:
    """What a class is called, who teaches it, and when. Raises CannotRegister."""
    row = own_group(group_id, actor=actor)
    for name, value in given.items():
        if name not in ("name", "teacher", "level", "track", "from_on", "until_on"):
            raise TypeError(name)
        setattr(row, name, value)
    with refusing():
        row.save()
    audit.changed(actor, "participants.group", subject_id=row.id)
    return row


@transaction.atomic
def join_group(group_id: int, enrolment_ids: Iterable[int], *, from_on: date, actor: Actor) -> list[GroupMember]:
    """Some who take part in the same training become members, from a day. Raises CannotRegister."""
    group = own_group(group_id, actor=actor)
    wanted = set(enrolment_ids)
    rows = Enrolment.objects.visible_to(actor).filter(id__in=wanted, organisation_id=group.organisation_id)
    found = list(rows.select_for_update(of=("self",)).order_by("id"))
    if not wanted or {row.id for row in found} != wanted:
        raise Enrolment.DoesNotExist
    if any(row.activity != group.activity for row in found):
        raise CannotRegister("not_this_training")
    if not group.from_on <= from_on < group.until_on:
        raise CannotRegister("outside_the_class")
    people = persons.persons_by_id([row.person_id for row in found], actor=actor)
    made = [
        GroupMember(
            group=group,
            enrolment=row,
            person_id=row.person_id,
            organisation_id=row.organisation_id,
            name=people[row.person_id].full_name,
            from_on=max(from_on, row.started_on),
        )
        for row in found
    ]
    with refusing():
        GroupMember.objects.bulk_create(made)
    audit.changed(actor, "participants.group_joined", subject_id=group.id, persons=[row.person_id for row in made])
    return made


@transaction.atomic
def leave_group(member_id: int, *, last_day: date, actor: Actor) -> None:
    """Someone leaves a class after a day; one who had not begun is taken out. Raises CannotRegister."""
    actor.require("participants.register")
    rows = GroupMember.objects.visible_to(actor).select_for_update(of=("self",))
    row: GroupMember = rows.get(id=member_id, organisation_id__in=actor.organisations)
    audit.changed(actor, "participants.group_left", subject_id=row.group_id, persons=[row.person_id])
    if last_day < row.from_on:
        row.delete()
        return
    row.until_on = last_day + timedelta(days=1)
    with refusing():
        row.save()


def own_group(group_id: int, *, actor: Actor) -> Group:
    """One of the own organisation's classes, held to the end. Raises DoesNotExist."""
    actor.require("participants.register")
    rows = Group.objects.visible_to(actor).select_for_update()
    row: Group = rows.get(id=group_id, organisation_id__in=actor.organisations)
    return row
