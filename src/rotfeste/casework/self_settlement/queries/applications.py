"""Applications: one whole, the lists, what waits for whom, and how long each step takes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.self_settlement.models import Application, Contract, MoneyReport, RentLevel, Step
from rotfeste.casework.self_settlement.queries.offers import answer_of, rent_level
from rotfeste.casework.self_settlement.rules.clearing import Check, Facts, checks
from rotfeste.casework.self_settlement.rules.rent import Limits, percent_of_level, warnings
from rotfeste.casework.self_settlement.states import HELD, OPEN, ApplicationStatus, ReportStatus
from rotfeste.casework.settlement import queries as settlement
from rotfeste.casework.settlement.models import BlockedMember, Case, Interview, Member, Request
from rotfeste.casework.settlement.states import WAITING, InterviewStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.rates import queries as rates
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.persons.models import Permit, Person
from rotfeste.registers.persons.rules import Group, PermitKind

RATES = Path(__file__).resolve().parents[1] / "rates.yaml"
S = ApplicationStatus


@dataclass(frozen=True)
class ApplicationView:
    """All that a page about an application shows."""

    application: Application
    person: Person
    size: int
    steps: list[Step]
    contract: Contract | None
    level: RentLevel | None
    percent: int | None
    warnings: tuple[str, ...]
    today: date

    @property
    def days_here(self) -> int:
        """Days in the present step."""
        return (self.today - self.application.status_since_on).days

    @property
    def days_left(self) -> int | None:
        """Days to the deadline of whoever has it; negative when it has passed."""
        return (self.application.deadline_on - self.today).days if self.application.deadline_on else None

    def days_in(self, step: Step) -> int:
        """Days that the application stood, or has stood, in a step."""
        return ((step.until_on or self.today) - step.from_on).days


def application_view(application_id: int, *, today: date, actor: Actor) -> ApplicationView:
    """One application, with the reading recorded. Raises Application.DoesNotExist."""
    actor.require("own.read" if actor.asks_about_self else "self_settlement.read")
    rows = _visible(actor).select_related("organisation", "centre", "case", "person", "answered_by", "cleared_by")
    application: Application = rows.get(id=application_id)
    about = list(actor.persons) if actor.asks_about_self else _members(application, actor)
    audit.read(actor, "self_settlement.application", subject_id=application.id, persons=about)
    code, rent = str(application.organisation.place_code), application.rent_nok or 0
    level = rent_level(code, application.rooms, today)
    contracts = Contract.objects.visible_to(actor).filter(application=application).defer("content")
    return ApplicationView(
        application=application,
        person=application.person,
        size=application.case.size,
        steps=list(Step.objects.visible_to(actor).filter(application=application).order_by("entered_at", "id")),
        contract=contracts.order_by("-uploaded_at", "-id").first(),
        level=level,
        percent=percent_of_level(rent, level.monthly_nok if level else None),
        warnings=_warnings(application, level, today),
        today=today,
    )


def _visible(actor: Actor) -> "QuerySet[Application]":
    """Applications that the actor may see; what is being written is the applicant's and the centre's alone."""
    rows: QuerySet[Application] = Application.objects.visible_to(actor)
    return rows if actor.asks_about_self or actor.in_centre else rows.filter(sent_on__isnull=False)


def _members(application: Application, actor: Actor) -> list[int]:
    rows = Member.objects.visible_to(actor).filter(case_id=application.case_id)
    return list(rows.values_list("person_id", flat=True)) or [application.person_id]


def _warnings(application: Application, level: RentLevel | None, today: date) -> tuple[str, ...]:
    if not application.rent_nok:
        return ()
    values = [int(rates.value(RATES, key, on=today)) for key in _LIMITS]
    return warnings(
        rent_nok=application.rent_nok,
        deposit_nok=application.deposit_nok,
        advance_nok=application.advance_nok,
        fee_nok=application.fee_nok,
        level_nok=level.monthly_nok if level else None,
        limits=Limits(*values),
    )


_LIMITS = ("far_above_percent", "highest_deposit_months", "highest_advance_months")


def checks_of(application: Application, *, today: date, actor: Actor) -> tuple[Check, ...]:
    """The points that the directorate looks at, as they stand today."""
    actor.require("self_settlement.read")
    case: Case = Case.objects.visible_to(actor).select_related("centre").get(id=application.case_id)
    people = list(case.members.values_list("person_id", flat=True))
    permits = list(Permit.objects.visible_to(actor).filter(person_id__in=people).values_list("person_id", "kind"))
    interview = Interview.objects.visible_to(actor).filter(case=case).first()
    asked = (RequestStatus.SENT, RequestStatus.ACCEPTED)
    requests = Request.objects.visible_to(actor).filter(case=case, status__in=asked)
    others = Application.objects.visible_to(actor).filter(case=case, status__in=OPEN).exclude(id=application.id)
    offered = answer_of(str(application.organisation.place_code), today)
    used = settlement.usage(today.year, actor=actor).get(application.organisation_id)
    return checks(
        Facts(
            has_permit=set(people) <= {person for person, _kind in permits},
            limited_permit=any(kind == PermitKind.LIMITED for _person, kind in permits),
            waits=case.status in WAITING,
            interview_sent_in=interview is not None
            and interview.status in (InterviewStatus.SUBMITTED, InterviewStatus.APPROVED),
            other_request=requests.exists(),
            other_application=others.exists(),
            held_back=BlockedMember.objects.visible_to(actor).filter(case=case, ended_on=None).exists(),
            integration_centre=case.centre is not None and case.centre.centre_kind == CentreKind.INTEGRATION,
            minors_alone=case.group == Group.UNACCOMPANIED_MINOR,
            offered=offered.allowed if offered else "",
            free_places=used.total.free if used else None,
            size=case.size,
        )
    )


def applications(*, actor: Actor) -> "QuerySet[Application]":
    """Applications that have been sent, those nearest to their deadline first; hidden persons are in no list."""
    actor.require("self_settlement.read")
    rows: QuerySet[Application] = Application.objects.visible_to(actor).listed()
    if not actor.in_centre:
        rows = rows.filter(sent_on__isnull=False)
    return rows.select_related("organisation", "centre", "person", "case").order_by(
        F("deadline_on").asc(nulls_last=True), "-id"
    )


def of_case(case_id: int, *, actor: Actor) -> "QuerySet[Application]":
    """The applications of one household, the newest first."""
    return applications(actor=actor).filter(case_id=case_id).order_by("-id")


def own_applications(*, actor: Actor) -> "QuerySet[Application]":
    """The applications of the person who asks, the newest first."""
    actor.require("own.read")
    rows: QuerySet[Application] = Application.objects.visible_to(actor)
    return rows.select_related("organisation").order_by("-id")


def days_per_step(*, actor: Actor) -> list[dict[str, Any]]:
    """Mean days with the municipality and with the directorate, by the month an application left them."""
    actor.require("self_settlement.read")
    rows: QuerySet[Step] = Step.objects.visible_to(actor).filter(status__in=HELD, until_on__isnull=False)
    months = rows.annotate(month=TruncMonth("until_on")).values("month", "status")
    return [dict(row) for row in months.annotate(days=Avg(F("until_on") - F("from_on"))).order_by("month")]


def tasks(actor: Actor, today: date) -> list[Task]:
    """What waits for the actor in self-settlement."""
    made: list[Task] = []
    page = reverse("self_settlement:applications")
    for permission, status, label in (
        ("self_settlement.answer", S.SENT, _("Applications for self-settlement to answer")),
        ("self_settlement.clear", S.APPROVED, _("Applications for self-settlement to clear")),
    ):
        if actor.may(permission):
            counts = (
                applications(actor=actor)
                .filter(status=status)
                .aggregate(all=Count("id"), late=Count("id", filter=Q(deadline_on__lt=today)))
            )
            made.append(Task(label, counts["all"], f"{page}?status={status}", 3 if counts["late"] else 2))
    if actor.may("self_settlement.tips"):
        fresh = MoneyReport.objects.visible_to(actor).filter(status=ReportStatus.NEW).count()
        made.append(Task(_("New reports about demands for money"), fresh, reverse("self_settlement:reports"), 3))
    return made
