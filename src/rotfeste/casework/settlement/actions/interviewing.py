"""The reception centre holds the settlement interview; a second person looks at flagged ones; it can be sent back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rotfeste.casework.settlement.actions.letters import send_invitation
from rotfeste.casework.settlement.actions.telling import tell_centre, tell_user
from rotfeste.casework.settlement.actions.way import locked, members_of, move, record, standing, touch
from rotfeste.casework.settlement.models import Answer, Case, Consent, HealthAnswer, Interview
from rotfeste.casework.settlement.rules.clocks import completeness
from rotfeste.casework.settlement.rules.mapping import (
    BY_KEY,
    AnswerState,
    Source,
    asked_of,
    check_answer,
    is_flagged,
    of_household,
)
from rotfeste.casework.settlement.states import INTERVIEW_ROADS, WAITING, CaseStatus, InterviewStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.roads import walk
from rotfeste.registers.persons.rules import age_on

LOWEST_COMPLETENESS = 0.8
"""An interview cannot be sent in while more than a fifth of the required questions were never asked."""


class NotComplete(Exception):
    """Too many required questions were not asked. Carries the share asked (0–1)."""

    def __init__(self, share: float) -> None:
        super().__init__(share)
        self.share = share


class NoConsent(Exception):
    """Health answers need the person's consent."""


class OwnInterview(Exception):
    """Nobody approves an interview that they sent in themselves."""


class HeldInTheFuture(Exception):
    """The interview cannot be dated after today, or before the case was opened."""


class InvitedToThePast(Exception):
    """Nobody can be invited to a day that has gone."""


@dataclass(frozen=True)
class Given:
    """One answer as it is given. `person_id` is None for the household's own."""

    person_id: int | None
    key: str
    state: str
    value: str = ""
    source: str = Source.INTERVIEW
    verified: bool = False


def _held(case: Case, actor: Actor) -> Interview:
    """The interview of a case that still waits, held until the transaction ends. Raises NoSuchRoad."""
    standing(case, CaseStatus.INTERVIEW_DUE, at=WAITING)
    interview: Interview = Interview.objects.visible_to(actor).select_for_update(of=("self",)).get(case=case)
    return interview


@transaction.atomic
def invite(case_id: int, *, meet_on: date, meet_at: str, place: str, today: date, actor: Actor) -> None:
    """The centre invites the household to the settlement interview by letter. Raises InvitedToThePast."""
    actor.require("settlement.map")
    case = locked(case_id, version=None, actor=actor)
    if meet_on < today:
        raise InvitedToThePast
    send_invitation(case, members_of(case), meet_on=meet_on, meet_at=meet_at, place=place, today=today, actor=actor)
    record(actor, "invited", case)


@transaction.atomic
def start_interview(case_id: int, *, actor: Actor) -> Interview:
    """The centre begins to write the interview."""
    actor.require("settlement.map")
    case = locked(case_id, version=None, actor=actor)
    interview = _held(case, actor)
    if interview.status in (InterviewStatus.DUE, InterviewStatus.RETURNED):
        interview.status = walk(INTERVIEW_ROADS, interview.status, InterviewStatus.DRAFT)
        interview.save(update_fields=["status"])
    return interview


@transaction.atomic
def save_answers(case_id: int, answers: Iterable[Given], *, asked_on: date, actor: Actor) -> None:
    """Save answers while the interview is being written; each replaces the earlier one.

    Raises WrongAnswer, NoConsent.
    """
    actor.require("settlement.map")
    interview = start_interview(case_id, actor=actor)
    walk(INTERVIEW_ROADS, interview.status, InterviewStatus.SUBMITTED)
    given = list(answers)
    for answer in given:
        check_answer(answer.key, answer.state, answer.value)
    health = [answer for answer in given if BY_KEY[answer.key].health]
    if health:
        actor.require("settlement.health")
        actor.require_level("high")
        _check_consent(interview.case, health)
    persons = sorted({answer.person_id for answer in given if answer.person_id is not None})
    _write(Answer, interview.case, [row for row in given if not BY_KEY[row.key].health], asked_on, actor)
    _write(HealthAnswer, interview.case, health, asked_on, actor)
    record(actor, "answers", interview.case, persons or None, keys=sorted({answer.key for answer in given}))


def _check_consent(case: Case, answers: list[Given]) -> None:
    """An answer with content needs the person's consent; for children and the household, that of an adult."""
    consents = dict(case.consents.filter(withdrawn_on=None).values_list("person_id", "given"))
    someone = any(consents.values())
    for answer in answers:
        if answer.state == AnswerState.GIVEN and not consents.get(answer.person_id or 0, someone):
            raise NoConsent


def _write(
    model: type[Answer] | type[HealthAnswer], case: Case, answers: list[Given], asked_on: date, actor: Actor
) -> None:
    if not answers:
        return
    model.objects.bulk_create(
        [
            model(
                case=case,
                person_id=answer.person_id,
                key=answer.key,
                state=answer.state,
                value=answer.value,
                source=answer.source,
                asked_on=None if answer.state == AnswerState.NOT_ASKED else asked_on,
                verified=answer.verified,
            )
            for answer in answers
        ],
        update_conflicts=True,
        unique_fields=["case", "person", "key"],
        update_fields=["state", "value", "source", "asked_on", "verified"],
    )


