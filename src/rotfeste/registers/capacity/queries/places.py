"""Questions about places that municipalities have decided and made ready."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.capacity.models import CouncilDecision, DecisionDocument, DistrictShare, ReadyWeek, WeekPlan


@dataclass(frozen=True)
class Decided:
    """How many places an organisation has decided for a year."""

    ordinary: int = 0
    minors: int = 0
    decided_on: date | None = None

    @property
    def total(self) -> int:
        """Both kinds."""
        return self.ordinary + self.minors


def decided(year: int, *, actor: Actor) -> dict[int, Decided]:
    """The council decisions that count for a year, by organisation id."""
    rows = CouncilDecision.objects.visible_to(actor).filter(year=year, replaced=False)
    return {row.organisation_id: Decided(row.ordinary, row.minors, row.decided_on) for row in rows}


def decisions_of(organisation_id: int, *, actor: Actor) -> list[CouncilDecision]:
    """Every council decision of an organisation, also replaced ones, newest first."""
    return list(
        CouncilDecision.objects.visible_to(actor)
        .filter(organisation_id=organisation_id)
        .select_related("registered_by")
        .order_by("-year", "-decided_on", "-id")
    )


def weekly_plan(organisation_id: int, year: int, *, actor: Actor) -> list[ReadyWeek]:
    """The places that become ready, week by week."""
    return list(ReadyWeek.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year).order_by("week"))


def ready_until(year: int, week: int, *, actor: Actor) -> dict[int, Decided]:
    """Places ready up to and with a week, by organisation id."""
    sums: dict[int, list[int]] = {}
    for row in ReadyWeek.objects.visible_to(actor).filter(year=year, week__lte=week):
        pair = sums.setdefault(row.organisation_id, [0, 0])
        pair[0] += row.ordinary
        pair[1] += row.minors
    return {key: Decided(pair[0], pair[1]) for key, pair in sums.items()}


def documents_of(organisation_id: int, *, actor: Actor) -> dict[int, DecisionDocument]:
    """The documents of an organisation's decisions, by decision, without their contents."""
    rows = DecisionDocument.objects.visible_to(actor).filter(organisation_id=organisation_id).defer("content")
    return {row.decision_id: row for row in rows}


def document(document_id: int, *, actor: Actor) -> DecisionDocument:
    """One document. Raises DoesNotExist where the actor may not see it."""
    actor.require("capacity.read")
    row: DecisionDocument = DecisionDocument.objects.visible_to(actor).get(id=document_id)
    return row


def district_shares(year: int, *, actor: Actor) -> dict[int, Decided]:
    """What each city district has been given of its municipality's places, by organisation id."""
    rows = DistrictShare.objects.visible_to(actor).filter(year=year)
    return {row.organisation_id: Decided(row.ordinary, row.minors) for row in rows}


def plans(year: int, *, actor: Actor, organisation_ids: Iterable[int] | None = None) -> dict[int, dict[int, Decided]]:
    """Every plan of a year: organisation id, then week, then places. One question, whatever the number of rows."""
    rows = ReadyWeek.objects.visible_to(actor).filter(year=year)
    if organisation_ids is not None:
        rows = rows.filter(organisation_id__in=list(organisation_ids))
    found: dict[int, dict[int, Decided]] = {}
    for organisation_id, week, ordinary, minors in rows.values_list("organisation_id", "week", "ordinary", "minors"):
        found.setdefault(organisation_id, {})[week] = Decided(ordinary, minors)
    return found


def ready_by_week(year: int, *, actor: Actor) -> dict[int, int]:
    """The places of both kinds that become ready in each week of a year, everyone's together."""
    rows = ReadyWeek.objects.visible_to(actor).filter(year=year).values("week")
    return dict(rows.annotate(places=Sum(F("ordinary") + F("minors"))).values_list("week", "places"))


def plan_rows(year: int, *, actor: Actor) -> list[tuple[int, int, int, int]]:
    """Every plan of a year as (organisation id, week, ordinary, minors): the whole country's are more than 22 000."""
    rows = ReadyWeek.objects.visible_to(actor).filter(year=year)
    return list(rows.values_list("organisation_id", "week", "ordinary", "minors"))


def plan_versions(year: int, *, actor: Actor, organisation_ids: Iterable[int]) -> dict[int, WeekPlan]:
    """Who saved each plan last, and how many times it was saved."""
    rows = WeekPlan.objects.visible_to(actor).filter(year=year, organisation_id__in=list(organisation_ids))
    return {row.organisation_id: row for row in rows.select_related("saved_by")}
