"""What someone does about self-settlement: offers, applies, answers, clears, reports."""

from rotfeste.casework.self_settlement.actions.answering import approve, decline
from rotfeste.casework.self_settlement.actions.applying import (
    attach_contract,
    begin,
    describe_dwelling,
    open_contract,
    send,
    withdraw,
)
from rotfeste.casework.self_settlement.actions.clearing import clear, refuse
from rotfeste.casework.self_settlement.actions.offering import offer, set_rent_levels
from rotfeste.casework.self_settlement.actions.reporting import close_report, report_money, take_up_report
from rotfeste.casework.self_settlement.actions.way import ApplicationChanged

__all__ = [
    "ApplicationChanged",
    "approve",
    "attach_contract",
    "begin",
    "clear",
    "close_report",
    "decline",
    "describe_dwelling",
    "offer",
    "open_contract",
    "refuse",
    "report_money",
    "send",
    "set_rent_levels",
    "take_up_report",
    "withdraw",
]
