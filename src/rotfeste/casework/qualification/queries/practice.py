"""Questions about practice for participants: what someone needs, which places fit, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.rules.practice import hours_left, nearness
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment, Measure
from rotfeste.registers.participants.rules.full_time import Planned
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person
from rotfeste.registers.practice import queries as practice
from rotfeste.registers.practice.models import BookedFor
from rotfeste.registers.practice.queries import PlaceView
from rotfeste.registers.practice.states import OPEN, PRACTICE


def planned(enrolment: Enrolment, *, actor: Actor) -> list[Planned]:
    """What fills the week: measures, and places that are asked for and have no measure yet."""
    found = participants.planned_by_enrolment([enrolment.id], actor=actor).get(enrolment.id, [])
    asked = BookedFor.objects.visible_to(actor).filter(enrolment=enrolment, measure=None, booking__status="asked")
    rows = asked.values_list("booking__from_on", "booking__until_on", "booking__hours_week")
    return [*found, *(Planned(begins, ends, hours) for begins, ends, hours in rows)]


@dataclass(frozen=True)
class PracticeNeed:
    """Someone in the programme, the practice that they have no place for, and what fills their week."""

    person: Person
    enrolment: Enrolment | None
    """The programme that runs in the actor's municipality."""
    unplaced: list[Measure]
    placed_until: dict[int, date]
    """Until when a place is booked, by measure."""
    booked: list[BookedFor]
    level: str
    """The latest level in spoken Norwegian; empty where there is no test."""
    week: list[Planned]

    def left(self, from_on: date, until_on: date) -> Decimal:
        """Hours a week that nothing fills."""
        if self.enrolment is None:
            return Decimal(0)
        return hours_left(self.week, from_on, until_on, self.enrolment.full_week)


def practice_need(person_id: int, *, today: date, actor: Actor) -> PracticeNeed:
    """What one participant needs, with the reading recorded. Raises Person.DoesNotExist."""
    actor.require("practice.read")
    person = persons.person(person_id, actor=actor)
    file = participants.file_of(person_id, actor=actor)
    running = [
        row
        for row in file.enrolments
        if row.activity == "programme" and row.status == "running" and row.organisation_id in actor.organisations
    ]
    enrolment = running[-1] if running else None
    booked = practice.booked_by_person(person_id, actor=actor)
    taken: dict[int, date] = {}
    for row in booked:
        if row.measure_id is not None and row.booking.status in OPEN:
            taken[row.measure_id] = max(row.booking.until_on, taken.get(row.measure_id, date.min))
    spoken = [row.level for row in file.exams if row.skill == "spoken" and row.level]
    return PracticeNeed(
        person,
        enrolment,
        [
            each
            for each in file.measures
            if enrolment is not None
            and each.enrolment_id == enrolment.id
            and each.kind.category in PRACTICE
            and each.until_on > max(today, taken.get(each.id, today))
        ],
        taken,
        booked,
        spoken[-1] if spoken else "",
        planned(enrolment, actor=actor) if enrolment is not None else [],
    )


@dataclass(frozen=True)
class Found:
    """A place that may suit: how many are free all the time, and how far away it lies."""

    view: PlaceView
    free: int
    squares: float
    own: bool
    """Of the own municipality: a booking is confirmed at once."""


def places_for(
    enrolment: Enrolment,
    *,
    from_on: date,
    until_on: date,
    hours: Decimal,
    kind_id: int | None,
    today: date,
    actor: Actor,
) -> list[Found]:
    """The places with a place free all the time and hours enough, the nearest first."""
    tiles = {tile.code: (tile.column, tile.row) for tile in places.tiles(today)}
    area = (enrolment.organisation.place_code or "")[:4]
    found = []
    for view in practice.places(actor=actor, on=from_on):
        row = view.place
        free = view.free(from_on, until_on)
        if not free or hours > row.hours_week or (kind_id is not None and row.kind_id != kind_id):
            continue
        squares = 0.0 if row.municipality_code == area else nearness(tiles.get(area), tiles.get(row.municipality_code))
        own = row.organisation_id == enrolment.organisation_id or (bool(area) and row.area == area)
        found.append(Found(view, free, squares, own))
    return sorted(found, key=lambda each: (each.squares, not each.own, each.view.place.name.casefold()))


def practice_tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What waits: bookings to answer, participants who should have begun or be done, places that stand empty."""
    if not actor.may("practice.register"):
        return []
    days = settings.PRACTICE_EMPTY_DAYS
    found, url = practice.waiting(today=today, empty_days=days, actor=actor), reverse("qualification:practice")
    return [
        Task(
            _("Practice places that others ask for"),
            found.asked,
            f"{url}?waits=asked",
            2,
            _("Your municipality has the place, and says yes or no."),
        ),
        Task(_("Practice that should have begun"), found.to_begin, f"{url}?waits=begin", 2, _("Register that it has.")),
        Task(_("Practice past its last day"), found.to_end, f"{url}?waits=end", 2, _("Register how it ended.")),
        Task(
            _("Practice places that stand empty"),
            found.empty,
            f"{url}?waits=empty",
            1,
            _("Nobody there for %(days)s days, and nobody booked.") % {"days": days},
        ),
    ]
