"""What someone does with people and roles."""

from datetime import date

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.outside import LogIn
from rotfeste.foundation.access.queries import in_force
from rotfeste.foundation.access.rules import may_hold
from rotfeste.foundation.access.session import keyed_hash


class RoleDoesNotFit(Exception):
    """This role does not exist in this kind of organisation."""


class AlreadyHeld(Exception):
    """The person holds this role there already."""


class CannotEndOwnRole(Exception):
    """An administrator cannot take the administrator role from themselves: someone must be left to give it back."""


class NoRoleHere(Exception):
    """The person is known to the provider, but holds no role here for an organisation that they may act for."""


def subject_of(pid: str) -> str:
    """What a person is recognised by: a keyed hash of the national identity number, which itself is not kept."""
    return keyed_hash("pid", pid)


def roles_logged_in(log_in: LogIn, *, on: date) -> list[RoleAssignment]:
    """The roles that a verified log-in opens: held here, in organisations that the provider confirms too.

    A city district without a number of its own is confirmed by its municipality's. Raises NoRoleHere.
    """
    roles = (
        RoleAssignment.objects.filter(in_force(on), user__subject=subject_of(log_in.pid), user__active=True)
        .select_related("user", "organisation__parent")
        .order_by("organisation__name", "role")
    )
    confirmed = [role for role in roles if number_of(role.organisation) in log_in.organisation_numbers]
    if not confirmed:
        raise NoRoleHere
    return confirmed


def number_of(organisation: Organisation) -> str | None:
    """The organisation number, or that of the organisation above where there is none."""
    above = organisation.parent
    return organisation.organisation_number or (above.organisation_number if above else None)


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
