"""The municipality's dwellings: registered, changed, imported many at once, and given back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.capacity.models import Dwelling, Tenancy
from rotfeste.registers.capacity.rules.dwellings import label_key

OWNERS = ("municipality", "city_district")


class OverlappingDwelling(Exception):
    """The same address is registered already for some of these days. `row` is the place in an import, or None."""

    def __init__(self, label: str, row: int | None = None) -> None:
        super().__init__(label)
        self.label, self.row = label, row


class DwellingChangedMeanwhile(Exception):
    """Someone else changed the dwelling after this page was opened. Carries it as it is now."""

    def __init__(self, dwelling: Dwelling) -> None:
        super().__init__(dwelling.id)
        self.dwelling = dwelling


class StillLivedIn(Exception):
    """Someone holds the dwelling after this day: end that first. Carries the day until which it is held, if known."""

    def __init__(self, until_on: date | None) -> None:
        super().__init__(until_on)
        self.until_on = until_on


class EndsBeforeItBegins(Exception):
    """A dwelling cannot be given back before it was available."""


@dataclass(frozen=True)
class Described:
    """A dwelling as the municipality describes it."""

    label: str
    persons: int
    bedrooms: int
    monthly_nok: int
    available_from: date
    available_until: date | None = None
    kind: str = "ordinary"
    shared_by: int = 0
    step_free: bool = False
    wheelchair: bool = False
    minutes_to_school: int | None = None
    minutes_to_course: int | None = None
    minutes_to_hospital: int | None = None
    leave_age: int | None = None


def owned(dwelling_id: int, actor: Actor, *, version: int | None = None) -> Dwelling:
    """One of the actor's own dwellings, held to the end. Raises DoesNotExist, DwellingChangedMeanwhile."""
    row: Dwelling = Dwelling.objects.visible_to(actor).select_for_update(of=("self",)).get(id=dwelling_id)
    if row.organisation_id not in actor.organisations:
        raise Dwelling.DoesNotExist
    if version is not None and row.version != version:
        raise DwellingChangedMeanwhile(row)
    return row


@transaction.atomic
def register_dwelling(organisation_id: int, described: Described, *, actor: Actor) -> Dwelling:
    """The municipality registers a dwelling. Raises OverlappingDwelling."""
    return import_dwellings(organisation_id, [described], actor=actor)[0]


@transaction.atomic
def import_dwellings(organisation_id: int, rows: Sequence[Described], *, actor: Actor) -> list[Dwelling]:
    """Many dwellings at once, all or none. Raises OverlappingDwelling with the row that is at fault."""
    actor.require("capacity.plan")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    area = _area(Organisation.objects.get(id=organisation_id, kind__in=OWNERS))
    known = _periods(area, [label_key(row.label) for row in rows], actor)
    made = []
    for number, row in enumerate(rows):
        key, period = label_key(row.label), (row.available_from, row.available_until)
        if any(_overlap(period, other) for other in known.get(key, [])):
            raise OverlappingDwelling(row.label, number)
        known.setdefault(key, []).append(period)
        made.append(Dwelling(organisation_id=organisation_id, area=area, label_key=key, **asdict(row)))
    try:
        with transaction.atomic():
            saved = Dwelling.objects.bulk_create(made)
    except IntegrityError as error:
        _only_overlap(error)
        raise OverlappingDwelling(rows[0].label if len(rows) == 1 else "") from error
    audit.changed(actor, "capacity.dwellings", subject_id=saved[0].id if len(saved) == 1 else None, rows=len(saved))
    return saved


@transaction.atomic
def change_dwelling(dwelling_id: int, described: Described, *, actor: Actor, version: int | None = None) -> Dwelling:
    """What is registered about a dwelling is changed. Raises OverlappingDwelling, StillLivedIn."""
    actor.require("capacity.plan")
    row = owned(dwelling_id, actor, version=version)
    if described.available_until is not None and described.kind != "minors":
        _nobody_after(row, described.available_until, actor)
    _room_for_those_who_live_there(row, described, actor)
    for name, value in asdict(described).items():
        setattr(row, name, value)
    row.label_key, row.version = label_key(described.label), row.version + 1
    _save(row)
    audit.changed(actor, "capacity.dwelling_changed", subject_id=row.id)
    return row


@transaction.atomic
def release_dwelling(dwelling_id: int, *, on: date, actor: Actor, version: int | None = None) -> Dwelling:
    """The municipality gives a dwelling back, or plans a home's closing: it is available until this day, no longer.

    Those who live in a home for minors that closes must be moved, and are shown. Raises StillLivedIn for others,
    EndsBeforeItBegins.
    """
    actor.require("capacity.plan")
    row = owned(dwelling_id, actor, version=version)
    if on < row.available_from:
        raise EndsBeforeItBegins
    if not row.for_minors:
        _nobody_after(row, on, actor)
    row.available_until, row.version = on, row.version + 1
    _save(row)
    audit.changed(actor, "capacity.dwelling_released", subject_id=row.id, on=on.isoformat())
    return row


def _save(row: Dwelling) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        _only_overlap(error)
        raise OverlappingDwelling(row.label) from error


def _only_overlap(error: IntegrityError) -> None:
    if "one_dwelling_at_an_address" not in str(error):
        raise error


def _nobody_after(row: Dwelling, on: date, actor: Actor) -> None:
    held = (
        Tenancy.objects.visible_to(actor)
        .filter(Q(until_on=None) | Q(until_on__gt=on), dwelling=row)
        .order_by("until_on")
        .first()
    )
    if held is not None:
        raise StillLivedIn(held.until_on)


def _room_for_those_who_live_there(row: Dwelling, described: Described, actor: Actor) -> None:
    """A dwelling is not made smaller, or another kind, under those who hold it."""
    before = (row.kind, row.persons, row.shared_by)
    if before == (described.kind, described.persons, described.shared_by):
        return
    held = Tenancy.objects.visible_to(actor).filter(dwelling=row, until_on=None).first()
    if held is not None:
        raise StillLivedIn(None)


def _area(organisation: Organisation) -> int:
    """The municipality's number; for an organisation without one, something that no municipality has."""
    code = (organisation.place_code or "")[:4]
    return int(code) if len(code) == 4 else -organisation.id


Period = tuple[date, date | None]


def _periods(area: int, keys: Sequence[str], actor: Actor) -> dict[str, list[Period]]:
    """The periods in which these addresses are registered already, as far as the actor may see."""
    found: dict[str, list[Period]] = {}
    rows: Mapping[str, object] = {"area": area, "label_key__in": sorted(set(keys))}
    for key, from_on, until_on in (
        Dwelling.objects.visible_to(actor).filter(**rows).values_list("label_key", "available_from", "available_until")
    ):
        found.setdefault(key, []).append((from_on, until_on))
    return found


def _overlap(one: Period, other: Period) -> bool:
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])
