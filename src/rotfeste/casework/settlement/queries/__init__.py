"""Questions about settlement: one case whole, the lists, the places, the figures."""

from rotfeste.casework.settlement.queries.cases import CaseView, case_view, cases_of, ended_request, related_cases
from rotfeste.casework.settlement.queries.figures import (
    asked_for,
    by_municipality,
    days_in_steps,
    people_settled,
    quality_of_settled,
    settled_per_month,
    waiting_by_group,
    waiting_by_step,
    waiting_on,
)
from rotfeste.casework.settlement.queries.lists import (
    coming,
    households,
    interviews,
    queue,
    requests_to,
    settled,
    tasks,
    with_unread,
)
from rotfeste.casework.settlement.queries.places import Usage, together, usage
from rotfeste.casework.settlement.queries.ranking import suggestions

__all__ = [
    "CaseView",
    "Usage",
    "asked_for",
    "by_municipality",
    "case_view",
    "cases_of",
    "coming",
    "days_in_steps",
    "ended_request",
    "households",
    "interviews",
    "people_settled",
    "quality_of_settled",
    "queue",
    "related_cases",
    "requests_to",
    "settled",
    "settled_per_month",
    "suggestions",
    "tasks",
    "together",
    "usage",
    "waiting_by_group",
    "waiting_by_step",
    "waiting_on",
    "with_unread",
]
