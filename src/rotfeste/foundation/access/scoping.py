"""The first wall: a manager that gives no rows until it is told who asks."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models.expressions import RawSQL

from rotfeste.foundation.access.actor import Actor

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class Unscoped(RuntimeError):
    """Rows were asked for without saying who asks: call visible_to(actor) first."""


class ScopedQuerySet(models.QuerySet[M_co]):
    """Rows that can be narrowed to what one actor may see. Subclasses say how, in `narrow`."""

    def narrow(self, actor: Actor) -> Self:
        """The rows that the actor may see; nothing, until a subclass says what."""
        return self.none()


class OrganisationQuerySet(ScopedQuerySet[M_co]):
    """Rows that belong to one organisation: the directorate sees all, others their own and those below."""

    def narrow(self, actor: Actor) -> Self:
        """Own rows, or all for the directorate."""
        if actor.in_directorate:
            return self
        return self.filter(organisation_id__in=actor.organisations)


class ScopedManager(models.Manager[M_co]):
    """Raises Unscoped on every use but visible_to(actor), create and bulk_create.

    Rows reached from a parent that was itself scoped (`case.steps.all()`) need no second question.
    """

    queryset_class: type[ScopedQuerySet[Any]] = ScopedQuerySet

    def get_queryset(self) -> models.QuerySet[M_co]:
        """Only from a parent row."""
        if getattr(self, "instance", None) is None:
            raise Unscoped(f"{self.model.__name__}.objects: say who asks with visible_to(actor)")
        return self.queryset_class(self.model, using=self._db)

    def visible_to(self, actor: Actor) -> Any:
        """The rows that this actor may see."""
        return self.queryset_class(self.model, using=self._db).narrow(actor)

    def create(self, **values: Any) -> M_co:
        """Write one row; the database checks that the actor may."""
        row: M_co = self.queryset_class(self.model, using=self._db).create(**values)
        return row

    def bulk_create(self, rows: Any, **options: Any) -> list[M_co]:  # type: ignore[override]
        """Write many rows; the database checks each."""
        return self.queryset_class(self.model, using=self._db).bulk_create(rows, **options)


def among(ids: Iterable[int]) -> RawSQL:
    """For `…__in` with many ids: as one value, since thousands of values take longer to send than to find."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])


def scoped(queryset: type[ScopedQuerySet[Any]]) -> ScopedManager[Any]:
    """A manager that narrows rows with this queryset class."""
    manager: ScopedManager[Any] = ScopedManager()
    manager.queryset_class = queryset
    return manager
