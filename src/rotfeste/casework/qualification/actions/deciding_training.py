"""Decisions on Norwegian and civics: given, refused, more hours, more time, exempted from. Each is a letter."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from rotfeste.casework.qualification.actions.deciding import (
    AnswerFirst,
    NoRightToIt,
    Sections,
    TooLong,
    WaitsFor,
    decided,
    refused,
)
from rotfeste.casework.qualification.rules.handover import hours_left
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Decision
from rotfeste.registers.participants.queries import File
from rotfeste.registers.participants.rules.answer import Answer, Category, Law, add_months
from rotfeste.registers.participants.rules.entitlement import has
from rotfeste.registers.participants.rules.exemption import may_rest_on, section_of
from rotfeste.registers.participants.rules.facts import Education
from rotfeste.registers.participants.states import (
    CIVICS_KINDS,
    Activity,
    DecisionKind,
    DecisionStatus,
    HoursKind,
    OfferStatus,
)

SECTIONS: Sections = {
    Law.LAW_2003: {"granted": "introduksjonsloven §§ 17 og 18", "refused": "introduksjonsloven § 17"},
    Law.LAW_2021: {"granted": "integreringsloven §§ 26 og 27", "refused": "integreringsloven §§ 26 og 27"},
    Law.CHAPTER_6A: {"granted": "integreringsloven kap. 6A", "refused": "integreringsloven kap. 6A"},
}
EXTRA_HOURS = "introduksjonsloven § 18"
EXTENDED, EXTENDED_FROM = "integreringsforskriften § 43 g", date(2023, 7, 1)
"""Source: IMDi, «Endringer i NIR som følge av fordrevne». The decision triggers a grant of 27 450 kroner."""
MAY_GET = (Category.RIGHT_AND_DUTY, Category.RIGHT, Category.DUTY, Category.MAY_BE_OFFERED)
HAS_DUTY = (Category.RIGHT_AND_DUTY, Category.DUTY)


class LawDoesNotApply(Exception):
    """What is asked for stands in another law than the one that the person belongs to."""


class NoDutyToExemptFrom(Exception):
    """The person has no duty to take part in training."""


class GroundDoesNotFit(Exception):
    """This reason does not exempt from this."""


class SectionMissing(Exception):
    """No source gives the section: the municipality must write it."""


class TooManyHours(Exception):
    """More hours than the law gives in all: this many more can be given."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@transaction.atomic
def decide_training(
    person_id: int, *, from_on: date, until_on: date, reasons: str, now: datetime, actor: Actor
) -> Decision:
    """Give training for a period within the law, with the hours that are left, and write it to the person.

    Raises NoRightToIt, AnswerFirst, WaitsFor, TooLong, CannotRegister.
    """
    actor.require("qualification.decide")
    answer = register.compute_rights(person_id, today=now.date(), actor=actor)
    right = answer.norwegian
    if has(right, from_on) not in MAY_GET:
        raise NoRightToIt
    file = participants.file_of(person_id, actor=actor)
    if not any(row.status == OfferStatus.ACCEPTED and row.activity == Activity.NORWEGIAN for row in file.offers):
        raise AnswerFirst
    latest = latest_end(answer, from_on)
    if latest is not None and until_on > latest:
        raise TooLong(latest)
    norwegian, civics = left_of(answer, file)
    if (norwegian, civics) == (0, 0):
        raise NoRightToIt
    row = decided(
        person_id,
        DecisionKind.NORWEGIAN,
        answer,
        "training",
        from_on=from_on,
        until_on=until_on,
        section=SECTIONS[answer.law]["granted"],
        reasons=reasons,
        hours_norwegian=norwegian,
        hours_civics=civics,
        now=now,
        actor=actor,
    )
    register.compute_rights(person_id, today=now.date(), actor=actor)
    return row


def left_of(answer: Answer, file: File) -> tuple[int | None, int | None]:
    """Hours of Norwegian and of civics that the law gives, less those taken before, in whichever municipality."""
    done = {kind: Decimal(0) for kind in HoursKind.values}
    for row in file.hours:
        done[row.kind] += row.hours
    civics = sum((done[kind] for kind in CIVICS_KINDS), Decimal(0))
    right = answer.norwegian
    return hours_left(right.hours_norwegian, done[HoursKind.NORWEGIAN]), hours_left(right.hours_civics, civics)


