"""Figures from the cases: who waits where, days in each step, settled per month, and each municipality's numbers."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q, Sum
from django.db.models.functions import TruncMonth

from rotfeste.casework.planning import queries as planning
from rotfeste.casework.settlement.models import Case, Member, Step
from rotfeste.casework.settlement.queries.places import usage_by_municipality
from rotfeste.casework.settlement.states import WAITING, CaseStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor


def waiting_by_group(*, actor: Actor) -> dict[str, tuple[int, int]]:
    """Households and persons that wait, by group."""
    with walls.counting(actor, national=True) as counter:
        rows = (
            Case.objects.visible_to(counter)
            .filter(status__in=WAITING)
            .values("group")
            .annotate(households=Count("id"), persons=Sum("size"))
            .order_by("group")
        )
        return {row["group"]: (row["households"], row["persons"]) for row in rows}


def waiting_by_step(*, actor: Actor) -> dict[str, int]:
    """Persons that wait, by the status their case is in."""
    with walls.counting(actor, national=True) as counter:
        rows = (
            Case.objects.visible_to(counter).filter(status__in=WAITING).values("status").annotate(persons=Sum("size"))
        )
        return {row["status"]: row["persons"] for row in rows.order_by("status")}


def days_in_steps(year: int, *, actor: Actor) -> list[dict[str, Any]]:
    """Mean days spent in each status, by the month in which the status was left."""
    with walls.counting(actor, national=True) as counter:
        rows = (
            Step.objects.visible_to(counter)
            .filter(until_on__gte=date(year, 1, 1), until_on__lt=date(year + 1, 1, 1))
            .annotate(month=TruncMonth("until_on"))
            .values("month", "status")
            .annotate(days=Avg(F("until_on") - F("from_on")), count=Count("id"))
            .order_by("month", "status")
        )
        return [{**row, "days": row["days"].total_seconds() / 86400} for row in rows]


def settled_per_month(year: int, *, actor: Actor) -> list[dict[str, Any]]:
    """Persons settled and their mean wait in days, by month and group."""
    with walls.counting(actor, national=True) as counter:
        rows = (
            Member.objects.visible_to(counter)
            .filter(moved_in_on__gte=date(year, 1, 1), moved_in_on__lt=date(year + 1, 1, 1))
            .annotate(month=TruncMonth("moved_in_on"))
            .values("month", "case__group")
            .annotate(persons=Count("id"), days=Avg(F("moved_in_on") - F("clock_from")))
            .order_by("month", "case__group")
        )
        return [
            {"month": row["month"], "group": row["case__group"], "persons": row["persons"], "days": row["days"].days}
            for row in rows
        ]


@dataclass(frozen=True)
class MunicipalityFigures:
    """One municipality's year, its city districts included: asked for, decided, settled, on the way."""

    organisation_id: int
    asked: int = 0
    decided: int = 0
    settled: int = 0
    coming: int = 0


def by_municipality(year: int, *, actor: Actor) -> list[MunicipalityFigures]:
    """Asked, decided and settled for every municipality that has one of them."""
    with walls.counting(actor, national=True) as counter:
        asked, used = planning.asked_for(year, actor=counter), usage_by_municipality(year, actor=counter)
        return [
            MunicipalityFigures(
                key,
                asked=asked[key].total if key in asked else 0,
                decided=used[key].total.decided if key in used else 0,
                settled=used[key].total.used if key in used else 0,
                coming=used[key].total.promised if key in used else 0,
            )
            for key in sorted({*asked, *used})
        ]


def people_settled(from_on: date, until_on: date, *, actor: Actor) -> list[dict[str, Any]]:
    """Everyone who moved in from one day until (not with) another, as reporting counts them."""
    rows = Member.objects.visible_to(actor).filter(moved_in_on__gte=from_on, moved_in_on__lt=until_on)
    return list(
        rows.order_by("id").values(
            "case_id",
            "person_id",
            "clock_from",
            "moved_in_on",
            "born_on",
            group=F("case__group"),
            resettlement=F("case__resettlement"),
            self_settled=F("case__self_settled"),
        )
    )


def waiting_on(day: date, *, actor: Actor) -> int:
    """Persons in reception centres who had a permit and waited when the day began."""
    rows = Member.objects.visible_to(actor).filter(
        clock_from__lt=day, case__opened_on__lt=day, case__resettlement=False
    )
    still = rows.filter(Q(moved_in_on=None) | Q(moved_in_on__gte=day))
    return int(still.exclude(case__closed_on__lt=day).count())


def quality_of_settled(from_on: date, until_on: date, *, actor: Actor) -> tuple[int, int, int]:
    """Of those settled: how many, without a registered interview, and registered more than 14 days late."""
    rows = Member.objects.visible_to(actor).filter(moved_in_on__gte=from_on, moved_in_on__lt=until_on)
    late = Q(case__status_since_on__gt=F("moved_in_on") + timedelta(days=14), case__status=CaseStatus.SETTLED)
    counts = rows.aggregate(
        persons=Count("id"),
        without=Count("id", filter=Q(case__interview__submitted_on=None)),
        late=Count("id", filter=late),
    )
    return counts["persons"], counts["without"], counts["late"]
