"""Questions about organisations, people and roles."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from rotfeste.foundation.access.actor import NOBODY, Actor
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.rules import OrganisationKind, Role, reach_of


def descendants(organisation_id: int) -> tuple[int, ...]:
    """The organisation itself and all below it (the tree is at most three deep)."""
    return tuple(
        Organisation.objects.filter(
            Q(id=organisation_id) | Q(parent_id=organisation_id) | Q(parent__parent_id=organisation_id)
        ).values_list("id", flat=True)
    )


def in_force(on: date) -> Q:
    """Assignments that are in force on a day."""
    return Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))


def actor_for(assignment_id: int, *, on: date, level: str = "substantial") -> Actor:
    """The actor for one role assignment, or NOBODY if it is not in force on the day."""
    row = (
        RoleAssignment.objects.filter(in_force(on), id=assignment_id, user__active=True)
        .select_related("user", "organisation")
        .first()
    )
    return NOBODY if row is None else actor_of(row, level=level)


def actor_of(row: RoleAssignment, *, level: str) -> Actor:
    """The actor for a role assignment that is in force."""
    reach = reach_of(row.role, row.organisation.kind)
    own_only = row.organisation.kind in (OrganisationKind.RECEPTION_CENTRE, OrganisationKind.DIRECTORATE)
    return Actor(
        user_id=row.user_id,
        name=row.user.name,
        role=row.role,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        organisation_kind=row.organisation.kind,
        reach=reach,
        organisations=(row.organisation_id,) if own_only else descendants(row.organisation_id),
        level=level,
        protected=row.protected_access,
    )


def roles_of(user: User, *, on: date) -> QuerySet[RoleAssignment]:
    """The roles that a person holds on a day, with their organisations."""
    return user.assignments.filter(in_force(on)).select_related("organisation").order_by("organisation__name", "role")


def roles_of_actor(actor: Actor, *, on: date) -> QuerySet[RoleAssignment]:
    """The roles that the actor could ask in instead: all that the same person holds on the day."""
    return (
        RoleAssignment.objects.filter(in_force(on), user_id=actor.user_id or 0)
        .select_related("organisation")
        .order_by("organisation__name", "role")
    )


def made_up_roles(*, on: date) -> QuerySet[RoleAssignment]:
    """The roles of made-up people, for the demo's choice of person."""
    return (
        RoleAssignment.objects.filter(in_force(on), user__active=True, user__made_up=True)
        .select_related("user", "organisation")
        .order_by("organisation__name", "organisation_id", "role", "user__name")
    )


def people_with(*roles: Role, organisation_id: int, on: date) -> QuerySet[User]:
    """The active people who hold one of the roles in an organisation on a day."""
    held = RoleAssignment.objects.filter(in_force(on), role__in=roles, organisation_id=organisation_id)
    return User.objects.filter(id__in=held.values("user_id"), active=True).order_by("name")


def people_of(organisation_ids: Collection[int], *roles: Role, on: date) -> QuerySet[User]:
    """The active people who hold one of the roles in one of the organisations on a day."""
    held = RoleAssignment.objects.filter(in_force(on), role__in=roles, organisation_id__in=organisation_ids)
    return User.objects.filter(id__in=held.values("user_id"), active=True).order_by("id")


def staff(actor: Actor, *, on: date) -> QuerySet[RoleAssignment]:
    """Every role in the administrator's own organisation and below, in force and ended."""
    actor.require("access.administer")
    return (
        RoleAssignment.objects.filter(organisation_id__in=actor.organisations)
        .select_related("user", "organisation", "granted_by", "ended_by")
        .order_by("organisation__name", "user__name", "role")
    )


def organisation_of_place(kind: OrganisationKind, place_code: str) -> Organisation | None:
    """The organisation that runs a place."""
    return Organisation.objects.filter(kind=kind, place_code=place_code).first()


def actor_in_role(user_id: int, organisation_id: int, role: str, *, on: date) -> Actor:
    """The actor for a person in a role, as a job needs it; NOBODY if the role has ended."""
    row = RoleAssignment.objects.filter(
        in_force(on), user_id=user_id, organisation_id=organisation_id, role=role
    ).first()
    return actor_for(row.id, on=on) if row else NOBODY


def advisers_of(actor: Actor) -> list[User]:
    """The named adviser and the substitute that the directorate has for the actor's municipality or city district."""
    if not actor.in_municipality:
        return []
    row = (
        Organisation.objects.filter(id=actor.known_organisation)
        .select_related("named_adviser", "substitute_adviser", "parent__named_adviser", "parent__substitute_adviser")
        .first()
    )
    if row is None:
        return []
    holder = row if row.named_adviser or row.parent is None else row.parent
    return [user for user in (holder.named_adviser, holder.substitute_adviser) if user is not None]
