"""A place is booked, answered, begun, ended or freed; the database sees to it that no day holds too many."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk
from rotfeste.registers.participants.models import Enrolment, Measure
from rotfeste.registers.practice.actions.faults import BookingChanged, CannotBook, told
from rotfeste.registers.practice.actions.places import area_of
from rotfeste.registers.practice.models import BookedFor, Booking, Place
from rotfeste.registers.practice.states import BOOKING_ROADS, BookingStatus

B = BookingStatus


@transaction.atomic
def book(
    place_id: int,
    enrolment: Enrolment,
    *,
    from_on: date,
    until_on: date,
    hours_week: Decimal,
    now: datetime,
    actor: Actor,
    measure: Measure | None = None,
) -> BookedFor:
    """Hold a place for someone who takes part: confirmed at once in the own municipality, otherwise asked for.

    Raises CannotBook where a day has no free place, or the period is outside the time of the place.
    """
    actor.require("practice.register")
    place: Place = Place.objects.visible_to(actor).get(id=place_id)
    here = Organisation.objects.get(id=enrolment.organisation_id)
    own = place.organisation_id == here.id or (bool(place.area) and place.area == area_of(here))
    if hours_week > place.hours_week:
        raise CannotBook("more_hours_than_the_place_has")
    with told():
        row = Booking.objects.create(
            place=place,
            organisation=here,
            status=B.CONFIRMED if own else B.ASKED,
            from_on=from_on,
            until_on=until_on,
            hours_week=hours_week,
            booked_at=now,
            booked_by_id=actor.user_id,
        )
        made: BookedFor = BookedFor.objects.create(
            booking=row,
            person_id=enrolment.person_id,
            organisation=here,
            enrolment=enrolment,
            measure=measure,
            made_measure=measure is None,
        )
    audit.changed(actor, "practice.booked", subject_id=row.id, persons=[enrolment.person_id], place=place.id)
    return made


@transaction.atomic
def link_measure(booking_id: int, measure: Measure | None, *, actor: Actor) -> BookedFor:
    """The measure in the programme that the booking is for."""
    row: BookedFor = BookedFor.objects.visible_to(actor).get(booking_id=booking_id)
    row.measure = measure
    with told():
        row.save(update_fields=["measure"])
    return row


@transaction.atomic
def confirm_booking(booking_id: int, *, actor: Actor, version: int | None = None) -> Booking:
    """Who has the place says yes. Raises NoSuchRoad, BookingChanged."""
    return _moved(_held(booking_id, version, actor, owner=True), B.CONFIRMED, actor)


@transaction.atomic
def decline_booking(booking_id: int, *, because: str, actor: Actor, version: int | None = None) -> Booking:
    """Who has the place says no, and why; the place is free again. Raises NoSuchRoad, BookingChanged, CannotBook."""
    row = _held(booking_id, version, actor, owner=True)
    row.because = " ".join(because.split())
    return _moved(row, B.DECLINED, actor)


@transaction.atomic
def withdraw_booking(booking_id: int, *, actor: Actor, version: int | None = None) -> Booking:
    """It comes to nothing after all; the place is free again. Raises NoSuchRoad, BookingChanged."""
    return _moved(_held(booking_id, version, actor), B.WITHDRAWN, actor)


@transaction.atomic
def begin_booking(booking_id: int, *, today: date, actor: Actor, version: int | None = None) -> Booking:
    """The participant has begun. Raises NoSuchRoad, BookingChanged, CannotBook."""
    row = _held(booking_id, version, actor)
    if row.organisation_id not in actor.organisations:
        raise Booking.DoesNotExist
    if row.from_on > today:
        raise CannotBook("it_has_not_begun_yet")
    return _moved(row, B.BEGAN, actor)


@transaction.atomic
def end_booking(booking_id: int, *, until_on: date, actor: Actor, version: int | None = None) -> Booking:
    """The participant is done, or stopped; from this day the place is free. Raises NoSuchRoad, BookingChanged."""
    row = _held(booking_id, version, actor)
    if until_on <= row.from_on:
        raise CannotBook("it_ends_before_it_begins")
    row.until_on = min(row.until_on, until_on)
    return _moved(row, B.ENDED, actor)


def _held(booking_id: int, version: int | None, actor: Actor, *, owner: bool = False) -> Booking:
    """A booking of the own organisation, or of a place that it has; held to the end."""
    actor.require("practice.register")
    rows = Booking.objects.visible_to(actor).select_for_update(of=("self",)).select_related("place")
    row: Booking = rows.get(id=booking_id)
    ours = row.place.organisation_id in actor.organisations
    if not ours and (owner or row.organisation_id not in actor.organisations):
        raise Booking.DoesNotExist
    if version is not None and row.version != version:
        raise BookingChanged(row)
    return row


def _moved(row: Booking, status: BookingStatus, actor: Actor) -> Booking:
    row.status = walk(BOOKING_ROADS, row.status, status)
    row.version += 1
    with told():
        row.save()
    audit.changed(actor, "practice.booking", subject_id=row.id, done=status.value)
    return row
