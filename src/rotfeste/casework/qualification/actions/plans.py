"""The plan of a participant: written with them, answered by them, decided, adjusted and looked at anew."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from rotfeste.casework.qualification.actions.letters import send_plan
from rotfeste.casework.qualification.models import Plan, PlanAnswer, PlanReview
from rotfeste.casework.qualification.queries.plans import least_content
from rotfeste.casework.qualification.rules.plan import Content, changes, content_of, lacks, review_by
from rotfeste.casework.qualification.states import PLAN_ROADS, PlanStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Decision
from rotfeste.registers.participants.rules.answer import Law
from rotfeste.registers.participants.states import DecisionKind, DecisionStatus
from rotfeste.registers.persons import queries as persons

SECTIONS = {
    Law.LAW_2003: "introduksjonsloven § 6",
    Law.LAW_2021: "integreringsloven § 15",
    Law.CHAPTER_6A: "integreringsloven kap. 6A",
}


class PlanLacks(Exception):
    """The plan does not hold what it must. Carries the names of the parts."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        super().__init__(parts)
        self.parts = parts


class PlanLeavesOut(Exception):
    """The plan holds less than the law asks, and nobody has said why. Carries the parts."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        super().__init__(parts)
        self.parts = parts


class NotMadeTogether(Exception):
    """No conversation with the participant is registered: a plan is made together with them."""


class NotAnswered(Exception):
    """The participant has not said anything of the plan as it stands now."""


class NothingMaterial(Exception):
    """Nothing that is decided has changed: the plan can be adjusted without a new decision."""


class NeedsDecision(Exception):
    """Something that is decided has changed: a new decision is needed."""


class PlanNeedsReasons(Exception):
    """A decision states its reasons."""


class PlanChanged(Exception):
    """Someone else has saved the plan meanwhile. Carries it as it is now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.pk)
        self.plan = plan


@dataclass(frozen=True)
class Talk:
    """The conversation in which a plan was made."""

    met_on: date | None = None
    took_part: str = ""
    interpreter: bool = False


@transaction.atomic
def save_plan(
    person_id: int,
    content: Content,
    *,
    talk: Talk,
    contact: str,
    now: datetime,
    actor: Actor,
    stamp: int | None = None,
) -> Plan:
    """Write the draft: the first version, or the next after the one in force. Raises PlanChanged, CannotRegister."""
    actor.require("qualification.decide")
    persons.person(person_id, actor=actor)
    if talk.met_on is not None and talk.met_on > now.date():
        raise register.CannotRegister("in_the_future")
    rows = Plan.objects.visible_to(actor).filter(person_id=person_id, organisation_id=actor.organisation_id)
    row: Plan | None = rows.filter(status=PlanStatus.DRAFT).select_for_update(of=("self",)).first()
    if row is not None and stamp is not None and row.stamp != stamp:
        raise PlanChanged(row)
    if row is None:
        last = rows.aggregate(last=Max("version"))["last"] or 0
        row = Plan(person_id=person_id, organisation_id=actor.known_organisation, version=last + 1)
    row.content, row.contact, row.saved_at = content.kept(), contact.strip(), now
    row.met_on, row.took_part, row.interpreter = talk.met_on, talk.took_part.strip(), talk.interpreter
    row.save()
    audit.changed(actor, "qualification.plan", subject_id=row.id, persons=[row.person_id], version=row.version)
    return row


@transaction.atomic
def answer_plan(
    plan_id: int, *, agrees: bool, text: str, language: str, said_on: date, now: datetime, actor: Actor
) -> PlanAnswer:
    """The participant agrees, or says why not: on their own page, or in a conversation that the adviser registers."""
    row: Plan = Plan.objects.visible_to(actor).get(id=plan_id)
    own = actor.asks_about_self
    actor.require("own.plan" if own else "qualification.decide")
    if said_on > now.date():
        raise register.CannotRegister("in_the_future")
    if not agrees and not text.strip():
        raise register.CannotRegister("needs_reasons")
    said: PlanAnswer = PlanAnswer.objects.create(
        plan=row,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        agrees=agrees,
        text=text.strip(),
        language=language,
        in_conversation=not own,
        said_on=said_on,
        registered_at=now,
        registered_by_id=actor.user_id,
    )
    audit.changed(actor, "qualification.plan_answer", subject_id=row.id, persons=[row.person_id], version=row.version)
    return said


