"""A year is replayed under other policies: begun, computed policy by policy, interrupted, taken up again, published."""

from dataclasses import asdict, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from rotfeste.casework.placement import keeping
from rotfeste.casework.placement.backtest import UNKNOWN_THEN, Figures
from rotfeste.casework.placement.known import Terms
from rotfeste.casework.placement.scoring import NoWeights
from rotfeste.casework.settlement.actions.placing.computing import NothingCounts
from rotfeste.casework.settlement.models import Backtest, BacktestInput
from rotfeste.casework.settlement.queries.backtest import year_as_recorded
from rotfeste.casework.settlement.states import BACKTEST_ROADS, BacktestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk

FEWEST_SECONDS, MOST_SECONDS, HOUSEHOLDS_PER_SECOND = 6, 90, 80
"""How long hindsight may look for its plan."""


class NobodyWasSettled(Exception):
    """Nobody was settled that year, by a municipality that had been asked."""


@transaction.atomic
def start_backtest(year: int, *, terms: Terms, today: date, actor: Actor) -> Backtest:
    """Begin a replay: keep the year as the register tells it now, so that a job can compute it, and anyone again.

    Raises NobodyWasSettled, NothingCounts: then nothing is kept.
    """
    actor.require("settlement.request")
    found = year_as_recorded(year, terms, actor=actor)
    count = len(found.arrivals)
    if not count:
        raise NobodyWasSettled
    silent = tuple(key for key in found.silent if terms.weights.get(key))
    terms = replace(
        terms,
        weights={key: 0 if key in (*silent, *UNKNOWN_THEN) else weight for key, weight in terms.weights.items()},
        dwellings=False,
        kin="",
        seconds=min(MOST_SECONDS, FEWEST_SECONDS + count // HOUSEHOLDS_PER_SECOND),
    )
    found = replace(found, facts=replace(found.facts, terms=terms))
    try:
        _ = found.facts.shares
    except NoWeights as error:
        raise NothingCounts(silent) from error
    plain, needs = keeping.kept_year(found)
    row: Backtest = Backtest.objects.create(
        year=year,
        made_on=today,
        made_at=timezone.now(),
        made_by_id=actor.user_id,
        terms=asdict(terms),
        unknown=list(silent),
        households=count,
        persons=sum(each.size for each in found.facts.households),
        free=sum(place.ordinary + place.minors for place in found.facts.places),
        municipalities=len(found.facts.places),
        no_percent=found.no_percent,
        answer_days=found.answer_days,
        input_sha256=keeping.digest(plain, needs),
    )
    with walls.counting(actor, health=True):
        BacktestInput.objects.bulk_create([BacktestInput(backtest=row, facts=plain, needs=needs)])
    audit.changed(actor, "settlement.backtest_started", subject_id=row.id)
    return row


def tell_replayed(backtest_id: int, policy: str, percent: int, *, actor: Actor) -> bool:
    """Note how far the replay has come; answers whether it should go on."""
    rows = Backtest.objects.visible_to(actor).filter(id=backtest_id)
    rows.update(policy=policy, percent=percent)
    return not rows.filter(interrupt=True).exists()


@transaction.atomic
def keep_policy(
    backtest_id: int, policy: str, found: Figures, *, bound: float | None, seconds: float, actor: Actor
) -> None:
    """Keep the figures of one policy: what is kept is not computed again after an interruption."""
    row = _locked(backtest_id, actor)
    row.figures = {**row.figures, policy: asdict(found)}
    row.bound = bound if bound is not None else row.bound
    row.seconds = round(row.seconds + seconds, 1)
    row.save(update_fields=["figures", "bound", "seconds"])


@transaction.atomic
def end_backtest(backtest_id: int, status: BacktestStatus, *, actor: Actor) -> None:
    """The computing ended: all is there, someone interrupted it, or it failed. What is kept stays."""
    row = _locked(backtest_id, actor)
    row.status, row.policy, row.percent = walk(BACKTEST_ROADS, row.status, status), "", 0
    row.save(update_fields=["status", "policy", "percent"])
    if status == BacktestStatus.READY:
        audit.changed(actor, "settlement.backtest_computed", subject_id=row.id)


@transaction.atomic
def interrupt_backtest(backtest_id: int, *, actor: Actor) -> None:
    """Someone does not want to wait. Raises NoSuchRoad when it is not being computed."""
    actor.require("settlement.request")
    row = _locked(backtest_id, actor)
    walk(BACKTEST_ROADS, row.status, BacktestStatus.INTERRUPTED)
    row.interrupt = True
    row.save(update_fields=["interrupt"])
    audit.changed(actor, "settlement.backtest_interrupted", subject_id=row.id)


@transaction.atomic
def go_on_with_backtest(backtest_id: int, *, actor: Actor) -> None:
    """Take it up where it was: the policies that are computed stay. Raises NoSuchRoad when there is nothing left."""
    actor.require("settlement.request")
    row = _locked(backtest_id, actor)
    row.status, row.interrupt = walk(BACKTEST_ROADS, row.status, BacktestStatus.COMPUTING), False
    row.save(update_fields=["status", "interrupt"])
    audit.changed(actor, "settlement.backtest_went_on", subject_id=row.id)


class NotWhole(Exception):
    """Only a replay whose policies are all computed is published."""


@transaction.atomic
def publish_backtest(backtest_id: int, *, today: date, actor: Actor) -> None:
    """Let municipalities and auditors read the figures. Raises NotWhole."""
    actor.require("settlement.request")
    row = _locked(backtest_id, actor)
    if row.status != BacktestStatus.READY:
        raise NotWhole
    if row.published_on is None:
        row.published_on = today
        row.save(update_fields=["published_on"])
        audit.changed(actor, "settlement.backtest_published", subject_id=row.id)


def _locked(backtest_id: int, actor: Actor) -> Backtest:
    row: Backtest = Backtest.objects.visible_to(actor).select_for_update(of=("self",)).get(id=backtest_id)
    return row
