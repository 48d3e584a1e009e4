"""Writing the trail: called in the same transaction as the reading or the change, so no log means no data."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit.models import Event


def searched(actor: Actor, what: str, *, persons: Iterable[int] = (), **details: Any) -> None:
    """Someone searched or listed; `persons` are those that were shown."""
    _record(actor, "search", what, None, persons, "", details)


def read(
    actor: Actor, what: str, *, subject_id: int | None = None, persons: Iterable[int], reason: str = "", **details: Any
) -> None:
    """Someone read about these persons."""
    _record(actor, "read", what, subject_id, persons, reason, details)


def changed(
    actor: Actor,
    what: str,
    *,
    subject_id: int | None = None,
    persons: Iterable[int] = (),
    reason: str = "",
    **details: Any,
) -> None:
    """Someone changed something, about these persons where there are any."""
    _record(actor, "change", what, subject_id, persons, reason, details)


def _record(
    actor: Actor,
    verb: str,
    what: str,
    subject_id: int | None,
    persons: Iterable[int],
    reason: str,
    details: dict[str, Any],
) -> None:
    Event(
        at=timezone.now(),
        actor_id=actor.user_id,
        actor_name=actor.name,
        role=actor.role,
        organisation_id=actor.organisation_id,
        organisation_name=actor.organisation_name,
        verb=verb,
        what=what,
        subject_id=subject_id,
        person_ids=sorted(set(persons)),
        reason=reason,
        details=details if actor.helper_id is None else {**details, "helper": actor.helper_id},
    ).save(force_insert=True)
