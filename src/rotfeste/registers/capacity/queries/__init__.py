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
    plan_versions,
    plans,
    ready_until,
    weekly_plan,
)

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
    "plan_versions",
    "plans",
    "ready_until",
    "standings",
    "tenancies",
    "tenants",
    "weekly_plan",
    "with_alerts",
]
