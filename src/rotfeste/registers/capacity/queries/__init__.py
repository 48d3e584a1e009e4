"""Questions about places and dwellings."""

from rotfeste.registers.capacity.queries.dwellings import (
    Stood,
    dwelling,
    fitting,
    held_in,
    open_tenancies,
    standings,
    tenancies,
    tenants,
    with_alerts,
)
from rotfeste.registers.capacity.queries.places import (
    Decided,
    decided,
    decisions_of,
    district_shares,
    document,
    documents_of,
    plan_rows,
    plan_versions,
    plans,
    ready_by_week,
    ready_until,
    weekly_plan,
)
from rotfeste.registers.capacity.queries.profiles import profile, profiles

__all__ = [
    "Decided",
    "Stood",
    "decided",
    "decisions_of",
    "district_shares",
    "document",
    "documents_of",
    "dwelling",
    "fitting",
    "held_in",
    "open_tenancies",
    "plan_rows",
    "plan_versions",
    "plans",
    "profile",
    "profiles",
    "ready_by_week",
    "ready_until",
    "standings",
    "tenancies",
    "tenants",
    "weekly_plan",
    "with_alerts",
]
