"""A practice place for someone in the programme: booked, answered, begun, ended; the measure follows by itself."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop as told

from rotfeste.casework.qualification.queries.practice import planned
from rotfeste.casework.qualification.rules.practice import hours_left
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.ui.actions import notify
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment, Measure
from rotfeste.registers.practice import actions as practice
from rotfeste.registers.practice import queries as register_of_places
from rotfeste.registers.practice.models import BookedFor, Booking
from rotfeste.registers.practice.states import OPEN, BookingStatus

TEXTS = {
    BookingStatus.CONFIRMED: told("A practice place that you asked for is confirmed."),
    BookingStatus.DECLINED: told("A practice place that you asked for is declined. See why."),
    BookingStatus.WITHDRAWN: told("A practice place that you booked is not there after all."),
    BookingStatus.ENDED: told("A practice place that you booked has ended."),
}


class BeyondFullTime(Exception):
    """The week would hold more than full time. Carries the hours that are left."""

    def __init__(self, left: Decimal) -> None:
        super().__init__(left)
        self.left = left


@transaction.atomic
def book_practice(
    person_id: int,
    place_id: int,
    *,
    from_on: date,
    until_on: date,
    hours_week: Decimal,
    now: datetime,
    actor: Actor,
    measure_id: int | None = None,
) -> BookedFor:
    """Book a place for a participant: for a measure that stands, or for a new one that comes with it.

    In the own municipality it is confirmed at once. Raises CannotBook, BeyondFullTime, CannotRegister.
    """
    actor.require("qualification.decide")
    enrolment = _programme(person_id, actor)
    if from_on < enrolment.started_on or (enrolment.until_on is not None and until_on > enrolment.until_on):
        raise practice.CannotBook("outside_the_programme")
    measure = _standing(measure_id, enrolment, place_id, (from_on, until_on, hours_week), actor)
    if measure is None:
        left = hours_left(planned(enrolment, actor=actor), from_on, until_on, enrolment.full_week)
        if hours_week > left:
            raise BeyondFullTime(left)
    made = practice.book(
        place_id,
        enrolment,
        from_on=from_on,
        until_on=until_on,
        hours_week=hours_week,
        measure=measure,
        now=now,
        actor=actor,
    )
    if made.booking.status == BookingStatus.CONFIRMED:
        _into_programme(made.booking, now, actor)
    return made


def _programme(person_id: int, actor: Actor) -> Enrolment:
    """The programme that runs, held to the end: who books for the same person at the same time waits."""
    rows = Enrolment.objects.visible_to(actor).select_for_update(of=("self",))
    row: Enrolment | None = rows.filter(
        person_id=person_id, activity="programme", status="running", organisation_id__in=actor.organisations
    ).first()
    if row is None:
        raise practice.CannotBook("not_in_the_programme")
    return row


def _standing(
    measure_id: int | None, enrolment: Enrolment, place_id: int, wanted: tuple[date, date, Decimal], actor: Actor
) -> Measure | None:
    if measure_id is None:
        return None
    measure = participants.measure_of(measure_id, actor=actor)
    begins, ends, hours = wanted
    inside = measure.from_on <= begins and ends <= measure.until_on and hours <= measure.hours_week
    same = register_of_places.place_of(place_id, actor=actor).place.kind_id == measure.kind_id
    if measure.enrolment_id != enrolment.id or not inside or not same:
        raise practice.CannotBook("the_measure_does_not_fit")
    others = _open(BookedFor.objects.visible_to(actor).filter(measure=measure))
    if any(row.booking.from_on < ends and row.booking.until_on > begins for row in others):
        raise practice.CannotBook("the_measure_is_booked")
    return measure


def _into_programme(booking: Booking, now: datetime, actor: Actor) -> None:
    """The measure comes into the programme, where none stood before."""
    row: BookedFor = BookedFor.objects.visible_to(actor).get(booking=booking)
    if not row.made_measure:
        return
    measure = register.register_measure(
        row.enrolment_id,
        booking.place.kind_id,
        from_on=booking.from_on,
        until_on=booking.until_on,
        hours_week=booking.hours_week,
        place=booking.place.name,
        now=now,
        actor=actor,
    )
    practice.link_measure(booking.id, measure, actor=actor)


@transaction.atomic
def confirm_practice(booking_id: int, *, now: datetime, actor: Actor, version: int | None = None) -> Booking:
    """Who has the place says yes: the measure comes into the programme that they do not see. Raises CannotBook."""
    actor.require("qualification.decide")
    row = practice.confirm_booking(booking_id, actor=actor, version=version)
    try:
        with walls.asking(_for_who_booked(row)) as booker:
            _into_programme(row, now, booker)
    except register.CannotRegister as error:
        raise practice.CannotBook("the_programme_has_changed") from error
    _tell(row, now, actor)
    return row


@transaction.atomic
def decline_practice(
    booking_id: int, *, because: str, now: datetime, actor: Actor, version: int | None = None
) -> Booking:
    """Who has the place says no, and why. Raises CannotBook, NoSuchRoad."""
    actor.require("qualification.decide")
    row = practice.decline_booking(booking_id, because=because, actor=actor, version=version)
    _tell(row, now, actor)
    return row


@transaction.atomic
def withdraw_practice(booking_id: int, *, now: datetime, actor: Actor, version: int | None = None) -> Booking:
    """It comes to nothing, and a measure that came with it is taken away. Raises NoSuchRoad."""
    actor.require("qualification.decide")
    row = practice.withdraw_booking(booking_id, actor=actor, version=version)
    _let_go(row, row.from_on)
    _tell(row, now, actor)
    return row


@transaction.atomic
def begin_practice(booking_id: int, *, today: date, actor: Actor, version: int | None = None) -> Booking:
    """The participant has begun. Raises CannotBook, NoSuchRoad."""
    actor.require("qualification.decide")
    return practice.begin_booking(booking_id, today=today, actor=actor, version=version)


@transaction.atomic
def end_practice(
    booking_id: int, *, until_on: date, now: datetime, actor: Actor, version: int | None = None
) -> Booking:
    """From this day the place is free, and a measure that came with the booking is over. Raises CannotBook."""
    actor.require("qualification.decide")
    row = practice.end_booking(booking_id, until_on=until_on, actor=actor, version=version)
    _let_go(row, row.until_on)
    _tell(row, now, actor)
    return row


@transaction.atomic
def end_measure(measure_id: int, *, until_on: date, actor: Actor) -> None:
    """A measure ends before its time, and with it the place that is booked for it. Raises CannotRegister."""
    actor.require("qualification.decide")
    rows = _open(BookedFor.objects.visible_to(actor).filter(measure_id=measure_id))
    register.end_measure(measure_id, until_on=until_on, actor=actor)
    _free(rows, until_on, actor)


def free_places(person_id: int, *, after: date, actor: Actor) -> None:
    """The programme is over from a day: the places that are booked after it are free. The measures ended with it."""
    rows = BookedFor.objects.visible_to(actor).filter(person_id=person_id, organisation_id__in=actor.organisations)
    _free(_open(rows), after, actor)


def _open(rows: QuerySet[BookedFor]) -> list[BookedFor]:
    return list(rows.filter(booking__status__in=OPEN).select_related("booking"))


def _free(rows: list[BookedFor], after: date, actor: Actor) -> None:
    for row in rows:
        if row.booking.until_on <= after:
            continue
        if row.booking.from_on >= after or row.booking.status == BookingStatus.ASKED:
            practice.withdraw_booking(row.booking_id, actor=actor)
        else:
            practice.end_booking(row.booking_id, until_on=after, actor=actor)


def _let_go(booking: Booking, until_on: date) -> None:
    """A measure that came with the booking ends with it; one that stood before goes on."""
    with walls.asking(_for_who_booked(booking)) as booker:
        row: BookedFor = BookedFor.objects.visible_to(booker).select_related("measure").get(booking=booking)
        if row.made_measure and row.measure is not None and row.measure.until_on > until_on:
            register.end_measure(row.measure.id, until_on=until_on, actor=booker)


def _for_who_booked(booking: Booking) -> Actor:
    """Rotfeste itself, in the programme of the municipality that booked: who has the place does not see it."""
    may = frozenset({"participants.register", "practice.register"})
    return replace(system("practice", permissions=may), organisations=(booking.organisation_id,), protected=True)


def _tell(booking: Booking, now: datetime, actor: Actor) -> None:
    """Who booked is told, where someone else answered."""
    if booking.booked_by_id is not None and booking.organisation_id not in actor.organisations:
        url = reverse("qualification:practice_place", args=[booking.place_id])
        notify([booking.booked_by_id], TEXTS[BookingStatus(booking.status)], url=url, now=now)
