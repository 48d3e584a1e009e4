"""What a calculation of rights is made from: the facts about one person, as they are known."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Base(StrEnum):
    """What a residence permit rests on. Source: integreringsloven §§ 9, 27 and 28; utlendingsloven."""

    REFUGEE = "refugee"
    RESETTLEMENT = "resettlement"
    HUMANITARIAN = "humanitarian"
    LIMITED = "limited"
    COLLECTIVE = "collective"
    FAMILY = "family"
    INDEPENDENT = "independent"
    WORK = "work"


PROTECTED = (Base.REFUGEE, Base.RESETTLEMENT, Base.HUMANITARIAN, Base.LIMITED, Base.COLLECTIVE)
"""Permits after an application for asylum or as a resettlement refugee: their family follows them."""


class Education(StrEnum):
    """The highest completed education that is known."""

    UNKNOWN = "unknown"
    NONE = "none"
    PRIMARY = "primary"
    UPPER_SECONDARY = "upper_secondary"


class Goal(StrEnum):
    """What the programme leads to (sluttmål). Source: integreringsloven §§ 13 and 14."""

    UNKNOWN = "unknown"
    UPPER_SECONDARY = "upper_secondary"
    OTHER = "other"


class Centre(StrEnum):
    """Where an asylum seeker lives: training is for those who stay, not for those who pass through."""

    NOWHERE = ""
    ORDINARY = "ordinary"
    INTEGRATION = "integration"
    ARRIVAL = "arrival"


@dataclass(frozen=True)
class Grant:
    """A permit: what it rests on, when it was granted, and when a limited one was first renewed."""

    base: Base
    decided_on: date
    renewed_on: date | None = None


@dataclass(frozen=True)
class Sponsor:
    """The person whom a family member came to: their permit, their settlement, and the day of the application."""

    base: Base | None = None
    settled_on: date | None = None
    applied_on: date | None = None


@dataclass(frozen=True)
class Facts:
    """One person, as far as is known. No permit means an asylum seeker. Periods are exclusive of their last day."""

    on: date
    """The day that the answer is for."""
    born_on: date
    grants: tuple[Grant, ...] = ()
    arrived_on: date | None = None
    settled_on: date | None = None
    """The first day registered in a municipality."""
    agreed: bool = True
    """Settled by agreement between the municipality and the directorate."""
    claimed_on: date | None = None
    """The day that the person claimed the programme or the training."""
    sponsor: Sponsor = field(default_factory=Sponsor)
    education: Education = Education.UNKNOWN
    goal: Goal = Goal.UNKNOWN
    training_from: date | None = None
    """The first day of the first decision on training in Norwegian."""
    leave_days: int = 0
    """Days of approved leave, which are added to time limits."""
    centre: Centre = Centre.NOWHERE
    displaced: bool = False
    """An asylum seeker in the group that gets collective protection."""