@transaction.atomic
def decide_plan(plan_id: int, *, reasons: str, now: datetime, actor: Actor, without: str = "") -> Plan:
    """Decide the draft: with reasons, law and the right to complain, in a letter with the whole plan.

    `without` says why the programme holds less than the law asks, where it does: it stands with the reasons.
    Raises PlanLacks, PlanLeavesOut, NotMadeTogether, NotAnswered, NothingMaterial, PlanNeedsReasons, CannotRegister.
    """
    actor.require("qualification.decide")
    row, content, before = _draft(plan_id, actor)
    if before is not None and not _material(before, content):
        raise NothingMaterial
    if not reasons.strip():
        raise PlanNeedsReasons
    left_out = least_content(row.person_id, content, today=now.date(), actor=actor).left_out
    if left_out and not without.strip():
        raise PlanLeavesOut(left_out)
    law = register.compute_rights(row.person_id, today=now.date(), actor=actor).law
    earlier = before.decision if before is not None else None
    if earlier is not None:
        register.end_decision(
            earlier.id, status=DecisionStatus.REPLACED, on=now.date(), because="En ny plan er vedtatt.", actor=actor
        )
    assert content.starts_on is not None  # noqa: S101 - held by `lacks`
    decision = register.register_decision(
        row.person_id,
        DecisionKind.PLAN,
        decided_on=now.date(),
        from_on=max(content.starts_on, now.date()) if earlier else content.starts_on,
        until_on=content.last_day + timedelta(days=1),
        law=law.value,
        section=SECTIONS[law],
        reasons=f"{reasons.strip()}\n\n{without.strip()}".strip(),
        now=now,
        actor=actor,
        replaces=earlier,
    )
    _into_force(row, before, decision, now, actor)
    send_plan(row, content, today=now.date(), actor=actor)
    return row


@transaction.atomic
def adjust_plan(plan_id: int, *, now: datetime, actor: Actor) -> Plan:
    """A draft in which nothing that is decided has changed replaces the plan, on the same decision.

    Raises PlanLacks, NotMadeTogether, NotAnswered, NeedsDecision.
    """
    actor.require("qualification.decide")
    row, content, before = _draft(plan_id, actor)
    if before is None or before.decision is None or _material(before, content):
        raise NeedsDecision
    _into_force(row, before, before.decision, now, actor)
    return row


@transaction.atomic
def review_plan(
    plan_id: int, *, reviewed_on: date, text: str, to_be_changed: bool, now: datetime, actor: Actor
) -> PlanReview:
    """The plan in force is looked at anew with the participant; the next day follows. Raises CannotRegister."""
    actor.require("qualification.decide")
    row = _held(plan_id, actor)
    if row.status != PlanStatus.IN_FORCE:
        raise Plan.DoesNotExist
    if reviewed_on > now.date():
        raise register.CannotRegister("in_the_future")
    if not text.strip():
        raise register.CannotRegister("needs_reasons")
    said: PlanReview = PlanReview.objects.create(
        plan=row,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        reviewed_on=reviewed_on,
        text=text.strip(),
        to_be_changed=to_be_changed,
        registered_at=now,
    )
    row.review_by = review_by(reviewed_on)
    row.save(update_fields=["review_by"])
    audit.changed(actor, "qualification.plan_review", subject_id=row.id, persons=[row.person_id], version=row.version)
    return said


def _draft(plan_id: int, actor: Actor) -> tuple[Plan, Content, Plan | None]:
    """A draft that may come into force, what it holds, and the version that is in force before it."""
    row = _held(plan_id, actor)
    walk(PLAN_ROADS, row.status, PlanStatus.IN_FORCE)
    content = content_of(row.content)
    if missing := lacks(content):
        raise PlanLacks(missing)
    if row.met_on is None or not row.took_part:
        raise NotMadeTogether
    if not row.answers.filter(registered_at__gte=row.saved_at).exists():
        raise NotAnswered
    rows = Plan.objects.visible_to(actor).filter(person_id=row.person_id, organisation_id=row.organisation_id)
    before: Plan | None = rows.filter(status=PlanStatus.IN_FORCE).select_related("decision").first()
    return row, content, before


def _held(plan_id: int, actor: Actor) -> Plan:
    rows = Plan.objects.visible_to(actor).select_for_update(of=("self",))
    row: Plan = rows.get(id=plan_id, organisation_id__in=actor.organisations)
    return row


def _material(before: Plan, content: Content) -> bool:
    return any(change.material for change in changes(content_of(before.content), content))


def _into_force(row: Plan, before: Plan | None, decision: Decision, now: datetime, actor: Actor) -> None:
    if before is not None:
        before.status = walk(PLAN_ROADS, before.status, PlanStatus.REPLACED)
        before.save(update_fields=["status"])
    row.status = walk(PLAN_ROADS, row.status, PlanStatus.IN_FORCE)
    row.decision, row.in_force_on, row.review_by = decision, now.date(), review_by(now.date())
    row.save()
    audit.changed(actor, "qualification.plan_in_force", subject_id=row.id, persons=[row.person_id], version=row.version)
