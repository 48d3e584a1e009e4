"""The host municipality's training of asylum seekers: confirmed for a centre, counted by month, ended."""

from datetime import date, datetime, timedelta

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.participants.models import HostMonth, HostOffer
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.rules.hours import MOST_HOURS_A_DAY, days_of_teaching


@transaction.atomic
def confirm_host_offer(centre_id: int, activity: str, *, offered_on: date, now: datetime, actor: Actor) -> HostOffer:
    """Confirm that the own municipality offers this training to a centre from a day. Raises CannotRegister."""
    actor.require("participants.register")
    here = Organisation.objects.get(id=actor.known_organisation)
    if here.kind not in ("municipality", "city_district"):
        raise CannotRegister("only_a_municipality_hosts")
    if not Organisation.objects.filter(id=centre_id, kind="reception_centre").exists():
        raise Organisation.DoesNotExist
    if offered_on > now.date():
        raise CannotRegister("in_the_future")
    with refusing():
        row: HostOffer = HostOffer.objects.create(
            organisation=here,
            centre_id=centre_id,
            activity=activity,
            offered_on=offered_on,
            registered_at=now,
            registered_by_id=actor.user_id,
        )
    audit.changed(actor, "participants.host_offer", subject_id=row.id)
    return row


@transaction.atomic
def register_host_month(
    offer_id: int, month: date, *, participants: int, hours: int, now: datetime, actor: Actor
) -> HostMonth:
    """How many took part in a month, and their hours in all; what stood there is replaced. Raises CannotRegister."""
    row = own_host_offer(offer_id, actor=actor)
    over = add_months(month, 1)
    if month > now.date():
        raise CannotRegister("in_the_future")
    if over <= row.offered_on or (row.until_on is not None and month >= row.until_on):
        raise CannotRegister("not_offered_in_the_month")
    begins, ends = max(month, row.offered_on), min(over, row.until_on or over)
    if hours > participants * days_of_teaching(begins, ends) * MOST_HOURS_A_DAY:
        raise CannotRegister("no_more_hours_than_a_month_holds")
    with refusing():
        made: HostMonth
        made, _new = HostMonth.objects.visible_to(actor).update_or_create(
            offer=row,
            month=month,
            defaults={
                "organisation_id": row.organisation_id,
                "participants": participants,
                "hours": hours,
                "registered_at": now,
            },
        )
    audit.changed(actor, "participants.host_month", subject_id=row.id)
    return made


@transaction.atomic
def end_host_offer(offer_id: int, *, last_day: date, now: datetime, actor: Actor) -> HostOffer:
    """The training is no longer offered to the centre: it has closed, or another takes over. Raises CannotRegister."""
    row = own_host_offer(offer_id, actor=actor)
    if last_day > now.date():
        raise CannotRegister("in_the_future")
    if row.months.filter(month__gt=last_day).exists():
        raise CannotRegister("months_are_registered_after")
    row.until_on = last_day + timedelta(days=1)
    with refusing():
        row.save()
    audit.changed(actor, "participants.host_offer", subject_id=row.id)
    return row


def own_host_offer(offer_id: int, *, actor: Actor) -> HostOffer:
    """One of the own municipality's offers, held to the end. Raises DoesNotExist."""
    actor.require("participants.register")
    rows = HostOffer.objects.visible_to(actor).select_for_update(of=("self",))
    row: HostOffer = rows.get(id=offer_id, organisation_id__in=actor.organisations)
    return row
