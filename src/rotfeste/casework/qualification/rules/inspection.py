"""The five control questions of the county governors' inspections 2017–2019, answered for one participant. Pure.

Source: IMDi, annual report 2017, table 3-1.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rotfeste.casework.qualification.rules.plan import Content, lacks, review_by

QUESTIONS = ("decided", "together", "whole", "reviewed", "changes_decided")


@dataclass(frozen=True)
class Looked:
    """What is known of one participant's plan on a day."""

    content: Content | None = None
    """What is in force; None where nothing is."""
    decided: bool = False
    heard: bool = False
    """A conversation is registered, and the participant has said what they think."""
    looked_at_on: date | None = None
    """When it came into force, or was last looked at anew by that day."""
    registered: Collection[str] = ()
    """Kinds of measures that are registered and not over."""


def answers(row: Looked, on: date) -> dict[str, bool]:
    """Yes or no to each question; without a plan in force, no to all."""
    if row.content is None:
        return dict.fromkeys(QUESTIONS, False)
    return {
        "decided": row.decided,
        "together": row.heard,
        "whole": lacks(row.content) == (),
        "reviewed": row.looked_at_on is not None and review_by(row.looked_at_on) >= on,
        "changes_decided": set(row.registered) <= {measure.kind for measure in row.content.measures},
    }
