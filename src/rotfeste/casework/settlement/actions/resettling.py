"""Resettlement refugees: the dossier before arrival, the year's medical places, and the journey to the municipality."""

from datetime import date

from django.db import transaction

from rotfeste.casework.settlement.actions.moving import moved_in
from rotfeste.casework.settlement.actions.telling import tell_receiver, tell_user
from rotfeste.casework.settlement.actions.way import locked, record, touch
from rotfeste.casework.settlement.models import Case, Dossier, MedicalPlace
from rotfeste.casework.settlement.rules.special import medical_places_in
from rotfeste.casework.settlement.states import TRAVEL_ROADS, CaseStatus, TravelStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.roads import NoSuchRoad, walk

T = TravelStatus


class NotResettlement(Exception):
    """The household does not come directly from abroad."""


class NoDossier(Exception):
    """The household's dossier has not been registered yet."""


class NoMedicalPlaceLeft(Exception):
    """The year's places for extensive medical needs are used. Carries how many there are, and the year."""

    def __init__(self, places: int, year: int) -> None:
        super().__init__(places, year)
        self.places, self.year = places, year


class TravelsTooEarly(Exception):
    """The journey is planned to a day that has gone, or arrival is registered ahead of time."""


def _resettling(case_id: int, version: int | None, actor: Actor) -> Case:
    case = locked(case_id, version=version, actor=actor)
    if not case.resettlement:
        raise NotResettlement
    return case


def _dossier(case: Case, actor: Actor) -> Dossier:
    row: Dossier | None = Dossier.objects.visible_to(actor).select_for_update(of=("self",)).filter(case=case).first()
    if row is None:
        raise NoDossier
    return row


@transaction.atomic
def register_dossier(
    case_id: int,
    *,
    stays_in: str,
    referred_by: str,
    selected_on: date,
    quota_year: int,
    about: str = "",
    today: date,
    actor: Actor,
    version: int | None = None,
) -> Dossier:
    """What is known before arrival: where the household waits, and in which year's quota. It can be corrected."""
    actor.require("settlement.request")
    case = _resettling(case_id, version, actor)
    dossier: Dossier = Dossier.objects.visible_to(actor).filter(case=case).first() or Dossier(case=case)
    dossier.stays_in, dossier.referred_by, dossier.selected_on = stays_in, referred_by, selected_on
    dossier.quota_year, dossier.about = quota_year, about.strip()
    dossier.registered_on, dossier.registered_by_id = today, actor.user_id
    dossier.save()
    touch(case)
    record(actor, "dossier", case)
    return dossier


@transaction.atomic
def give_medical_place(case_id: int, *, person_id: int, quota_year: int, today: date, actor: Actor) -> MedicalPlace:
    """A member takes one of the year's places for extensive medical needs: health, so at level high alone.

    Raises NoMedicalPlaceLeft, NotResettlement, StepUpNeeded.
    """
    actor.require("settlement.request", "settlement.health")
    actor.require_level()
    case = _resettling(case_id, None, actor)
    case.members.get(person_id=person_id)
    places = medical_places_in(quota_year)
    with walls.counting(actor) as counter:
        used = MedicalPlace.objects.visible_to(counter).filter(quota_year=quota_year).exclude(person_id=person_id)
        if places is not None and used.count() >= places:
            raise NoMedicalPlaceLeft(places, quota_year)
    MedicalPlace.objects.visible_to(actor).filter(person_id=person_id).delete()
    place: MedicalPlace = MedicalPlace.objects.create(
        case=case, person_id=person_id, quota_year=quota_year, given_on=today
    )
    record(actor, "medical_place", case, [person_id])
    return place


@transaction.atomic
def plan_travel(
    case_id: int,
    *,
    travels_on: date,
    arrives_at: str,
    journey: str = "",
    today: date,
    actor: Actor,
    version: int | None = None,
) -> Dossier:
    """A day and a way to travel, when a municipality has said yes; the municipality is asked whether it is ready.

    A changed day must be confirmed anew. Raises NoDossier, TravelsTooEarly, NoSuchRoad.
    """
    actor.require("settlement.request")
    case = _resettling(case_id, version, actor)
    if case.status not in (CaseStatus.ACCEPTED, CaseStatus.DECIDED):
        raise NoSuchRoad(case.status, CaseStatus.DECIDED)
    if travels_on < today:
        raise TravelsTooEarly
    dossier = _dossier(case, actor)
    dossier.travel = walk(TRAVEL_ROADS, dossier.travel, T.PLANNED)
    dossier.travels_on, dossier.arrives_at, dossier.journey = travels_on, arrives_at.strip(), journey.strip()
    dossier.confirmed_on = None
    dossier.save()
    touch(case)
    record(actor, "travel_planned", case)
    tell_receiver("travel_planned", case, today=today)
    return dossier


def _of_receiver(case: Case, actor: Actor) -> None:
    if case.receiver_id not in actor.organisations:
        raise Organisation.DoesNotExist


@transaction.atomic
def confirm_travel(case_id: int, *, today: date, actor: Actor, version: int | None = None) -> Dossier:
    """The municipality is ready to receive the household on the day it travels, which becomes the day of moving."""
    actor.require("settlement.move")
    case = _resettling(case_id, version, actor)
    _of_receiver(case, actor)
    dossier = _dossier(case, actor)
    dossier.travel = walk(TRAVEL_ROADS, dossier.travel, T.CONFIRMED)
    dossier.confirmed_on = today
    dossier.save()
    touch(case, agreed_move_on=dossier.travels_on)
    record(actor, "travel_confirmed", case)
    tell_user("travel_confirmed", case, dossier.registered_by_id)
    return dossier


@transaction.atomic
def cancel_travel(case_id: int, *, today: date, actor: Actor, version: int | None = None) -> Dossier:
    """The journey will not take place as planned: exit permit, illness, no seat. It is planned anew later."""
    actor.require("settlement.request")
    case = _resettling(case_id, version, actor)
    dossier = _dossier(case, actor)
    dossier.travel = walk(TRAVEL_ROADS, dossier.travel, T.NOT_PLANNED)
    dossier.travels_on = dossier.confirmed_on = None
    dossier.arrives_at = dossier.journey = ""
    dossier.save()
    touch(case, agreed_move_on=None)
    record(actor, "travel_cancelled", case)
    tell_receiver("travel_cancelled", case, today=today)
    return dossier


@transaction.atomic
def arrived(case_id: int, *, arrived_on: date, today: date, actor: Actor, version: int | None = None) -> Dossier:
    """The household has come to its municipality: everyone who has not moved in before is registered as moved in."""
    actor.require("settlement.move")
    case = _resettling(case_id, version, actor)
    _of_receiver(case, actor)
    if arrived_on > today:
        raise TravelsTooEarly
    dossier = _dossier(case, actor)
    dossier.travel = walk(TRAVEL_ROADS, dossier.travel, T.ARRIVED)
    dossier.arrived_on = arrived_on
    dossier.save()
    record(actor, "arrived", case)
    moved_in(case_id, moved_in_on=arrived_on, today=today, actor=actor)
    return dossier
