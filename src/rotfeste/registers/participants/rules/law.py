"""Which law a person belongs to: exactly one, by the permit, and for some by the arrival."""

from datetime import date

from rotfeste.registers.participants.rules.answer import Law, Trail
from rotfeste.registers.participants.rules.facts import Base, Facts, Grant

IN_FORCE_2021 = date(2021, 1, 1)
"""Integreringsloven. Source: LOV-2020-11-06-127."""
COLLECTIVE_FROM = date(2022, 3, 11)
"""Permits from this day fall under chapter 6A. Source: IMDi, guide to chapter 6A."""
CHAPTER_6A_UNTIL = date(2026, 7, 1)
"""The temporary chapter lasts to this day as far as is known. Source: IMDi, guide to integreringsloven, chapter 8."""
TRANSITION = "integreringsloven § 51"


def permit_that_counts(facts: Facts) -> Grant | None:
    """The first permit by the day asked about; collective protection gives way to any other ground."""
    granted = sorted((row for row in facts.grants if row.decided_on <= facts.on), key=lambda row: row.decided_on)
    ordinary = [row for row in granted if row.base is not Base.COLLECTIVE]
    return next(iter(ordinary or granted), None)


def arrival(facts: Facts, grant: Grant) -> date:
    """When the person came: as registered, otherwise no later than the permit or the settlement allow.

    Someone whose permit follows an application for asylum was here already when it was granted.
    """
    if facts.arrived_on is not None:
        return facts.arrived_on
    if grant.base in (Base.FAMILY, Base.RESETTLEMENT) and facts.settled_on is not None:
        return max(facts.settled_on, grant.decided_on)
    return grant.decided_on


def law_of(facts: Facts, trail: Trail) -> tuple[Law, Grant | None]:
    """The law, and the permit that counts. Source: integreringsloven § 51; chapter 6A; IMDi's guides."""
    grant = permit_that_counts(facts)
    if not trail.ask("permit", grant.decided_on if grant else None, "utlendingsloven", grant is not None) or not grant:
        since = facts.on >= IN_FORCE_2021
        trail.ask("asylum_day", facts.on, TRANSITION, since, assumed=True)
        return (Law.LAW_2021 if since else Law.LAW_2003), None
    trail.note("permit_kind", grant.base.value, "utlendingsloven", unit="base", assumed=_other_grounds(facts, grant))
    if grant.base is Base.COLLECTIVE and trail.ask(
        "collective", grant.decided_on, "integreringsloven kap. 6A", grant.decided_on >= COLLECTIVE_FROM
    ):
        if facts.on >= CHAPTER_6A_UNTIL:
            trail.note("chapter_6a_ended", CHAPTER_6A_UNTIL, "integreringsloven kap. 6A", assumed=True)
        return Law.CHAPTER_6A, grant
    if trail.ask("permit_from_2021", grant.decided_on, TRANSITION, grant.decided_on >= IN_FORCE_2021):
        return Law.LAW_2021, grant
    came = arrival(facts, grant)
    if trail.ask("arrived_from_2021", came, TRANSITION, came >= IN_FORCE_2021):
        return Law.LAW_2021, grant
    return Law.LAW_2003, grant


def _other_grounds(facts: Facts, grant: Grant) -> bool:
    """A person with collective protection and another ground: which one the law goes by is not confirmed."""
    return grant.base is not Base.COLLECTIVE and any(row.base is Base.COLLECTIVE for row in facts.grants)
