"""Someone gets a dwelling: reserved when the municipality says yes, lived in when they move in, and free again."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.capacity.actions.dwellings import owned
from rotfeste.registers.capacity.models import Dwelling, Tenancy, Tenant
from rotfeste.registers.capacity.rules.dwellings import first_free, places_needed
from rotfeste.registers.capacity.rules.homes import leaves_on


class DwellingTaken(Exception):
    """The dwelling is not free for these persons from this day."""


class TooManyPersons(Exception):
    """The dwelling has not room for so many. Carries how many it fits."""

    def __init__(self, fits: int) -> None:
        super().__init__(fits)
        self.fits = fits


class WrongKind(Exception):
    """A home for unaccompanied minors is for them, and an ordinary dwelling for others."""


class NotAvailable(Exception):
    """The dwelling is not available on this day."""


class EndsBeforeMovingIn(Exception):
    """Nobody moves out before they moved in, or ahead of time."""


@transaction.atomic
def reserve(
    dwelling_id: int,
    *,
    household_id: int,
    born_on: Sequence[date],
    minors: bool,
    today: date,
    actor: Actor,
    expected_on: date | None = None,
) -> Tenancy:
    """A household gets a dwelling, or a place in one, from today on; `born_on` are its members' birth dates.

    What it had reserved before is free again. Raises DwellingTaken, TooManyPersons, WrongKind, NotAvailable.
    """
    actor.require("settlement.answer")
    cancel_reservation(household_id, today=today, actor=actor)
    dwelling = owned(dwelling_id, actor)
    if dwelling.for_minors != minors:
        raise WrongKind
    row = _hold(dwelling, persons=len(born_on), from_on=max(today, dwelling.available_from), actor=actor)
    row.expected_on = expected_on
    if dwelling.leave_age:
        row.leaves_on = max(leaves_on(day, dwelling.leave_age) for day in born_on)
    row.save(update_fields=["expected_on", "leaves_on"])
    Tenant.objects.create(tenancy=row, household_id=household_id)
    return row


@transaction.atomic
def register_tenancy(
    dwelling_id: int,
    *,
    persons: int,
    moved_in_on: date,
    today: date,
    actor: Actor,
    leave_on: date | None = None,
) -> Tenancy:
    """Someone lives there who did not come by a case in Rotfeste: how many, since when; no person is named."""
    actor.require("capacity.plan")
    dwelling = owned(dwelling_id, actor)
    if moved_in_on > today:
        raise EndsBeforeMovingIn
    row = _hold(dwelling, persons=persons, from_on=moved_in_on, actor=actor)
    row.moved_in_on, row.leaves_on = moved_in_on, leave_on
    row.save(update_fields=["moved_in_on", "leaves_on"])
    return row


def _hold(dwelling: Dwelling, *, persons: int, from_on: date, actor: Actor) -> Tenancy:
    """The first free places from a day on; the database sees to it that nobody else has them."""
    if persons > dwelling.persons:
        raise TooManyPersons(dwelling.persons)
    if from_on < dwelling.available_from or (dwelling.available_until and dwelling.available_until <= from_on):
        raise NotAvailable
    needed = places_needed(dwelling.places, persons, dwelling.for_minors)
    spans = [row.span for row in Tenancy.objects.visible_to(actor).filter(dwelling=dwelling)]
    first = first_free(dwelling.places, needed, spans, from_on)
    if first is None:
        raise DwellingTaken
    try:
        with transaction.atomic():
            row: Tenancy = Tenancy.objects.create(
                dwelling=dwelling,
                organisation_id=dwelling.organisation_id,
                persons=persons,
                first_place=first,
                beyond_place=first + needed,
                from_on=from_on,
                registered_at=timezone.now(),
                registered_by_id=actor.user_id,
            )
    except IntegrityError as error:
        if "one_tenant_in_a_place" not in str(error):
            raise
        raise DwellingTaken from error
    audit.changed(actor, "capacity.tenancy", subject_id=dwelling.id)
    return row


def held_by(household_id: int, actor: Actor) -> Tenancy | None:
    """What a household has reserved or lives in, held until the transaction ends."""
    row: Tenancy | None = (
        Tenancy.objects.visible_to(actor)
        .filter(tenant__household_id=household_id, until_on=None)
        .select_for_update(of=("self",))
        .first()
    )
    return row


@transaction.atomic
def expect_move(household_id: int, *, expected_on: date, actor: Actor) -> Tenancy | None:
    """The day that the household moves is agreed; nothing happens where it has no dwelling."""
    row = held_by(household_id, actor)
    if row is not None:
        row.expected_on = expected_on
        row.save(update_fields=["expected_on"])
    return row


@transaction.atomic
def move_in(household_id: int, *, moved_in_on: date, actor: Actor) -> Tenancy | None:
    """The household moves into what was reserved; nothing happens where nothing was."""
    row = held_by(household_id, actor)
    if row is not None and row.moved_in_on is None:
        row.moved_in_on = max(moved_in_on, row.from_on)
        row.save(update_fields=["moved_in_on"])
        audit.changed(actor, "capacity.tenancy", subject_id=row.dwelling_id)
    return row


@transaction.atomic
def cancel_reservation(household_id: int, *, today: date, actor: Actor) -> Tenancy | None:
    """The household does not come after all: what it had reserved is free again."""
    row = held_by(household_id, actor)
    if row is None or row.moved_in_on is not None:
        return None
    row.until_on = max(today, row.from_on)
    row.save(update_fields=["until_on"])
    audit.changed(actor, "capacity.tenancy", subject_id=row.dwelling_id)
    return row


@transaction.atomic
def end_tenancy(tenancy_id: int, *, on: date, today: date, actor: Actor) -> Tenancy:
    """They have moved out, or a reservation is given up: the places are free. Raises EndsBeforeMovingIn."""
    actor.require("capacity.plan")
    row: Tenancy = Tenancy.objects.visible_to(actor).select_for_update(of=("self",)).get(id=tenancy_id, until_on=None)
    if row.organisation_id not in actor.organisations:
        raise Tenancy.DoesNotExist
    if on < (row.moved_in_on or row.from_on) or on > today:
        raise EndsBeforeMovingIn
    row.until_on = on
    row.save(update_fields=["until_on"])
    audit.changed(actor, "capacity.tenancy_ended", subject_id=row.dwelling_id)
    return row
