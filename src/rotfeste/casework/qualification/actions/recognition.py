"""Recognition of education from abroad: prepared, sent, followed up, and what the body answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rotfeste.casework.qualification.actions.complaints import InTheFuture
from rotfeste.casework.qualification.models import Enclosure, Paper, Recognition
from rotfeste.casework.qualification.rules.recognition import OTHER, bodies
from rotfeste.casework.qualification.states import (
    RECOGNITION_ROADS,
    UNDECIDED,
    RecognitionOutcome,
    RecognitionStatus,
)
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import NoSuchRoad, walk
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.persons import queries as persons


class RecognitionChanged(Exception):
    """Someone else has changed the recognition meanwhile. Carries it as it is now."""

    def __init__(self, recognition: Recognition) -> None:
        super().__init__(recognition.pk)
        self.recognition = recognition


class AskedAlready(Exception):
    """The same education is with the same body already."""


class WrongBody(Exception):
    """The body does not recognise this kind of education, or another body is not named."""


class BeforeTheStepBefore(Exception):
    """The day is before the step that comes first."""


class SayWhatItIsRecognisedAs(Exception):
    """What is recognised is recognised as something."""


@dataclass(frozen=True)
class Asked:
    """What is asked to be recognised: level, subject, country, and by whom (`body_name` for another body)."""

    level: str
    subject: str
    country: str
    body: str
    body_name: str = ""


@transaction.atomic
def prepare_recognition(
    person_id: int,
    asked: Asked,
    *,
    papers: Iterable[int] = (),
    follow_up_on: date,
    follow_up_by: str,
    now: datetime,
    actor: Actor,
) -> Recognition:
    """Begin to have education from abroad recognised, with documents that are listed for the person already.

    Raises CannotRegister, WrongBody, AskedAlready.
    """
    actor.require("qualification.decide")
    here = responsible(person_id, now.date(), actor)
    body = bodies().get(asked.body)
    named = asked.body_name.strip() if asked.body == OTHER else ""
    if (body is None and not named) or (body is not None and asked.level not in body.levels):
        raise WrongBody
    same = Recognition.objects.visible_to(actor).filter(
        person_id=person_id,
        level=asked.level,
        subject=asked.subject.strip(),
        country=asked.country,
        body=asked.body,
        body_name=named,
        status__in=UNDECIDED,
    )
    if same.exists():
        raise AskedAlready
    row: Recognition = Recognition.objects.create(
        person_id=person_id,
        organisation_id=here,
        level=asked.level,
        subject=asked.subject.strip(),
        country=asked.country,
        body=asked.body,
        body_name=named,
        follow_up_on=follow_up_on,
        follow_up_by=follow_up_by.strip(),
        registered_at=now,
    )
    for paper in Paper.objects.visible_to(actor).filter(person_id=person_id, id__in=list(papers)):
        enclose(row, paper)
    note(row, "prepared", actor)
    return row


@transaction.atomic
def send_recognition(
    recognition_id: int,
    *,
    on: date,
    reference: str,
    follow_up_on: date,
    today: date,
    actor: Actor,
    version: int | None = None,
) -> Recognition:
    """It is sent to the body; the days are counted from here.

    Raises NoSuchRoad, RecognitionChanged, InTheFuture, CannotRegister.
    """
    row = held(recognition_id, version, actor, today=today)
    if row.status != RecognitionStatus.PREPARING:
        raise NoSuchRoad(row.status, RecognitionStatus.SENT)
    in_order(on, today)
    row.sent_on, row.reference, row.follow_up_on = on, reference.strip(), follow_up_on
    return _moved(row, RecognitionStatus.SENT, actor)


@transaction.atomic
def ask_for_more(
    recognition_id: int,
    *,
    on: date,
    text: str,
    follow_up_on: date,
    today: date,
    actor: Actor,
    version: int | None = None,
) -> Recognition:
    """The body asks for more. Raises NoSuchRoad, RecognitionChanged, InTheFuture, BeforeTheStepBefore."""
    row = held(recognition_id, version, actor, today=today)
    in_order(on, today, row.sent_on, row.more_sent_on)
    row.more_asked_on, row.more_asked, row.more_sent_on = on, text.strip(), None
    row.follow_up_on = follow_up_on
    return _moved(row, RecognitionStatus.MORE_ASKED, actor)


@transaction.atomic
def send_more(
    recognition_id: int, *, on: date, follow_up_on: date, today: date, actor: Actor, version: int | None = None
) -> Recognition:
    """What the body asked for is sent. Raises NoSuchRoad, RecognitionChanged, InTheFuture, BeforeTheStepBefore."""
    row = held(recognition_id, version, actor, today=today)
    if row.status != RecognitionStatus.MORE_ASKED:
        raise NoSuchRoad(row.status, RecognitionStatus.SENT)
    in_order(on, today, row.more_asked_on)
    row.more_sent_on, row.follow_up_on = on, follow_up_on
    return _moved(row, RecognitionStatus.SENT, actor)


@transaction.atomic
def decide_recognition(
    recognition_id: int,
    *,
    on: date,
    outcome: str,
    recognised_as: str,
    today: date,
    actor: Actor,
    version: int | None = None,
) -> Recognition:
    """What the body answered, and as what the education is recognised.

    Raises NoSuchRoad, RecognitionChanged, InTheFuture, BeforeTheStepBefore, SayWhatItIsRecognisedAs.
    """
    row = held(recognition_id, version, actor, today=today)
    in_order(on, today, row.sent_on, row.more_asked_on, row.more_sent_on)
    said = recognised_as.strip()
    if bool(said) == (outcome == RecognitionOutcome.NOT_RECOGNISED):
        raise SayWhatItIsRecognisedAs
    row.decided_on, row.outcome, row.recognised_as = on, outcome, said
    return _moved(row, RecognitionStatus.DECIDED, actor)


@transaction.atomic
def withdraw_recognition(
    recognition_id: int, *, on: date, today: date, actor: Actor, version: int | None = None
) -> Recognition:
    """It is not asked for any more. Raises NoSuchRoad, RecognitionChanged, InTheFuture, BeforeTheStepBefore."""
    row = held(recognition_id, version, actor, today=today)
    in_order(on, today, row.sent_on)
    row.withdrawn_on = on
    return _moved(row, RecognitionStatus.WITHDRAWN, actor)


@transaction.atomic
def follow_up_recognition(
    recognition_id: int,
    *,
    on: date,
    text: str,
    follow_up_on: date,
    follow_up_by: str,
    today: date,
    actor: Actor,
    version: int | None = None,
) -> Recognition:
    """Someone has asked how far it has come; who asks next, and when.

    Raises NoSuchRoad, RecognitionChanged, InTheFuture.
    """
    row = held(recognition_id, version, actor, today=today)
    if row.status not in UNDECIDED:
        raise NoSuchRoad(row.status, row.status)
    in_order(on, today)
    row.followed_up_on, row.followed_up = on, text.strip()
    row.follow_up_on, row.follow_up_by = follow_up_on, follow_up_by.strip()
    row.version += 1
    row.save()
    note(row, "followed_up", actor)
    return row


def responsible(person_id: int, on: date, actor: Actor) -> int:
    """The actor's organisation that has the person on a day. Raises CannotRegister."""
    persons.person(person_id, actor=actor)
    here = persons.responsible_on([person_id], on, actor=actor).get(person_id)
    if here is None or here not in actor.organisations:
        raise CannotRegister("not_yours_in_the_period")
    return here


