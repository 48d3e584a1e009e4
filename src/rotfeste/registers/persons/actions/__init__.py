"""What someone does with persons: intake, involvement, responsibility, protection and break-glass."""

from rotfeste.registers.persons.actions.intake import (
    AlreadyTakenIn,
    NothingToTakeIn,
    discard,
    preview,
    take_in_some,
)
from rotfeste.registers.persons.actions.involvement import (
    ResponsibleElsewhere,
    become_responsible,
    end_involvement,
    involve,
    leave_centre,
)
from rotfeste.registers.persons.actions.protection import ReasonTooShort, break_glass, protect, review_opening

__all__ = [
    "AlreadyTakenIn",
    "NothingToTakeIn",
    "ReasonTooShort",
    "ResponsibleElsewhere",
    "become_responsible",
    "break_glass",
    "discard",
    "end_involvement",
    "involve",
    "leave_centre",
    "preview",
    "protect",
    "review_opening",
    "take_in_some",
]
