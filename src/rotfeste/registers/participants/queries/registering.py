"""What is registered, and when: for the scores of data quality. A fixed number of questions, whoever many persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max
from django.db.models.functions import TruncDate

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
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
    """What was registered alike: of what kind, what happened on which day, when it was written down, and how many."""

    organisation_id: int
    kind: str
    happened_on: date
    registered_on: date
    number: int


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
        alike = rows.values_list("organisation_id", F(day), TruncDate("registered_at")).annotate(number=Count("id"))
        found += [Entry(where, kind, happened, registered, number) for where, happened, registered, number in alike]
    return found


def circumstances_by_person(person_ids: Iterable[int], *, actor: Actor) -> dict[int, Circumstances]:
    """The facts that only the municipality knows, for these persons."""
    rows = Circumstances.objects.visible_to(actor).filter(person_id__in=among(person_ids))
    return {row.person_id: row for row in rows}


def planned_by_enrolment(enrolment_ids: Iterable[int], *, actor: Actor) -> dict[int, list[Planned]]:
    """The measures of these enrolments, with their days and hours a week."""
    found: dict[int, list[Planned]] = {}
    rows = Measure.objects.visible_to(actor).filter(enrolment_id__in=among(enrolment_ids)).select_related("kind")
    for row in rows:
        found.setdefault(row.enrolment_id, []).append(
            Planned(row.from_on, row.until_on, row.hours_week, row.kind.lessons)
        )
    return found


def training_by_person(person_ids: Iterable[int], *, actor: Actor) -> dict[int, Enrolment]:
    """The latest enrolment in Norwegian and civics of these persons."""
    rows = Enrolment.objects.visible_to(actor).filter(person_id__in=among(person_ids), activity=Activity.NORWEGIAN)
    return {row.person_id: row for row in rows.order_by("started_on")}


def tracks_of(enrolment_ids: Iterable[int], *, actor: Actor) -> dict[int, str]:
    """The track of training, for these enrolments; empty text where none is chosen."""
    rows = Training.objects.visible_to(actor).filter(enrolment_id__in=among(enrolment_ids))
    return dict(rows.values_list("enrolment_id", "track"))


def last_hours(enrolment_ids: Iterable[int], *, since: date, actor: Actor) -> dict[int, date]:
    """The latest month with registered hours, for those of these enrolments that have some from a month on."""
    rows = MonthlyHours.objects.visible_to(actor).filter(enrolment_id__in=among(enrolment_ids), month__gte=since)
    return dict(rows.values_list("enrolment_id").annotate(last=Max("month")))
