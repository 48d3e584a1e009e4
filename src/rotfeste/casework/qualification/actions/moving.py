"""Someone moves to another municipality: what the former one has going ends, and the other one decides anew."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from rotfeste.casework.qualification.actions.letters import send_certificate
from rotfeste.casework.qualification.actions.practice import free_places
from rotfeste.casework.qualification.models import Handover, Plan
from rotfeste.casework.qualification.queries.benefits import payee_of
from rotfeste.casework.qualification.states import HANDOVER_ROADS, PLAN_ROADS, HandoverStatus, PlanStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk
from rotfeste.registers.courses import actions as courses
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Decision
from rotfeste.registers.participants.queries import File
from rotfeste.registers.participants.states import Activity, DecisionKind, DecisionStatus, EndReason
from rotfeste.registers.persons import actions as persons_actions
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person

CUT = (
    DecisionKind.PROGRAMME,
    DecisionKind.EXTENSION,
    DecisionKind.NORWEGIAN,
    DecisionKind.EXTRA_HOURS,
    DecisionKind.EXTENDED_TRAINING,
    DecisionKind.PLAN,
)
"""Decisions on what this municipality gives. Exemptions from the duty, and refusals, stand where someone moves."""


class CannotMove(Exception):
    """The move cannot be registered. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class HandoverChanged(Exception):
    """Someone else has changed the move meanwhile. Carries it as it is now."""

    def __init__(self, handover: Handover) -> None:
        super().__init__(handover.pk)
        self.handover = handover


@transaction.atomic
def register_move(
    person_ids: Iterable[int],
    *,
    receiver_id: int,
    moves_on: date,
    now: datetime,
    actor: Actor,
    message: str = "",
) -> list[Handover]:
    """Persons move to another municipality on a day; where the day has come, it is carried out at once.

    Raises CannotMove, CannotRegister.
    """
    actor.require("qualification.decide")
    wanted = sorted(set(person_ids))
    people = persons.persons_by_id(wanted, actor=actor)
    day_before = moves_on - timedelta(days=1)
    ours = persons.responsible_on(wanted, min(day_before, now.date()), actor=actor)
    if not wanted or any(ours.get(key) not in actor.organisations for key in wanted):
        raise CannotMove("not_yours_the_day_before")
    receiver = Organisation.objects.get(id=receiver_id, kind__in=("municipality", "city_district"))
    if receiver.id in ours.values():
        raise CannotMove("the_same_municipality")
    if Handover.objects.visible_to(actor).filter(person_id__in=wanted, status=HandoverStatus.PLANNED).exists():
        raise CannotMove("planned_already")
    rows = [_planned(people[key], ours[key], receiver, moves_on, message, now, actor) for key in wanted]
    if moves_on <= now.date():
        rows = [carry_out_move(row.id, now=now, actor=actor) for row in rows]
    return rows


def _planned(
    person: Person, from_id: int, receiver: Organisation, moves_on: date, message: str, now: datetime, actor: Actor
) -> Handover:
    with_parents = participants.circumstances_of(person.id, actor=actor).with_parents
    row: Handover = Handover.objects.create(
        person=person,
        organisation_id=from_id,
        receiver=receiver,
        moves_on=moves_on,
        name=person.full_name,
        languages=person.languages,
        known={**payee_of(person), "with_parents": with_parents},
        message=message.strip(),
        registered_at=now,
        registered_by_id=actor.user_id,
    )
    note(row, "planned", actor)
    return row


@transaction.atomic
def call_off_move(handover_id: int, *, actor: Actor, version: int | None = None) -> Handover:
    """The person does not move after all. Raises NoSuchRoad, HandoverChanged."""
    row = held(handover_id, version, actor)
    return moved_on(row, HandoverStatus.CALLED_OFF, actor)


