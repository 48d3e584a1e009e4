"""What host municipalities offer asylum seekers in centres."""

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.participants.models import HostOffer


def host_offers(*, actor: Actor) -> list[HostOffer]:
    """The own municipality's offers with their months, the newest first; for the directorate everyone's."""
    actor.require("participants.read")
    rows = HostOffer.objects.visible_to(actor).select_related("centre", "organisation")
    return list(rows.prefetch_related("months").order_by("-offered_on", "-id"))


def host_offer_of(offer_id: int, *, actor: Actor) -> HostOffer:
    """One of the own municipality's offers. Raises HostOffer.DoesNotExist."""
    actor.require("participants.read")
    rows = HostOffer.objects.visible_to(actor).select_related("centre")
    row: HostOffer = rows.get(id=offer_id, organisation_id__in=actor.organisations)
    return row


def centres() -> list[Organisation]:
    """Every reception centre, by name."""
    return list(Organisation.objects.filter(kind="reception_centre").order_by("name", "id"))