@transaction.atomic
def register_consent(case_id: int, *, person_id: int, given: bool, on: date, actor: Actor) -> Consent:
    """A person says yes or no to sharing health data with the directorate and the municipality.

    A no, also a later one, removes what was written about this person's health.
    """
    actor.require("settlement.map")
    case = locked(case_id, version=None, actor=actor)
    member = case.members.get(person_id=person_id)
    consent: Consent
    consent, _ = Consent.objects.visible_to(actor).update_or_create(
        case=case, person_id=member.person_id, defaults={"given": given, "on": on, "withdrawn_on": None}
    )
    if not given:
        HealthAnswer.objects.visible_to(actor).filter(case=case, person_id=person_id).delete()
    record(actor, "consent", case, [person_id], given=given)
    return consent


@transaction.atomic
def submit(
    case_id: int, *, held_on: date, interpreter_used: bool, today: date, actor: Actor, version: int | None = None
) -> Interview:
    """The centre sends the interview in; a flagged one goes to a second person first.

    Raises NotComplete, HeldInTheFuture, NoSuchRoad.
    """
    actor.require("settlement.map")
    case = locked(case_id, version=version, actor=actor)
    interview = _held(case, actor)
    if not case.opened_on <= held_on <= today:
        raise HeldInTheFuture
    share, flagged = judge(case, today)
    if share < LOWEST_COMPLETENESS:
        raise NotComplete(share)
    walk(INTERVIEW_ROADS, interview.status, InterviewStatus.SUBMITTED)
    interview.status, interview.held_on, interview.interpreter_used = (
        InterviewStatus.SUBMITTED,
        held_on,
        interpreter_used,
    )
    interview.submitted_on, interview.submitted_by_id = today, actor.user_id
    interview.completeness, interview.flagged = round(share, 3), flagged
    interview.approved_on = interview.approved_by = interview.return_deadline_on = None
    interview.save()
    if case.status == CaseStatus.INTERVIEW_DUE or (case.status == CaseStatus.READY and flagged):
        move(case, CaseStatus.CHECK if flagged else CaseStatus.READY, today=today, actor=actor)
    else:
        touch(case)
    record(actor, "interview", case, completeness=round(share, 3), flagged=flagged)
    tell_user("interview_sent_in", case, interview.returned_by_id)
    return interview


def judge(case: Case, today: date) -> tuple[float, bool]:
    """The share of required questions asked (0–1), and whether an answer calls for a second person."""
    rows = [*case.answers.all(), *case.health_answers.all()]
    states = {f"{row.person_id or ''}:{row.key}": row.state for row in rows}
    required = [f":{row.key}" for row in of_household() if row.required and not row.health]
    for member in members_of(case):
        asked = asked_of(age_on(member.born_on, today))
        required += [f"{member.person_id}:{row.key}" for row in asked if row.required and not row.health]
    flagged = any(is_flagged(row.key, row.state, row.value) for row in rows)
    return completeness(states, required), flagged


@transaction.atomic
def send_back(
    case_id: int, *, reason: str, deadline_on: date, today: date, actor: Actor, version: int | None = None
) -> Interview:
    """The directorate or the municipality sends the interview back to be completed, with a reason and a deadline."""
    actor.require("settlement.return_mapping")
    case = locked(case_id, version=version, actor=actor)
    interview = _held(case, actor)
    interview.status = walk(INTERVIEW_ROADS, interview.status, InterviewStatus.RETURNED)
    interview.returned_on, interview.returned_by_id = today, actor.user_id
    interview.return_reason, interview.return_deadline_on = reason, deadline_on
    interview.times_returned += 1
    interview.approved_on = interview.approved_by = None
    interview.save()
    if case.status in (CaseStatus.CHECK, CaseStatus.READY):
        move(case, CaseStatus.INTERVIEW_DUE, today=today, actor=actor)
    else:
        touch(case)
    record(actor, "interview_returned", case)
    tell_centre("interview_returned", case, today=today)
    return interview


@transaction.atomic
def approve(case_id: int, *, today: date, actor: Actor, version: int | None = None) -> Interview:
    """A second person approves a flagged interview, and the case is ready. Raises OwnInterview."""
    actor.require("settlement.approve_mapping")
    case = locked(case_id, version=version, actor=actor)
    interview = _held(case, actor)
    if interview.submitted_by_id == actor.user_id:
        raise OwnInterview
    interview.status = walk(INTERVIEW_ROADS, interview.status, InterviewStatus.APPROVED)
    interview.approved_on, interview.approved_by_id = today, actor.user_id
    interview.save(update_fields=["status", "approved_on", "approved_by"])
    if case.status == CaseStatus.CHECK:
        move(case, CaseStatus.READY, today=today, actor=actor)
    else:
        touch(case)
    record(actor, "interview_approved", case)
    return interview
