"""Words for dwellings: how they stand, who would suit them, and why nobody fits."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, ngettext_lazy

from rotfeste.casework.placement.rules import Reason
from rotfeste.casework.settlement.pages.words import REASONS
from rotfeste.casework.settlement.queries.housing import Shape
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.capacity.models import Dwelling
from rotfeste.registers.capacity.queries import Stood
from rotfeste.registers.capacity.states import Standing
from rotfeste.registers.persons.rules import Group

STANDING_COLOURS: dict[str, Colour] = {
    Standing.LATER: "neutral",
    Standing.IDLE: "warning",
    Standing.PARTLY: "warning",
    Standing.RESERVED: "info",
    Standing.OCCUPIED: "success",
    Standing.RELEASED: "neutral",
}
OBSTACLES: dict[str, Any] = {
    "other_kind": ngettext_lazy(
        "%(number)s household needs another kind of dwelling",
        "%(number)s households need another kind of dwelling",
        "number",
    ),
    "too_large": ngettext_lazy(
        "%(number)s household is too large for it", "%(number)s households are too large for it", "number"
    ),
    "too_few_rooms": ngettext_lazy(
        "%(number)s household needs more bedrooms", "%(number)s households need more bedrooms", "number"
    ),
    "needs_step_free": ngettext_lazy(
        "%(number)s household needs a dwelling without steps",
        "%(number)s households need a dwelling without steps",
        "number",
    ),
    "far_from_hospital": ngettext_lazy(
        "%(number)s household must live closer to a hospital",
        "%(number)s households must live closer to a hospital",
        "number",
    ),
    "too_far_without_car": ngettext_lazy(
        "%(number)s household has no car, and the way to course or school is too long",
        "%(number)s households have no car, and the way to course or school is too long",
        "number",
    ),
    "no_free_places": ngettext_lazy(
        "%(number)s household needs more places than the municipality has free this year",
        "%(number)s households need more places than the municipality has free this year",
        "number",
    ),
    "declined_before": ngettext_lazy(
        "the municipality has said no to %(number)s household",
        "the municipality has said no to %(number)s households",
        "number",
    ),
}
FOR: dict[str, Any] = {
    "shares": lazy("Shares with others who live alone"),
    "fills_it": lazy("Fills the dwelling"),
    "spare": ngettext_lazy("%(number)s place is left over", "%(number)s places are left over", "number"),
    "step_free": lazy("Needs a dwelling without steps"),
    "short_way": lazy("%(number)s minutes to course and school"),
    "waited": ngettext_lazy("Has waited %(number)s day", "Has waited %(number)s days", "number"),
}
STAGE_COLOURS: dict[int, Colour] = {0: "neutral", 7: "info", 14: "warning", 30: "danger"}


def kroner(amount: int) -> str:
    """«12 300 kr»."""
    return _("NOK %(amount)s") % {"amount": number_format(amount, force_grouping=True)}


def number(amount: int) -> str:
    """«12 300»."""
    return number_format(amount, force_grouping=True)


def standing_tag(row: Stood) -> Tag:
    """How a dwelling stands, with its colour."""
    return Tag(str(row.standing.label), STANDING_COLOURS[row.standing])


def days_tag(row: Stood) -> Tag | None:
    """How long it has stood empty; the colour says which stage is reached."""
    if not row.idle or row.vacancy.since_on is None:
        return None
    text = ngettext("%(days)s day", "%(days)s days", row.vacancy.days) % {"days": row.vacancy.days}
    return Tag(text, STAGE_COLOURS[row.vacancy.stage])


def reason_for(reason: Reason) -> str:
    """One reason for a candidate, in plain words."""
    return str({**REASONS, **FOR}[reason.code] % {"number": reason.number})


def obstacle(code: str, number: int) -> str:
    """Why so many households do not fit."""
    return str(OBSTACLES[code] % {"number": number})


def shape(row: Shape) -> str:
    """«2 families of 4, 3 bedrooms»: what waits, without who it is."""
    number, size = {"number": row.households, "size": row.size}, row.size
    if row.group == Group.UNACCOMPANIED_MINOR:
        text = ngettext("%(number)s unaccompanied minor", "%(number)s unaccompanied minors", row.households) % number
    elif size == 1:
        text = ngettext("%(number)s person alone", "%(number)s persons alone", row.households) % number
    elif row.group == Group.FAMILY_WITH_CHILDREN:
        text = ngettext("%(number)s family of %(size)s", "%(number)s families of %(size)s", row.households) % number
    else:
        text = (
            ngettext(
                "%(number)s household of %(size)s adults", "%(number)s households of %(size)s adults", row.households
            )
            % number
        )
    if row.bedrooms and size > 1:
        text += ", " + ngettext("%(rooms)s bedroom", "%(rooms)s bedrooms", row.bedrooms) % {"rooms": row.bedrooms}
    return f"{text}, {_('without steps')}" if row.step_free else text


def choice(row: Dwelling) -> str:
    """A dwelling in a list to choose from."""
    room = ngettext("room for %(persons)s", "room for %(persons)s", row.persons) % {"persons": row.persons}
    rooms = ngettext("%(rooms)s bedroom", "%(rooms)s bedrooms", row.bedrooms) % {"rooms": row.bedrooms}
    return f"{row.label} ({room}, {rooms})"
