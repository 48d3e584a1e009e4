"""Words of placement: parts of the score, rules, checks, and refusals, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from rotfeste.casework.placement.reasons import Answer
from rotfeste.casework.settlement.actions.placing.computing import (
    NobodyIsReady,
    NoFreePlaces,
    NothingCounts,
    PinsClash,
)
from rotfeste.casework.settlement.actions.placing.deciding import ProposedNowhere
from rotfeste.casework.settlement.forms.placing import PART_LABELS
from rotfeste.casework.settlement.models import Placement, Proposal
from rotfeste.casework.settlement.pages.words import REFUSALS
from rotfeste.casework.settlement.states import CaseStatus, PlacementStatus, ProposalStatus
from rotfeste.foundation.ui.components import Colour, Tag

RULES: Mapping[str, Promise] = {
    "no_places": lazy("There are not free places for the whole household."),
    "declined": lazy("The municipality has said no to this household."),
    "nearby": lazy("The residents of this integration centre are settled nearby by agreement."),
    "alternative": lazy("An alternative placement is agreed with another municipality."),
    "by_hand": lazy("Someone has ruled it out by hand."),
    "dwelling": lazy("It has registered dwellings, but none that is vacant suits the household."),
    "needs": lazy("A service that the household needs is not near enough."),
    "full": lazy("The free places go to others."),
    "needs_used": lazy("The dwellings that suit, or the room for demanding needs, go to others."),
    "others": lazy("The county's share is full, or relatives could not come along."),
}
ABOUT_HEALTH = lazy("The reason is shown after log-in at level high.")
CHECKS: Mapping[str, Promise] = {
    "hidden": lazy("Protected identity or address: look at safety in each municipality."),
    "conflict": lazy("There are people or places to keep away from: read the interview."),
    "no_steps": lazy(
        "Needs a dwelling without steps. Dwellings do not count in this round: look under Dwellings, or ask."
    ),
    "large": lazy("Needs a large dwelling. Dwellings do not count in this round: look under Dwellings, or ask."),
    "care": lazy("Needs care around the clock: there is no register of such places, so ask."),
}
LEAST = 0.1
"""Points that are seen: one decimal is shown."""
PINNED: Mapping[str, Promise] = {
    "pins_room": lazy(
        "%(count)s households are pinned to %(place)s and need %(wanted)s places, but %(there_is)s are free:"
        " cases %(cases)s. Take one of the pins away, and the rest fit."
    ),
    "pins_supply": lazy(
        "%(count)s households are pinned to %(place)s and need more of its dwellings, or of its room for demanding"
        " needs, than there is: they need %(wanted)s, and there is %(there_is)s. Cases %(cases)s. Take one of the pins"
        " away, and the rest fit."
    ),
    "pins_county": lazy(
        "%(count)s households are pinned to %(place)s and are %(wanted)s persons, but it may have %(there_is)s in this"
        " round: cases %(cases)s. Take one of the pins away, or let a county come further above its share."
    ),
}
COLOURS: Mapping[str, Colour] = {
    PlacementStatus.COMPUTING: "info",
    PlacementStatus.READY: "success",
    PlacementStatus.INTERRUPTED: "warning",
    PlacementStatus.FAILED: "danger",
    ProposalStatus.OPEN: "info",
    ProposalStatus.ACCEPTED: "success",
    ProposalStatus.OVERRIDDEN: "warning",
    ProposalStatus.SKIPPED: "neutral",
}
STAGES: Mapping[str, Promise] = {
    "": lazy("Waits to begin"),
    "first": lazy("A first lawful plan is found"),
    "prices": lazy("Prices of places are sought"),
    "fractions": lazy("The bound is proven"),
    "plan": lazy("Households are placed whole"),
    "floors": lazy("Floors for groups are kept"),
}


def round_tag(row: Placement) -> Tag:
    """How far a round has come."""
    return Tag(str(PlacementStatus(row.status).label), COLOURS[row.status])


def proposal_tag(row: Proposal) -> Tag:
    """Where a proposal stands."""
    if row.status == ProposalStatus.OPEN and row.case.status != CaseStatus.READY:
        return Tag(_("No longer waits for a place"), "neutral")
    if row.status == ProposalStatus.OPEN and row.refused:
        return Tag(_("New proposal after a no"), "warning")
    if row.status == ProposalStatus.OPEN and row.organisation_id is None:
        return Tag(_("No place found"), "danger")
    return Tag(str(ProposalStatus(row.status).label), COLOURS[row.status])


def housing_lines(row: Proposal) -> list[tuple[str, bool]]:
    """What is known of dwellings for a household that is bound by them: each line, and whether to look into it."""
    said = row.housing
    if not said:
        return []
    found = [(_wanted(said), False)]
    if said["large"] and said["size"] > said["largest"]:
        text = (
            _("The largest vacant dwelling that any municipality has registered is for %(largest)s persons.")
            if said["largest"]
            else _("No municipality has registered a vacant dwelling.")
        )
        found.append((text % {"largest": said["largest"]}, True))
    if row.organisation is None:
        return found
    place = row.organisation.name
    if said["here"] is None:
        text = _("%(place)s has registered no dwellings. Whether it has one that suits is not known: ask.")
        return [*found, (text % {"place": place}, True)]
    text = ngettext(
        "%(place)s has %(n)s vacant dwelling that suits.",
        "%(place)s has %(n)s vacant dwellings that suit.",
        said["here"],
    )
    return [*found, (text % {"place": place, "n": said["here"]}, not said["here"])]


def _wanted(said: Mapping[str, Any]) -> str:
    if said["no_steps"]:
        text = _("Needs a dwelling without steps for %(size)s, with %(rooms)s.")
        plain = _("Needs a dwelling without steps for %(size)s.")
    else:
        text, plain = _("Needs a dwelling for %(size)s, with %(rooms)s."), _("Needs a dwelling for %(size)s.")
    persons = ngettext("%(n)s person", "%(n)s persons", said["size"]) % {"n": said["size"]}
    rooms = said["rooms"] or 0
    bedrooms = ngettext("%(n)s bedroom", "%(n)s bedrooms", rooms) % {"n": rooms}
    return (text if rooms else plain) % {"size": persons, "rooms": bedrooms}


def rule_text(rule: str, *, health: bool) -> str:
    """A rule in plain words; one that tells of health only at level high."""
    return str(ABOUT_HEALTH if rule == "needs" and not health else RULES[rule])


def ruled_out(said: Answer, *, health: bool) -> list[str]:
    """The rule that forbids a municipality; where it is about room, with how much there was."""
    found = [rule_text(said.rule, health=health)]
    if said.rule == "no_places":
        persons = ngettext("%(n)s person", "%(n)s persons", said.persons) % {"n": said.persons}
        text = _("The household is %(persons)s. Free places of its kind when the round began: %(free)s.")
        found.append(text % {"persons": persons, "free": said.free})
    return found


SHORT: Mapping[str, Promise] = {
    "needs_used": lazy("The dwellings that suit, or the room for demanding needs, go to others in this round."),
    "others": lazy("The county has as many as it may have in this round: someone else there would have to move."),
    "relatives": lazy("Relatives who are to live near would have to come along."),
}


def why_not(said: Answer) -> list[str]:
    """What another municipality would mean: whether there is room, for the household, and for the whole."""
    return [*_room(said), _for_them(said), _for_all(said)]


def _room(said: Answer) -> list[str]:
    room = _("Free places: %(free)s. Left in this round: %(left)s.") % {"free": said.free, "left": said.left}
    if said.short_of == "full":
        text = ngettext(
            "%(n)s other household is proposed there: someone would have to come elsewhere, or wait.",
            "%(n)s other households are proposed there: someone would have to come elsewhere, or wait.",
            said.others,
        )
        return [room, text % {"n": said.others}]
    if said.short_of:
        return [room, str(SHORT[said.short_of])]
    return [room, _("There is room, and nobody has to move.")]


def _for_them(said: Answer) -> str:
    if said.here is None:
        text = _("It would give the household %(points)s of 100. The household has no place now.")
    elif said.here == said.points:
        text = _("It would give the household %(points)s of 100, as many as where it is proposed.")
    else:
        text = _("It would give the household %(points)s of 100, where the proposal gives %(here)s.")
    return text % {"points": points(said.points), "here": number(said.here or 0)}


def _for_all(said: Answer) -> str:
    """What the whole loses: what the household itself loses, and what is between the room there and the room here."""
    loss = {"loss": points(said.loss)}
    if said.here is None:
        if said.loss < LEAST:
            return _("The whole would lose nothing, but then others would be without a place instead.")
        return _("The whole would lose %(loss)s, since others need the room more.") % loss
    own = round(said.here - said.points, 1)
    rest = round(said.loss - own, 1)
    parts = {"own": points(abs(own)), "rest": points(abs(rest))}
    if own >= LEAST and rest >= LEAST:
        text = _(
            "The whole would lose %(loss)s: %(own)s for the household itself, and %(rest)s for others, who lack the"
            " room there more than the room here."
        )
    elif own >= LEAST and rest <= -LEAST:
        text = _(
            "The whole would lose %(loss)s: %(own)s for the household itself, less %(rest)s for others, who could use"
            " the room that it leaves."
        )
    elif own <= -LEAST and rest >= LEAST:
        text = _(
            "The whole would lose %(loss)s: the household itself would gain %(own)s, but others would lose %(rest)s,"
            " since they lack the room there more."
        )
    elif said.loss >= LEAST:
        who = own >= LEAST
        text = _("The household itself would lose %(loss)s.") if who else _("Others would lose %(loss)s.")
    else:
        text = _("The whole would lose nothing.")
    return text % {**loss, **parts}


def number(value: float) -> str:
    """A number with one decimal at most, in the reader's way."""
    return str(number_format(round(value, 1), decimal_pos=0 if float(value).is_integer() else 1))


