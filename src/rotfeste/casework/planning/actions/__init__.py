"""What someone does in the year's planning: one function for each thing."""

from rotfeste.casework.planning.actions.answering import answer, set_budget_day
from rotfeste.casework.planning.actions.asking import ask_for_places, indicate, remind, send_some, start_sending
from rotfeste.casework.planning.actions.estimating import estimate
from rotfeste.casework.planning.actions.preparing import discard_table, hand_in_table, use_table
from rotfeste.casework.planning.actions.rounds import (
    Terms,
    adjust,
    approve,
    balance,
    begin_round,
    change_round,
    discard_round,
    reopen,
    reset_share,
)

__all__ = [
    "Terms",
    "adjust",
    "answer",
    "approve",
    "ask_for_places",
    "balance",
    "begin_round",
    "change_round",
    "discard_round",
    "discard_table",
    "estimate",
    "hand_in_table",
    "indicate",
    "remind",
    "reopen",
    "reset_share",
    "send_some",
    "set_budget_day",
    "start_sending",
    "use_table",
]
