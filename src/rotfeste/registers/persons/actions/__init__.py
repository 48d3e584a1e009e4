"""What someone does with persons: intake, involvement, responsibility, protection and break-glass."""

from rotfeste.registers.persons.actions.age import come_of_age
from rotfeste.registers.persons.actions.intake import (
    AlreadyTakenIn,
    NothingToTakeIn,
    discard,
    preview,
    take_in_some,
)
from rotfeste.registers.persons.actions.involvement import (
    NotTheirsToHandOver,
    ResponsibleElsewhere,
    become_responsible,
    end_involvement,
    hand_over,
    involve,
    leave_centre,
    move_on,
)
from rotfeste.registers.persons.actions.protection import (
    NotProtected,
    ProtectedAlready,
    ReasonTooShort,
    break_glass,
    lift_protection,
    protect,
    review_opening,
)

__all__ = [
    "AlreadyTakenIn",
    "NotProtected",
    "NotTheirsToHandOver",
    "NothingToTakeIn",
    "ProtectedAlready",
    "ReasonTooShort",
    "ResponsibleElsewhere",
    "become_responsible",
    "break_glass",
    "come_of_age",
    "discard",
    "end_involvement",
    "hand_over",
    "involve",
    "leave_centre",
    "lift_protection",
    "move_on",
    "preview",
    "protect",
    "review_opening",
    "take_in_some",
]
