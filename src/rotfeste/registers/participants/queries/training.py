"""Training: what someone has done of the duty, classes and their members, and hours that are behind."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.db.models import Count, F, Q, Sum

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.registers.participants.models import (
    Decision,
    Ending,
    Enrolment,
    FullTimeSchool,
    Group,
    GroupMember,
    MonthlyHours,
    Training,
)
from rotfeste.registers.participants.queries.one import File
from rotfeste.registers.participants.rules.answer import Answer
from rotfeste.registers.participants.rules.behind import hours_behind
from rotfeste.registers.participants.rules.duty import Done, MonthOfHours, Taken
from rotfeste.registers.participants.states import Activity, DecisionKind, DecisionOutcome, DecisionStatus
from rotfeste.registers.persons import queries as persons

EXEMPTIONS: dict[str, str] = {
    DecisionKind.EXEMPT_NORWEGIAN: "norwegian",
    DecisionKind.EXEMPT_CIVICS: "civics",
    DecisionKind.EXEMPT_TEST: "tests",
}


def trainings_of(person_id: int, *, actor: Actor) -> list[Training]:
    """How a person is trained, in each training. The caller has recorded the reading."""
    return list(Training.objects.visible_to(actor).filter(person_id=person_id).order_by("enrolment_id"))


def schools_of(person_id: int, *, actor: Actor) -> list[FullTimeSchool]:
    """A person's full-time upper secondary education. The caller has recorded the reading."""
    return list(FullTimeSchool.objects.visible_to(actor).filter(person_id=person_id).order_by("from_on"))


def school_of(school_id: int, *, actor: Actor) -> FullTimeSchool:
    """One that the own organisation has registered. Raises DoesNotExist."""
    actor.require("participants.read")
    rows = FullTimeSchool.objects.visible_to(actor)
    row: FullTimeSchool = rows.get(id=school_id, organisation_id__in=actor.organisations)
    return row


def done_of(
    file: File, answer: Answer, trainings: Iterable[Training], schools: Iterable[FullTimeSchool], on: date
) -> Done:
    """What a person has done of the training by a day, from all that is registered."""
    standing = [row for row in file.decisions if row.status == DecisionStatus.IN_FORCE and row.outcome == "granted"]
    completed = [row.until_on for row in schools if row.completed and row.until_on]
    goals = {skill: level for row in trainings for skill, level in row.goals.items()}
    return Done(
        on=on,
        answer=answer,
        hours=tuple(MonthOfHours(row.month, row.kind, row.hours) for row in file.hours),
        tests=tuple(Taken(row.skill, row.level, row.taken_on) for row in file.exams),
        exempt=tuple((EXEMPTIONS[row.kind], row.from_on, row.section) for row in standing if row.kind in EXEMPTIONS),
        goals=tuple(goals.items()),
        school_completed_on=min(completed, default=None),
    )


def hours_in(enrolment_ids: Iterable[int], month: date, *, actor: Actor) -> list[MonthlyHours]:
    """The hours of some in one month. The caller records whom it shows."""
    rows = MonthlyHours.objects.visible_to(actor).filter(enrolment_id__in=list(enrolment_ids), month=month)
    return list(rows.order_by("enrolment_id", "kind"))


def fingerprint(rows: Iterable[MonthlyHours]) -> str:
    """What tells whether the hours of a month are still as they were."""
    parts = [
        f"{row.enrolment_id} {row.kind} {row.hours:.2f} {row.absent_hours:.2f} {row.unexcused_hours:.2f}"
        for row in sorted(rows, key=lambda row: (row.enrolment_id, row.kind))
    ]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def groups(*, actor: Actor, on: date) -> list[Group]:
    """The own organisation's classes with the number of members on a day, those that go on first."""
    actor.require("participants.register")
    now = Q(members__from_on__lte=on) & (Q(members__until_on=None) | Q(members__until_on__gt=on))
    rows = Group.objects.visible_to(actor).filter(organisation_id__in=actor.organisations)
    return list(rows.annotate(size=Count("members", filter=now)).order_by("-until_on", "name"))


def group_of(group_id: int, *, actor: Actor) -> Group:
    """One of the own organisation's classes. Raises Group.DoesNotExist."""
    actor.require("participants.register")
    row: Group = Group.objects.visible_to(actor).get(id=group_id, organisation_id__in=actor.organisations)
    return row


