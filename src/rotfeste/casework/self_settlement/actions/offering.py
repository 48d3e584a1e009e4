"""A municipality says what it offers and asks; levels of rent are loaded."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from rotfeste.casework.self_settlement.models import Offer, RentLevel
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit


@transaction.atomic
def offer(organisation_id: int, given: dict[str, Any], *, today: date, actor: Actor) -> Offer:
    """The municipality publishes its answer; the same fields stand on the open page and in the open data."""
    actor.require("self_settlement.offer")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    municipality = Organisation.objects.get(id=organisation_id, kind="municipality")
    row, _new = Offer.objects.update_or_create(
        organisation=municipality, defaults={**given, "updated_on": today, "updated_by_id": actor.user_id}
    )
    audit.changed(actor, "self_settlement.offer", subject_id=row.id)
    return row


@transaction.atomic
def set_rent_levels(rows: Iterable[RentLevel], *, actor: Actor) -> int:
    """Load levels of rent, each with its source and whether it is confirmed; returns how many."""
    actor.require("self_settlement.clear")
    made = RentLevel.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["place_code", "rooms", "applies_from"],
        update_fields=["monthly_nok", "source", "status"],
    )
    audit.changed(actor, "self_settlement.rent_levels", rows=len(made))
    return len(made)
