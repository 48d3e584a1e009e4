"""The lists people work from, and what waits for each role. Hidden persons are in none of them."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement.models import Case, Member, Message, Request
from rotfeste.casework.settlement.queries.placing.reading import tasks as placing_tasks
from rotfeste.casework.settlement.states import WAITING, CaseStatus, InterviewStatus, RequestStatus, TravelStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.capacity import queries as capacity

C = CaseStatus


def households(*, actor: Actor) -> QuerySet[Any]:
    """Every listed case that the actor may see, with the main person's name and number."""
    actor.require("settlement.read")
    head = Member.objects.visible_to(actor).filter(case=OuterRef("pk"), person__relation="head")
    rows: QuerySet[Any] = (
        Case.objects.visible_to(actor)
        .listed()
        .select_related("receiver", "centre")
        .annotate(
            given_name=Subquery(head.values("person__given_name")[:1]),
            family_name=Subquery(head.values("person__family_name")[:1]),
            head_id=Subquery(head.values("person_id")[:1]),
            citizenship=Subquery(head.values("citizenship")[:1]),
        )
    )
    return rows


def queue(*, actor: Actor) -> QuerySet[Any]:
    """Households that wait, the one nearest to (or furthest past) its target first."""
    return households(actor=actor).filter(status__in=WAITING).order_by("deadline_on", "id")


def interviews(*, actor: Actor) -> QuerySet[Any]:
    """Interviews that the centre must hold, write or complete, the most urgent first."""
    return (
        households(actor=actor)
        .filter(
            Q(status=C.INTERVIEW_DUE) | Q(interview__status=InterviewStatus.RETURNED),
            status__in=WAITING,
        )
        .select_related("interview")
        .order_by("interview__due_on", "id")
    )


def requests_to(*, actor: Actor) -> QuerySet[Any]:
    """Requests that await the municipality's answer, the nearest deadline first."""
    rows: QuerySet[Any] = Request.objects.visible_to(actor).filter(status=RequestStatus.SENT)
    if not actor.in_directorate:
        rows = rows.filter(organisation_id__in=actor.organisations)
    return rows.select_related("case", "organisation").order_by("deadline_on", "id")


def coming(*, actor: Actor) -> QuerySet[Any]:
    """People who are on their way: accepted or decided, not all moved in."""
    rows = households(actor=actor).filter(status__in=(C.ACCEPTED, C.DECIDED))
    if actor.in_municipality:
        rows = rows.filter(receiver_id__in=actor.organisations)
    return rows.order_by(F("agreed_move_on").asc(nulls_last=True), "id")


def settled(*, actor: Actor, year: int | None = None) -> QuerySet[Any]:
    """Households that have moved in, the latest first."""
    rows = households(actor=actor).filter(status=C.SETTLED)
    if actor.in_municipality:
        rows = rows.filter(receiver_id__in=actor.organisations)
    if year is not None:
        rows = rows.filter(settled_on__gte=date(year, 1, 1), settled_on__lt=date(year + 1, 1, 1))
    return rows.order_by("-settled_on", "id")


def tasks(actor: Actor, today: date) -> list[Task]:
    """What waits for the actor in settlement."""
    if not actor.may("settlement.read"):
        return []
    made: list[Task] = []
    if actor.may("settlement.map"):
        made += _centre_tasks(actor, today)
    if actor.may("settlement.answer"):
        made += _municipality_tasks(actor, today)
    if actor.may("settlement.request"):
        made += [*_directorate_tasks(actor, today), *placing_tasks(actor, today)]
    if actor.may("settlement.message"):
        unread = with_unread(actor=actor).count()
        made.append(Task(_("Cases with unread messages"), unread, reverse("settlement:messages"), 2))
    return made


def _centre_tasks(actor: Actor, today: date) -> list[Task]:
    to_hold = Q(interview__status__in=(InterviewStatus.DUE, InterviewStatus.DRAFT))
    counts = interviews(actor=actor).aggregate(
        late=Count("id", filter=to_hold & Q(interview__due_on__lt=today)),
        due=Count("id", filter=to_hold & Q(interview__due_on__gte=today)),
        returned=Count("id", filter=Q(interview__status=InterviewStatus.RETURNED)),
    )
    page = reverse("settlement:interviews")
    return [
        Task(_("Interviews past their day"), counts["late"], f"{page}?stage=late", 3),
        Task(_("Interviews sent back to be completed"), counts["returned"], f"{page}?stage=returned", 3),
        Task(_("Interviews to hold"), counts["due"], f"{page}?stage=due", 1),
    ]


