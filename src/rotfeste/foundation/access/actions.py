"""What someone does with people and roles."""

from datetime import date

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.rules import may_hold


class RoleDoesNotFit(Exception):
    """This role does not exist in this kind of organisation."""


class AlreadyHeld(Exception):
    """The person holds this role there already."""


class CannotEndOwnRole(Exception):
    """An administrator cannot take the administrator role from themselves: someone must be left to give it back."""


@transaction.atomic
def grant_role(
    *, subject: str, name: str, email: str, organisation_id: int, role: str, from_on: date, actor: Actor
) -> RoleAssignment:
    """The administrator gives a person a role in the own organisation; the person is added if new."""
    actor.require("access.administer")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    organisation = Organisation.objects.get(id=organisation_id)
    if not may_hold(role, organisation.kind):
        raise RoleDoesNotFit(role)
    user, _ = User.objects.get_or_create(subject=subject, defaults={"name": name, "email": email})
    if user.assignments.filter(organisation=organisation, role=role, valid_until=None).exists():
        raise AlreadyHeld(role)
    return RoleAssignment.objects.create(
        user=user, organisation=organisation, role=role, valid_from=from_on, granted_by_id=actor.user_id
    )


@transaction.atomic
def end_role(assignment_id: int, *, on: date, actor: Actor) -> RoleAssignment:
    """The administrator ends a role from a day; the row stays as history."""
    actor.require("access.administer")
    row = RoleAssignment.objects.select_for_update().get(id=assignment_id, organisation_id__in=actor.organisations)
    if row.user_id == actor.user_id and row.role == actor.role:
        raise CannotEndOwnRole
    if row.valid_until is None:
        row.valid_until, row.ended_by_id = max(on, row.valid_from), actor.user_id
        row.save(update_fields=["valid_until", "ended_by"])
    return row


def choose_language(language: str, *, actor: Actor) -> None:
    """A person chooses the language of the interface; it also decides the language of their e-mails."""
    if actor.user_id is not None and language in ("nb", "nn", "en"):
        User.objects.filter(id=actor.user_id).update(language=language)
