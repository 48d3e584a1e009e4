"""Decisions on the programme: given, refused, extended; with reasons, section, letter and time limit to complain."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from rotfeste.casework.qualification.actions.letters import send_decision
from rotfeste.casework.qualification.queries.packages import spent_in
from rotfeste.casework.qualification.rules.handover import days_spent, latest_end
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Decision, Enrolment
from rotfeste.registers.participants.rules.answer import Answer, Category, Law, add_months
from rotfeste.registers.participants.rules.entitlement import has
from rotfeste.registers.participants.states import DecisionKind, DecisionOutcome, OfferStatus

Sections = Mapping[Law, Mapping[str, str]]
SECTIONS: Sections = {
    Law.LAW_2003: {
        "granted": "introduksjonsloven §§ 2, 3 og 5",
        "offered": "introduksjonsloven § 3 tredje ledd og § 5",
        "extension": "introduksjonsloven § 5",
        "refused": "introduksjonsloven § 2",
    },
    Law.LAW_2021: {
        "granted": "integreringsloven §§ 8, 9, 13 og 14",
        "offered": "integreringsloven §§ 8, 13 og 14",
        "extension": "integreringsloven §§ 13 og 14",
        "refused": "integreringsloven §§ 8 og 9",
    },
    Law.CHAPTER_6A: {
        "granted": "integreringsloven kap. 6A",
        "offered": "integreringsloven kap. 6A",
        "extension": "integreringsloven kap. 6A",
        "refused": "integreringsloven kap. 6A",
    },
}
MAY_GET = (Category.RIGHT_AND_DUTY, Category.RIGHT, Category.MAY_BE_OFFERED)


class NoRightToIt(Exception):
    """The calculation gives neither a right nor a possibility to offer the programme on the first day."""


class AnswerFirst(Exception):
    """Nobody has said yes to an offer: the offer and the answer are registered first."""


class WaitsFor(Exception):
    """Facts are missing that the length depends on: `names`, separated by spaces."""

    def __init__(self, names: str) -> None:
        super().__init__(names)
        self.names = names


class TooLong(Exception):
    """Longer than the law allows: it may last until this day."""

    def __init__(self, until_on: date) -> None:
        super().__init__(until_on)
        self.until_on = until_on


@transaction.atomic
def decide_programme(
    person_id: int, *, from_on: date, until_on: date, reasons: str, now: datetime, actor: Actor
) -> Decision:
    """Give the programme for a period within the law, and write the decision to the person.

    Raises NoRightToIt, AnswerFirst, WaitsFor, TooLong, CannotRegister.
    """
    actor.require("qualification.decide")
    answer = register.compute_rights(person_id, today=now.date(), actor=actor)
    if has(answer.programme, from_on) not in MAY_GET:
        raise NoRightToIt
    _accepted(person_id, actor)
    longest = latest_day(person_id, answer, from_on, actor=actor)
    if longest is not None and until_on > longest:
        raise TooLong(longest)
    right = "offered" if answer.programme.category is Category.MAY_BE_OFFERED else "granted"
    return decided(
        person_id,
        DecisionKind.PROGRAMME,
        answer,
        "programme",
        from_on=from_on,
        until_on=until_on,
        section=SECTIONS[answer.law][right],
        reasons=reasons,
        now=now,
        actor=actor,
    )


def decided(
    person_id: int, kind: str, answer: Answer, letter: str, *, now: datetime, actor: Actor, **given: Any
) -> Decision:
    """Register what is decided by the law that a person belongs to, and write it to them: `letter` is what it says."""
    row = register.register_decision(
        person_id, kind, decided_on=now.date(), law=answer.law.value, now=now, actor=actor, **given
    )
    send_decision(row, letter, today=now.date(), actor=actor)
    return row


def refused(person_id: int, kind: str, sections: Sections, *, reasons: str, now: datetime, actor: Actor) -> Decision:
    """Say no to what was claimed, and write the decision with reasons. Raises CannotRegister."""
    actor.require("qualification.decide")
    answer = register.compute_rights(person_id, today=now.date(), actor=actor)
    return decided(
        person_id,
        kind,
        answer,
        "refusal",
        outcome=DecisionOutcome.REFUSED,
        from_on=now.date(),
        until_on=None,
        section=sections[answer.law]["refused"],
        reasons=reasons,
        now=now,
        actor=actor,
    )


def latest_day(person_id: int, answer: Answer, from_on: date, *, actor: Actor) -> date | None:
    """The first day that a programme from this day cannot be given; time in programmes before counts, wherever it was.

    None where the law sets no length. Raises WaitsFor.
    """
    months = _longest(answer)
    if months is None:
        return None
    file = participants.file_of(person_id, actor=actor)
    extended = [row for row in file.decisions if row.kind == DecisionKind.EXTENSION and row.outcome == "granted"]
    if any(row.from_on < from_on for row in extended):
        months += answer.programme.extension_months or 12
    return latest_end(from_on, months, days_spent(spent_in(file.enrolments, file, from_on)))


def _accepted(person_id: int, actor: Actor) -> None:
    offers = participants.file_of(person_id, actor=actor).offers
    if not any(row.status == OfferStatus.ACCEPTED and row.activity == "programme" for row in offers):
        raise AnswerFirst


def _longest(answer: Answer) -> int | None:
    """The most months; None for those who may be offered it, where the law sets no length of its own."""
    programme = answer.programme
    missing = [name for name in programme.waits_for if name in ("education", "goal")]
    if missing:
        raise WaitsFor(" ".join(missing))
    if programme.longest_months is None and answer.law is Law.LAW_2003:
        return 24
    return programme.longest_months


@transaction.atomic
def refuse_programme(person_id: int, *, reasons: str, now: datetime, actor: Actor) -> Decision:
    """Say no to a programme that was claimed, and write the decision with reasons. Raises CannotRegister."""
    return refused(person_id, DecisionKind.PROGRAMME, SECTIONS, reasons=reasons, now=now, actor=actor)


@transaction.atomic
def extend_programme(enrolment_id: int, *, until_on: date, reasons: str, now: datetime, actor: Actor) -> Decision:
    """More months, where they are expected to lead to the goal. Raises TooLong, WaitsFor, CannotRegister."""
    actor.require("qualification.decide")
    enrolment = participants.enrolment_of(enrolment_id, actor=actor)
    if enrolment.until_on is None:
        raise Enrolment.DoesNotExist
    answer = register.compute_rights(enrolment.person_id, today=now.date(), actor=actor)
    _longest(answer)
    given = participants.decisions_of(enrolment.person_id, DecisionKind.EXTENSION, actor=actor)
    begun = min((row.from_on for row in given if row.status == "in_force"), default=enrolment.until_on)
    months = answer.programme.extension_months
    latest = add_months(begun, 12 if months is None else months)
    if until_on > latest:
        raise TooLong(latest)
    row = decided(
        enrolment.person_id,
        DecisionKind.EXTENSION,
        answer,
        "extension",
        from_on=enrolment.until_on,
        until_on=until_on,
        section=SECTIONS[answer.law]["extension"],
        reasons=reasons,
        now=now,
        actor=actor,
    )
    register.prolong(enrolment_id, until_on=until_on, actor=actor)
    return row
