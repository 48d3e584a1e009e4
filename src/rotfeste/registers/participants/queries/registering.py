"""What is registered, and when: for the scores of data quality. A fixed number of questions, whoever many persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import (
    Circumstances,
    Decision,
    Ending,
    Enrolment,
    Leave,
    Measure,
    MonthlyHours,
    Offer,
    Training,
)
from rotfeste.registers.participants.rules.full_time import Planned
from rotfeste.registers.participants.states import Activity


@dataclass(frozen=True)
class Entry:
    """One thing that was registered: whose, what happened on which day, and the day that it was written down."""

    organisation_id: int
    person_id: int
    kind: str
    happened_on: date
    registered_on: date


ENTRIES: tuple[tuple[str, Any, str], ...] = (
    ("offer", Offer, "offered_on"),
    ("decision", Decision, "decided_on"),
    ("enrolment", Enrolment, "started_on"),
    ("leave", Leave, "granted_on"),
    ("hours", MonthlyHours, "month"),
    ("ending", Ending, "ended_on"),
)


def entries(from_on: date, until_on: date, *, actor: Actor, organisations: Sequence[int]) -> list[Entry]:
    """Everything that these organisations registered about what happened in a period, one question for each kind."""
    actor.require("participants.read")
    found = []
    for kind, model, day in ENTRIES:
        rows = model.objects.visible_to(actor).filter(
            organisation_id__in=organisations, **{f"{day}__gte": from_on, f"{day}__lt": until_on}
        )
        found += [
            Entry(organisation, person, kind, happened, registered.date())
            for organisation, person, happened, registered in rows.values_list(
                "organisation_id", "person_id", F(day), "registered_at"
            )
        ]
    return found


def circumstances_by_person(person_ids: Iterable[int], *, actor: Actor) -> dict[int, Circumstances]:
    """The facts that only the municipality knows, for these persons."""
    rows = Circumstances.objects.visible_to(actor).filter(person_id__in=list(person_ids))
    return {row.person_id: row for row in rows}


def planned_by_enrolment(enrolment_ids: Iterable[int], *, actor: Actor) -> dict[int, list[Planned]]:
    """The measures of these enrolments, with their days and hours a week."""
    found: dict[int, list[Planned]] = {}
    rows = Measure.objects.visible_to(actor).filter(enrolment_id__in=list(enrolment_ids)).select_related("kind")
    for row in rows:
        found.setdefault(row.enrolment_id, []).append(
            Planned(row.from_on, row.until_on, row.hours_week, row.kind.lessons)
        )
    return found


def training_by_person(person_ids: Iterable[int], *, actor: Actor) -> dict[int, Enrolment]:
    """The latest enrolment in Norwegian and civics of these persons."""
    rows = Enrolment.objects.visible_to(actor).filter(person_id__in=list(person_ids), activity=Activity.NORWEGIAN)
    return {row.person_id: row for row in rows.order_by("started_on")}


def tracks_of(enrolment_ids: Iterable[int], *, actor: Actor) -> dict[int, str]:
    """The track of training, for these enrolments; empty text where none is chosen."""
    rows = Training.objects.visible_to(actor).filter(enrolment_id__in=list(enrolment_ids))
    return dict(rows.values_list("enrolment_id", "track"))


def last_hours(enrolment_ids: Iterable[int], *, actor: Actor) -> dict[int, date]:
    """The latest month with registered hours, for these enrolments."""
    rows = MonthlyHours.objects.visible_to(actor).filter(enrolment_id__in=list(enrolment_ids))
    return dict(rows.values_list("enrolment_id").annotate(last=Max("month")))
