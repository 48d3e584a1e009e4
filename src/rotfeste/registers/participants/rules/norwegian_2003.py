"""Norwegian and civics by the law of 2003: hours. Source: introduksjonsloven §§ 17 and 18."""

from datetime import date, timedelta

from rotfeste.registers.participants.rules import shared
from rotfeste.registers.participants.rules.answer import Category, Norwegian, Scheme, Trail, add_months, birthday
from rotfeste.registers.participants.rules.facts import Base, Facts, Grant
from rotfeste.registers.participants.rules.law import arrival

WHO, OFFER = "introduksjonsloven § 17", "introduksjonsloven § 18"
TESTS_FROM = date(2013, 9, 1)
"""Tests are obligatory for those with right and duty whose permit is later. Source: IMDi, «Timer, prøver og fritak»."""


def norwegian(facts: Facts, grant: Grant, trail: Trail) -> Norwegian:
    """Right and duty from 16; 55–67 had only the right before 2017; those who came to work have only the duty."""
    here = max(arrival(facts, grant), grant.decided_on)
    right_from = max(here, birthday(facts.born_on, shared.number("norwegian_from_age_2003", here)))
    if right_from > here:
        trail.note("grows_into_training", right_from, WHO, unit="date")
    ends = birthday(facts.born_on, shared.number("norwegian_until_age", here))
    if not trail.ask("below_67", right_from, WHO, right_from < ends):
        return Norwegian(Category.NONE)
    if grant.base is Base.WORK:
        return _duty_only(facts, grant, right_from, ends, trail)
    duty_below = birthday(facts.born_on, shared.number("norwegian_duty_below_age", grant.decided_on))
    duty = trail.ask(
        "duty_below",
        right_from,
        WHO,
        right_from < duty_below,
        assumed=shared.is_assumed("norwegian_duty_below_age", grant.decided_on),
    )
    hours, civics, most = _hours(grant, trail)
    category = Category.RIGHT_AND_DUTY if duty else Category.RIGHT
    return Norwegian(
        category,
        Scheme.HOURS,
        from_on=right_from,
        until_on=ends,
        hours_norwegian=hours,
        hours_civics=civics,
        hours_most=most,
        offer_by=_offer_by(facts, right_from, trail),
        done_months=shared.number("done_months_2003", right_from),
        done_by=_limit("done_months_2003", "done_by", facts, right_from, ends, trail),
        extra_by=_limit("extra_months_2003", "extra_by", facts, right_from, ends, trail),
        tests=trail.ask("tests", grant.decided_on, WHO, duty and grant.decided_on >= TESTS_FROM),
    )


def _duty_only(facts: Facts, grant: Grant, right_from: date, ends: date, trail: Trail) -> Norwegian:
    """Came to work: 250 + 50 hours that they pay themselves; no duty at 55."""
    below = birthday(facts.born_on, shared.number("work_duty_below_age", grant.decided_on))
    if not trail.ask("duty_below", right_from, WHO, right_from < below, assumed=True):
        return Norwegian(Category.NONE)
    hours = shared.number("work_hours_norwegian", grant.decided_on)
    civics = shared.number("work_hours_civics", grant.decided_on)
    trail.note("hours_norwegian", hours, WHO, unit="hours")
    trail.note("hours_civics", civics, WHO, unit="hours")
    return Norwegian(
        Category.DUTY,
        Scheme.HOURS,
        from_on=right_from,
        until_on=ends,
        hours_norwegian=hours,
        hours_civics=civics,
        hours_most=hours + civics,
        done_months=shared.number("done_months_2003", right_from),
        done_by=_limit("done_months_2003", "done_by", facts, right_from, ends, trail),
    )


def _hours(grant: Grant, trail: Trail) -> tuple[int, int, int]:
    names = ("hours_norwegian", "hours_civics", "hours_most")
    values = [shared.number(f"{name}_2003", grant.decided_on) for name in names]
    for name, value in zip(names, values, strict=True):
        trail.note(name, value, WHO, unit="hours")
    return values[0], values[1], values[2]


def _offer_by(facts: Facts, right_from: date, trail: Trail) -> date | None:
    counted = facts.claimed_on or facts.settled_on
    if counted is None:
        return None
    day = add_months(max(counted, right_from), shared.number("start_months", right_from))
    trail.note("offer_by", day, OFFER, unit="date")
    return day


def _limit(key: str, asked: str, facts: Facts, right_from: date, ends: date, trail: Trail) -> date:
    """Months from the day that the right arose, leave added; but not beyond the 67th birthday."""
    day = add_months(right_from, shared.number(key, right_from)) + timedelta(days=facts.leave_days)
    if facts.leave_days and asked == "done_by":
        trail.note("leave_added", facts.leave_days, WHO, unit="days")
    trail.note(asked, min(day, ends), WHO, unit="date", assumed=shared.is_assumed(key, right_from))
    return min(day, ends)
