"""The facts about persons, gathered from the registers in a fixed number of questions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Min, Sum

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.registers.participants.models import Circumstances, Decision, Leave
from rotfeste.registers.participants.rules.facts import Base, Centre, Education, Facts, Goal, Grant, Sponsor
from rotfeste.registers.participants.states import Activity, DecisionKind, DecisionOutcome, DecisionStatus
from rotfeste.registers.persons import queries as persons

CENTRES = {"integration": Centre.INTEGRATION}
PARTS = (Grant, Sponsor)
TRAINING = (DecisionKind.NORWEGIAN,)


def facts_of(person_ids: Iterable[int], *, on: date, actor: Actor) -> dict[int, Facts]:
    """What is known about each of these persons, for the calculation of rights on a day."""
    ids = list(person_ids)
    born = persons.born_on(ids, actor=actor)
    permits = persons.permits_by_person(ids, actor=actor)
    settled = persons.first_settled(ids, actor=actor)
    centres = persons.centres_now(ids, actor=actor)
    known = {row.person_id: row for row in Circumstances.objects.visible_to(actor).filter(person_id__in=among(ids))}
    training, leave = _training_from(ids, actor), _leave_days(ids, actor)
    return {
        key: _facts(
            born_on,
            permits.get(key, []),
            known.get(key) or Circumstances(person_id=key),
            on=on,
            settled_on=settled.get(key),
            training_from=training.get(key),
            leave_days=leave.get(key, 0),
            centre=CENTRES.get(centres[key], Centre.ORDINARY) if key in centres else Centre.NOWHERE,
        )
        for key, born_on in born.items()
    }


def _facts(born_on: date, permits: list[tuple[str, date]], known: Circumstances, **given: Any) -> Facts:
    return Facts(
        born_on=born_on,
        grants=tuple(
            Grant(Base(kind), day, known.renewed_on if kind == Base.LIMITED.value else None) for kind, day in permits
        ),
        arrived_on=known.arrived_on,
        agreed=known.agreed,
        claimed_on=known.claimed_on,
        sponsor=Sponsor(
            Base(known.sponsor_base) if known.sponsor_base else None, known.sponsor_settled_on, known.sponsor_applied_on
        ),
        education=Education(known.education),
        goal=Goal(known.goal),
        **given,
    )


def _training_from(ids: list[int], actor: Actor) -> dict[int, date]:
    """The first day of the first decision on training that was granted."""
    rows = Decision.objects.visible_to(actor).filter(
        person_id__in=among(ids), kind__in=TRAINING, outcome=DecisionOutcome.GRANTED
    )
    standing = rows.exclude(status=DecisionStatus.ANNULLED)
    return dict(standing.values_list("person_id").annotate(first=Min("from_on")))


def _leave_days(ids: list[int], actor: Actor) -> dict[int, int]:
    """Calendar days of approved leave from training."""
    rows = Leave.objects.visible_to(actor).filter(person_id__in=among(ids), enrolment__activity=Activity.NORWEGIAN)
    sums = rows.values_list("person_id").annotate(days=Sum(F("until_on") - F("from_on")))
    return {key: _days(days) for key, days in sums}


def _days(value: Any) -> int:
    return int(getattr(value, "days", value) or 0)


def as_json(facts: Facts) -> dict[str, Any]:
    """The facts as they are kept beside the answer: without the day asked about, and without what is not known."""
    kept = {key: value for key, value in vars(facts).items() if key != "on" and value not in (None, "", (), False, 0)}
    return {key: _plain(value) for key, value in kept.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PARTS):
        return {key: _plain(part) for key, part in vars(value).items() if part is not None}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
