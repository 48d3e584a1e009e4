"""The directorate clears an application, and the ordinary settlement case gets its decision."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction

from rotfeste.casework.self_settlement import queries
from rotfeste.casework.self_settlement.actions.way import (
    close_to_municipality,
    locked,
    move,
    record,
    tell,
)
from rotfeste.casework.self_settlement.models import Application
from rotfeste.casework.self_settlement.rules.clearing import Check, stopped
from rotfeste.casework.self_settlement.states import ApplicationStatus
from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.roads import NoSuchRoad

S = ApplicationStatus


class StandsInTheWay(Exception):
    """Some of the points that must be in order are not. Carries them."""

    def __init__(self, found: Iterable[Check]) -> None:
        self.found = tuple(found)
        super().__init__(", ".join(row.code for row in self.found))


@transaction.atomic
def clear(application_id: int, *, reasons: str, today: date, actor: Actor, version: int | None = None) -> Application:
    """Clear the application and decide on settlement: asked, accepted as the municipality has said, and decided.

    The three steps are settlement's own, so that it counts as any settlement does. Raises StandsInTheWay,
    NeedsReason, NoSuchRoad, ApplicationChanged.
    """
    actor.require("self_settlement.clear", "settlement.request", "settlement.decide")
    if not reasons.strip():
        raise NeedsReason
    application = locked(application_id, version=version, actor=actor)
    if application.status != S.APPROVED:
        raise NoSuchRoad(application.status, S.CLEARED)
    in_the_way = stopped(queries.checks_of(application, today=today, actor=actor))
    if in_the_way:
        raise StandsInTheWay(in_the_way)
    settlement.ask(
        application.case_id, organisation_id=application.organisation_id, self_settled=True, today=today, actor=actor
    )
    with walls.asking(_as_the_municipality(application.organisation)) as answering:
        ready_on = max(application.from_on or today, today)
        settlement.accept(application.case_id, places_ready_on=ready_on, today=today, actor=answering)
    settlement.decide(application.case_id, reasons=reasons, today=today, actor=actor)
    move(application, S.CLEARED, today=today, actor=actor, cleared_on=today, cleared_by_id=actor.user_id)
    record(actor, "cleared", application)
    tell(application, application.organisation_id, application.centre_id, today=today)
    close_to_municipality(application, today=today)
    return application


@transaction.atomic
def refuse(application_id: int, *, reason: str, today: date, actor: Actor, version: int | None = None) -> Application:
    """The directorate does not clear it, with a reason that the refugee reads. Raises NeedsReason, NoSuchRoad."""
    actor.require("self_settlement.clear")
    if not reason.strip():
        raise NeedsReason
    application = locked(application_id, version=version, actor=actor)
    move(application, S.REFUSED, today=today, actor=actor, reason=reason.strip(), cleared_by_id=actor.user_id)
    record(actor, "refused", application)
    tell(application, application.organisation_id, application.centre_id, today=today)
    close_to_municipality(application, today=today)
    return application


def _as_the_municipality(organisation: Organisation) -> Actor:
    """The yes that the municipality has given is entered by the system: nobody is said to have pressed a button."""
    return replace(
        system("Rotfeste", permissions=frozenset({"settlement.answer"})),
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        organisation_kind=organisation.kind,
        organisations=(organisation.id,),
    )
