"""Questions about the trail, and the trail itself as it is verified."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit.models import Event, EventQuerySet, Head
from rotfeste.foundation.audit.rules import End, Fault, Link, faults

if TYPE_CHECKING:
    Events = QuerySet[Event]

COLUMNS = (
    "id::text, stream::text, sequence::text, (extract(epoch FROM at) * 1000000)::bigint::text, actor_id::text,"
    " actor_name, role, organisation_id::text, organisation_name, verb, what, subject_id::text,"
    " array_to_string(person_ids, ','), reason, details::text"
)
"""The hashed columns as text, in the order of the database's trigger."""


def trail(
    actor: Actor,
    *,
    person_id: int | None = None,
    user_ids: Collection[int] | None = None,
    organisation_ids: Collection[int] | None = None,
    verb: str = "",
    what: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
) -> "Events":
    """The events that the actor may see, newest first. `until_on` is the last day that is included."""
    events: Events = Event.objects.visible_to(actor)
    if person_id is not None:
        events = events.filter(person_ids__contains=[person_id])
    if user_ids is not None:
        events = events.filter(actor_id__in=user_ids)
    if organisation_ids is not None:
        events = events.filter(organisation_id__in=organisation_ids)
    if verb:
        events = events.filter(verb=verb)
    if what:
        events = events.filter(what=what)
    if from_on is not None:
        events = events.filter(at__gte=_midnight(from_on))
    if until_on is not None:
        events = events.filter(at__lt=_midnight(until_on + timedelta(days=1)))
    return events.order_by("-id")


def own_activity(actor: Actor) -> "Events":
    """What the actor did, newest first."""
    events: Events = Event.objects.visible_to(actor)
    return events.filter(actor_id=actor.user_id).order_by("-id")


def looked_at(person_id: int, *, actor: Actor, limit: int = 200) -> list[Event]:
    """Who has searched for, read or changed something about this person, newest first.

    For those with `audit.person` (or an auditor). The caller has made sure that the actor may see the person.
    """
    if not actor.may("audit.read"):
        actor.require("audit.person")
    about = "SELECT set_config('rotfeste.about_person', %s, true)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(about, [str(person_id)])
        events = list(EventQuerySet(Event).filter(person_ids__contains=[person_id]).order_by("-id")[:limit])
        cursor.execute(about, [""])
    return events


def heads() -> dict[int, End]:
    """How far each stream has come."""
    return {head.stream: End(head.sequence, bytes(head.digest)) for head in Head.objects.all()}


def links() -> Iterator[Link]:
    """The whole trail, streamed in the order of its chains. Inside a transaction in which an auditor asks."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT stream, sequence, previous, digest, {COLUMNS} FROM audit_event e ORDER BY e.stream, e.sequence"  # noqa: S608
        )
        while rows := cursor.fetchmany(5000):
            for stream, sequence, previous, digest, *fields in rows:
                yield Link(stream, sequence, tuple(fields), bytes(previous), bytes(digest))


def faults_in_trail(anchored: Mapping[int, list[End]]) -> list[Fault]:
    """What is wrong with the trail, compared with its heads and with what was anchored. An auditor asks."""
    return list(faults(links(), heads(), anchored))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())
