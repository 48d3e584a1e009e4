"""What the programme of both laws asks alike: whom a family member came to, and the first years in a municipality."""

from datetime import date
from pathlib import Path

from rotfeste.foundation.rates import queries as rates
from rotfeste.registers.participants.rules.answer import Trail, add_months
from rotfeste.registers.participants.rules.facts import PROTECTED, Base, Facts, Grant

RATES = Path(__file__).parent.parent / "rates.yaml"
NOT_BY_AGREEMENT = (Base.FAMILY, Base.INDEPENDENT)
"""They need no agreement on settlement to have the right."""


def number(key: str, on: date) -> int:
    """A whole number from rates.yaml, on a day. Raises NoRateForDate."""
    return int(rates.value(RATES, key, on=on))


def is_assumed(key: str, on: date) -> bool:
    """Whether no source confirms the number."""
    return rates.version(RATES, key, on=on).assumed


def came_to_someone_with_the_right(facts: Facts, grant: Grant, section: str, trail: Trail) -> bool:
    """A family member has the right where the sponsor has protection and had lived under five years in a municipality.

    The five years are counted to the day of the application. What is not registered is «not known», and gives no right.
    """
    if grant.base is not Base.FAMILY:
        return True
    sponsor = facts.sponsor
    known = None if sponsor.base is None else sponsor.base in PROTECTED
    if not trail.ask("sponsor_base", sponsor.base.value if sponsor.base else None, section, known):
        return False
    if sponsor.settled_on is None or sponsor.applied_on is None:
        return trail.ask("sponsor_years", None, section, None)
    years = number("sponsor_years", grant.decided_on)
    return trail.ask(
        "sponsor_years", sponsor.applied_on, section, sponsor.applied_on < add_months(sponsor.settled_on, 12 * years)
    )


def by_agreement(facts: Facts, grant: Grant, section: str, trail: Trail) -> bool:
    """Settled by agreement with the directorate, where the permit asks for it."""
    if grant.base in NOT_BY_AGREEMENT or facts.settled_on is None:
        return True
    return trail.ask("agreed", None, section, facts.agreed)


def newly_arrived(facts: Facts, right_from: date, section: str, trail: Trail) -> bool:
    """Under two years in a municipality on the day that the right would arise."""
    if facts.settled_on is None:
        return True
    months = number("newly_arrived_months", right_from)
    return trail.ask("newly_arrived", right_from, section, right_from < add_months(facts.settled_on, months))


def start_by(facts: Facts, grant: Grant, right_from: date, section: str, trail: Trail) -> date | None:
    """The last day to begin: three months after settlement, or after the claim where no agreement brought them.

    Nobody's time limit ends before the right has arisen. None until one of the days is known.
    """
    counted = facts.settled_on
    if facts.claimed_on is not None and (counted is None or grant.base in NOT_BY_AGREEMENT):
        counted = facts.claimed_on
    if counted is None:
        return None
    day = add_months(max(counted, right_from), number("start_months", right_from))
    trail.note("start_by", day, section, unit="date")
    return day
