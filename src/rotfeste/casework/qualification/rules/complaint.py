"""Time limits of complaints. Source: forvaltningsloven §§ 29 and 31."""

from datetime import date, timedelta

WEEKS_TO_COMPLAIN = 3
"""From the day the letter has come to the person. Source: forvaltningsloven § 29."""
YEARS_TO_TAKE_UP = 1
"""A complaint that comes later than this cannot be taken up. Source: forvaltningsloven § 31 third paragraph."""


def earliest_limit(decided_on: date) -> date:
    """The last day to complain had the letter come the same day: the limit is never before it."""
    return decided_on + timedelta(weeks=WEEKS_TO_COMPLAIN)


def may_be_late(decided_on: date, received_on: date) -> bool:
    """Whether it must be checked when the letter came, and whether a late complaint is to be taken up (§ 31)."""
    return received_on > earliest_limit(decided_on)


def cannot_be_taken_up(decided_on: date, received_on: date) -> bool:
    """Whether more than a year has gone since the decision: then it is dismissed."""
    try:
        limit = decided_on.replace(year=decided_on.year + YEARS_TO_TAKE_UP)
    except ValueError:
        limit = date(decided_on.year + YEARS_TO_TAKE_UP, 3, 1)
    return received_on > limit
