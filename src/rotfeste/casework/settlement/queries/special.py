"""Questions about the special roads: resettlement refugees, minors, mixed families, adaptation, and neighbours."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from rotfeste.casework.settlement.models import (
    AlternativePlacement,
    Answer,
    BlockedMember,
    HealthAnswer,
    MedicalPlace,
    NeighbourAgreement,
)
from rotfeste.casework.settlement.queries.lists import households
from rotfeste.casework.settlement.rules.special import CARE_UNTIL, medical_places_in
from rotfeste.casework.settlement.states import WAITING, AgreementStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.registers.persons.rules import Group, age_on


def neighbours_of(centre_id: int | None, *, today: date, actor: Actor) -> set[int]:
    """The municipalities that settle the residents of an integration reception centre today."""
    in_force = Q(from_on__lte=today) & (Q(until_on=None) | Q(until_on__gt=today))
    rows = NeighbourAgreement.objects.visible_to(actor).filter(in_force, centre_id=centre_id)
    return set(rows.values_list("municipality_id", flat=True))


def agreements(*, actor: Actor) -> QuerySet[Any]:
    """Every agreement between an integration centre and a municipality, in force or ended."""
    actor.require("settlement.read")
    rows: QuerySet[Any] = NeighbourAgreement.objects.visible_to(actor).select_related("centre", "municipality")
    return rows.order_by("centre__name", "municipality__name", "from_on")


def integration_centres() -> QuerySet[Organisation]:
    """The integration reception centres."""
    return Organisation.objects.filter(centre_kind=CentreKind.INTEGRATION).order_by("name")


def resettling(*, actor: Actor) -> QuerySet[Any]:
    """Resettlement households that have not come yet, those who travel first on top."""
    rows: QuerySet[Any] = (
        households(actor=actor)
        .filter(resettlement=True, status__in=WAITING)
        .select_related("dossier")
        .order_by(F("dossier__travels_on").asc(nulls_last=True), "deadline_on", "id")
    )
    return rows


def minors(*, actor: Actor) -> QuerySet[Any]:
    """Unaccompanied minors who wait, those nearest to the target first."""
    rows: QuerySet[Any] = (
        households(actor=actor)
        .filter(group=Group.UNACCOMPANIED_MINOR, status__in=WAITING)
        .annotate(youngest_born_on=Min("members__born_on"))
        .order_by("deadline_on", "id")
    )
    return rows


def mixed_families(*, actor: Actor) -> QuerySet[Any]:
    """Households with members who may not settle, the longest held back first."""
    blocked = BlockedMember.objects.visible_to(actor).filter(case=OuterRef("pk"), ended_on=None).order_by("since_on")
    counted = blocked.order_by().values("case").annotate(n=Count("id")).values("n")
    placement = AlternativePlacement.objects.visible_to(actor).filter(case=OuterRef("pk")).order_by("-asked_on", "-id")
    rows: QuerySet[Any] = (
        households(actor=actor)
        .filter(Exists(blocked), status__in=WAITING)
        .annotate(
            held_back=Subquery(counted),
            obstacle=Subquery(blocked.values("obstacle")[:1]),
            since_on=Subquery(blocked.values("since_on")[:1]),
            placement=Subquery(placement.values("status")[:1]),
        )
        .order_by("since_on", "id")
    )
    return rows


def adaptation(*, actor: Actor) -> QuerySet[Any]:
    """Households that need a dwelling without steps; and, at level high, a hospital nearby, care or adaptation."""
    about = {"case": OuterRef("pk"), "state": "given"}
    health = HealthAnswer.objects.visible_to(actor).filter(**about)
    steps = Answer.objects.visible_to(actor).filter(**about, key="accessible", value="yes")
    rows: QuerySet[Any] = households(actor=actor).filter(status__in=WAITING)
    rows = rows.annotate(
        no_steps=Exists(steps),
        hospital=Subquery(health.filter(key="hospital").values("value")[:1]),
        care=Subquery(health.filter(key="institution").values("value")[:1]),
        adapted=Exists(health.filter(key__in=("adaptation", "follow_up"))),
    )
    needs_health = Q(hospital__in=("hour", "near")) | Q(care__in=("staffed", "institution")) | Q(adapted=True)
    return rows.filter(Q(no_steps=True) | needs_health).order_by("deadline_on", "id")


@dataclass(frozen=True)
class MedicalPlaces:
    """The places for extensive medical needs of a year: `places` is None where no source gives a number."""

    year: int
    used: int
    places: int | None


def medical_places(year: int, *, actor: Actor) -> MedicalPlaces:
    """How many of the year's medical places are taken, counted without showing whose they are."""
    with walls.counting(actor, health=True) as counter:
        used = MedicalPlace.objects.visible_to(counter).filter(quota_year=year).count()
    return MedicalPlaces(year, used, medical_places_in(year))


@dataclass(frozen=True)
class SpecialCounts:
    """How many households wait on each special road."""

    resettling: int
    without_dossier: int
    travel_soon: int
    minors: int
    minors_under_fifteen: int
    mixed: int
    placements_agreed: int


def special_counts(*, today: date, actor: Actor) -> SpecialCounts:
    """The numbers beside the lists, hidden persons left out as in the lists themselves."""
    coming = resettling(actor=actor).aggregate(
        all=Count("id"),
        without=Count("id", filter=Q(dossier=None)),
        soon=Count("id", filter=Q(dossier__travels_on__lte=today + timedelta(days=14))),
    )
    born = list(minors(actor=actor).values_list("youngest_born_on", flat=True))
    mixed = list(mixed_families(actor=actor).values_list("placement", flat=True))
    return SpecialCounts(
        resettling=coming["all"],
        without_dossier=coming["without"],
        travel_soon=coming["soon"],
        minors=len(born),
        minors_under_fifteen=sum(age_on(day, today) < CARE_UNTIL for day in born),
        mixed=len(mixed),
        placements_agreed=mixed.count(AgreementStatus.AGREED),
    )


def obstacles_now(*, actor: Actor) -> dict[str, int]:
    """How many members are held back by each kind of obstacle, in listed households that wait."""
    cases = mixed_families(actor=actor).values("id")
    rows = BlockedMember.objects.visible_to(actor).filter(case__in=cases, ended_on=None)
    return {row["obstacle"]: row["n"] for row in rows.values("obstacle").annotate(n=Count("id"))}
