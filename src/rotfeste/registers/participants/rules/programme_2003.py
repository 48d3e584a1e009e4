"""The introduction programme of 2003. Source: introduksjonsloven §§ 2, 3 and 5."""

from rotfeste.registers.participants.rules import shared
from rotfeste.registers.participants.rules.answer import Category, Programme, Trail, birthday
from rotfeste.registers.participants.rules.facts import Base, Facts, Grant
from rotfeste.registers.participants.rules.law import arrival

WHO, DUTY, LENGTH = "introduksjonsloven § 2", "introduksjonsloven § 3", "introduksjonsloven § 5"


def programme(facts: Facts, grant: Grant, trail: Trail) -> Programme:
    """Right and duty for newly arrived between 18 and 55; who turns 18 while newly arrived grows into it."""
    if not trail.ask("gives_programme", grant.base.value, f"{WHO} første ledd", grant.base is not Base.WORK):
        return Programme(Category.NONE)
    if not shared.came_to_someone_with_the_right(facts, grant, f"{WHO} første ledd bokstav d", trail):
        return Programme(Category.NONE, waits_for=_sponsor(facts))
    here = max(arrival(facts, grant), facts.settled_on or grant.decided_on, grant.decided_on)
    right_from = max(here, birthday(facts.born_on, shared.number("programme_from_age", here)))
    if right_from > here:
        trail.note("grows_into_age", right_from, f"{WHO} første ledd", unit="date")
    below = birthday(facts.born_on, shared.number("programme_below_age", here))
    if not trail.ask(
        "below_55", right_from, WHO, right_from < below, assumed=shared.is_assumed("programme_below_age", here)
    ):
        return Programme(Category.MAY_BE_OFFERED, from_on=here)
    if not shared.by_agreement(facts, grant, f"{WHO} andre ledd", trail):
        return Programme(Category.MAY_BE_OFFERED, from_on=right_from)
    if not shared.newly_arrived(facts, right_from, f"{WHO} tredje ledd", trail):
        return Programme(Category.MAY_BE_OFFERED, from_on=right_from)
    longest, extension = shared.number("months_2003", here), shared.number("extension_2003", here)
    trail.note("length", longest, LENGTH, unit="months")
    trail.note("extension", extension, LENGTH, unit="months")
    settled = facts.settled_on is not None
    trail.ask("settled", facts.settled_on, f"{WHO} andre ledd", settled or None)
    return Programme(
        Category.RIGHT_AND_DUTY,
        from_on=right_from,
        start_by=shared.start_by(facts, grant, right_from, f"{DUTY} andre ledd", trail),
        longest_months=longest,
        extension_months=extension,
        waits_for=() if settled else ("settled_on",),
    )


def _sponsor(facts: Facts) -> tuple[str, ...]:
    known = facts.sponsor.base and facts.sponsor.settled_on and facts.sponsor.applied_on
    return () if known else ("sponsor",)
