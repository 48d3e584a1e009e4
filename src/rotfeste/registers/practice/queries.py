"""Questions about practice places: which there are, when they are free, who has booked them, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.practice.models import BookedFor, Booking, Place
from rotfeste.registers.practice.rules import Held, empty_since, free_from, free_throughout
from rotfeste.registers.practice.states import OPEN


@dataclass(frozen=True)
class PlaceView:
    """A place, and all bookings of it, the first first."""

    place: Place
    bookings: list[Booking]

    @property
    def held(self) -> list[Held]:
        """The bookings that take a place, for the arithmetic."""
        return [row.held for row in self.bookings if row.holds]

    def free(self, from_on: date, until_on: date) -> int:
        """How many places are free on every day of a period; 0 where the place is not there all the time."""
        ends = self.place.until_on
        if from_on < self.place.from_on or (ends is not None and until_on > ends):
            return 0
        return free_throughout(self.place.capacity, self.held, from_on, until_on)

    def free_from(self, on: date) -> date | None:
        """The first day from this one with a free place; None where there is none."""
        place = self.place
        return free_from(place.capacity, self.held, max(on, place.from_on), place.until_on)

    def empty_since(self, today: date) -> date | None:
        """Since when nobody is there, and nobody has booked."""
        return empty_since(self.place.from_on, self.place.until_on, self.held, today)


def places(*, actor: Actor, on: date) -> list[PlaceView]:
    """The places that the actor's participants may use, from this day on."""
    actor.require("practice.read")
    rows = Place.objects.visible_to(actor).exclude(until_on__lte=on).select_related("organisation", "kind")
    return _with_bookings(list(rows.order_by("name", "id")), actor)


def place_of(place_id: int, *, actor: Actor) -> PlaceView:
    """One place. Raises Place.DoesNotExist where the actor's participants may not use it."""
    actor.require("practice.read")
    row = Place.objects.visible_to(actor).select_related("organisation", "kind").get(id=place_id)
    return _with_bookings([row], actor)[0]


def _with_bookings(rows: list[Place], actor: Actor) -> list[PlaceView]:
    found: dict[int, list[Booking]] = {row.id: [] for row in rows}
    bookings = Booking.objects.visible_to(actor).filter(place_id__in=among(found)).select_related("organisation")
    for each in bookings.order_by("from_on", "id"):
        found[each.place_id].append(each)
    return [PlaceView(row, found[row.id]) for row in rows]


def booking_of(booking_id: int, *, actor: Actor) -> Booking:
    """A booking of the own organisation, or of a place that it has. Raises Booking.DoesNotExist."""
    actor.require("practice.read")
    ours = Q(organisation_id__in=actor.organisations) | Q(place__organisation_id__in=actor.organisations)
    row: Booking = (
        Booking.objects.visible_to(actor).filter(ours).select_related("place", "organisation").get(id=booking_id)
    )
    return row


def booked_for(booking_ids: Iterable[int], *, actor: Actor) -> dict[int, BookedFor]:
    """For whom, by booking, where the actor sees the person; recorded."""
    rows = BookedFor.objects.visible_to(actor).filter(booking_id__in=among(booking_ids)).select_related("person")
    found = {row.booking_id: row for row in rows}
    if found:
        audit.searched(actor, "practice.bookings", persons=[row.person_id for row in found.values()])
    return found


def booked_by_person(person_id: int, *, actor: Actor) -> list[BookedFor]:
    """What is booked for someone, the first first. The caller has recorded the reading."""
    rows = BookedFor.objects.visible_to(actor).filter(person_id=person_id)
    return list(rows.select_related("booking__place__organisation", "measure").order_by("booking__from_on", "id"))


@dataclass(frozen=True)
class Waiting:
    """How many bookings, and places, wait for the actor's municipality."""

    asked: int
    to_begin: int
    to_end: int
    empty: int


def waiting(*, today: date, empty_days: int, actor: Actor) -> Waiting:
    """Bookings to answer, participants who should have begun or be done, and own places that stand empty."""
    actor.require("practice.read")
    rows = Booking.objects.visible_to(actor).filter(status__in=OPEN)
    ours = rows.filter(organisation_id__in=actor.organisations)
    since = [
        view.empty_since(today)
        for view in places(actor=actor, on=today)
        if view.place.organisation_id in actor.organisations
    ]
    return Waiting(
        asked=rows.filter(status="asked", place__organisation_id__in=actor.organisations).count(),
        to_begin=ours.filter(status="confirmed", from_on__lte=today, until_on__gt=today).count(),
        to_end=ours.exclude(status="asked").filter(until_on__lte=today).count(),
        empty=sum(day is not None and (today - day).days >= empty_days for day in since),
    )
