"""Municipalities are told what is coming, asked for places, and reminded."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from rotfeste.casework.planning.actions.estimating import NeedsReason
from rotfeste.casework.planning.actions.letters import can_be_written_to, send_copy, send_request
from rotfeste.casework.planning.actions.rounds import locked
from rotfeste.casework.planning.actions.telling import tell
from rotfeste.casework.planning.models import Estimate, Indication, PlacesRequest, Round, Share
from rotfeste.casework.planning.queries.requests import unanswered
from rotfeste.casework.planning.rules.need import Band, indicated
from rotfeste.casework.planning.rules.values import reminder_days
from rotfeste.casework.planning.states import ROUND_ROADS, RoundStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk

AT_A_TIME = 25
Requests = QuerySet[PlacesRequest]


class NoEstimate(Exception):
    """There is no estimate of the year's need, so no band can be shown."""


class NobodyToWriteTo(Exception):
    """Municipalities of the round that are not in Rotfeste, or have no postal address. Carries their numbers."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__(codes)
        self.codes = codes


class AnswerByHasPassed(Exception):
    """The day to answer by is not after the day of sending."""


@transaction.atomic
def ask_for_places(
    organisation_id: int,
    *,
    year: int,
    ordinary: int,
    minors: int,
    answer_by: date,
    today: date,
    actor: Actor,
    reason: str = "",
    round_id: int | None = None,
) -> PlacesRequest:
    """A request to a municipality (anmodning): the year's, or a supplementary one, which needs a reason.

    Raises NeedsReason, AnswerByHasPassed.
    """
    actor.require("capacity.ask")
    organisation = Organisation.objects.get(id=organisation_id, kind=OrganisationKind.MUNICIPALITY)
    row = _ask(organisation, year, ordinary, minors, answer_by, today, actor, reason, round_id)
    tell("asked", [organisation.id], today=today, year=year)
    return row


def _ask(
    organisation: Organisation,
    year: int,
    ordinary: int,
    minors: int,
    answer_by: date,
    today: date,
    actor: Actor,
    reason: str,
    round_id: int | None,
) -> PlacesRequest:
    if answer_by <= today:
        raise AnswerByHasPassed
    before = list(PlacesRequest.objects.visible_to(actor).filter(organisation=organisation, year=year))
    if before and not reason.strip():
        raise NeedsReason
    row: PlacesRequest = PlacesRequest.objects.create(
        organisation=organisation,
        year=year,
        number=len(before) + 1,
        ordinary=ordinary,
        minors=minors,
        sent_on=today,
        answer_by=answer_by,
        sent_by_id=actor.user_id,
        round_id=round_id,
        reason=reason.strip() if before else "",
    )
    send_request(row, organisation, before=sum(each.places.total for each in before), today=today, actor=actor)
    audit.changed(actor, "planning.places_request", subject_id=row.id, organisation=organisation.id, year=year)
    return row


@transaction.atomic
def start_sending(round_id: int, *, answer_by: date, today: date, actor: Actor, reason: str = "") -> Round:
    """An approved round is to be sent, every request of it: `send_some` does it.

    Municipalities that were asked for the same year before get a supplementary request, and the reason.
    Raises NobodyToWriteTo, AnswerByHasPassed, NeedsReason, NoSuchRoad.
    """
    actor.require("planning.decide", "capacity.ask")
    row = locked(round_id, actor)
    row.status = walk(ROUND_ROADS, row.status, RoundStatus.SENDING)
    if answer_by <= today:
        raise AnswerByHasPassed
    codes = [share.code for share in to_ask(row, actor)]
    reached = {each.place_code for each in _organisations(codes) if can_be_written_to(each)}
    if missing := sorted(set(codes) - reached):
        raise NobodyToWriteTo(missing)
    asked = PlacesRequest.objects.visible_to(actor).filter(year=row.year, organisation__place_code__in=codes)
    if asked.exists() and not reason.strip():
        raise NeedsReason
    row.answer_by, row.reason = answer_by, reason.strip()
    row.save(update_fields=["status", "answer_by", "reason"])
    audit.changed(actor, "planning.round", subject_id=row.id, done="sending")
    return row


@transaction.atomic
def send_some(round_id: int, *, today: date, actor: Actor) -> int:
    """Send the next requests of a round that is being sent; returns how many. With none left, the round is sent."""
    actor.require("capacity.ask")
    row = locked(round_id, actor)
    if row.status != RoundStatus.SENDING or row.answer_by is None:
        return 0
    done = set(asked_in(row, actor).values_list("organisation__place_code", flat=True))
    waiting = [share for share in to_ask(row, actor) if share.code not in done][:AT_A_TIME]
    organisations = {each.place_code: each for each in _organisations([share.code for share in waiting])}
    for share in waiting:
        organisation = organisations[share.code]
        _ask(organisation, row.year, share.ordinary, share.minors, row.answer_by, today, actor, row.reason, row.id)
    tell("asked", [each.id for each in organisations.values()], today=today, year=row.year)
    if not waiting:
        row.status, row.sent_on = walk(ROUND_ROADS, row.status, RoundStatus.SENT), today
        row.save(update_fields=["status", "sent_on"])
        send_copy(row, to_ask(row, actor), today=today, actor=actor)
        audit.changed(actor, "planning.round", subject_id=row.id, done="sent")
    return len(waiting)


def to_ask(row: Round, actor: Actor) -> list[Share]:
    """The municipalities of a round that are asked for something."""
    return [share for share in Share.objects.visible_to(actor).filter(round=row).order_by("code") if share.total]


def asked_in(row: Round, actor: Actor) -> Requests:
    """The requests of a round that have been sent."""
    rows: Requests = PlacesRequest.objects.visible_to(actor).filter(round_id=row.id)
    return rows


def _organisations(codes: Collection[str]) -> list[Organisation]:
    return list(Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, place_code__in=codes))


@transaction.atomic
def indicate(round_id: int, *, today: date, actor: Actor) -> int:
    """Each municipality of the round gets an indicative figure with its band, from the latest estimate of the need.

    Only those whose figure is another than the last one they got are told; returns how many. Raises NoEstimate.
    """
    actor.require("planning.decide")
    row = locked(round_id, actor)
    estimate: Estimate | None = Estimate.objects.visible_to(actor).filter(year=row.year).order_by("-version").first()
    if estimate is None:
        raise NoEstimate
    shares = {share.code: share for share in Share.objects.visible_to(actor).filter(round=row)}
    bands = indicated(estimate.ordinary, {code: share.ordinary for code, share in shares.items()})
    for_minors = {code: share.minors for code, share in shares.items()}
    minors = indicated(estimate.minors, for_minors) if any(for_minors.values()) else {}
    known = {
        each.organisation_id: (each.band, each.minors_band)
        for each in Indication.objects.visible_to(actor).filter(year=row.year).order_by("id")
    }
    new = [
        _indication(each.id, estimate, today, bands[each.place_code or ""], minors.get(each.place_code or "", Band()))
        for each in _organisations(shares)
        if known.get(each.id) != (bands[each.place_code or ""], minors.get(each.place_code or "", Band()))
    ]
    Indication.objects.bulk_create(new)
    tell("indicated", [each.organisation_id for each in new], today=today, year=row.year)
    audit.changed(actor, "planning.indication", subject_id=row.id, year=row.year, municipalities=len(new))
    return len(new)


def _indication(organisation_id: int, estimate: Estimate, today: date, band: Band, minors: Band) -> Indication:
    return Indication(
        organisation_id=organisation_id,
        estimate=estimate,
        year=estimate.year,
        made_on=today,
        low=band.low,
        expected=band.expected,
        high=band.high,
        minors_low=minors.low,
        minors_expected=minors.expected,
        minors_high=minors.high,
    )


@transaction.atomic
def remind(year: int, *, today: date, actor: Actor, all_of_them: bool = False) -> int:
    """Remind municipalities that have not answered; returns how many.

    By itself only those whose time is nearly out, and not more often than every other week; `all_of_them` reminds
    everyone who has not answered and was not reminded today.
    """
    actor.require("capacity.ask")
    days = timedelta(days=reminder_days(today))
    waiting = [row for row in unanswered(year, actor=actor) if row.reminded_on != today]
    if not all_of_them:
        waiting = [
            row
            for row in waiting
            if row.answer_by - days <= today and (row.reminded_on is None or row.reminded_on + days <= today)
        ]
    if not waiting:
        return 0
    PlacesRequest.objects.visible_to(actor).filter(id__in=[row.id for row in waiting]).update(reminded_on=today)
    tell("reminded", [row.organisation_id for row in waiting], today=today, year=year)
    audit.changed(actor, "planning.reminder", year=year, municipalities=len(waiting))
    return len(waiting)
