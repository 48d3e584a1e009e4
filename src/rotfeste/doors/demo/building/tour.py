"""What the README's tour finds: interviews that are almost written, at one centre, and a municipality with room."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement.actions import Given
from rotfeste.doors.demo.building import answers
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.building.ways import Known, centre_staff
from rotfeste.doors.demo.drawing.plan import Drawing, Plan
from rotfeste.registers.persons.rules import age_on

CENTRE = "ordinary 1"
MUNICIPALITY = "1130"
INTERVIEWS, ROOM = 2, 5
LEFT = "network_place"
"""The question that is left to ask: where near relatives live. It decides which municipality comes first."""


def gather(drawn: Drawing, until: date) -> list[Plan]:
    """Some households whose interview has not been held by the day are moved to the tour's centre: a family first."""
    make_room(drawn, until)
    waiting = [plan for plan in drawn.plans if suits(plan, until)]
    waiting.sort(key=lambda plan: (plan.group != "family_with_children", plan.reference))
    for plan in waiting[:INTERVIEWS]:
        plan.centre = CENTRE
    return waiting[:INTERVIEWS]


def make_room(drawn: Drawing, until: date) -> None:
    """The tour's municipality has places left on the day: its council decided on more, and others on less."""
    row = next(each for each in drawn.quotas if each.code == MUNICIPALITY)
    for _ in range(ROOM - row.decided + row.decided_minors + taken(drawn.plans, until)):
        others = [each for each in drawn.quotas if each is not row and each.left > 0 and each.decided > 1]
        if not others:
            return
        other = max(others, key=lambda each: each.left)
        other.left, other.decided = other.left - 1, other.decided - 1
        row.left, row.decided = row.left + 1, row.decided + 1


def taken(plans: Iterable[Plan], until: date) -> int:
    """How many ordinary places of the tour's municipality are used or promised by the day."""
    yes = [plan for plan in plans if plan.tries and plan.tries[-1].municipality == MUNICIPALITY]
    return sum(plan.size for plan in yes if plan.tries[-1].answered_on <= until and plan.part != "minors")


def suits(plan: Plan, until: date) -> bool:
    """An ordinary household with an adult in it, received but not yet interviewed."""
    ordinary = plan.group in ("family_with_children", "single_adult")
    plain = not (plan.protection or plan.flagged or plan.self_settled)
    grown = age_on(plan.members[0].born_on, until) >= 18
    return ordinary and plain and grown and plan.received_on <= until < plan.interview_on


def write_drafts(plans: Iterable[Plan], cases: Mapping[str, Known], on: date) -> None:
    """The centre has asked them everything but one thing."""
    for plan in plans:
        known = cases[plan.reference]
        given = [left_out(row) for row in answers.of(plan, known.person_ids, on=on)]
        settlement.save_answers(known.case_id, given, asked_on=on, actor=acting(centre_staff(plan)))


def left_out(row: Given) -> Given:
    """The answer as it stands in the draft."""
    if row.key == LEFT:
        return replace(row, state="not_asked", value="", verified=False)
    return replace(row, state="given", value="Søster i landet") if row.key == "network" else row
