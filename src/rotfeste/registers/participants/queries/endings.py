"""How programmes have ended, without names: what statistics is made of."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import Ending
from rotfeste.registers.participants.states import Activity, EndReason
from rotfeste.registers.persons.models import Person

WENT_ON = (EndReason.WORK, EndReason.EDUCATION)
"""Directly to work or education: how IMDi's annual reports count results of the introduction programme."""


@dataclass(frozen=True)
class ProgrammeEnding:
    """One ended programme: where, when it began, how old the person was then, and whether it led on."""

    organisation_id: int
    started_on: date
    born_on: date
    sex: str
    citizenship: str
    household: int
    """How many persons the household has."""
    went_on: bool


def programme_endings(until_on: date, *, actor: Actor) -> list[ProgrammeEnding]:
    """Every programme that has ended by a day. Who moved to another municipality has not ended, and is left out."""
    rows = (
        Ending.objects.visible_to(actor)
        .filter(enrolment__activity=Activity.PROGRAMME, moved=False, ended_on__lte=until_on)
        .order_by("id")
        .values_list(
            "organisation_id",
            "enrolment__started_on",
            "person__born_on",
            "person__sex",
            "person__citizenship",
            "person__household_id",
            "reason",
        )
    )
    found = list(rows)
    households = {row[5] for row in found}
    people = Person.objects.visible_to(actor).filter(household__in=households)
    sizes = Counter(people.values_list("household_id", flat=True))
    return [
        ProgrammeEnding(place, started, born, sex, country, max(1, sizes[household]), reason in WENT_ON)
        for place, started, born, sex, country, household, reason in found
    ]