@transaction.atomic
def carry_out_move(handover_id: int, *, now: datetime, actor: Actor) -> Handover:
    """The day has come: what is going ends, decisions last to the day, and the other municipality is responsible.

    Raises CannotMove, CannotRegister, NoSuchRoad.
    """
    row = held(handover_id, None, actor)
    if row.moves_on > now.date():
        raise CannotMove("the_day_has_not_come")
    file = participants.file_of(row.person_id, actor=actor)
    last_day = row.moves_on - timedelta(days=1)
    _end_taking_part(row, file, last_day, now, actor)
    _close(row, file, last_day, now, actor)
    _cut_decisions(row, file, now.date(), actor)
    for plan in Plan.objects.visible_to(actor).filter(
        person_id=row.person_id,
        organisation_id__in=actor.organisations,
        status__in=(PlanStatus.DRAFT, PlanStatus.IN_FORCE),
    ):
        plan.status = walk(PLAN_ROADS, plan.status, PlanStatus.ENDED)
        plan.save(update_fields=["status"])
    something = any((file.offers, file.decisions, file.enrolments, file.exams))
    row.moved_at = now
    moved_on(row, HandoverStatus.TO_SEND if something else HandoverStatus.NOTHING, actor)
    try:
        persons_actions.hand_over(
            [row.person_id],
            from_organisation_id=row.organisation_id,
            to_organisation_id=row.receiver_id,
            on=row.moves_on,
            actor=actor,
        )
    except (persons_actions.NotTheirsToHandOver, persons_actions.ResponsibleElsewhere) as error:
        raise CannotMove("not_yours_the_day_before") from error
    return row


def _end_taking_part(row: Handover, file: File, last_day: date, now: datetime, actor: Actor) -> None:
    """No published reason says that someone moved: the main activity is «other» until something else is known."""
    for enrolment in file.enrolments:
        if enrolment.organisation_id not in actor.organisations or enrolment.ended_on is not None:
            continue
        ending = register.end(
            enrolment.id,
            last_day=last_day,
            reason=EndReason.OTHER,
            completed=False,
            moved=True,
            remark=f"Flyttet til {row.receiver.name}.",
            now=now,
            actor=actor,
        )
        if enrolment.activity == Activity.NORWEGIAN:
            courses.end_seats(enrolment.id, after=ending.ended_on, now=now, actor=actor)
        if enrolment.activity == Activity.PROGRAMME:
            free_places(row.person_id, after=row.moves_on, actor=actor)
            send_certificate(ending, today=now.date(), actor=actor)


def _close(row: Handover, file: File, last_day: date, now: datetime, actor: Actor) -> None:
    """Classes and school end with the time in the municipality, and offers that nobody has answered are withdrawn."""
    for member in participants.classes_of(row.person_id, actor=actor):
        open_still = member.until_on is None or member.until_on > row.moves_on
        if member.organisation_id in actor.organisations and open_still:
            register.leave_group(member.id, last_day=last_day, actor=actor)
    for school in participants.schools_of(row.person_id, actor=actor):
        if school.organisation_id in actor.organisations and school.until_on is None:
            register.end_school(school.id, last_day=last_day, completed=False, now=now, actor=actor)
    for offer in file.offers:
        if offer.organisation_id in actor.organisations and offer.status == "open":
            answered = max(offer.offered_on, row.moves_on)
            register.answer_offer(offer.id, status="withdrawn", answered_on=answered, today=answered, actor=actor)


def _cut_decisions(row: Handover, file: File, today: date, actor: Actor) -> None:
    """What is decided lasts to the day of the move; what would begin later is annulled."""
    for decision in file.decisions:
        if _goes_on(decision, row.moves_on, actor):
            if decision.from_on < row.moves_on:
                register.move_end(decision.id, until_on=row.moves_on, actor=actor)
            else:
                because = f"Flyttet til {row.receiver.name} før vedtaket begynte å gjelde."
                register.end_decision(
                    decision.id, status=DecisionStatus.ANNULLED, on=today, because=because, actor=actor
                )


def _goes_on(row: Decision, after: date, actor: Actor) -> bool:
    ours = row.organisation_id in actor.organisations and row.kind in CUT
    standing = row.status == DecisionStatus.IN_FORCE and row.outcome == "granted"
    return ours and standing and (row.until_on is None or row.until_on > after)


def held(handover_id: int, version: int | None, actor: Actor) -> Handover:
    """A move that the own municipality hands over, held to the end. Raises DoesNotExist, HandoverChanged."""
    actor.require("qualification.decide")
    rows = Handover.objects.visible_to(actor).select_for_update(of=("self",)).select_related("receiver", "organisation")
    row: Handover = rows.get(id=handover_id, organisation_id__in=actor.organisations)
    if version is not None and row.version != version:
        raise HandoverChanged(row)
    return row


def moved_on(row: Handover, status: HandoverStatus, actor: Actor) -> Handover:
    """Along a road that is drawn. Raises NoSuchRoad."""
    row.status = walk(HANDOVER_ROADS, row.status, status)
    row.version += 1
    row.save()
    note(row, status.value, actor)
    return row


def note(row: Handover, done: str, actor: Actor) -> None:
    """Leave an event in the trail."""
    audit.changed(actor, "qualification.handover", subject_id=row.id, persons=[row.person_id], done=done)
