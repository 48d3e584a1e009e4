"""The municipality answers an application: approved, or declined with a reason."""

from datetime import date

from django.db import models, transaction

from rotfeste.casework.self_settlement.actions.way import (
    close_to_municipality,
    locked,
    move,
    record,
    tell,
)
from rotfeste.casework.self_settlement.models import Application
from rotfeste.casework.self_settlement.states import ApplicationStatus
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.foundation.access.actor import Actor

S = ApplicationStatus


class DeclineReason(models.TextChoices):
    """Why a municipality declines. The words stand in plain/words.py, in every language."""

    NO_PLACES = "no_places", "no places left"
    NOT_OFFERED = "not_offered", "the municipality does not take part"
    RENT = "rent", "the rent is too high"
    DWELLING = "dwelling", "the dwelling does not suit"
    CONDITIONS = "conditions", "the municipality's conditions are not met"
    OTHER = "other", "other"


@transaction.atomic
def approve(application_id: int, *, today: date, actor: Actor, version: int | None = None) -> Application:
    """The municipality approves: the directorate clears it next. Raises NoSuchRoad, ApplicationChanged."""
    actor.require("self_settlement.answer")
    application = _ours(application_id, version, actor)
    move(application, S.APPROVED, today=today, actor=actor, answered_on=today, answered_by_id=actor.user_id)
    record(actor, "approved", application)
    tell(application, application.centre_id, today=today)
    return application


@transaction.atomic
def decline(
    application_id: int, *, reason_code: str, reason: str, today: date, actor: Actor, version: int | None = None
) -> Application:
    """The municipality declines, with a reason that the refugee reads. Raises NeedsReason, NoSuchRoad."""
    actor.require("self_settlement.answer")
    if reason_code not in DeclineReason.values or not reason.strip():
        raise NeedsReason
    application = _ours(application_id, version, actor)
    move(
        application,
        S.DECLINED,
        today=today,
        actor=actor,
        answered_on=today,
        answered_by_id=actor.user_id,
        reason_code=reason_code,
        reason=reason.strip(),
    )
    record(actor, "declined", application)
    tell(application, application.centre_id, today=today)
    close_to_municipality(application, today=today)
    return application


def _ours(application_id: int, version: int | None, actor: Actor) -> Application:
    application = locked(application_id, version=version, actor=actor)
    if application.organisation_id not in actor.organisations:
        raise Application.DoesNotExist
    return application