def member_of(member_id: int, *, actor: Actor) -> GroupMember:
    """One member of the own organisation's classes. Raises GroupMember.DoesNotExist."""
    actor.require("participants.register")
    rows = GroupMember.objects.visible_to(actor).select_related("group")
    row: GroupMember = rows.get(id=member_id, organisation_id__in=actor.organisations)
    return row


def members_in(group: Group, from_on: date, until_on: date, *, actor: Actor) -> list[GroupMember]:
    """The members of a class on some day of a period, by name; also who has moved away. The caller records them."""
    rows = GroupMember.objects.visible_to(actor).filter(group=group, from_on__lt=until_on)
    within = rows.filter(Q(until_on=None) | Q(until_on__gt=from_on))
    return sorted(within.order_by("from_on"), key=lambda row: (row.name.casefold(), row.person_id))


def seen_among(person_ids: Iterable[int], *, actor: Actor) -> set[int]:
    """Those of these persons whom the actor still sees. The caller records them."""
    return set(persons.persons_by_id(person_ids, actor=actor))


def registered_by_month(enrolment_ids: Iterable[int], *, actor: Actor) -> dict[date, set[int]]:
    """Which of these have hours or absence registered in each month. The caller records them."""
    rows = MonthlyHours.objects.visible_to(actor).filter(enrolment_id__in=list(enrolment_ids))
    found: dict[date, set[int]] = {}
    for month, enrolment_id in rows.values_list("month", "enrolment_id"):
        found.setdefault(month, set()).add(enrolment_id)
    return found


def classes_of(person_id: int, *, actor: Actor) -> list[GroupMember]:
    """The classes that a person is or was in, oldest first. The caller has recorded the reading."""
    rows = GroupMember.objects.visible_to(actor).filter(person_id=person_id)
    return list(rows.select_related("group").order_by("from_on"))


def may_join(group: Group, *, actor: Actor, on: date) -> list[Enrolment]:
    """Those who take part in the training of a class on a day, and are in no class. The caller records them."""
    now = Q(until_on=None) | Q(until_on__gt=on)
    taken = GroupMember.objects.visible_to(actor).filter(now).values("enrolment_id")
    rows = Enrolment.objects.visible_to(actor).filter(
        organisation_id=group.organisation_id, activity=group.activity, status="running"
    )
    return list(rows.exclude(id__in=taken).select_related("person").order_by("person__family_key", "id"))


def behind(person_ids: Iterable[int], *, actor: Actor, today: date) -> dict[int, int]:
    """How many hours each of these persons is behind in training; those who are not in training are left out.

    Four questions, however many persons. A decision gives the hours that are left, and its own hours count against it;
    one that was cut short by a move is no longer anyone's to fulfil.
    """
    ids = list(person_ids)
    decided = Decision.objects.visible_to(actor).filter(
        person_id__in=among(ids),
        kind=DecisionKind.NORWEGIAN,
        outcome=DecisionOutcome.GRANTED,
        status=DecisionStatus.IN_FORCE,
        from_on__lte=today,
        until_on__isnull=False,
    )
    moved = Ending.objects.visible_to(actor).filter(person_id__in=among(ids), moved=True)
    cut_short = set(moved.values_list("enrolment__decision_id", flat=True))
    taught = Enrolment.objects.visible_to(actor).filter(person_id__in=among(ids), activity=Activity.NORWEGIAN)
    decision_of = dict(taught.values_list("id", "decision_id"))
    hours = MonthlyHours.objects.visible_to(actor).filter(
        enrolment_id__in=among(decision_of), month__lt=today.replace(day=1)
    )
    done: Counter[int | None] = Counter()
    for enrolment_id, total in hours.values_list("enrolment_id").annotate(total=Sum(F("hours"))):
        done[decision_of[enrolment_id]] += total
    return {
        person_id: hours_behind((norwegian or 0) + (civics or 0), from_on, until_on, Decimal(done[decision_id]), today)
        for decision_id, person_id, from_on, until_on, norwegian, civics in decided.order_by("from_on").values_list(
            "id", "person_id", "from_on", "until_on", "hours_norwegian", "hours_civics"
        )
        if decision_id not in cut_short
    }