def latest_end(answer: Answer, from_on: date) -> date | None:
    """The first day that training cannot be given: the time that the law gives, or the day someone turns 67.

    Raises WaitsFor where the time depends on what is not known.
    """
    right = answer.norwegian
    missing = [name for name in right.waits_for if name != "training_from"]
    if missing:
        raise WaitsFor(" ".join(missing))
    ends = right.extra_by if answer.law is Law.LAW_2003 else right.done_by
    if ends is None and right.done_months:
        ends = add_months(from_on, right.done_months)
    return min((day for day in (ends, right.until_on) if day), default=None)


@transaction.atomic
def refuse_training(person_id: int, *, reasons: str, now: datetime, actor: Actor) -> Decision:
    """Say no to training that was claimed, and write the decision with reasons. Raises CannotRegister."""
    return refused(person_id, DecisionKind.NORWEGIAN, SECTIONS, reasons=reasons, now=now, actor=actor)


@transaction.atomic
def give_extra_hours(
    person_id: int, *, hours: int, from_on: date, until_on: date, reasons: str, now: datetime, actor: Actor
) -> Decision:
    """Hours by need beyond those with a right, by the law of 2003, up to the most in all.

    Raises LawDoesNotApply, TooManyHours, TooLong, CannotRegister.
    """
    actor.require("qualification.decide")
    answer = register.compute_rights(person_id, today=now.date(), actor=actor)
    right = answer.norwegian
    if answer.law is not Law.LAW_2003 or not right.hours_most or right.category is Category.DUTY:
        raise LawDoesNotApply
    given = participants.decisions_of(person_id, DecisionKind.EXTRA_HOURS, actor=actor)
    before = sum(row.hours_norwegian or 0 for row in given if row.status == DecisionStatus.IN_FORCE)
    left = right.hours_most - (right.hours_norwegian or 0) - (right.hours_civics or 0) - before
    if hours > left:
        raise TooManyHours(left)
    latest = latest_end(answer, from_on)
    if latest is not None and until_on > latest:
        raise TooLong(latest)
    return decided(
        person_id,
        DecisionKind.EXTRA_HOURS,
        answer,
        "extra_hours",
        from_on=from_on,
        until_on=until_on,
        section=EXTRA_HOURS,
        reasons=reasons,
        hours_norwegian=hours,
        now=now,
        actor=actor,
    )


@transaction.atomic
def extend_training(
    person_id: int, *, from_on: date, until_on: date, reasons: str, now: datetime, actor: Actor
) -> Decision:
    """More training for someone with collective protection, once their education is registered.

    No source that was read says for how long: it ends at 67. Raises LawDoesNotApply, NoRightToIt, WaitsFor, TooLong,
    CannotRegister.
    """
    actor.require("qualification.decide")
    answer = register.compute_rights(person_id, today=now.date(), actor=actor)
    if answer.law is not Law.CHAPTER_6A or from_on < EXTENDED_FROM:
        raise LawDoesNotApply
    file = participants.file_of(person_id, actor=actor)
    if not any(row.kind == DecisionKind.NORWEGIAN and row.outcome == "granted" for row in file.decisions):
        raise NoRightToIt
    if file.circumstances.education == Education.UNKNOWN:
        raise WaitsFor("education")
    ends = answer.norwegian.until_on
    if ends is not None and until_on > ends:
        raise TooLong(ends)
    return decided(
        person_id,
        DecisionKind.EXTENDED_TRAINING,
        answer,
        "extended_training",
        from_on=from_on,
        until_on=until_on,
        section=EXTENDED,
        reasons=reasons,
        now=now,
        actor=actor,
    )


@transaction.atomic
def exempt(
    person_id: int,
    kind: str,
    *,
    from_on: date,
    reasons: str,
    now: datetime,
    actor: Actor,
    ground: str = "",
    section: str = "",
) -> Decision:
    """Exempt someone from Norwegian, from civics or from tests, and write it to the person.

    Raises NoDutyToExemptFrom, GroundDoesNotFit, SectionMissing, CannotRegister.
    """
    actor.require("qualification.decide")
    answer = register.compute_rights(person_id, today=now.date(), actor=actor)
    if answer.norwegian.category not in HAS_DUTY or (kind == DecisionKind.EXEMPT_TEST and not answer.norwegian.tests):
        raise NoDutyToExemptFrom
    if not may_rest_on(kind, ground):
        raise GroundDoesNotFit
    where = section_of(answer.law.value, kind) or section.strip()
    if not where:
        raise SectionMissing
    return decided(
        person_id,
        kind,
        answer,
        kind,
        from_on=from_on,
        until_on=None,
        section=where,
        reasons=reasons,
        ground=ground if kind != DecisionKind.EXEMPT_TEST else "",
        now=now,
        actor=actor,
    )
