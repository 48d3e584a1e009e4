"""One case, whole: its people, interview, requests, decision, messages and steps, with the reading recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rotfeste.casework.settlement.models import (
    AlternativePlacement,
    Answer,
    BlockedMember,
    Case,
    Consent,
    Decision,
    Dossier,
    HealthAnswer,
    Interview,
    MedicalPlace,
    Member,
    Message,
    Request,
    Step,
)
from rotfeste.casework.settlement.rules.clocks import risk
from rotfeste.casework.settlement.states import WAITING, AgreementStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.persons.models import Person

ORDER = {"head": 0, "partner": 1, "parent": 2, "sibling": 3, "child": 4, "other": 5}


@dataclass(frozen=True)
class CaseView:
    """All that a page about a case shows. Health answers are there only at level high, and the database sees to it."""

    case: Case
    members: list[Member]
    interview: Interview
    answers: list[Answer]
    health: list[HealthAnswer]
    consents: list[Consent]
    requests: list[Request]
    decision: Decision | None
    steps: list[Step]
    messages: list[Message]
    dossier: Dossier | None
    medical_places: list[MedicalPlace]
    blocked: list[BlockedMember]
    placements: list[AlternativePlacement]
    today: date

    @property
    def head(self) -> Member:
        """The main person of the household."""
        return self.members[0]

    @property
    def open_request(self) -> Request | None:
        """The request that stands open or accepted."""
        open_ones = (RequestStatus.SENT, RequestStatus.ACCEPTED)
        return next((row for row in self.requests if row.status in open_ones), None)

    @property
    def waiting(self) -> bool:
        """Whether the household still waits to move."""
        return self.case.status in WAITING

    @property
    def held_back(self) -> list[BlockedMember]:
        """Members of the family who may not settle now."""
        return [row for row in self.blocked if row.ended_on is None]

    @property
    def placement(self) -> AlternativePlacement | None:
        """The alternative placement that is asked for or agreed."""
        standing = (AgreementStatus.ASKED, AgreementStatus.AGREED)
        return next((row for row in self.placements if row.status in standing), None)

    @property
    def days_left(self) -> int:
        """Days to the target; negative when it has passed."""
        return (self.case.deadline_on - self.today).days

    @property
    def days_waited(self) -> int:
        """Days from permit to moved in, or to today."""
        return ((self.case.settled_on or self.today) - self.case.clock_from).days

    @property
    def risk(self) -> str:
        """Late, soon or on time."""
        return risk(self.case.deadline_on, self.today)

    @property
    def not_moved(self) -> list[Member]:
        """Members who are not registered as moved in."""
        return [member for member in self.members if member.moved_in_on is None]


def case_view(case_id: int, *, today: date, actor: Actor, why: str = "") -> CaseView:
    """One case. Raises Case.DoesNotExist where the actor has no task in it; the reading is recorded."""
    actor.require("settlement.read")
    case = (
        Case.objects.visible_to(actor)
        .select_related("household", "centre", "receiver", "receiver__named_adviser", "interview")
        .get(id=case_id)
    )
    members = sorted(
        case.members.select_related("person"), key=lambda row: (ORDER[row.person.relation], row.born_on, row.id)
    )
    requests = (
        Request.objects.visible_to(actor).filter(case=case).select_related("organisation", "sent_by", "answered_by")
    )
    view = CaseView(
        case=case,
        members=members,
        interview=case.interview,
        answers=list(case.answers.all()),
        health=list(case.health_answers.all()),
        consents=list(case.consents.all()),
        requests=list(requests.order_by("-sent_at")),
        decision=case.decisions.filter(annulled_on=None).select_related("decided_by", "organisation").first(),
        steps=list(case.steps.order_by("entered_at", "id")),
        messages=list(case.messages.select_related("organisation", "read_by").order_by("sent_at", "id")),
        dossier=Dossier.objects.visible_to(actor).filter(case=case).first() if case.resettlement else None,
        medical_places=list(case.medical_places.select_related("person")) if case.resettlement else [],
        blocked=list(case.blocked_members.order_by("since_on", "id")),
        placements=list(case.alternative_placements.select_related("organisation").order_by("-asked_on", "-id")),
        today=today,
    )
    ids = [member.person_id for member in members]
    audit.read(actor, "settlement.case", subject_id=case.id, persons=ids, reason=why, health=len(view.health))
    return view


def ended_request(case_id: int, *, actor: Actor) -> Request | None:
    """The own organisation's last request in a case that it no longer sees. The row names no person."""
    if not actor.in_municipality:
        return None
    ended = (RequestStatus.DECLINED, RequestStatus.WITHDRAWN)
    rows = Request.objects.visible_to(actor).filter(
        case_id=case_id, organisation_id__in=actor.organisations, status__in=ended
    )
    row: Request | None = rows.select_related("organisation").order_by("-sent_at").first()
    return row


def related_cases(view: CaseView, *, actor: Actor) -> list[Case]:
    """Cases of near relatives in other households, as far as the actor may see them."""
    numbers = [member.person.duf_number for member in view.members]
    named = [number for member in view.members for number in member.person.relatives]
    if not named and not actor.national:
        return []
    relatives = (
        Person.objects.visible_to(actor)
        .filter(Q(duf_number__in=named) | Q(relatives__overlap=numbers))
        .exclude(household_id=view.case.household_id)
    )
    rows = (
        Case.objects.visible_to(actor)
        .listed()
        .filter(members__person__in=relatives)
        .select_related("receiver", "centre")
        .distinct()
        .order_by("opened_on", "id")
    )
    return list(rows[:20])


def cases_of_households(household_ids: Iterable[int], *, actor: Actor) -> dict[int, Case]:
    """The latest case of each of these households, as far as the actor may see it."""
    rows = Case.objects.visible_to(actor).filter(household_id__in=list(household_ids)).order_by("opened_on", "id")
    return {row.household_id: row for row in rows}


def cases_of(person_ids: list[int], *, actor: Actor) -> dict[int, Case]:
    """The latest case of each of these persons, as far as the actor may see it."""
    rows = (
        Member.objects.visible_to(actor)
        .filter(person_id__in=person_ids, case__in=Case.objects.visible_to(actor))
        .select_related("case")
        .order_by("case__opened_on", "case_id")
    )
    return {row.person_id: row.case for row in rows}
