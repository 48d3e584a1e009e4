"""Questions about plans: a participant's versions, what the law asks that they hold, and which to look at anew."""

from dataclasses import dataclass, field
from datetime import date

from rotfeste.casework.qualification.models import Plan, PlanAnswer, PlanReview
from rotfeste.casework.qualification.queries.training import duty_of
from rotfeste.casework.qualification.rules.content import SECTIONS, Least, held
from rotfeste.casework.qualification.rules.plan import Change, Content, changes, content_of
from rotfeste.casework.qualification.states import PlanStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.queries import measure_kinds
from rotfeste.registers.participants.rules.answer import birthday
from rotfeste.registers.persons import queries as persons


@dataclass(frozen=True)
class Version:
    """One version, what it holds, how it differs from the one before, and what was said of it."""

    plan: Plan
    content: Content
    changes: list[Change]
    answers: list[PlanAnswer] = field(default_factory=list)
    reviews: list[PlanReview] = field(default_factory=list)

    @property
    def material(self) -> bool:
        """Whether it needs a decision of its own."""
        return not self.changes or any(change.material for change in self.changes)

    @property
    def answered(self) -> bool:
        """The participant has said something of it as it stands now."""
        return any(row.registered_at >= self.plan.saved_at for row in self.answers)


@dataclass(frozen=True)
class Plans:
    """All versions of someone's plan, the newest first."""

    versions: list[Version]

    def of(self, status: PlanStatus) -> Version | None:
        """The newest version with a status."""
        return next((row for row in self.versions if row.plan.status == status), None)

    @property
    def handed_over(self) -> Version | None:
        """What was in force in the municipality that someone moved from."""
        return next(
            (row for row in self.versions if row.plan.status == PlanStatus.ENDED and row.plan.decision_id), None
        )

    @property
    def draft(self) -> Version | None:
        """What is being written."""
        return self.of(PlanStatus.DRAFT)

    @property
    def in_force(self) -> Version | None:
        """What holds now."""
        return self.of(PlanStatus.IN_FORCE)


def plans_of(person_id: int, *, actor: Actor) -> Plans:
    """Every version that the actor sees, compared with the one before it of the same municipality."""
    rows = Plan.objects.visible_to(actor).filter(person_id=person_id)
    rows = rows.select_related("decision", "organisation").prefetch_related("answers__registered_by", "reviews")
    found, before = [], dict[int, Content]()
    for row in rows.order_by("version", "id"):
        content = content_of(row.content)
        earlier = before.get(row.organisation_id)
        differs = changes(earlier, content) if earlier is not None else []
        answers = sorted(row.answers.all(), key=lambda said: said.registered_at)
        found.append(Version(row, content, differs, answers, sorted(row.reviews.all(), key=lambda r: r.reviewed_on)))
        before[row.organisation_id] = content
    return Plans(found[::-1])


def least_content(person_id: int, content: Content, *, today: date, actor: Actor) -> Least:
    """What the law asks that this person's programme holds, and whether the plan does. The caller records the reading.

    Children are those of the household; that they live with the person is not asked.
    """
    answer, duty = duty_of(person_id, today=today, actor=actor)
    parts = {kind.key: kind.part for kind in measure_kinds(today)}
    planned = {part for row in content.measures if (part := parts.get(row.kind, ""))}
    done = {part.what for part in duty.parts if part.done_on or part.exempt}
    person = persons.persons_by_id([person_id], actor=actor)[person_id]
    young = [row for row in persons.members(person.household_id, actor=actor) if birthday(row.born_on, 18) > today]
    children = person.relation in ("head", "partner") and any(row.relation == "child" for row in young)
    return Least(SECTIONS.get(answer.law, ""), held(answer.law, planned, done, has_children=children))


def to_review(*, today: date, actor: Actor) -> dict[int, date]:
    """The day by which each plan in force is to be looked at, where it has come; by person."""
    rows = Plan.objects.visible_to(actor).filter(
        organisation_id__in=actor.organisations, status=PlanStatus.IN_FORCE, review_by__lte=today
    )
    return dict(rows.values_list("person_id", "review_by"))
