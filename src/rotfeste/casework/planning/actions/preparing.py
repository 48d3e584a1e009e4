"""Tables of criteria are handed in, looked at, and taken into use."""

import hashlib
from dataclasses import asdict
from datetime import date

from django.db import transaction

from rotfeste.casework.planning.models import CriteriaTable
from rotfeste.casework.planning.outside import read
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.places import queries as places


class TableHasFaults(Exception):
    """A table with faults is not taken into use: it is mended and handed in anew."""


@transaction.atomic
def hand_in_table(
    content: bytes, *, file_name: str, year: int, source: str, status: str, today: date, actor: Actor
) -> CriteriaTable:
    """A file is read and judged row by row; nothing counts with it yet. Raises Unreadable."""
    actor.require("planning.decide")
    table = read(content, file_name, known=set(places.names(today)))
    row: CriteriaTable = CriteriaTable.objects.create(
        year=year,
        source=source,
        status=status,
        file_name=file_name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        criteria=table.criteria,
        values=table.values,
        faults=[asdict(fault) for fault in table.faults],
        handed_in_on=today,
        handed_in_by_id=actor.user_id,
    )
    audit.changed(actor, "planning.criteria", subject_id=row.id, done="handed in", faults=len(table.faults))
    return row


@transaction.atomic
def use_table(table_id: int, *, actor: Actor) -> CriteriaTable:
    """The table counts in rounds from now on; the latest table with a criterion is the one that is used."""
    actor.require("planning.decide")
    row: CriteriaTable = CriteriaTable.objects.visible_to(actor).select_for_update().get(id=table_id)
    if row.faults:
        raise TableHasFaults
    row.in_use = True
    row.save(update_fields=["in_use"])
    audit.changed(actor, "planning.criteria", subject_id=row.id, done="taken into use")
    return row


@transaction.atomic
def discard_table(table_id: int, *, actor: Actor) -> None:
    """A table that is not in use is thrown away. Rounds keep the values that they were made with."""
    actor.require("planning.decide")
    row = CriteriaTable.objects.visible_to(actor).select_for_update().get(id=table_id)
    row.delete()
    audit.changed(actor, "planning.criteria", subject_id=table_id, done="thrown away")
