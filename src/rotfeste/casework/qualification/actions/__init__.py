"""What the municipality does: from the offer of a programme to its ending, and the benefit of each month."""

from rotfeste.casework.qualification.actions.benefits import (
    NothingToSend,
    NotYetOver,
    approve_benefit,
    compute_benefit,
    send_to_payroll,
    take_back_approval,
)
from rotfeste.casework.qualification.actions.complaints import (
    BeforeTheDecision,
    ComplaintChanged,
    ComplaintIsOpen,
    InTheFuture,
    NothingToCarryOut,
    OlderThanAYear,
    answer_complaint,
    carry_out_complaint,
    register_complaint,
    review_complaint,
    withdraw_complaint,
)
from rotfeste.casework.qualification.actions.deciding import (
    AnswerFirst,
    NoRightToIt,
    TooLong,
    WaitsFor,
    decide_programme,
    extend_programme,
    refuse_programme,
)
from rotfeste.casework.qualification.actions.offering import answer_programme, offer_programme
from rotfeste.casework.qualification.actions.running import (
    end_programme,
    interrupt_programme,
    resume_programme,
    start_programme,
)

__all__ = [
    "AnswerFirst",
    "BeforeTheDecision",
    "ComplaintChanged",
    "ComplaintIsOpen",
    "InTheFuture",
    "NoRightToIt",
    "NotYetOver",
    "NothingToCarryOut",
    "NothingToSend",
    "OlderThanAYear",
    "TooLong",
    "WaitsFor",
    "answer_complaint",
    "answer_programme",
    "approve_benefit",
    "carry_out_complaint",
    "compute_benefit",
    "decide_programme",
    "end_programme",
    "extend_programme",
    "interrupt_programme",
    "offer_programme",
    "refuse_programme",
    "register_complaint",
    "resume_programme",
    "review_complaint",
    "send_to_payroll",
    "start_programme",
    "take_back_approval",
    "withdraw_complaint",
]
