"""Who has reserved themselves against research."""

from collections.abc import Iterable

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import Reservation


def reservation_of(person_id: int, *, actor: Actor) -> Reservation | None:
    """The last that the person has said; None where they have said nothing."""
    row: Reservation | None = Reservation.objects.visible_to(actor).filter(person_id=person_id).order_by("id").last()
    return row


def reserved_among(person_ids: Iterable[int], *, actor: Actor) -> set[int]:
    """Those of these persons whose last word is that data about them shall not be used."""
    rows = Reservation.objects.visible_to(actor).filter(person_id__in=list(person_ids)).order_by("id")
    last = dict(rows.values_list("person_id", "reserved"))
    return {person_id for person_id, reserved in last.items() if reserved}
