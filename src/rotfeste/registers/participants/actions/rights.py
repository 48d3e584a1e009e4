"""Rights are computed for one person, and for everyone after a rule change; facts they depend on are registered."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.models import Circumstances, Entitlement, Recomputation
from rotfeste.registers.participants.queries.facts import as_json, facts_of
from rotfeste.registers.participants.rules.answer import Answer
from rotfeste.registers.participants.rules.entitlement import VERSION, entitlement
from rotfeste.registers.participants.rules.facts import Facts
from rotfeste.registers.persons import queries as persons

BATCH = 2000


@transaction.atomic
def register_circumstances(person_id: int, *, actor: Actor, today: date, **given: Any) -> Circumstances:
    """Register facts that rights depend on (arrival, sponsor, education, goal …), and compute the rights again."""
    actor.require("participants.register")
    persons.person(person_id, actor=actor)
    row = Circumstances.objects.visible_to(actor).select_for_update().filter(person_id=person_id).first()
    row = row or Circumstances(person_id=person_id)
    for name, value in given.items():
        if not hasattr(row, name):
            raise TypeError(name)
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.changed(actor, "participants.circumstances", subject_id=person_id, persons=[person_id], fields=sorted(given))
    compute_rights(person_id, today=today, actor=actor)
    return row


@transaction.atomic
def compute_rights(person_id: int, *, today: date, actor: Actor) -> Answer:
    """Compute what one person is entitled to, and keep the answer where it is new. The caller records the reading."""
    actor.require("participants.read")
    facts = facts_of([person_id], on=today, actor=actor)[person_id]
    answer = entitlement(facts)
    if _keep({person_id: (facts, answer)}, today=today, actor=actor):
        audit.changed(actor, "participants.entitlement", subject_id=person_id, persons=[person_id], rules=VERSION)
    return answer


@transaction.atomic
def recompute_some(*, now: datetime, today: date, actor: Actor, batch: int = BATCH) -> bool:
    """Compute the next batch of everyone by the rules as they are now; false when all are done.

    Interrupted, it goes on after the last batch that was saved.
    """
    actor.require("participants.compute")
    with walls.asking(replace(actor, protected=True)) as far:
        begun: dict[str, Any] = {"started_at": now, "total": lambda: persons.number_of_persons(actor=far)}
        progress, _made = Recomputation.objects.select_for_update().get_or_create(rules=VERSION, defaults=begun)
        if progress.ended_at is not None:
            return False
        ids = persons.next_ids(progress.last_person, batch, actor=far)
        found = facts_of(ids, on=today, actor=far)
        progress.changed += _keep({key: (row, entitlement(row)) for key, row in found.items()}, today=today, actor=far)
        progress.persons += len(ids)
        progress.last_person = ids[-1] if ids else progress.last_person
        progress.ended_at = None if len(ids) == batch else now
        progress.save()
        audit.changed(far, "participants.recomputed", subject_id=progress.id, rules=VERSION, number=len(ids))
    return progress.ended_at is None


@transaction.atomic
def compute_new(*, today: date, actor: Actor, batch: int = BATCH) -> bool:
    """Compute those whom nobody has computed yet, some at a time; false when there are none left."""
    actor.require("participants.compute")
    with walls.asking(replace(actor, protected=True)) as far:
        known = Entitlement.objects.visible_to(far).filter(superseded_on=None)
        ids = persons.ids_without(known.values("person_id"), batch, actor=far)
        found = facts_of(ids, on=today, actor=far)
        _keep({key: (row, entitlement(row)) for key, row in found.items()}, today=today, actor=far)
        if ids:
            audit.changed(far, "participants.recomputed", rules=VERSION, number=len(ids))
    return len(ids) == batch


def _keep(computed: dict[int, tuple[Facts, Answer]], *, today: date, actor: Actor) -> int:
    """Save answers that differ from those in force; the old ones stay as history. Returns how many were new."""
    in_force = Entitlement.objects.visible_to(actor).filter(person_id__in=among(computed), superseded_on=None)
    ids = dict(in_force.values_list("person_id", "id"))
    # By other rules the answer is new whatever it says, and need not be read.
    before = {row.person_id: row for row in in_force.filter(rules=VERSION)}
    new, old = [], []
    for person_id, (facts, answer) in computed.items():
        row = _row(person_id, facts, answer, today)
        known = before.get(person_id)
        if known is not None and all(getattr(known, name) == getattr(row, name) for name in COMPARED):
            continue
        new.append(row)
        if person_id in ids:
            old.append(ids[person_id])
    Entitlement.objects.visible_to(actor).filter(id__in=among(old)).update(superseded_on=today)
    Entitlement.objects.bulk_create(new)
    return len(new)


COMPARED = (
    "rules",
    "law",
    "programme",
    "programme_from",
    "start_by",
    "longest_months",
    "extension_months",
    "norwegian",
    "norwegian_from",
    "scheme",
    "hours_norwegian",
    "hours_civics",
    "offer_by",
    "done_by",
    "assumed",
    "waits_for",
    "facts",
)


def _row(person_id: int, facts: Facts, answer: Answer, today: date) -> Entitlement:
    programme, norwegian = answer.programme, answer.norwegian
    return Entitlement(
        person_id=person_id,
        rules=VERSION,
        computed_on=today,
        law=answer.law.value,
        programme=programme.category.value,
        programme_from=programme.from_on,
        start_by=programme.start_by,
        longest_months=programme.longest_months,
        extension_months=programme.extension_months,
        norwegian=norwegian.category.value,
        norwegian_from=norwegian.from_on,
        scheme=norwegian.scheme.value,
        hours_norwegian=norwegian.hours_norwegian,
        hours_civics=norwegian.hours_civics,
        offer_by=norwegian.offer_by,
        done_by=norwegian.done_by,
        assumed=answer.assumed,
        waits_for=" ".join(dict.fromkeys((*programme.waits_for, *norwegian.waits_for))),
        facts=as_json(facts),
    )
