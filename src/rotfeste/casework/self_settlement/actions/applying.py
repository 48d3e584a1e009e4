"""The refugee, a helper or the reception centre applies: a dwelling, an unsigned contract, and off it goes."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction

from rotfeste.casework.self_settlement.actions.way import (
    close_to_municipality,
    enter_step,
    locked,
    move,
    open_to_municipality,
    record,
    tell,
)
from rotfeste.casework.self_settlement.models import Application, Contract, Offer
from rotfeste.casework.self_settlement.models.offer import Allowed
from rotfeste.casework.self_settlement.rules.documents import kind_of
from rotfeste.casework.self_settlement.states import OPEN, ApplicationStatus
from rotfeste.casework.settlement.actions.requesting import NeedsReason
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.casework.settlement.states import WAITING, CaseStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.roads import NoSuchRoad

S = ApplicationStatus
BEFORE_A_REQUEST = (CaseStatus.INTERVIEW_DUE, CaseStatus.CHECK, CaseStatus.READY)
DWELLING = (
    "address",
    "rooms",
    "square_metres",
    "landlord",
    "rent_nok",
    "deposit_nok",
    "advance_nok",
    "fee_nok",
    "from_on",
)


class OpenAlready(Exception):
    """The household has an application that is not finished."""


class CannotApplyNow(Exception):
    """The household has a municipality already, or one is asked."""


class NotOffered(Exception):
    """The municipality has said that it does not take part."""


class NotWhole(Exception):
    """Something about the dwelling, or the contract, is missing: «dwelling» or «contract»."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@transaction.atomic
def begin(person_id: int, *, place_code: str, today: date, actor: Actor) -> Application:
    """Begin an application to a municipality. Raises OpenAlready, CannotApplyNow, NotOffered or DoesNotExist."""
    actor.require("self_settlement.apply")
    case = _case_of(person_id, actor)
    if Application.objects.visible_to(actor).filter(case=case, status__in=OPEN).exists():
        raise OpenAlready
    if case.status not in BEFORE_A_REQUEST:
        raise CannotApplyNow
    municipality = Organisation.objects.get(kind="municipality", place_code=places.municipality(place_code, today).code)
    if Offer.objects.filter(organisation=municipality, allowed=Allowed.NO).exists():
        raise NotOffered
    application: Application = Application.objects.create(
        person_id=person_id,
        case=case,
        organisation=municipality,
        centre_id=case.centre_id,
        status_since_on=today,
        begun_on=today,
        begun_by_role=actor.role,
    )
    enter_step(application, today, actor)
    record(actor, "begun", application)
    return application


def _case_of(person_id: int, actor: Actor) -> Case:
    """The waiting case of the person. Raises CannotApplyNow, or Case.DoesNotExist where the actor sees none."""
    if actor.asks_about_self and person_id != actor.persons[0]:
        raise Case.DoesNotExist
    rows = Member.objects.visible_to(actor).filter(person_id=person_id).select_related("case").order_by("-case_id")
    member: Member | None = rows.first()
    if member is None:
        raise Case.DoesNotExist
    if member.case.status not in WAITING:
        raise CannotApplyNow
    return member.case


@transaction.atomic
def describe_dwelling(
    application_id: int, given: dict[str, Any], *, actor: Actor, version: int | None = None
) -> Application:
    """Save what is told about the dwelling, as far as it is known. Raises NoSuchRoad once it has been sent."""
    actor.require("self_settlement.apply")
    application = locked(application_id, version=version, actor=actor)
    _still_written(application)
    for name in DWELLING:
        if name in given:
            setattr(application, name, given[name])
    application.version += 1
    application.save(update_fields=[*DWELLING, "version"])
    record(actor, "dwelling", application)
    return application


@transaction.atomic
def attach_contract(application_id: int, content: bytes, *, now: datetime, actor: Actor) -> Contract:
    """Keep the unsigned contract. Raises BadDocument, or NoSuchRoad once the application has been sent."""
    actor.require("self_settlement.apply")
    application = locked(application_id, version=None, actor=actor)
    _still_written(application)
    kind = kind_of(content)
    contract: Contract = Contract.objects.create(
        application=application,
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_at=now,
    )
    record(actor, "contract", application)
    return contract


@transaction.atomic
def send(application_id: int, *, today: date, actor: Actor, version: int | None = None) -> Application:
    """Send the application to the municipality, which sees the household from now on. Raises NotWhole, NoSuchRoad."""
    actor.require("self_settlement.apply")
    application = locked(application_id, version=version, actor=actor)
    _still_written(application, S.SENT)
    if not application.whole:
        raise NotWhole("dwelling")
    if not Contract.objects.visible_to(actor).filter(application=application).exists():
        raise NotWhole("contract")
    case = Case.objects.visible_to(actor).get(id=application.case_id)
    if case.status not in BEFORE_A_REQUEST:
        raise CannotApplyNow
    move(application, S.SENT, today=today, actor=actor, sent_on=today)
    record(actor, "sent", application)
    open_to_municipality(application, today=today)
    tell(application, application.organisation_id, today=today)
    return application


@transaction.atomic
def withdraw(
    application_id: int, *, today: date, actor: Actor, reason: str = "", version: int | None = None
) -> Application:
    """The applicant no longer wants it; staff who withdraw it for them write why. Raises NeedsReason, NoSuchRoad."""
    actor.require("self_settlement.apply")
    if not actor.asks_about_self and not reason.strip():
        raise NeedsReason
    application = locked(application_id, version=version, actor=actor)
    told = application.status != S.DRAFT
    move(application, S.WITHDRAWN, today=today, actor=actor, reason=reason.strip())
    record(actor, "withdrawn", application)
    if told:
        tell(application, application.organisation_id, today=today)
        close_to_municipality(application, today=today)
    return application


def open_contract(application_id: int, *, actor: Actor) -> Contract:
    """Someone opens the contract. Raises Contract.DoesNotExist."""
    actor.require("own.read" if actor.asks_about_self else "self_settlement.read")
    application: Application = Application.objects.visible_to(actor).get(id=application_id)
    contract: Contract | None = (
        Contract.objects.visible_to(actor).filter(application=application).order_by("-uploaded_at", "-id").first()
    )
    if contract is None:
        raise Contract.DoesNotExist
    audit.read(actor, "self_settlement.contract", subject_id=application.id, persons=[application.person_id])
    return contract


def _still_written(application: Application, wanted: ApplicationStatus = S.DRAFT) -> None:
    if application.status != S.DRAFT:
        raise NoSuchRoad(application.status, wanted)