def points(value: float) -> str:
    """«1 point», «12,5 points»."""
    return ngettext("%(n)s point", "%(n)s points", 1 if value == 1 else 2) % {"n": number(value)}


def cannot_start(error: Any, names: Mapping[int, str]) -> list[str]:
    """Why a round cannot begin, and what to do about it."""
    if isinstance(error, NobodyIsReady):
        return [_("Nobody is ready to be settled. A household is ready when its interview has been sent in.")]
    if isinstance(error, NoFreePlaces):
        return [_("No municipality has a free place this year. Ask for more places, or wait for council decisions.")]
    if isinstance(error, NothingCounts):
        said = _("Every part that has data weighs 0. Give at least one part a weight.")
        parts = ", ".join(str(PART_LABELS[key]) for key in error.unknown)
        return [said + " " + _("Without data now: %(parts)s.") % {"parts": parts}] if parts else [said]
    return [_clash(clash, cases, place, names) for clash, cases, place in error.found]


def _clash(clash: Any, cases: tuple[int, ...], place: int | None, names: Mapping[int, str]) -> str:
    where = names.get(place or 0, _("one county"))
    said = {"count": len(cases), "place": where, "cases": ", ".join(f"#{case}" for case in cases)}
    if clash.rule == "pin_forbidden":
        return _("Case %(cases)s is pinned to %(place)s, but a rule forbids it. Take the pin away.") % said
    wanted = {**said, "wanted": clash.wanted, "there_is": clash.there_is}
    return str(PINNED.get(clash.rule, PINNED["pins_room"])) % wanted


STARTING = (NobodyIsReady, NoFreePlaces, NothingCounts, PinsClash)


def not_sent(error: Exception) -> str:
    """Why a proposal could not become a request."""
    if isinstance(error, ProposedNowhere):
        return _("No municipality is proposed: choose one, or leave the household for later.")
    return REFUSALS[type(error)](error)
