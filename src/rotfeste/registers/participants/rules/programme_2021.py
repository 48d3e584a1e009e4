"""The introduction programme of 2021, and of chapter 6A. Source: integreringsloven §§ 8, 9, 12, 13 and chapter 6A."""

from datetime import date

from rotfeste.registers.participants.rules import shared
from rotfeste.registers.participants.rules.answer import Category, Law, Programme, Trail, birthday
from rotfeste.registers.participants.rules.facts import Base, Education, Facts, Goal, Grant
from rotfeste.registers.participants.rules.law import arrival

WHO, PERMITS, DUTY = "integreringsloven § 8", "integreringsloven § 9", "integreringsloven § 12"
LENGTH, TEMPORARY = "integreringsloven § 13", "integreringsloven kap. 6A"
THE_YOUNG, YOUNG_BELOW = "integreringsloven § 13 tredje ledd", 25


def programme(facts: Facts, grant: Grant, law: Law, trail: Trail) -> Programme:
    """Right and duty for those who were 18–55 when the permit was granted; under chapter 6A a right without duty."""
    if not trail.ask("gives_programme", grant.base.value, PERMITS, grant.base is not Base.WORK):
        return Programme(Category.NONE)
    if not shared.came_to_someone_with_the_right(facts, grant, PERMITS, trail):
        return Programme(Category.NONE, waits_for=() if facts.sponsor.applied_on else ("sponsor",))
    if grant.base is Base.LIMITED and not trail.ask(
        "renewed", grant.renewed_on, PERMITS, grant.renewed_on is not None or None
    ):
        return Programme(Category.NONE, waits_for=("renewed_on",))
    decided = grant.decided_on
    if not trail.ask(
        "adult_at_grant", decided, WHO, decided >= birthday(facts.born_on, shared.number("programme_from_age", decided))
    ):
        return Programme(Category.NONE)
    here = max(arrival(facts, grant), facts.settled_on or decided, grant.renewed_on or decided)
    below = birthday(facts.born_on, shared.number("programme_below_age", decided))
    if not trail.ask(
        "below_55_at_grant",
        decided,
        WHO,
        decided < below,
        assumed=shared.is_assumed("programme_below_age", decided),
    ):
        return Programme(Category.MAY_BE_OFFERED, from_on=here)
    if not shared.by_agreement(facts, grant, WHO, trail) or not shared.newly_arrived(facts, here, WHO, trail):
        return Programme(Category.MAY_BE_OFFERED, from_on=here)
    return _with_length(facts, grant, law, here, trail)


def _with_length(facts: Facts, grant: Grant, law: Law, here: date, trail: Trail) -> Programme:
    shortest, longest, extension, waits = (
        _length_6a(here, trail) if law is Law.CHAPTER_6A else _length(facts, here, trail)
    )
    settled = facts.settled_on is not None
    trail.ask("settled", facts.settled_on, WHO, settled or None)
    return Programme(
        Category.RIGHT if law is Law.CHAPTER_6A else Category.RIGHT_AND_DUTY,
        from_on=here,
        start_by=shared.start_by(facts, grant, here, DUTY, trail),
        shortest_months=shortest,
        longest_months=longest,
        extension_months=extension,
        waits_for=waits if settled else (*waits, "settled_on"),
    )


Length = tuple[int | None, int | None, int | None, tuple[str, ...]]


def _length(facts: Facts, on: date, trail: Trail) -> Length:
    """By education and goal; not computed until they are known."""
    if facts.education is Education.UNKNOWN:
        trail.ask("education", None, LENGTH, None)
        return None, None, None, ("education",)
    trail.note("education", facts.education.value, LENGTH, unit="education")
    if facts.education is Education.UPPER_SECONDARY:
        return _noted("with_upper_secondary", on, LENGTH, trail)
    if on < birthday(facts.born_on, YOUNG_BELOW):  # that the day the right begins decides the age is assumed
        trail.note("goal_of_the_young", Goal.UPPER_SECONDARY.value, THE_YOUNG, unit="goal", assumed=True)
    if facts.goal is Goal.UNKNOWN:
        trail.ask("goal", None, LENGTH, None)
        return None, None, None, ("goal",)
    trail.note("goal", facts.goal.value, LENGTH, unit="goal")
    return _noted("to_upper_secondary" if facts.goal is Goal.UPPER_SECONDARY else "to_other_goal", on, LENGTH, trail)


def _length_6a(on: date, trail: Trail) -> Length:
    return _noted("chapter_6a", on, TEMPORARY, trail)


def _noted(which: str, on: date, section: str, trail: Trail) -> Length:
    numbers = [shared.number(f"{kind}_{which}", on) for kind in ("shortest", "longest", "extension")]
    assumed = shared.is_assumed(f"longest_{which}", on)
    if numbers[0]:
        trail.note("shortest", numbers[0], section, unit="months", assumed=assumed)
    trail.note("length", numbers[1], section, unit="months", assumed=assumed)
    trail.note("extension", numbers[2], section, unit="months", assumed=assumed)
    return numbers[0] or None, numbers[1], numbers[2], ()
