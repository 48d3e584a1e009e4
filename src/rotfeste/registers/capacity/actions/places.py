"""What a municipality registers about its places."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.capacity.models import CouncilDecision, DecisionDocument, DistrictShare, ReadyWeek, WeekPlan

Pair = tuple[int, int]
"""Ordinary places, and places for unaccompanied minors."""
LARGEST_DOCUMENT = 10_000_000
PDF = b"%PDF-"


class DecidedInTheFuture(Exception):
    """A council decision cannot be dated after today."""


class NotAPdf(Exception):
    """The document of a decision must be a PDF."""


class DocumentTooLarge(Exception):
    """The document is larger than 10 MB."""


class DistrictsBeyondMunicipality(Exception):
    """City districts together have more than the municipality's council has decided. Carries (districts, decided)."""

    def __init__(self, districts: tuple[int, int], decided: tuple[int, int]) -> None:
        super().__init__(districts, decided)
        self.districts, self.decided = districts, decided


@dataclass(frozen=True)
class Document:
    """A file as it was handed in."""

    name: str
    content: bytes


class PlanBeyondDecision(Exception):
    """The weekly plan holds more places than the council has decided. Carries (planned, decided) per kind."""

    def __init__(self, planned: tuple[int, int], decided: tuple[int, int]) -> None:
        super().__init__(planned, decided)
        self.planned, self.decided = planned, decided


@transaction.atomic
def register_council_decision(
    organisation_id: int,
    *,
    year: int,
    ordinary: int,
    minors: int,
    decided_on: date,
    case_number: str = "",
    document: Document | None = None,
    today: date,
    actor: Actor,
) -> CouncilDecision:
    """The municipality registers what the council decided; an earlier decision for the year stays as history.

    Raises DecidedInTheFuture, NotAPdf, DocumentTooLarge, and DistrictsBeyondMunicipality where city districts have been
    given more than this.
    """
    actor.require("capacity.plan")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    if decided_on > today:
        raise DecidedInTheFuture
    if document is not None:
        _check_document(document)
    given = _shares_below(organisation_id, year, actor=actor)
    if given[0] > ordinary or given[1] > minors:
        raise DistrictsBeyondMunicipality(given, (ordinary, minors))
    rows = CouncilDecision.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year)
    rows.filter(replaced=False).update(replaced=True)
    row: CouncilDecision = CouncilDecision.objects.create(
        organisation_id=organisation_id,
        year=year,
        ordinary=ordinary,
        minors=minors,
        decided_on=decided_on,
        case_number=case_number,
        registered_at=timezone.now(),
        registered_by_id=actor.user_id,
    )
    if document is not None:
        DecisionDocument.objects.create(
            decision=row,
            organisation_id=organisation_id,
            name=document.name[-120:],
            content=document.content,
            sha256=hashlib.sha256(document.content).hexdigest(),
        )
    audit.changed(actor, "capacity.council_decision", subject_id=row.id, year=year, document=document is not None)
    return row


def _check_document(document: Document) -> None:
    """A document is a PDF by its contents, whatever it is called, and no larger than 10 MB."""
    if len(document.content) > LARGEST_DOCUMENT:
        raise DocumentTooLarge
    if not document.content.startswith(PDF):
        raise NotAPdf


def _shares_below(organisation_id: int, year: int, *, actor: Actor) -> tuple[int, int]:
    """How many (ordinary, minors) the city districts of a municipality have been given together."""
    rows = DistrictShare.objects.visible_to(actor).filter(organisation__parent_id=organisation_id, year=year)
    return sum(row.ordinary for row in rows), sum(row.minors for row in rows)


@transaction.atomic
def divide_over_districts(
    organisation_id: int, *, year: int, shares: Mapping[int, tuple[int, int]], actor: Actor
) -> list[DistrictShare]:
    """The municipality divides its places over its city districts: (ordinary, minors) each, never more than decided.

    Less is allowed: what is not divided is kept by the municipality. Raises DistrictsBeyondMunicipality.
    """
    actor.require("capacity.plan")
    if organisation_id != actor.organisation_id:
        raise Organisation.DoesNotExist
    own = set(Organisation.objects.filter(parent_id=organisation_id).values_list("id", flat=True))
    if not own >= set(shares):
        raise Organisation.DoesNotExist
    decision = (
        CouncilDecision.objects.visible_to(actor)
        .filter(organisation_id=organisation_id, year=year, replaced=False)
        .select_for_update()
        .first()
    )
    most = (decision.ordinary, decision.minors) if decision else (0, 0)
    given = (sum(pair[0] for pair in shares.values()), sum(pair[1] for pair in shares.values()))
    if given[0] > most[0] or given[1] > most[1]:
        raise DistrictsBeyondMunicipality(given, most)
    DistrictShare.objects.visible_to(actor).filter(organisation_id__in=own, year=year).delete()
    rows = DistrictShare.objects.bulk_create(
        DistrictShare(organisation_id=key, year=year, ordinary=pair[0], minors=pair[1])
        for key, pair in sorted(shares.items())
        if pair != (0, 0)
    )
    audit.changed(actor, "capacity.district_share", subject_id=organisation_id, year=year, districts=len(rows))
    return rows


