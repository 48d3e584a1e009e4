"""What someone does in settlement: one file per step of the way from permit to moved in."""

from rotfeste.casework.settlement.actions.answering import accept, decline, take_back
from rotfeste.casework.settlement.actions.deciding import annul, decide
from rotfeste.casework.settlement.actions.intake import open_cases, take_in
from rotfeste.casework.settlement.actions.interviewing import (
    Given,
    approve,
    invite,
    register_consent,
    save_answers,
    send_back,
    start_interview,
    submit,
)
from rotfeste.casework.settlement.actions.messages import mark_read, write_message
from rotfeste.casework.settlement.actions.moving import agree_move, moved_in
from rotfeste.casework.settlement.actions.requesting import ask, ask_for_places, close, withdraw
from rotfeste.casework.settlement.actions.way import ChangedMeanwhile

__all__ = [
    "ChangedMeanwhile",
    "Given",
    "accept",
    "agree_move",
    "annul",
    "approve",
    "ask",
    "ask_for_places",
    "close",
    "decide",
    "decline",
    "invite",
    "mark_read",
    "moved_in",
    "open_cases",
    "register_consent",
    "save_answers",
    "send_back",
    "start_interview",
    "submit",
    "take_back",
    "take_in",
    "withdraw",
    "write_message",
]
