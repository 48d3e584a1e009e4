"""Questions about dwellings: how each stands today, who holds it, and which would suit someone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.capacity.models import Dwelling, Tenancy, Tenant, VacancyAlert, VacancyReason
from rotfeste.registers.capacity.rules.dwellings import STAGES, Spell, Vacancy, spells, vacancy
from rotfeste.registers.capacity.states import Standing

LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Stood:
    """A dwelling and how it stands on a day."""

    dwelling: Dwelling
    vacancy: Vacancy
    spells: tuple[Spell, ...]
    today: date
    reason: VacancyReason | None = None
    alerts: tuple[VacancyAlert, ...] = ()

    @property
    def standing(self) -> Standing:
        """Vacant, reserved, occupied, not available yet, or released."""
        row, found = self.dwelling, self.vacancy
        if row.available_until is not None and row.available_until <= self.today:
            return Standing.RELEASED
        if row.available_from > self.today:
            return Standing.LATER
        if found.free == found.places:
            return Standing.IDLE
        if found.free:
            return Standing.PARTLY
        return Standing.RESERVED if found.reserved else Standing.OCCUPIED

    @property
    def idle(self) -> bool:
        """Whether something in it stands empty, held by nobody."""
        return self.vacancy.free > 0

    @property
    def needs_reason(self) -> bool:
        """Whether it has stood empty for 30 days without a recorded reason."""
        return self.vacancy.stage == STAGES[-1] and self.reason is None


def dwelling(dwelling_id: int, *, actor: Actor) -> Dwelling:
    """One dwelling. Raises DoesNotExist where the actor may not see it."""
    actor.require("capacity.read")
    row: Dwelling = (
        Dwelling.objects.visible_to(actor)
        .select_related("organisation", "organisation__parent", "organisation__named_adviser")
        .get(id=dwelling_id)
    )
    return row


def standings(
    *,
    today: date,
    actor: Actor,
    dwelling_ids: Iterable[int] | None = None,
    organisation_ids: Iterable[int] | None = None,
    released: bool = False,
) -> list[Stood]:
    """How dwellings stand today: those not released, or with `released` all of the last year. Two questions."""
    actor.require("capacity.read")
    rows = Dwelling.objects.visible_to(actor).select_related("organisation")
    if dwelling_ids is not None:
        rows = rows.filter(id__in=list(dwelling_ids))
    else:
        since = today - LOOKED_BACK if released else today
        rows = rows.filter(Q(available_until=None) | Q(available_until__gt=since))
    if organisation_ids is not None:
        rows = rows.filter(organisation_id__in=list(organisation_ids))
    found = list(rows.order_by("organisation__name", "label", "id"))
    held: dict[int, list[Tenancy]] = {}
    for row in Tenancy.objects.visible_to(actor).filter(dwelling_id__in=[each.id for each in found]):
        held.setdefault(row.dwelling_id, []).append(row)
    return [_stood(row, held.get(row.id, []), today) for row in found]


def _stood(row: Dwelling, held: list[Tenancy], today: date) -> Stood:
    spans = [each.span for each in held]
    now = vacancy(
        row.places,
        spans,
        available_from=row.available_from,
        available_until=row.available_until,
        monthly_nok=row.monthly_nok,
        today=today,
    )
    empty = spells(
        row.places, spans, available_from=row.available_from, available_until=row.available_until, today=today
    )
    return Stood(row, now, tuple(empty), today)


def with_alerts(rows: list[Stood], *, actor: Actor) -> list[Stood]:
    """The same, each with what was told and written since it became empty. Two questions more."""
    ids = [row.dwelling.id for row in rows if row.idle]
    reasons: dict[tuple[int, date], VacancyReason] = {}
    for reason in VacancyReason.objects.visible_to(actor).filter(dwelling_id__in=ids).order_by("recorded_at", "id"):
        reasons[reason.dwelling_id, reason.since_on] = reason
    alerts: dict[tuple[int, date], list[VacancyAlert]] = {}
    for alert in VacancyAlert.objects.visible_to(actor).filter(dwelling_id__in=ids).order_by("stage"):
        alerts.setdefault((alert.dwelling_id, alert.since_on), []).append(alert)
    return [
        replace(row, reason=reasons.get(key), alerts=tuple(alerts.get(key, ())))
        if row.vacancy.since_on is not None and (key := (row.dwelling.id, row.vacancy.since_on))
        else row
        for row in rows
    ]


def tenancies(dwelling_id: int, *, actor: Actor) -> list[Tenancy]:
    """Who holds and has held a dwelling, the latest first; no person is named."""
    rows = Tenancy.objects.visible_to(actor).filter(dwelling_id=dwelling_id)
    return list(rows.select_related("registered_by").order_by("-from_on", "first_place", "-id"))


def open_tenancies(dwelling_ids: Iterable[int], *, actor: Actor) -> list[Tenancy]:
    """Who holds these dwellings now, moved in or not."""
    rows = Tenancy.objects.visible_to(actor).filter(dwelling_id__in=list(dwelling_ids), until_on=None)
    return list(rows.order_by("id"))


def tenants(tenancy_ids: Iterable[int], *, actor: Actor) -> dict[int, int]:
    """The household of each tenancy, as far as the actor may see it."""
    rows = Tenant.objects.visible_to(actor).filter(tenancy_id__in=list(tenancy_ids))
    return {row.tenancy_id: row.household_id for row in rows}


def held_in(household_id: int, *, actor: Actor) -> Tenancy | None:
    """What a household has reserved, or lives in."""
    row: Tenancy | None = (
        Tenancy.objects.visible_to(actor)
        .filter(tenant__household_id=household_id, until_on=None)
        .select_related("dwelling")
        .first()
    )
    return row


def fitting(
    size: int, minors: bool, *, today: date, actor: Actor, organisation_ids: Iterable[int] | None = None
) -> list[Stood]:
    """Dwellings with room for so many today."""
    return [
        row
        for row in standings(today=today, actor=actor, organisation_ids=organisation_ids)
        if row.dwelling.for_minors == minors and has_room(row, size)
    ]


def has_room(row: Stood, size: int) -> bool:
    """Whether a household of this size gets a place in the dwelling as it stands."""
    if size > row.dwelling.persons:
        return False
    if row.dwelling.for_minors:
        return row.vacancy.free >= size
    return row.vacancy.free >= 1 if size == 1 else row.vacancy.free == row.vacancy.places
