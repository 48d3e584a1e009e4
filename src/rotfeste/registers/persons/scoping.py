"""Who may see which person: need-to-know by relation, and the same rule once for queries and once for the database.

A relation is a row in Involvement: the centre where the person lives, the municipality that is asked or responsible.
The directorate's case workers see the country. Hidden persons need an own access on top. Break-glass opens one person
for one user for a day.
"""

from dataclasses import replace
from typing import Any, Self, TypeVar

from django.db import models
from django.db.migrations.operations import RunSQL
from django.db.models import Q
from django.db.models.expressions import RawSQL

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet
from rotfeste.foundation.access.walls import ACTOR, MINE, MY_PERSONS, NATION, PROTECTED, own_view, wall

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

INVOLVED = "SELECT person_id FROM persons_involvement WHERE organisation_id = {mine} AND until_on IS NULL"
HIDDEN = "SELECT person_id FROM persons_hidden"
MINORS_ALONE = (
    "SELECT p.id FROM persons_person p JOIN persons_household h ON h.id = p.household_id"
    " WHERE h.\"group\" = 'unaccompanied_minor' AND p.came_of_age_on IS NULL"
)
OPENED = "SELECT person_id FROM persons_emergencyaccess WHERE user_id = {actor} AND until_at > now()"


def involved_with(column: str) -> str:
    """The SQL of a policy: the actor's organisations have a task with the person that this column names.

    It is looked up for the row at hand. As «IN (SELECT …)» the database would gather everyone whom the organisation
    has a task with, for each query anew: much for a large municipality that asks about one person.
    """
    return (
        f"(SELECT true FROM persons_involvement i WHERE i.person_id = {column}"  # noqa: S608
        f" AND i.organisation_id = {MINE} AND i.until_on IS NULL LIMIT 1)"
    )


def seen_through(column: str) -> str:
    """The SQL of a policy: the actor may see the person that this column names."""
    return (
        f"(({NATION} OR {involved_with(column)}) AND ({PROTECTED} OR {column} NOT IN ({HIDDEN})))"
        f" OR {column} IN ({OPENED.format(actor=ACTOR)})"
    )


def person_wall(table: str, column: str = "person_id", *, write: str | None = None) -> RunSQL:
    """Row-level security for a table whose rows are about one person."""
    return wall(table, see=seen_through(f"{table}.{column}"), write=write)


def is_mine(column: str) -> str:
    """The SQL of a policy: the person that this column names is the one who asks, or a child they answer for."""
    return f"{column} = ANY ({MY_PERSONS}) AND {column} NOT IN ({HIDDEN})"


def own_rows(table: str, column: str = "person_id") -> RunSQL:
    """Rows about one person, seen by that person."""
    return own_view(table, is_mine(f"{table}.{column}"))


class PersonScoped(ScopedQuerySet[M_co]):
    """Rows about one person, narrowed to persons that the actor has a task with."""

    person_path = "person_id"

    def narrow(self, actor: Actor) -> Self:
        """The same rule as `seen_through`, said to the query."""
        if actor.reach == "none":
            return self.none()
        if actor.asks_about_self:
            return self.filter(**{f"{self.person_path}__in": actor.persons}).listed()
        if not actor.may("persons.minors"):
            grown = self.exclude(**{f"{self.person_path}__in": RawSQL(MINORS_ALONE, [])})
            return grown.narrow(replace(actor, extra=actor.extra | {"persons.minors"}))
        if actor.national:
            return self if actor.protected else self.exclude(**{f"{self.person_path}__in": RawSQL(HIDDEN, [])})
        involved = RawSQL(INVOLVED.format(mine="ANY(%s)"), [list(actor.organisations)])
        opened = RawSQL(OPENED.format(actor="%s"), [actor.user_id])
        seen = Q(**{f"{self.person_path}__in": involved})
        if not actor.protected:
            seen &= ~Q(**{f"{self.person_path}__in": RawSQL(HIDDEN, [])})
        return self.filter(seen | Q(**{f"{self.person_path}__in": opened}))

    def listed(self) -> Self:
        """Without hidden persons: they appear in no list, whoever asks."""
        return self.exclude(**{f"{self.person_path}__in": RawSQL(HIDDEN, [])})


class PersonQuerySet(PersonScoped[Any]):
    """The persons themselves."""

    person_path = "id"
