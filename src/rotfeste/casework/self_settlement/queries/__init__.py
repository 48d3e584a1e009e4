"""Questions about self-settlement: what municipalities offer, applications and their checks, and reports."""

from rotfeste.casework.self_settlement.queries.applications import (
    ApplicationView,
    application_view,
    applications,
    checks_of,
    days_per_step,
    of_case,
    own_applications,
    tasks,
)
from rotfeste.casework.self_settlement.queries.offers import Answer, answer_of, answers, rent_level
from rotfeste.casework.self_settlement.queries.reports import report, reports

__all__ = [
    "Answer",
    "ApplicationView",
    "answer_of",
    "answers",
    "application_view",
    "applications",
    "checks_of",
    "days_per_step",
    "of_case",
    "own_applications",
    "rent_level",
    "report",
    "reports",
    "tasks",
]
