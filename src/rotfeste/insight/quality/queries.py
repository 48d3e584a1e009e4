"""Scores of data quality: live for one municipality, from the nightly counts for the country and over time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui.components import Task
from rotfeste.insight.quality.models import QualityScore
from rotfeste.insight.quality.rules import (
    Missing,
    Registered,
    Score,
    hours_due,
    in_time,
    missing,
    scores,
    total,
)
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Circumstances
from rotfeste.registers.participants.queries import Entry, Participant, Who
from rotfeste.registers.participants.rules.full_time import Planned
from rotfeste.registers.persons.rules import age_on

YOUNGEST = 16
LATE = "late_"


@dataclass(frozen=True)
class ToMend:
    """One thing to mend, with the person whom it is about."""

    person: Who
    missing: Missing


@dataclass(frozen=True)
class Quality:
    """The scores of one municipality today: field by field, and what was registered in time this year."""

    fields: list[Score]
    timely: list[Score]

    @property
    def total(self) -> Score:
        """All fields together."""
        return total(self.fields)


def _rows(on: date, *, actor: Actor, organisations: Sequence[int]) -> tuple[list[Registered], dict[int, Who]]:
    people = [
        row
        for row in participants.participants(actor=actor, on=on, organisations=organisations)
        if age_on(row.person.born_on, on) >= YOUNGEST
    ]
    ids = [row.person.id for row in people]
    known = participants.circumstances_by_person(ids, actor=actor)
    enrolled = [row.enrolment.id for row in people if row.enrolment is not None]
    planned = participants.planned_by_enrolment(enrolled, actor=actor)
    training = participants.training_by_person(ids, actor=actor)
    hours = participants.last_hours([row.id for row in training.values()], since=hours_due(on), actor=actor)
    tracks = participants.tracks_of([row.id for row in training.values()], actor=actor)
    rows = []
    for row in people:
        person_id, course = row.person.id, training.get(row.person.id)
        goes_on = course is not None and course.ended_on is None
        rows.append(
            _registered(
                row,
                known.get(person_id) or Circumstances(person_id=person_id),
                planned.get(row.enrolment.id, []) if row.enrolment else [],
                on,
                training_from=course.started_on if course is not None and goes_on else None,
                hours_month=hours.get(course.id) if course is not None else None,
                track=tracks.get(course.id, "") if course is not None else "",
            )
        )
    return rows, {row.person.id: row.person for row in people}


def _registered(
    row: Participant,
    known: Circumstances,
    planned: list[Planned],
    on: date,
    *,
    training_from: date | None,
    hours_month: date | None,
    track: str,
) -> Registered:
    right, offer, decision, enrolment = row.right, row.offer, row.decision, row.enrolment
    now = [each for each in planned if each.from_on <= on < each.until_on]
    granted = decision is not None and decision.outcome == "granted"
    return Registered(
        person_id=row.person.id,
        organisation_id=row.organisation_id,
        settled_on=row.settled_on,
        law=right.law if right else "",
        category=right.programme if right else "",
        start_by=right.start_by if right else None,
        waits_for=right.waits_for if right else "",
        education=known.education,
        goal=known.goal,
        mapped_on=known.mapped_on,
        guided_on=known.guided_on,
        offer=offer.status if offer else "",
        offered_on=offer.offered_on if offer else None,
        answered_on=offer.answered_on if offer else None,
        decided=decision is not None,
        decided_from=decision.from_on if decision and granted else None,
        enrolment_id=enrolment.id if enrolment else None,
        enrolment=enrolment.status if enrolment else "",
        started_on=enrolment.started_on if enrolment else None,
        until_on=enrolment.until_on if enrolment else None,
        ended_on=enrolment.ended_on if enrolment else None,
        end_reason=row.ending.reason if row.ending else "",
        measures=bool(planned),
        hours_week=sum((each.counted for each in now), Decimal(0)),
        full_week=enrolment.full_week if enrolment else Decimal("37.5"),
        training_from=training_from,
        hours_month=hours_month,
        track=track,
    )


def quality(organisations: Sequence[int], on: date, *, actor: Actor) -> Quality:
    """The scores of these organisations together. Sums alone: protected persons and minors are counted."""
    rows, timely = _counted(organisations, on, actor)
    return Quality(scores(rows, on), in_time(_days(timely)))


def quality_of_each(organisations: Sequence[int], on: date, *, actor: Actor) -> dict[int, Quality]:
    """The scores of each of these organisations, in as many questions as for one."""
    rows, timely = _counted(organisations, on, actor)
    people: dict[int, list[Registered]] = defaultdict(list)
    entries: dict[int, list[Entry]] = defaultdict(list)
    for row in rows:
        people[row.organisation_id].append(row)
    for entry in timely:
        entries[entry.organisation_id].append(entry)
    return {
        key: Quality(
            scores(people[key], on),
            in_time(_days(entries[key])),
        )
        for key in organisations
    }


def _days(entries: Iterable[Entry]) -> Iterator[tuple[str, date, date, int]]:
    return ((row.kind, row.happened_on, row.registered_on, row.number) for row in entries)


def _counted(organisations: Sequence[int], on: date, actor: Actor) -> tuple[list[Registered], list[Entry]]:
    actor.require("quality.read")
    with walls.counting(actor) as counter:
        rows, _people = _rows(on, actor=counter, organisations=organisations)
        year = date(on.year, 1, 1)
        return rows, participants.entries(year, on, actor=counter, organisations=organisations)


def to_mend(on: date, *, actor: Actor) -> list[ToMend]:
    """The very persons and fields to mend in the own organisations. The page records whom it showed."""
    actor.require("quality.read", "participants.register")
    rows, people = _rows(on, actor=actor, organisations=actor.organisations)
    return [ToMend(people[row.row.person_id], row) for row in missing(rows, on)]


def trend(months: int, on: date, *, actor: Actor, organisation_id: int | None = None) -> dict[date, Score]:
    """The score of all fields together, month by month: of one organisation, or of all that the actor may see."""
    actor.require("quality.read")
    rows = QualityScore.objects.visible_to(actor).exclude(field__startswith=LATE).filter(month__lte=on)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    sums = rows.values("month").annotate(must=Sum("must"), there=Sum("there")).order_by("-month")[:months]
    return {row["month"]: Score("total", row["must"], row["there"]) for row in reversed(sums)}


@dataclass(frozen=True)
class Municipality:
    """One municipality in the latest count: its score, and what came late."""

    organisation: Organisation
    score: Score
    timely: Score


def country(on: date, *, actor: Actor) -> tuple[date | None, list[Municipality], list[Score], list[Score]]:
    """The month of the latest count; each municipality; and the country field by field and kind by kind."""
    actor.require("quality.read")
    seen = QualityScore.objects.visible_to(actor).filter(month__lte=on)
    month = seen.aggregate(last=Max("month"))["last"]
    by_place: dict[int, list[Score]] = defaultdict(list)
    by_field: dict[str, list[Score]] = defaultdict(list)
    for place, key, must, there in seen.filter(month=month).values_list("organisation_id", "field", "must", "there"):
        by_place[place].append(Score(key, must, there))
        by_field[key].append(Score(key, must, there))
    names = Organisation.objects.in_bulk(list(by_place))
    rows = [
        Municipality(
            names[place],
            total(row for row in found if not row.key.startswith(LATE)),
            total(row for row in found if row.key.startswith(LATE)),
        )
        for place, found in by_place.items()
    ]
    sums = [Score(key, total(found).must, total(found).there) for key, found in by_field.items()]
    fields = [row for row in sums if not row.key.startswith(LATE)]
    late = [Score(row.key.removeprefix(LATE), row.must, row.there) for row in sums if row.key.startswith(LATE)]
    return month, rows, fields, late


def tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What was missing in the register at the latest nightly count."""
    if not actor.may("quality.read") or not actor.may("participants.register"):
        return []
    rows = QualityScore.objects.visible_to(actor).filter(month=today.replace(day=1)).exclude(field__startswith=LATE)
    sums = rows.aggregate(must=Sum("must"), there=Sum("there"))
    return [Task(_("To mend in the register"), (sums["must"] or 0) - (sums["there"] or 0), reverse("quality:to_mend"))]
