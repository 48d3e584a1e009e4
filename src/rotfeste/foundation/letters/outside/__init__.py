"""The port through which letters leave, shaped as KS Fiks SvarUt's «forsendelse»; and its embedded default."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from rotfeste.foundation.letters.rules import Recipient
from rotfeste.foundation.letters.states import DispatchStatus


@dataclass(frozen=True)
class Shipment:
    """A letter on its way out."""

    reference: str
    """Ours (`eksternReferanse`): asked for again, it is not sent twice."""
    title: str
    recipient: Recipient
    document: bytes
    filename: str
    security_level: str


@dataclass(frozen=True)
class Told:
    """One receipt, as the channel tells it."""

    told: str
    status: DispatchStatus | None
    """What it means for us; None where it moves nothing."""
    at: datetime


class ChannelDown(Exception):
    """The channel did not answer, or could not take anything just now: try again later."""


class ShipmentRefused(Exception):
    """The channel does not take this letter: somebody must look at it."""


class Channel(Protocol):
    """Where letters leave."""

    name: str
    takes_document: bool
    """Whether the document itself must be ready before the letter leaves."""

    def send(self, shipment: Shipment) -> str:
        """Send it and give the channel's key. Raises ChannelDown or ShipmentRefused."""

    def find(self, reference: str) -> str | None:
        """The channel's key of what was sent under our reference, if it was."""

    def receipts(self, shipment: str) -> list[Told]:
        """All that has happened with a shipment so far. Raises ChannelDown."""


class LocalOutbox:
    """The embedded default: the letter stays in the database and is opened in the browser. Nobody is written to."""

    name = "local"
    takes_document = False

    def send(self, shipment: Shipment) -> str:
        """Nothing leaves; the key is our own reference."""
        return f"local:{shipment.reference}"

    def find(self, reference: str) -> str | None:
        """Sending twice does no harm here."""
        return None

    def receipts(self, shipment: str) -> list[Told]:
        """None come by themselves: the outbox page has buttons for them."""
        return []


def channel() -> Channel:
    """The channel that this installation uses."""
    made: Channel = import_string(settings.LETTER_DISPATCH)()
    return made
