"""What someone does with people and roles."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.outside import LogIn
from rotfeste.foundation.access.queries import in_force
from rotfeste.foundation.access.rules import Role, may_hold
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


@dataclass(frozen=True)
class Newcomer:
    """Who someone is, as the log-in provider knows them. `made_up` people exist in the demo only."""

    subject: str
    name: str
    email: str = ""
    language: str = "nb"
    made_up: bool = False


@transaction.atomic
def found(
    *,
    kind: str,
    name: str,
    administrator: Newcomer,
    from_on: date,
    actor: Actor,
    parent_id: int | None = None,
    organisation_number: str | None = None,
    place_code: str | None = None,
    language: str = "nb",
    email: str = "",
    postal_address: str = "",
    centre_kind: str = "",
) -> RoleAssignment:
    """An organisation joins, with its first administrator, who gives the others their roles."""
    actor.require("access.found")
    organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        parent_id=parent_id,
        organisation_number=organisation_number,
        place_code=place_code,
        language=language,
        email=email,
        postal_address=postal_address,
        centre_kind=centre_kind,
    )
    return RoleAssignment.objects.create(
        user=_known_or_new(administrator),
        organisation=organisation,
        role=Role.ADMINISTRATOR,
        valid_from=from_on,
        granted_by_id=actor.user_id,
    )


def name_advisers(organisation_id: int, *, adviser_id: int, substitute_id: int, actor: Actor) -> None:
    """A municipality gets a named adviser in the directorate, and one who steps in."""
    actor.require("access.found")
    Organisation.objects.filter(id=organisation_id).update(
        named_adviser_id=adviser_id, substitute_adviser_id=substitute_id
    )


def _known_or_new(person: Newcomer) -> User:
    user, _ = User.objects.get_or_create(
        subject=person.subject,
        defaults={
            "name": person.name,
            "email": person.email,
            "language": person.language,
            "made_up": person.made_up,
        },
    )
    return user


@transaction.atomic
def grant_role(
    *,
    subject: str,
    name: str,
    email: str,
    organisation_id: int,
    role: str,
    from_on: date,
    actor: Actor,
    language: str = "nb",
    made_up: bool = False,
    protected_access: bool = False,
) -> RoleAssignment:
    """The administrator gives a person a role in the own organisation; the person is added if new."""
    actor.require("access.administer")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    organisation = Organisation.objects.get(id=organisation_id)
    if not may_hold(role, organisation.kind):
        raise RoleDoesNotFit(role)
    user = _known_or_new(Newcomer(subject, name, email, language, made_up))
    if user.assignments.filter(organisation=organisation, role=role, valid_until=None).exists():
        raise AlreadyHeld(role)
    return RoleAssignment.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=from_on,
        granted_by_id=actor.user_id,
        protected_access=protected_access,
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
