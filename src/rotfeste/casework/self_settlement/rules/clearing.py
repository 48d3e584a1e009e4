"""What the directorate looks at before it clears an application: each point found or not, from facts handed in."""

from collections.abc import Iterable
from dataclasses import dataclass

STOP, LOOK, FINE = "stop", "look", "fine"
"""It cannot be cleared; a person must look; nothing in the way."""


@dataclass(frozen=True)
class Facts:
    """What is known of the household and the municipality on the day."""

    has_permit: bool
    limited_permit: bool
    waits: bool
    """The case waits for a municipality: not settled, not closed."""
    interview_sent_in: bool
    other_request: bool
    other_application: bool
    held_back: bool
    """Someone in the household may not settle now."""
    integration_centre: bool
    minors_alone: bool
    offered: str
    """What the municipality has said that it offers: «yes», «by_appointment», «no» or nothing."""
    free_places: int | None
    """Places that the council's decision leaves; None where no decision is known."""
    size: int


@dataclass(frozen=True)
class Check:
    """One point: which, and how it stands."""

    code: str
    outcome: str


def checks(facts: Facts) -> tuple[Check, ...]:
    """Every point, in the order that a case worker reads them.

    Source: IMDi, annual report 2017, section 3.1, and imdi.no on avtalt selvbosetting: the person may be settled and
    has no other agreement; residents of integration reception centres do not settle themselves (2017).
    """
    few = facts.free_places is not None and facts.free_places < facts.size
    return (
        Check("permit", FINE if facts.has_permit and not facts.limited_permit else LOOK if facts.has_permit else STOP),
        Check("waits", FINE if facts.waits else STOP),
        Check("interview", FINE if facts.interview_sent_in else STOP),
        Check("other_request", STOP if facts.other_request else FINE),
        Check("other_application", STOP if facts.other_application else FINE),
        Check("integration_centre", STOP if facts.integration_centre else FINE),
        Check("minors_alone", STOP if facts.minors_alone else FINE),
        Check("held_back", LOOK if facts.held_back else FINE),
        Check("offered", FINE if facts.offered in ("yes", "by_appointment") else LOOK),
        Check("places", LOOK if few or facts.free_places is None else FINE),
    )


def stopped(found: Iterable[Check]) -> tuple[Check, ...]:
    """The points that stand in the way."""
    return tuple(row for row in found if row.outcome == STOP)
