"""The participants of an organisation: who they are, and where each stands. Plain rows: there may be thousands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.registers.participants.models import Decision, Ending, Enrolment, Entitlement, Offer
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.states import Activity, DecisionStatus
from rotfeste.registers.persons.models import Responsibility

SHOWN_MONTHS = 12
"""So long someone whose programme has ended is still shown: the reason may be missing, or the day be wrong."""


class Who(NamedTuple):
    """The person."""

    id: int
    duf_number: str
    given_name: str
    family_name: str
    family_key: str
    born_on: date
    sex: str

    @property
    def full_name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"


class Right(NamedTuple):
    """What the person is entitled to, as it was computed last."""

    person_id: int
    law: str
    programme: str
    programme_from: date | None
    start_by: date | None
    waits_for: str


class Offered(NamedTuple):
    """The latest offer of the programme."""

    person_id: int
    organisation_id: int
    status: str
    offered_on: date
    answered_on: date | None


class Decided(NamedTuple):
    """The decision on the programme that stands."""

    person_id: int
    outcome: str
    from_on: date
    until_on: date | None


class Enrolled(NamedTuple):
    """The latest enrolment in the programme."""

    person_id: int
    id: int
    status: str
    started_on: date
    until_on: date | None
    ended_on: date | None
    full_week: Decimal


class Ended(NamedTuple):
    """How it ended."""

    enrolment_id: int
    organisation_id: int
    reason: str
    moved: bool


@dataclass(frozen=True)
class Participant:
    """One person whom the organisation is responsible for: right, offer, decision, enrolment and ending."""

    person: Who
    organisation_id: int
    settled_on: date
    right: Right | None
    offer: Offered | None
    decision: Decided | None
    enrolment: Enrolled | None
    ending: Ended | None


def participants(*, actor: Actor, on: date, organisations: Sequence[int] | None = None) -> list[Participant]:
    """Those whom the actor's organisations (or those named) are responsible for on a day, with their programme.

    Whose programme ended more than a year ago is left out. A fixed number of questions. The page that shows them
    records whom it showed.
    """
    actor.require("participants.read")
    where = list(actor.organisations if organisations is None else organisations)
    names = ("organisation_id", "from_on", *(f"person__{name}" for name in Who._fields))
    found = [
        (Who._make(who), organisation_id, from_on)
        for organisation_id, from_on, *who in _here(where, on, actor).order_by("from_on", "id").values_list(*names)
    ]
    ids = [who.id for who, _where, _since in found]
    programme = {"person_id__in": among(ids), "activity": Activity.PROGRAMME}
    decided = Decision.objects.visible_to(actor).filter(
        person_id__in=among(ids), kind="programme", status=DecisionStatus.IN_FORCE
    )
    rights = _rows(Right, Entitlement.objects.visible_to(actor).filter(person_id__in=among(ids), superseded_on=None))
    # The open one last, whatever its day: it is the one that awaits an answer.
    offered = Offer.objects.visible_to(actor).filter(**programme).alias(awaits=Q(status="open"))
    offers = _rows(Offered, offered.order_by("awaits", "offered_on", "id"))
    decisions = _rows(Decided, decided.order_by("from_on"))
    enrolments = _rows(Enrolled, Enrolment.objects.visible_to(actor).filter(**programme).order_by("started_on"))
    endings = _rows(
        Ended,
        Ending.objects.visible_to(actor).filter(enrolment_id__in=among(row.id for row in enrolments.values())),
    )
    return [
        Participant(
            who,
            organisation_id,
            from_on,
            rights.get(who.id),
            offers.get(who.id),
            decisions.get(who.id),
            enrolments.get(who.id),
            endings.get(enrolments[who.id].id) if who.id in enrolments else None,
        )
        for who, organisation_id, from_on in found
    ]


def _here(where: list[int], on: date, actor: Actor) -> Any:
    """Responsibilities of these organisations on a day, but for those whose programme is long over."""
    programmes = Enrolment.objects.visible_to(actor).filter(organisation_id__in=where, activity=Activity.PROGRAMME)
    over = Q(ended_on__isnull=False, ended_on__lte=add_months(on, -SHOWN_MONTHS))
    long_over = Q(person_id__in=programmes.filter(over).values("person_id"))
    back_again = Q(person_id__in=programmes.exclude(over).values("person_id"))
    here = Responsibility.objects.visible_to(actor).filter(
        Q(until_on=None) | Q(until_on__gt=on), organisation_id__in=where, from_on__lte=on
    )
    return here.filter(~long_over | back_again)


def _rows(shape: Any, rows: Any) -> dict[int, Any]:
    """The last row for each id that the shape begins with."""
    return {row[0]: row for row in map(shape._make, rows.values_list(*shape._fields))}
