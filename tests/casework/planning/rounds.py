"""A year that is planned, for the tests: its need, a round, what is asked for and what a council answers."""

from datetime import date
from typing import Any

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.actions.rounds import (
    Terms,
)
from rotfeste.casework.planning.models import Round
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.casework.planning.rules.need import Band
from rotfeste.foundation.access import walls
from rotfeste.registers.capacity.actions import (
    Document,
)
from rotfeste.registers.capacity.models import CouncilDecision
from tests.builders import TODAY, House

NEED = {"waiting": Band(50, 60, 80), "permits": Band(10, 30, 60), "quota": Band(10, 10, 10), "minors": Band(2, 4, 8)}
TERMS = Terms(
    name="First",
    ordinary=100,
    minors=4,
    count=2,
    floor=10,
    weights={"population": 1},
    minors_weights={"population": 1},
    always=("0301", "1201"),
)
PDF = Document("vedtak.pdf", b"%PDF-1.7 a decision")
LATER = date(2017, 9, 1)


def a_round(house: House, **changes: Any) -> Round:
    with walls.asking(house.case_worker) as actor:
        return actions.begin_round(2018, Terms(**{**TERMS.__dict__, **changes}), today=TODAY, actor=actor)


def a_sent_round(house: House) -> Round:
    row = a_round(house)
    with walls.asking(house.case_worker) as actor:
        actions.approve(row.id, today=TODAY, actor=actor)
        actions.start_sending(row.id, answer_by=LATER, today=TODAY, actor=actor)
        while actions.send_some(row.id, today=TODAY, actor=actor):
            pass
        return queries.round_of(row.id, actor=actor)


def numbers(row: Round, house: House) -> dict[str, Pair]:
    with walls.asking(house.case_worker) as actor:
        return {share.code: share.places for share in queries.shares_of(row, actor=actor)}


def asked(house: House, year: int = 2018) -> dict[int, Pair]:
    with walls.asking(house.case_worker) as actor:
        return queries.asked_for(year, actor=actor)


def answer(house: House, ordinary: int, minors: int = 0, **changes: Any) -> CouncilDecision:
    said = {"decided_on": TODAY, "case_number": "18/7", "document": None, "more_than_asked": False, "year": 2018}
    with walls.asking(house.officer) as actor:
        return actions.answer(
            house.oslo.id, places=Pair(ordinary, minors), today=TODAY, actor=actor, **{**said, **changes}
        )
