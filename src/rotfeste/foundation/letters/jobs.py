"""What the worker does with letters: send them, and ask for receipts."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.letters import actions, outside
from rotfeste.foundation.letters.models import Dispatch
from rotfeste.foundation.letters.states import DELIVERED, PRINT, SENT

POSTMAN = replace(system("letters", permissions=frozenset({"letters.send"})), protected=True)
"""Letters to persons with protected identity are sent too, so the postman sees them."""


@app.task(
    name="letters.dispatch",
    retry=RetryStrategy(max_attempts=actions.MOST_ATTEMPTS, exponential_wait=3, retry_exceptions=[outside.ChannelDown]),
)
def dispatch_letter(dispatch_id: int) -> None:
    """Send one letter; a channel that is down is tried again, later and later."""
    with walls.asking(POSTMAN):
        actions.count_attempt(dispatch_id, actor=POSTMAN)
    with walls.asking(POSTMAN):
        actions.dispatch(dispatch_id, actor=POSTMAN, at=now())


@app.task(name="letters.receipts")
def fetch_receipts() -> int:
    """Ask the channel about all that is on its way; returns how many were asked about."""
    channel = outside.channel()
    with walls.asking(POSTMAN):
        waiting = list(
            Dispatch.objects.visible_to(POSTMAN)
            .filter(status__in=[SENT, DELIVERED, PRINT], channel=channel.name)
            .values_list("id", "shipment")
        )
    for dispatch_id, shipment in waiting:
        try:
            receipts = channel.receipts(shipment)
        except outside.ChannelDown:
            continue
        with walls.asking(POSTMAN):
            actions.receive(dispatch_id, receipts, actor=POSTMAN, now=now())
    return len(waiting)


def now() -> datetime:
    """The clock; in the demo, the time of day on the day at which it stands still."""
    at = timezone.localtime()
    day = settings.TODAY
    return at.replace(year=day.year, month=day.month, day=day.day) if day else at
