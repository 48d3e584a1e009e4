"""Agreements between an integration reception centre and the municipalities nearby, which settle its residents."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from rotfeste.casework.settlement.models import NeighbourAgreement
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.audit import actions as audit


class AgreedAlready(Exception):
    """The two have an agreement in this period already."""


class EndsBeforeItBegins(Exception):
    """An agreement ends after it begins."""


@transaction.atomic
def agree_with_neighbour(
    centre_id: int, *, municipality_id: int, from_on: date, until_on: date | None = None, actor: Actor
) -> NeighbourAgreement:
    """A municipality settles the residents of an integration reception centre nearby, from a day."""
    actor.require("settlement.request")
    centre = Organisation.objects.get(id=centre_id, centre_kind=CentreKind.INTEGRATION)
    municipality = Organisation.objects.get(id=municipality_id, kind="municipality")
    if until_on is not None and until_on <= from_on:
        raise EndsBeforeItBegins
    pair = NeighbourAgreement.objects.visible_to(actor).filter(centre=centre, municipality=municipality)
    later = pair.filter(Q(until_on=None) | Q(until_on__gt=from_on))
    if (later if until_on is None else later.filter(from_on__lt=until_on)).exists():
        raise AgreedAlready
    row: NeighbourAgreement = NeighbourAgreement.objects.create(
        centre=centre, municipality=municipality, from_on=from_on, until_on=until_on, agreed_by_id=actor.user_id
    )
    audit.changed(actor, "settlement.neighbour_agreement", subject_id=row.id)
    return row


@transaction.atomic
def end_neighbour_agreement(agreement_id: int, *, until_on: date, actor: Actor) -> NeighbourAgreement:
    """The agreement ends; `until_on` is the first day that it no longer applies."""
    actor.require("settlement.request")
    rows = NeighbourAgreement.objects.visible_to(actor).select_for_update(of=("self",))
    row: NeighbourAgreement = rows.get(id=agreement_id)
    if until_on <= row.from_on:
        raise EndsBeforeItBegins
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    audit.changed(actor, "settlement.neighbour_agreement_ended", subject_id=row.id)
    return row
