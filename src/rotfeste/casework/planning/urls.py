"""Addresses of planning."""

from django.urls import URLPattern, path

from rotfeste.casework.planning.pages import (
    answers,
    calendar,
    compare,
    criteria,
    municipality,
    need,
    rounds,
    sending,
    shares,
    year,
)
from rotfeste.casework.planning.queries import Outcome

ROUND = "rounds/<int:round_id>/"
SHARE = ROUND + "municipalities/<str:code>/"
OWN = "municipalities/<int:organisation_id>/"


def addresses(outcome: Outcome) -> list[URLPattern]:
    """The addresses. `outcome` answers what became of the figures: it stands above this chapter, so it is handed in."""
    known = {"outcome": outcome}
    return [
        path("", year.planning, name="planning"),
        path("mine", year.mine, name="mine"),
        path("need/", need.need, known, name="need"),
        path("need/new", need.new_estimate, known, name="new_estimate"),
        path("criteria/", criteria.criteria, name="criteria"),
        path("criteria/template.csv", criteria.template, name="criteria_template"),
        path("criteria/<int:table_id>/", criteria.table, name="table"),
        path("criteria/<int:table_id>/use", criteria.use, name="use_table"),
        path("criteria/<int:table_id>/discard", criteria.discard, name="discard_table"),
        path("rounds/new", rounds.new_round, name="new_round"),
        path("rounds/compare", compare.compare, name="compare"),
        path(ROUND, rounds.round_page, name="round"),
        path(ROUND + "change", rounds.change, name="change_round"),
        path(ROUND + "balance", rounds.balance, name="balance"),
        path(ROUND + "approve", rounds.approve, name="approve"),
        path(ROUND + "reopen", rounds.reopen, name="reopen"),
        path(ROUND + "discard", rounds.discard, name="discard_round"),
        path(ROUND + "again", rounds.again, name="again"),
        path(ROUND + "indicate", sending.indicate, name="indicate"),
        path(ROUND + "send", sending.send, name="send"),
        path(ROUND + "go-on", sending.go_on, name="go_on"),
        path(SHARE, shares.share, name="share"),
        path(SHARE + "reset", shares.reset, name="reset_share"),
        path("answers/", answers.answers, known, name="answers"),
        path("ask", answers.ask, name="ask"),
        path("remind", answers.remind, name="remind"),
        path("calendar/", calendar.calendar, name="calendar"),
        path(OWN, municipality.municipality, known, name="municipality"),
        path(OWN + "council", municipality.council, name="council"),
        path(OWN + "budget", municipality.budget, name="budget"),
        path(OWN + "districts", municipality.districts, name="districts"),
        path("documents/<int:document_id>", municipality.document, name="document"),
    ]
