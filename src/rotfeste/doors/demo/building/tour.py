"""What the tour of the README finds: interviews that are almost written at one centre, and a town with room."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement.actions import Given
from rotfeste.doors.demo.building import answers
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.building.ways import Known, centre_staff
from rotfeste.doors.demo.drawing.plan import Plan
from rotfeste.registers.persons.rules import age_on

CENTRE = "ordinary 1"
MUNICIPALITY = "1130"
INTERVIEWS = 2
LEFT = "network_place"
"""The question that is left to ask: where near relatives live. It decides which municipality comes first."""


def gather(plans: Iterable[Plan], until: date) -> list[Plan]:
    """Some households whose interview has not been held by the day are moved to the tour's centre: a family first."""
    waiting = [plan for plan in plans if suits(plan, until)]
    waiting.sort(key=lambda plan: (plan.group != "family_with_children", plan.reference))
    for plan in waiting[:INTERVIEWS]:
        plan.centre = CENTRE
    return waiting[:INTERVIEWS]


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
