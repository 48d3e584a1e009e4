"""The steering parameters and the annual report's table, from the cases as they stand, for any period."""

from dataclasses import dataclass
from datetime import date

from rotfeste.casework.settlement import queries as settlement
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.insight.reporting.rules import PARAMETERS, AnnualTable, Result, Settled, annual_table, result


@dataclass(frozen=True)
class Quality:
    """What a figure rests on: how many persons, and what is missing or late in the data behind it."""

    persons: int
    without_interview: int
    late_registered: int
    """Moved in registered more than 14 days afterwards."""
    assumed_targets: bool


def settled_people(from_on: date, until_on: date, *, actor: Actor) -> list[Settled]:
    """Everyone settled in a period (`until_on` is the first day after it)."""
    with walls.counting(actor, national=True) as counter:
        return [Settled(**row) for row in settlement.people_settled(from_on, until_on, actor=counter)]


def steering_parameters(from_on: date, until_on: date, *, actor: Actor) -> list[Result]:
    """SP 1 to 3 for a period."""
    people = settled_people(from_on, until_on, actor=actor)
    return [result(parameter, people) for parameter in PARAMETERS]


def bosetting_table(from_on: date, until_on: date, *, actor: Actor) -> AnnualTable:
    """The annual report's table «Bosetting av flyktninger» for a period, with those who waited at its end."""
    people = settled_people(from_on, until_on, actor=actor)
    with walls.counting(actor, national=True) as counter:
        waiting = settlement.waiting_on(until_on, actor=counter)
    return annual_table(people, waiting)


def quality(from_on: date, until_on: date, *, actor: Actor) -> Quality:
    """What the figures of a period rest on."""
    with walls.counting(actor, national=True) as counter:
        persons, without, late = settlement.quality_of_settled(from_on, until_on, actor=counter)
    return Quality(persons, without, late, assumed_targets=from_on.year != 2017)
