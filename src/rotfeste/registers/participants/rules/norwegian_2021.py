"""Norwegian and civics by the law of 2021 and chapter 6A: a goal instead of hours.

Source: integreringsloven chapters 6 and 6A.
"""

from datetime import date, timedelta

from rotfeste.registers.participants.rules import shared
from rotfeste.registers.participants.rules.answer import (
    Category,
    Law,
    Norwegian,
    Scheme,
    Trail,
    add_months,
    birthday,
)
from rotfeste.registers.participants.rules.facts import Base, Education, Facts, Grant
from rotfeste.registers.participants.rules.law import arrival

WHO, PERMITS, DUTY_ONLY = "integreringsloven § 26", "integreringsloven § 27", "integreringsloven § 28"
TRAINING, TEMPORARY = "integreringsloven kap. 6", "integreringsloven kap. 6A"
GOALS = {Education.NONE: ("B1", "A2"), Education.PRIMARY: ("B1", "B1"), Education.UPPER_SECONDARY: ("B2", "B1")}
"""Guiding goals in Norwegian, spoken and written. Source: IMDi, «Varighet og omfang», 20.12.2023."""


def norwegian(facts: Facts, grant: Grant, law: Law, trail: Trail) -> Norwegian:
    """Right and duty for those who were 18–67 when the permit was granted; nobody grows into it. It ends at 67."""
    decided = grant.decided_on
    ends = birthday(facts.born_on, shared.number("norwegian_until_age", decided))
    adult = birthday(facts.born_on, shared.number("norwegian_from_age_2021", decided))
    if not trail.ask("training_age_at_grant", decided, f"{WHO} fjerde ledd", adult <= decided < ends):
        return Norwegian(Category.NONE)
    if grant.base is Base.LIMITED and not trail.ask(
        "renewed", grant.renewed_on, f"{WHO} andre ledd", grant.renewed_on is not None or None
    ):
        return Norwegian(Category.NONE, waits_for=("renewed_on",))
    right_from = max(arrival(facts, grant), decided, grant.renewed_on or decided)
    if grant.base is Base.WORK:
        return _duty_only(facts, decided, right_from, ends, trail)
    if law is Law.CHAPTER_6A:
        return _by_right(facts, right_from, ends, trail)
    return _to_the_goal(facts, right_from, ends, trail)


def _to_the_goal(facts: Facts, right_from: date, ends: date, trail: Trail) -> Norwegian:
    spoken, written = GOALS.get(facts.education, ("", ""))
    waits: tuple[str, ...] = () if spoken else ("education",)
    civics = shared.number("hours_civics_2021", right_from)
    trail.ask("gives_training", None, PERMITS, True)
    trail.note(
        "hours_civics", civics, TRAINING, unit="hours", assumed=shared.is_assumed("hours_civics_2021", right_from)
    )
    if spoken:
        trail.note("goal_spoken", spoken, TRAINING)
        trail.note("goal_written", written, TRAINING)
    else:
        trail.ask("education", None, TRAINING, None)
    key = "done_months_2021_educated" if facts.education is Education.UPPER_SECONDARY else "done_months_2021"
    months = shared.number(key, right_from) if spoken else None
    if months is not None:
        trail.note("done_within", months, TRAINING, unit="months")
    done_by = _done_by(facts, months, ends, TRAINING, trail)
    return Norwegian(
        Category.RIGHT_AND_DUTY,
        Scheme.GOAL,
        from_on=right_from,
        until_on=ends,
        hours_civics=civics,
        goal_spoken=spoken,
        goal_written=written,
        offer_by=_offer_by(facts, right_from, trail),
        done_months=months,
        done_by=done_by,
        tests=trail.ask("tests", right_from, TRAINING, True),
        waits_for=waits if facts.training_from else (*waits, "training_from"),
    )


def _by_right(facts: Facts, right_from: date, ends: date, trail: Trail) -> Norwegian:
    """Chapter 6A: a right for twelve months from the first day of the first decision, leave added."""
    months = shared.number("done_months_6a", right_from)
    trail.ask("gives_training", None, TEMPORARY, True)
    trail.note("done_within", months, TEMPORARY, unit="months")
    return Norwegian(
        Category.RIGHT,
        Scheme.GOAL_BY_RIGHT,
        from_on=right_from,
        until_on=ends,
        offer_by=_offer_by(facts, right_from, trail),
        done_months=months,
        done_by=_done_by(facts, months, ends, TEMPORARY, trail, assumed=False),
        waits_for=() if facts.training_from else ("training_from",),
    )


def _duty_only(facts: Facts, decided: date, right_from: date, ends: date, trail: Trail) -> Norwegian:
    hours, civics = shared.number("work_hours_norwegian", decided), shared.number("work_hours_civics", decided)
    trail.ask("duty_only", None, DUTY_ONLY, True)
    assumed = shared.is_assumed("work_hours_norwegian", decided)
    trail.note("hours_norwegian", hours, DUTY_ONLY, unit="hours", assumed=assumed)
    trail.note("hours_civics", civics, DUTY_ONLY, unit="hours", assumed=assumed)
    return Norwegian(
        Category.DUTY,
        Scheme.HOURS,
        from_on=right_from,
        until_on=ends,
        hours_norwegian=hours,
        hours_civics=civics,
        hours_most=hours + civics,
    )


def _offer_by(facts: Facts, right_from: date, trail: Trail) -> date | None:
    counted = facts.claimed_on or facts.settled_on
    if counted is None:
        return None
    day = add_months(max(counted, right_from), shared.number("start_months", right_from))
    trail.note("offer_by", day, TRAINING, unit="date", assumed=True)
    return day


def _done_by(
    facts: Facts, months: int | None, ends: date, section: str, trail: Trail, *, assumed: bool = True
) -> date | None:
    """Counted from the first day of the first decision, as the register does for chapter 6A; leave is added.

    That the ordinary rules are counted from the same day is assumed.
    """
    if months is None or facts.training_from is None:
        return None
    if facts.leave_days:
        trail.note("leave_added", facts.leave_days, section, unit="days")
    day = min(add_months(facts.training_from, months) + timedelta(days=facts.leave_days), ends)
    trail.note("done_by", day, section, unit="date", assumed=assumed)
    return day
