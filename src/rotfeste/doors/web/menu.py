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


@dataclass(frozen=True)
class Shelf:
    """Places of one kind, folded together for those who may go to many."""

    label: str | Promise
    places: tuple[Place, ...]


FEW = 7
"""So many places fit beside each other on one line."""
SHELVES = (
    Shelf(_("Tasks"), (Place(_("Tasks"), "front"),)),
    Shelf(
        _("Settlement"),
        (
            Place(_("Households that wait"), "settlement:queue", "settlement.request"),
            Place(_("Placement"), "settlement:placing", "settlement.request"),
            Place(_("Interviews"), "settlement:interviews", "settlement.map"),
            Place(_("Requests"), "settlement:requests", "settlement.answer"),
            Place(_("On their way"), "settlement:coming", "settlement.read"),
            Place(_("Special roads"), "settlement:resettling", "settlement.request"),
            Place(_("Settled"), "settlement:settled", "settlement.read"),
        ),
    ),
    Shelf(
        _("Qualification"),
        (
            Place(_("My participants"), "qualification:board", "qualification.decide"),
            Place(_("Practice places"), "qualification:practice", "practice.read"),
            Place(_("Courses in civics"), "qualification:courses", "courses.read"),
            Place(_("Classes"), "qualification:groups", "qualification.decide"),
            Place(_("Training of asylum seekers"), "qualification:reception", "qualification.decide"),
            Place(_("Introduction benefit"), "qualification:benefits", "qualification.decide"),
            Place(_("Control of plans"), "qualification:inspection", "quality.read"),
            Place(_("Complaints"), "qualification:complaints", "qualification.decide"),
            Place(_("Candidates for a fast track"), "qualification:fast_track", "qualification.decide"),
            Place(_("Recognition of education"), "qualification:recognitions", "qualification.decide"),
            Place(_("Moves"), "qualification:handovers", "qualification.decide"),
            Place(_("To NAV"), "qualification:nav_packages", "qualification.decide"),
            Place(_("What is someone entitled to?"), "qualification:calculator", "participants.read"),
        ),
    ),
    Shelf(
        _("Self-settlement"),
        (
            Place(_("Self-settlement"), "self_settlement:applications", "self_settlement.read"),
            Place(_("Offer to self-settlers"), "self_settlement:offer", "self_settlement.offer"),
            Place(_("Demands for money"), "self_settlement:reports", "self_settlement.tips"),
        ),
    ),
    Shelf(
        _("Places and dwellings"),
        (
            Place(_("Places"), "settlement:places", "capacity.read"),
            Place(_("Dwellings"), "settlement:dwellings", "capacity.read"),
            Place(_("Planning"), "planning:planning", "planning.read"),
        ),
    ),
    Shelf(
        _("Figures"),
        (
            Place(_("The country"), "settlement:overview", "reporting.read"),
            Place(_("Steering parameters"), "reporting:steering", "reporting.read"),
            Place(_("Programme and training"), "extracts:figures", "reporting.read"),
            Place(_("Education, goals and work"), "qualification:figures", "reporting.read"),
            Place(_("Data quality"), "quality:quality", "quality.read"),
            Place(_("Closed years and extracts"), "extracts:years", "extracts.read"),
            Place(_("Years replayed"), "settlement:backtests", "planning.read"),
        ),
    ),
    Shelf(
        _("Administration"),
        (
            Place(_("Intake"), "settlement:intake", "persons.intake"),
            Place(_("Letters"), "outbox", "letters.read"),
            Place(_("Emergency openings"), "persons:openings", "audit.read"),
            Place(_("Users"), "users", "access.administer"),
            Place(_("What users did"), "audit_organisation", "access.administer"),
            Place(_("The audit trail"), "audit_trail", "audit.read"),
        ),
    ),
)


def entries(actor: Actor, path: str) -> list[MenuEntry]:
    """The menu of this actor, with the place of this page marked; folded where there are more than a few places."""
    allowed = [(shelf, _places(actor, shelf)) for shelf in SHELVES]
    addresses = [reverse(place.address) for _, places in allowed for place in places]
    here = max((url for url in addresses if path == url or (url != "/" and path.startswith(url))), key=len, default="")
    lines = [(shelf, [_entry(place, here) for place in places]) for shelf, places in allowed if places]
    if len(addresses) <= FEW:
        return [entry for _, below in lines for entry in below]
    return [below[0] if len(below) == 1 else _folded(shelf, below) for shelf, below in lines]


def _places(actor: Actor, shelf: Shelf) -> list[Place]:
    return [place for place in shelf.places if not place.permission or actor.may(place.permission)]


def _entry(place: Place, here: str) -> MenuEntry:
    url = reverse(place.address)
    return MenuEntry(str(place.label), url, current=url == here)


def _folded(shelf: Shelf, below: list[MenuEntry]) -> MenuEntry:
    return MenuEntry(str(shelf.label), "", current=any(entry.current for entry in below), below=tuple(below))


BESIDE_A_CASE = (Place(_("Self-settlement"), "self_settlement:of_case", "self_settlement.read"),)
"""What chapters above settlement have about a case: their addresses take its id."""


def beside_a_case(actor: Actor) -> list[tuple[str, str]]:
    """Words and address names for the page of a case."""
    return [(str(place.label), place.address) for place in BESIDE_A_CASE if actor.may(place.permission)]
