"""A round of placement is begun from the facts of the day, computed by a job, and kept whole."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from rotfeste.casework.placement import comparing, keeping
from rotfeste.casework.placement.known import Terms
from rotfeste.casework.placement.optimiser.clash import Clash, clashes
from rotfeste.casework.placement.optimiser.instance import NOWHERE
from rotfeste.casework.placement.optimiser.plan import Proposal as Plan
from rotfeste.casework.placement.reasons import left, reasons
from rotfeste.casework.placement.scoring import Facts, NoWeights
from rotfeste.casework.settlement.models import Placement, PlacementHealth, PlacementInput, Proposal
from rotfeste.casework.settlement.queries.placing.feed import gathered
from rotfeste.casework.settlement.states import PLACEMENT_ROADS, PlacementStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk

FEWEST_SECONDS, MOST_SECONDS, HOUSEHOLDS_PER_SECOND = 6, 120, 80
"""How long a round may take: some seconds, and more for a large one."""


class NothingCounts(Exception):
    """All weights are zero, or only parts without data weigh anything. Carries those parts."""

    def __init__(self, unknown: tuple[str, ...]) -> None:
        super().__init__(unknown)
        self.unknown = unknown


class NobodyIsReady(Exception):
    """Nobody waits who is ready to be settled."""


class NoFreePlaces(Exception):
    """No municipality has a free place this year."""


class PinsClash(Exception):
    """Pins that cannot all hold. Carries, for each clash, the rule, case ids, organisation id, wanted and there is."""

    def __init__(self, found: list[tuple[Clash, tuple[int, ...], int | None]]) -> None:
        super().__init__(found)
        self.found = found


@transaction.atomic
def start_placement(*, terms: Terms, today: date, actor: Actor, after: int | None = None) -> Placement:
    """Begin a round: keep the facts of the day, so that a job can compute it, and anyone can compute it again.

    Pins and what is ruled out by hand follow from an earlier round, where one is named.
    Raises NothingCounts, NobodyIsReady, NoFreePlaces, PinsClash: then nothing is kept.
    """
    actor.require("settlement.request")
    found = gathered(terms, today=today, actor=actor, after=after)
    count = len(found.facts.households)
    terms = replace(terms, seconds=min(MOST_SECONDS, FEWEST_SECONDS + count // HOUSEHOLDS_PER_SECOND))
    facts = replace(found.facts, terms=terms)
    check(facts)
    plain, health = keeping.kept(facts)
    row: Placement = Placement.objects.create(
        made_on=today,
        made_at=timezone.now(),
        made_by_id=actor.user_id,
        terms=asdict(terms),
        unknown=list(facts.unknown),
        households=len(facts.households),
        persons=sum(each.size for each in facts.households),
        left_out=found.left_out,
        sources=found.sources,
        free=sum(place.ordinary + place.minors for place in facts.places),
        protected=found.protected,
        input_sha256=keeping.digest(plain, health),
    )
    PlacementInput.objects.create(placement=row, facts=plain)
    with walls.counting(actor, health=True):
        PlacementHealth.objects.bulk_create([PlacementHealth(placement=row, needs=health)])
    audit.changed(actor, "settlement.placement_started", subject_id=row.id, persons=found.persons)
    return row


def check(facts: Facts) -> None:
    """Whether anything can come of these facts. Raises NothingCounts, NobodyIsReady, NoFreePlaces, PinsClash."""
    if not facts.households:
        raise NobodyIsReady
    if not any(place.ordinary or place.minors for place in facts.places):
        raise NoFreePlaces
    try:
        instance = facts.instance
    except NoWeights as error:
        raise NothingCounts(facts.unknown) from error
    found = clashes(instance)
    if found:
        raise PinsClash(
            [
                (
                    each,
                    tuple(facts.households[unit].key for unit in each.units),
                    None if each.rule == "pins_county" else facts.places[each.place].key,
                )
                for each in found
            ]
        )


def tell_progress(placement_id: int, stage: str, *, actor: Actor) -> bool:
    """Note how far the computing has come; answers whether it should go on."""
    rows = Placement.objects.visible_to(actor).filter(id=placement_id)
    rows.update(stage=stage)
    return not rows.filter(interrupt=True).exists()


@transaction.atomic
def interrupt_placement(placement_id: int, *, actor: Actor) -> Placement:
    """Someone does not want to wait: the best so far is used. Raises NoSuchRoad when it is computed already."""
    actor.require("settlement.request")
    row: Placement = Placement.objects.visible_to(actor).select_for_update(of=("self",)).get(id=placement_id)
    walk(PLACEMENT_ROADS, row.status, PlacementStatus.INTERRUPTED)
    row.interrupt = True
    row.save(update_fields=["interrupt"])
    audit.changed(actor, "settlement.placement_interrupted", subject_id=row.id)
    return row


@transaction.atomic
def keep_plan(placement_id: int, facts: Facts, plan: Plan, floors: dict[str, Any], *, actor: Actor) -> Placement:
    """Keep what was computed: a proposal with its reasons for each household, and the figures of the whole."""
    row: Placement = Placement.objects.visible_to(actor).select_for_update(of=("self",)).get(id=placement_id)
    row.status = walk(
        PLACEMENT_ROADS, row.status, PlacementStatus.INTERRUPTED if row.interrupt else PlacementStatus.READY
    )
    # Measured from placing nobody, so that what is gained is positive, and its share of the best means something.
    nobody = float(facts.instance.penalty.sum())
    row.value, row.bound, row.seconds = plan.value + nobody, plan.bound + nobody, round(plan.seconds, 1)
    row.gap = max(0.0, row.bound - row.value) / max(1.0, row.bound)
    row.broken, row.stage = len(plan.broken), ""
    row.figures, row.fairness = comparing.compared(facts, plan.where), comparing.fairness(facts, plan.where)
    row.floors = floors
    row.save()
    basis = PlacementInput.objects.visible_to(actor).get(placement=row)
    basis.prices = keeping.kept_prices(plan.prices)
    basis.save(update_fields=["prices"])
    remains, made = left(facts.instance, plan.where), []
    for unit, household in enumerate(facts.households):
        place = int(plan.where[unit])
        key = None if place == NOWHERE else facts.places[place].key
        made.append(
            Proposal(
                placement=row,
                case_id=household.key,
                computed_id=key,
                organisation_id=key,
                checks=list(household.checks),
                pinned_id=household.pinned,
                forbidden=list(household.by_hand),
                **as_kept(facts, plan.prices, unit, place, remains),
            )
        )
    Proposal.objects.bulk_create(made, batch_size=500)
    audit.changed(actor, "settlement.placement_computed", subject_id=row.id, rows=len(made))
    return row


def as_kept(facts: Facts, prices: Any, unit: int, place: int, remains: Any) -> dict[str, Any]:
    """The reasons of a proposal, as its row keeps them."""
    found = reasons(facts, prices, unit, place, remains)
    return {
        "points": found.points,
        "price": found.price,
        "parts": found.parts,
        "alternatives": [asdict(each) for each in found.alternatives],
        "ruled_out": found.ruled_out,
        "figures": found.figures,
        "housing": found.housing,
    }


@transaction.atomic
def could_not_compute(placement_id: int, *, actor: Actor) -> None:
    """The computing failed: the facts are kept, and someone can begin again."""
    row: Placement = Placement.objects.visible_to(actor).select_for_update(of=("self",)).get(id=placement_id)
    row.status = walk(PLACEMENT_ROADS, row.status, PlacementStatus.FAILED)
    row.save(update_fields=["status"])