class PlanChangedMeanwhile(Exception):
    """Someone else saved the plan after this page was opened. Carries the plan's version row and organisation."""

    def __init__(self, plan: WeekPlan) -> None:
        super().__init__(plan.organisation_id)
        self.plan = plan


@transaction.atomic
def plan_weeks(
    organisation_id: int, *, year: int, weeks: Mapping[int, Pair], actor: Actor, version: int | None = None
) -> list[ReadyWeek]:
    """The municipality says when places are ready: (ordinary, minors) per ISO week. Never more than is decided."""
    versions = {} if version is None else {organisation_id: version}
    return plan_together({organisation_id: weeks}, year=year, versions=versions, actor=actor)


@transaction.atomic
def plan_together(
    plans: Mapping[int, Mapping[int, Pair]], *, year: int, versions: Mapping[int, int], actor: Actor
) -> list[ReadyWeek]:
    """Several plans at once, all or none: a municipality's own and its city districts'.

    Raises PlanBeyondDecision, PlanChangedMeanwhile.
    """
    actor.require("capacity.plan")
    if not set(plans) <= set(actor.organisations):
        raise Organisation.DoesNotExist
    rows: list[ReadyWeek] = []
    for organisation_id, weeks in sorted(plans.items()):
        _hold(organisation_id, year, versions.get(organisation_id), actor)
        ReadyWeek.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year).delete()
        rows += ReadyWeek.objects.bulk_create(
            ReadyWeek(organisation_id=organisation_id, year=year, week=week, ordinary=pair[0], minors=pair[1])
            for week, pair in sorted(weeks.items())
            if pair != (0, 0)
        )
    for municipality_id in {row.parent_id or row.id for row in Organisation.objects.filter(id__in=plans)}:
        _within_decision(municipality_id, year, actor)
    audit.changed(actor, "capacity.week_plan", year=year, organisations=sorted(plans), weeks=len(rows))
    return rows


def _hold(organisation_id: int, year: int, version: int | None, actor: Actor) -> None:
    """Keep others out of this plan until the transaction ends, and count the change."""
    now = timezone.now()
    WeekPlan.objects.bulk_create(
        [WeekPlan(organisation_id=organisation_id, year=year, version=0, saved_at=now)], ignore_conflicts=True
    )
    plan = (
        WeekPlan.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("saved_by", "organisation")
        .get(organisation_id=organisation_id, year=year)
    )
    if version is not None and plan.version != version:
        raise PlanChangedMeanwhile(plan)
    plan.version, plan.saved_at, plan.saved_by_id = plan.version + 1, now, actor.user_id
    plan.save(update_fields=["version", "saved_at", "saved_by"])


def _within_decision(municipality_id: int, year: int, actor: Actor) -> None:
    """A municipality and its city districts plan no more together than the council has decided.

    Where the places are divided, no district plans more than its share.

    A city district asks about its municipality's and its neighbours' figures: these are public.
    """
    kin = Organisation.objects.filter(Q(id=municipality_id) | Q(parent_id=municipality_id, kind="city_district"))
    family = replace(actor, organisations=tuple(kin.values_list("id", flat=True)))
    decisions = (
        CouncilDecision.objects.visible_to(family)
        .filter(organisation_id__in=family.organisations, year=year, replaced=False)
        .select_for_update(of=("self",))
    )
    shares = DistrictShare.objects.visible_to(family).filter(organisation_id__in=family.organisations, year=year)
    decided = {row.organisation_id: (row.ordinary, row.minors) for row in [*shares, *decisions]}
    planned: dict[int, Pair] = {}
    for row in ReadyWeek.objects.visible_to(family).filter(organisation_id__in=family.organisations, year=year):
        before = planned.get(row.organisation_id, (0, 0))
        planned[row.organisation_id] = (before[0] + row.ordinary, before[1] + row.minors)
    total = (sum(pair[0] for pair in planned.values()), sum(pair[1] for pair in planned.values()))
    _no_more(total, decided.get(municipality_id, (0, 0)))
    for organisation_id, most in decided.items():
        _no_more(planned.get(organisation_id, (0, 0)), most)


def _no_more(planned: Pair, decided: Pair) -> None:
    if planned[0] > decided[0] or planned[1] > decided[1]:
        raise PlanBeyondDecision(planned, decided)
