"""What every step shares: lock the application, see that nobody was first, move it, open and close what others see."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as told

from rotfeste.casework.self_settlement.models import Application, Step
from rotfeste.casework.self_settlement.states import APPLICATION_ROADS, ApplicationStatus
from rotfeste.casework.settlement.models import Member
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.queries import people_with
from rotfeste.foundation.access.rules import Role
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.rates import queries as rates
from rotfeste.foundation.roads import walk
from rotfeste.foundation.ui.actions import notify
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.rules import Because

RATES = Path(__file__).resolve().parents[1] / "rates.yaml"
S = ApplicationStatus
DAYS_TO_ANSWER = {S.SENT: "municipality_days", S.APPROVED: "directorate_days"}
TEXTS = {
    S.SENT: told("You have an application for self-settlement. Answer before the deadline."),
    S.APPROVED: told("The municipality has approved an application for self-settlement."),
    S.DECLINED: told("A municipality has declined an application for self-settlement."),
    S.CLEARED: told("An application for self-settlement is cleared, and the decision on settlement is made."),
    S.REFUSED: told("An application for self-settlement was not cleared."),
    S.WITHDRAWN: told("An application for self-settlement was withdrawn."),
}


class ApplicationChanged(Exception):
    """Someone else changed the application after this page was opened. Carries the application as it is now."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.id)
        self.application = application


def locked(application_id: int, *, version: int | None, actor: Actor) -> Application:
    """The application, held until the transaction ends. Raises Application.DoesNotExist or ApplicationChanged."""
    rows = Application.objects.visible_to(actor).select_for_update(of=("self",))
    application: Application = rows.select_related("organisation").get(id=application_id)
    if version is not None and application.version != version:
        raise ApplicationChanged(application)
    return application


def move(application: Application, status: ApplicationStatus, *, today: date, actor: Actor, **values: Any) -> None:
    """Move an application along its road, with the days that whoever has it now is given. Raises NoSuchRoad."""
    application.status = walk(APPLICATION_ROADS, application.status, status)
    days = DAYS_TO_ANSWER.get(status)
    deadline = today + timedelta(days=int(rates.value(RATES, days, on=today))) if days else None
    values = {"status_since_on": today, "deadline_on": deadline, "version": application.version + 1, **values}
    for name, value in values.items():
        setattr(application, name, value)
    application.save(update_fields=["status", *values])
    application.steps.filter(until_on=None).update(until_on=today)
    enter_step(application, today, actor)


def enter_step(application: Application, today: date, actor: Actor) -> None:
    """Note that the application stands here from today."""
    Step.objects.create(
        application=application,
        status=application.status,
        from_on=today,
        entered_at=timezone.now(),
        by_organisation=actor.organisation_name,
    )


def household(application: Application) -> list[int]:
    """Everyone whom the application is for; asked by the system, since an applicant sees only themselves."""
    with walls.asking(system("self-settlement")) as asking:
        rows = Member.objects.visible_to(asking).filter(case_id=application.case_id)
        return list(rows.order_by("id").values_list("person_id", flat=True))


def record(actor: Actor, what: str, application: Application) -> None:
    """One row in the trail for this change. Someone who asks about themselves leaves events about themselves."""
    people = list(actor.persons) if actor.asks_about_self else household(application)
    audit.changed(actor, f"self_settlement.{what}", subject_id=application.id, persons=people)


def open_to_municipality(application: Application, *, today: date) -> None:
    """The municipality that is asked sees the household from now on."""
    people = household(application)
    with walls.asking(system("self-settlement")) as asking:
        persons.involve(
            people,
            organisation_id=application.organisation_id,
            because=Because.SELF_SETTLED,
            since=today,
            actor=asking,
        )


def close_to_municipality(application: Application, *, today: date) -> None:
    """The municipality's task with the application has ended."""
    people = household(application)
    with walls.asking(system("self-settlement")) as asking:
        persons.end_involvement(people, because=[Because.SELF_SETTLED], on=today, actor=asking)


def tell(application: Application, *organisation_ids: int | None, today: date) -> None:
    """Tell those who have something to do with it, in the product and by e-mail, without a word about any person."""
    reached: set[int] = set()
    for organisation_id in filter(None, organisation_ids):
        staff = people_with(Role.SETTLEMENT_OFFICER, Role.RECEPTION_STAFF, organisation_id=organisation_id, on=today)
        reached |= set(staff.values_list("id", flat=True))
    url = reverse("self_settlement:application", args=[application.id])
    with walls.asking(system("self-settlement")):
        notify(reached, TEXTS[S(application.status)], url=url, now=timezone.now())
