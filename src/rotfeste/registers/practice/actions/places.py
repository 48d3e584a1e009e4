"""A municipality registers a practice place, and changes what is known about it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.places import queries as places
from rotfeste.registers.participants.models import MeasureKind
from rotfeste.registers.practice.actions.faults import CannotBook, PlaceChanged, told
from rotfeste.registers.practice.models import Place
from rotfeste.registers.practice.rules import organisation_number_is_valid
from rotfeste.registers.practice.states import OPEN, PRACTICE, FoundBy, Shared


@dataclass(frozen=True)
class Offered:
    """A practice place as it is described."""

    name: str
    organisation_number: str
    municipality_code: str
    kind_id: int
    work: str
    hours_week: Decimal
    capacity: int
    from_on: date
    until_on: date | None = None
    level: str = ""
    contact: str = ""
    wheelchair: bool = False
    found_by: str = FoundBy.MUNICIPALITY
    shared: str = Shared.OWN
    note: str = ""


@transaction.atomic
def register_place(offered: Offered, *, now: datetime, actor: Actor) -> Place:
    """A practice place comes into the register. Raises CannotBook, UnknownMunicipality."""
    actor.require("practice.register")
    here = Organisation.objects.get(id=actor.known_organisation)
    _check(offered, now.date())
    row = Place(
        organisation=here,
        area=area_of(here),
        registered_at=now,
        registered_by_id=actor.user_id,
        **asdict(offered),
    )
    with told():
        row.save(force_insert=True)
    audit.changed(actor, "practice.place", subject_id=row.id)
    return row


@transaction.atomic
def change_place(place_id: int, offered: Offered, *, now: datetime, actor: Actor, version: int | None = None) -> Place:
    """What is known about a place is changed; bookings stand. Raises CannotBook, PlaceChanged, UnknownMunicipality."""
    actor.require("practice.register")
    row: Place = Place.objects.visible_to(actor).select_for_update(of=("self",)).get(id=place_id)
    if row.organisation_id not in actor.organisations:
        raise Place.DoesNotExist
    if version is not None and row.version != version:
        raise PlaceChanged(row)
    _check(offered, now.date())
    open_rows = row.bookings.filter(status__in=OPEN, until_on__gt=now.date())
    if offered.kind_id != row.kind_id and open_rows.exists():
        raise CannotBook("booked_for_this_kind")
    if offered.shared == Shared.OWN and open_rows.exclude(organisation__place_code__startswith=row.area).exists():
        raise CannotBook("booked_by_others")
    for name, value in asdict(offered).items():
        setattr(row, name, value)
    row.version += 1
    with told():
        row.save()
    audit.changed(actor, "practice.place_changed", subject_id=row.id)
    return row


def _check(offered: Offered, today: date) -> None:
    if not organisation_number_is_valid(offered.organisation_number):
        raise CannotBook("no_such_organisation_number")
    if not MeasureKind.objects.filter(id=offered.kind_id, category__in=PRACTICE).exists():
        raise CannotBook("not_practice")
    places.municipality(offered.municipality_code, today)


def area_of(organisation: Organisation) -> str:
    """The number of the municipality that an organisation is, or is part of."""
    return (organisation.place_code or "")[:4]
