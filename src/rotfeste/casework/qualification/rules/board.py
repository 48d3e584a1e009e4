"""Where each participant stands, what comes next, and how urgent it is. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ENDS_SOON_DAYS = 90
START_SOON_DAYS = 30


class Stand(StrEnum):
    """Where a participant stands on the way from right to ending."""

    TO_OFFER = "to_offer"
    AWAITS_ANSWER = "awaits_answer"
    TO_DECIDE = "to_decide"
    TO_START = "to_start"
    IN_PROGRAMME = "in_programme"
    INTERRUPTED = "interrupted"
    PAST_ITS_END = "past_its_end"
    ENDED = "ended"
    DECLINED = "declined"
    MAY_BE_OFFERED = "may_be_offered"
    NO_RIGHT = "no_right"
    MOVED_HERE = "moved_here"


BEFORE_START = (Stand.TO_OFFER, Stand.AWAITS_ANSWER, Stand.TO_DECIDE, Stand.TO_START)


@dataclass(frozen=True)
class Known:
    """What the stand is made from; None and empty text where there is nothing."""

    category: str = ""
    right_from: date | None = None
    start_by: date | None = None
    offer: str = ""
    decided: bool = False
    enrolment: str = ""
    until_on: date | None = None
    moved_here: bool = False
    """The programme was in another municipality, and ended because they moved: this one decides anew."""


@dataclass(frozen=True)
class Standing:
    """The stand, the day that matters, and urgency: 3 is past the day, 2 is soon, 1 in good time, 0 nothing waits."""

    stand: Stand
    day: date | None = None
    urgency: int = 0


def standing(known: Known, today: date) -> Standing:
    """Where someone stands today."""
    if known.enrolment == "ended":
        return Standing(Stand.ENDED)
    if known.enrolment == "interrupted":
        return Standing(Stand.INTERRUPTED, known.until_on, 1)
    if known.enrolment:
        return _running(known.until_on, today)
    if known.decided:
        return _before(Stand.TO_START, known, today)
    if known.moved_here:
        return Standing(Stand.MOVED_HERE, None, 2)
    if known.offer == "accepted":
        return _before(Stand.TO_DECIDE, known, today)
    if known.offer == "open":
        return _before(Stand.AWAITS_ANSWER, known, today)
    if known.offer == "declined":
        return Standing(Stand.DECLINED)
    if known.category == "may_be_offered" and (known.right_from is None or known.right_from <= today):
        return Standing(Stand.MAY_BE_OFFERED)
    if known.category not in ("right_and_duty", "right"):
        return Standing(Stand.NO_RIGHT)
    return _before(Stand.TO_OFFER, known, today)


def _before(stand: Stand, known: Known, today: date) -> Standing:
    if known.start_by is None:
        return Standing(stand, None, 1)
    late = today > known.start_by
    soon = today >= known.start_by - timedelta(days=START_SOON_DAYS)
    return Standing(stand, known.start_by, 3 if late else 2 if soon else 1)


def _running(until_on: date | None, today: date) -> Standing:
    if until_on is None:
        return Standing(Stand.IN_PROGRAMME)
    if today >= until_on:
        return Standing(Stand.PAST_ITS_END, until_on, 3)
    soon = today >= until_on - timedelta(days=ENDS_SOON_DAYS)
    return Standing(Stand.IN_PROGRAMME, until_on, 2 if soon else 0)
