"""Who sees what is registered: those who see the person, and the organisation that registered it in its own period.

Registration rights follow the period and not today's address (features D09): what a municipality or a host municipality
has registered it keeps seeing, and for the days it had the person it may still register.
"""

from typing import Self, TypeVar

from django.db import models
from django.db.migrations.operations import RunSQL
from django.db.models import Q
from django.db.models.expressions import RawSQL

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.walls import MINE, MINORS, NATION, ORGANISATION, PROTECTED, wall
from rotfeste.registers.persons.scoping import (
    HIDDEN,
    INVOLVED,
    MINORS_ALONE,
    OPENED,
    PersonScoped,
    own_rows,
    seen_through,
)

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class RegisteredQuerySet(PersonScoped[M_co]):
    """Rows about a person that an organisation has registered."""

    def narrow(self, actor: Actor) -> Self:
        """What is about persons whom the actor has a task with, and what the own organisation has registered.

        By the row's own columns: asked through the persons, the database would look at everyone in the country.
        """
        if actor.reach != "organisation":
            return super().narrow(actor)
        seen = Q(person_id__in=RawSQL(INVOLVED.format(mine="ANY(%s)"), [list(actor.organisations)]))
        seen |= Q(organisation_id__in=actor.organisations)
        if not actor.protected:
            seen &= ~Q(person_id__in=RawSQL(HIDDEN, []))
        rows = self.filter(seen | Q(person_id__in=RawSQL(OPENED.format(actor="%s"), [actor.user_id])))
        return rows if actor.may("persons.minors") else rows.exclude(person_id__in=RawSQL(MINORS_ALONE, []))


def had_in(table: str, begins: str, ends: str) -> str:
    """The SQL of a policy: the row's organisation had the person on some day of the period that it names."""
    kinds = [
        f"(SELECT true FROM {source} p WHERE p.person_id = {table}.person_id"  # noqa: S608
        f" AND p.organisation_id = {table}.organisation_id AND p.from_on < {ends}"
        f" AND (p.until_on IS NULL OR p.until_on > {begins}) LIMIT 1)"
        for source in ("persons_responsibility", "persons_stay")
    ]
    return f"coalesce({kinds[0]}, {kinds[1]}, false)"


def registered_wall(table: str, *, begins: str = "", ends: str = "") -> RunSQL:
    """Seen with the person and by who registered it; written by the organisation that had the person in the period."""
    period = f" AND {had_in(table, begins, ends)}" if begins else ""
    return wall(table, see=registered_seen(table), write=f"{NATION} OR ({_own(table)}{period})")


def registered_seen(table: str) -> str:
    """The SQL of a policy: the row is the organisation's own, or the actor sees the person.

    The row's own column is asked first: who the person is must be looked up, row by row.
    """
    kept = f"({_own(table)} AND ({PROTECTED} OR {table}.person_id NOT IN ({HIDDEN})))"
    return f"{kept} OR ({seen_through(f'{table}.person_id')})"


def minors_in(table: str) -> str:
    """The SQL of a restrictive policy: whom the organisation has registered, and minors alone for who works with them.

    The row's own column is asked first here too.
    """
    seen = f"(SELECT true FROM persons_person p WHERE p.id = {table}.person_id)"  # noqa: S608
    return f"{MINORS} OR {_own(table)} OR {seen}"


def _own(table: str) -> str:
    return f"({ORGANISATION} AND {table}.organisation_id = {MINE})"


def registered_own_view(table: str) -> RunSQL:
    """The person sees what is registered about them."""
    return own_rows(table)
