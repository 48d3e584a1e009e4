"""What the directorate and a municipality or centre write to each other about a case; each message is acknowledged."""

from datetime import datetime

from django.db import transaction

from rotfeste.casework.settlement.actions.telling import tell_organisation, tell_user
from rotfeste.casework.settlement.actions.way import locked, record
from rotfeste.casework.settlement.models import Message
from rotfeste.foundation.access.actor import Actor


class EmptyMessage(Exception):
    """A message needs a text."""


class NotAParty(Exception):
    """The organisation has no task in the case, so it cannot be written to."""


@transaction.atomic
def write_message(
    case_id: int, *, text: str, now: datetime, actor: Actor, organisation_id: int | None = None
) -> Message:
    """Write about a case: the directorate to a party, or a party to the directorate."""
    actor.require("settlement.message")
    case = locked(case_id, version=None, actor=actor)
    if not text.strip():
        raise EmptyMessage
    parties = {row for row in (case.centre_id, case.receiver_id) if row}
    parties |= set(case.requests.filter(status__in=("sent", "accepted")).values_list("organisation_id", flat=True))
    other = organisation_id if actor.in_directorate else actor.known_organisation
    if other is None or (actor.in_directorate and other not in parties):
        raise NotAParty
    message: Message = Message.objects.create(
        case=case,
        organisation_id=other,
        from_directorate=actor.in_directorate,
        author_id=actor.user_id,
        author_name=actor.name,
        text=text.strip(),
        sent_at=now,
    )
    record(actor, "message", case)
    if actor.in_directorate:
        tell_organisation("message", other, "settlement:case", case.id, today=now.date())
    else:
        last = case.messages.filter(from_directorate=True).order_by("-sent_at").first()
        asked = case.requests.order_by("-sent_at").first()
        tell_user("message", case, last.author_id if last else asked.sent_by_id if asked else None)
    return message


def mark_read(case_id: int, *, now: datetime, actor: Actor) -> int:
    """The reader has opened the case: messages to them count as read, and the sender sees it."""
    rows = Message.objects.visible_to(actor).filter(
        case_id=case_id, read_at=None, from_directorate=not actor.in_directorate
    )
    return int(rows.update(read_at=now, read_by_id=actor.user_id))
