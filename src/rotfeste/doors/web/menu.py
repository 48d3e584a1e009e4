"""The menu: one line per place, shown to those who may go there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.components import MenuEntry


@dataclass(frozen=True)
class Place:
    """A place in the menu: its label, the name of its address, and the permission that it needs."""

    label: str | Promise
    address: str
    permission: str = ""


PLACES = (Place(_("Tasks"), "front"),)


def entries(actor: Actor, path: str) -> list[MenuEntry]:
    """The menu of this actor, with the place of this page marked."""
    shown = [place for place in PLACES if not place.permission or actor.may(place.permission)]
    found = [(str(place.label), reverse(place.address)) for place in shown]
    here = max((url for _, url in found if path == url or (url != "/" and path.startswith(url))), key=len, default="")
    return [MenuEntry(label, url, current=url == here) for label, url in found]
