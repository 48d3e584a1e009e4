"""What someone does in settlement: one file per step of the way from permit to moved in."""

from rotfeste.casework.settlement.actions.answering import accept, decline, take_back
from rotfeste.casework.settlement.actions.backtest import (
    end_backtest,
    go_on_with_backtest,
    interrupt_backtest,
    keep_policy,
    publish_backtest,
    start_backtest,
    tell_replayed,
)
from rotfeste.casework.settlement.actions.deciding import annul, decide
from rotfeste.casework.settlement.actions.housing import choose_dwelling, tell_of_vacancies
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
from rotfeste.casework.settlement.actions.neighbours import agree_with_neighbour, end_neighbour_agreement
from rotfeste.casework.settlement.actions.placing import (
    accept_proposals,
    could_not_compute,
    forbid_proposal,
    interrupt_placement,
    keep_plan,
    override_proposal,
    pin_proposal,
    propose_next,
    skip_proposal,
    start_placement,
    tell_progress,
)
from rotfeste.casework.settlement.actions.requesting import ask, close, withdraw
from rotfeste.casework.settlement.actions.resettling import (
    arrived,
    cancel_travel,
    confirm_travel,
    give_medical_place,
    plan_travel,
    register_dossier,
)
from rotfeste.casework.settlement.actions.uniting import (
    ask_for_placement,
    end_obstacle,
    end_placement,
    placement_answered,
    register_obstacle,
)
from rotfeste.casework.settlement.actions.way import ChangedMeanwhile

__all__ = [
    "ChangedMeanwhile",
    "Given",
    "accept",
    "accept_proposals",
    "agree_move",
    "agree_with_neighbour",
    "annul",
    "approve",
    "arrived",
    "ask",
    "ask_for_placement",
    "cancel_travel",
    "choose_dwelling",
    "close",
    "confirm_travel",
    "could_not_compute",
    "decide",
    "decline",
    "end_backtest",
    "end_neighbour_agreement",
    "end_obstacle",
    "end_placement",
    "forbid_proposal",
    "give_medical_place",
    "go_on_with_backtest",
    "interrupt_backtest",
    "interrupt_placement",
    "invite",
    "keep_plan",
    "keep_policy",
    "mark_read",
    "moved_in",
    "open_cases",
    "override_proposal",
    "pin_proposal",
    "placement_answered",
    "plan_travel",
    "propose_next",
    "publish_backtest",
    "register_consent",
    "register_dossier",
    "register_obstacle",
    "save_answers",
    "send_back",
    "skip_proposal",
    "start_backtest",
    "start_interview",
    "start_placement",
    "submit",
    "take_back",
    "take_in",
    "tell_of_vacancies",
    "tell_progress",
    "tell_replayed",
    "withdraw",
    "write_message",
]