def held(recognition_id: int, version: int | None, actor: Actor, *, today: date) -> Recognition:
    """The recognition, for the municipality that has the person today: it goes with the person."""
    actor.require("qualification.decide")
    rows = Recognition.objects.visible_to(actor).select_for_update(of=("self",))
    row: Recognition = rows.get(id=recognition_id)
    if version is not None and row.version != version:
        raise RecognitionChanged(row)
    row.organisation_id = responsible(row.person_id, today, actor)
    return row


def in_order(on: date, today: date, *before: date | None) -> None:
    """No day is after today, or before the steps that came first. Raises InTheFuture, BeforeTheStepBefore."""
    if on > today:
        raise InTheFuture
    if any(day is not None and on < day for day in before):
        raise BeforeTheStepBefore


def enclose(row: Recognition, paper: Paper) -> None:
    """A document goes with the application."""
    Enclosure.objects.create(recognition=row, paper=paper, person_id=row.person_id, organisation_id=row.organisation_id)


def _moved(row: Recognition, status: RecognitionStatus, actor: Actor) -> Recognition:
    row.status = walk(RECOGNITION_ROADS, row.status, status)
    row.version += 1
    row.save()
    note(row, status.value, actor)
    return row


def note(row: Recognition, done: str, actor: Actor) -> None:
    """A row in the trail."""
    audit.changed(actor, "qualification.recognition", subject_id=row.id, persons=[row.person_id], done=done)
