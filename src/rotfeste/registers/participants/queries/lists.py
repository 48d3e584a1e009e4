"""The participants of an organisation: who they are, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import Decision, Ending, Enrolment, Entitlement, Offer
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.states import Activity, DecisionStatus
from rotfeste.registers.persons.models import Person, Responsibility

SHOWN_MONTHS = 12
"""So long someone whose programme has ended is still shown: the reason may be missing, or the day be wrong."""


@dataclass(frozen=True)
class Participant:
    """One person whom the organisation is responsible for: right, offer, decision, enrolment and ending."""

    person: Person
    organisation_id: int
    settled_on: date
    right: Entitlement | None
    offer: Offer | None
    decision: Decision | None
    enrolment: Enrolment | None
    ending: Ending | None


def participants(*, actor: Actor, on: date, organisations: Sequence[int] | None = None) -> list[Participant]:
    """Those whom the actor's organisations (or those named) are responsible for on a day, with their programme.

    Whose programme ended more than a year ago is left out. A fixed number of questions. The page that shows them
    records whom it showed.
    """
    actor.require("participants.read")
    where = list(actor.organisations if organisations is None else organisations)
    programmes = Enrolment.objects.visible_to(actor).filter(organisation_id__in=where, activity=Activity.PROGRAMME)
    ends = dict(programmes.order_by("started_on").values_list("person_id", "ended_on"))
    gone = add_months(on, -SHOWN_MONTHS)
    over = [person_id for person_id, ended_on in ends.items() if ended_on is not None and ended_on <= gone]
    here = Responsibility.objects.visible_to(actor).filter(
        Q(until_on=None) | Q(until_on__gt=on), organisation_id__in=where, from_on__lte=on
    )
    here = here.exclude(person_id__in=over)
    rows = list(here.select_related("person").order_by("from_on", "id"))
    ids = [row.person_id for row in rows]
    rights = {
        row.person_id: row
        for row in Entitlement.objects.visible_to(actor).filter(person_id__in=ids, superseded_on=None).defer("facts")
    }
    about = {"person_id__in": ids, "activity": Activity.PROGRAMME}
    offers = {
        row.person_id: row for row in Offer.objects.visible_to(actor).filter(**about).order_by("offered_on", "id")
    }
    decided = Decision.objects.visible_to(actor).filter(person_id__in=ids, kind="programme")
    decisions = {row.person_id: row for row in decided.filter(status=DecisionStatus.IN_FORCE).order_by("from_on")}
    enrolments = {
        row.person_id: row for row in Enrolment.objects.visible_to(actor).filter(**about).order_by("started_on")
    }
    ended = Ending.objects.visible_to(actor).filter(enrolment_id__in=[row.id for row in enrolments.values()])
    endings = {row.enrolment_id: row for row in ended}
    return [
        Participant(
            row.person,
            row.organisation_id,
            row.from_on,
            rights.get(row.person_id),
            offers.get(row.person_id),
            decisions.get(row.person_id),
            enrolments.get(row.person_id),
            endings.get(enrolments[row.person_id].id) if row.person_id in enrolments else None,
        )
        for row in rows
    ]
