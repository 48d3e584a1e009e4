"""What is done with places and dwellings."""

from rotfeste.registers.capacity.actions.dwellings import (
    change_dwelling,
    import_dwellings,
    register_dwelling,
    release_dwelling,
)
from rotfeste.registers.capacity.actions.places import (
    DecidedInTheFuture,
    DistrictsBeyondMunicipality,
    Document,
    DocumentTooLarge,
    NotAPdf,
    PlanBeyondDecision,
    PlanChangedMeanwhile,
    divide_over_districts,
    plan_together,
    plan_weeks,
    register_council_decision,
)
from rotfeste.registers.capacity.actions.profiles import say_profile
from rotfeste.registers.capacity.actions.tenancies import (
    cancel_reservation,
    end_tenancy,
    expect_move,
    move_in,
    register_tenancy,
    reserve,
)
from rotfeste.registers.capacity.actions.vacancies import raise_alerts, record_reason

__all__ = [
    "DecidedInTheFuture",
    "DistrictsBeyondMunicipality",
    "Document",
    "DocumentTooLarge",
    "NotAPdf",
    "PlanBeyondDecision",
    "PlanChangedMeanwhile",
    "cancel_reservation",
    "change_dwelling",
    "divide_over_districts",
    "end_tenancy",
    "expect_move",
    "import_dwellings",
    "move_in",
    "plan_together",
    "plan_weeks",
    "raise_alerts",
    "record_reason",
    "register_council_decision",
    "register_dwelling",
    "register_tenancy",
    "release_dwelling",
    "reserve",
    "say_profile",
]
