"""Questions about the year's planning."""

from rotfeste.casework.planning.queries.calendar import Place, budget_calendar, budget_day
from rotfeste.casework.planning.queries.criteria import Criteria, criteria_on, table, tables
from rotfeste.casework.planning.queries.municipality import Figures, figures_of, indications_of, tasks
from rotfeste.casework.planning.queries.need import latest, versions, years_estimated
from rotfeste.casework.planning.queries.outcome import Outcome
from rotfeste.casework.planning.queries.requests import (
    Answers,
    YearSums,
    answers,
    asked_for,
    requests_of,
    sums,
    unanswered,
    years,
)
from rotfeste.casework.planning.queries.rounds import (
    Again,
    again,
    difference,
    explanation,
    progress,
    round_of,
    rounds,
    shares_of,
)

__all__ = [
    "Again",
    "Answers",
    "Criteria",
    "Figures",
    "Outcome",
    "Place",
    "YearSums",
    "again",
    "answers",
    "asked_for",
    "budget_calendar",
    "budget_day",
    "criteria_on",
    "difference",
    "explanation",
    "figures_of",
    "indications_of",
    "latest",
    "progress",
    "requests_of",
    "round_of",
    "rounds",
    "shares_of",
    "sums",
    "table",
    "tables",
    "tasks",
    "unanswered",
    "versions",
    "years",
    "years_estimated",
]