def _municipality_tasks(actor: Actor, today: date) -> list[Task]:
    counts = requests_to(actor=actor).aggregate(
        late=Count("id", filter=Q(deadline_on__lt=today)), open=Count("id", filter=Q(deadline_on__gte=today))
    )
    on_the_way = coming(actor=actor).aggregate(
        to_agree=Count("id", filter=Q(status=C.DECIDED, agreed_move_on=None)),
        to_register=Count("id", filter=Q(status=C.DECIDED, agreed_move_on__lte=today)),
        on_way=Count("id"),
    )
    to_confirm = coming(actor=actor).filter(dossier__travel=TravelStatus.PLANNED).count()
    requests, way = reverse("settlement:requests"), reverse("settlement:coming")
    return [
        Task(_("Requests past their deadline"), counts["late"], f"{requests}?stage=late", 3),
        Task(_("Requests to answer"), counts["open"], f"{requests}?stage=open", 2),
        Task(_("Moves that should have happened: register them"), on_the_way["to_register"], f"{way}?stage=moved", 3),
        Task(_("Journeys to confirm"), to_confirm, f"{way}?stage=journey", 3),
        Task(_("Decisions without an agreed day to move"), on_the_way["to_agree"], f"{way}?stage=day", 2),
        Task(_("Households on their way to you"), on_the_way["on_way"], way, 0),
        *_vacancy_tasks(actor, today),
    ]


def _vacancy_tasks(actor: Actor, today: date) -> list[Task]:
    """Own dwellings that stand empty: those that need a reason after 30 days, and those that reach that next."""
    rows = capacity.with_alerts(
        capacity.standings(today=today, actor=actor, organisation_ids=actor.organisations), actor=actor
    )
    page = reverse("settlement:vacancies")
    empty = [row for row in rows if row.vacancy.stage and not row.dwelling.for_minors]
    without = sum(row.needs_reason for row in empty)
    return [
        Task(_("Dwellings vacant for 30 days: say why"), without, page, 3),
        Task(_("Dwellings vacant for a week or more"), len(empty) - without, page, 1),
    ]


def _directorate_tasks(actor: Actor, today: date) -> list[Task]:
    soon = today + timedelta(days=30)
    counts = (
        Case.objects.visible_to(actor)
        .listed()
        .filter(status__in=WAITING)
        .aggregate(
            accepted=Count("id", filter=Q(status=C.ACCEPTED)),
            check=Count("id", filter=Q(status=C.CHECK)),
            late=Count("id", filter=Q(status=C.READY, deadline_on__lt=today)),
            soon=Count("id", filter=Q(status=C.READY, deadline_on__gte=today, deadline_on__lte=soon)),
            ready=Count("id", filter=Q(status=C.READY, deadline_on__gt=soon)),
        )
    )
    unanswered = requests_to(actor=actor).filter(deadline_on__lt=today).count()
    page = reverse("settlement:queue")
    return [
        Task(_("Accepted: make the decision"), counts["accepted"], f"{page}?status=accepted", 3),
        Task(_("Flagged interviews to check"), counts["check"], f"{page}?status=check", 2),
        Task(_("Ready, but past the target"), counts["late"], f"{page}?status=ready&risk=late", 3),
        Task(_("Ready, target within 30 days"), counts["soon"], f"{page}?status=ready&risk=soon", 2),
        Task(_("Ready, in good time"), counts["ready"], f"{page}?status=ready&risk=on_time", 1),
        Task(
            _("Requests that municipalities have not answered in time"),
            unanswered,
            reverse("settlement:requests") + "?stage=late",
            2,
        ),
    ]


def with_unread(*, actor: Actor) -> QuerySet[Any]:
    """Cases with messages that the actor's side has not read."""
    unread = Message.objects.visible_to(actor).filter(read_at=None, from_directorate=not actor.in_directorate)
    return households(actor=actor).filter(id__in=unread.values("case_id")).order_by("id")
