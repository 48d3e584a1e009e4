"""A year is replayed under other policies: begun, computed, interrupted, taken up again, published; and begun anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rotfeste.casework.placement import keeping
from rotfeste.casework.placement.backtest import Figures, Year
from rotfeste.casework.placement.known import Terms
from rotfeste.casework.placement.scoring import NoWeights
from rotfeste.casework.settlement.actions.placing.computing import NothingCounts
from rotfeste.casework.settlement.models import Backtest, BacktestInput
from rotfeste.casework.settlement.queries.backtest import in_numbers, year_to_compute
from rotfeste.casework.settlement.states import BACKTEST_ROADS, BacktestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk


class NobodyWasSettled(Exception):
    """Nobody was settled that year, by a municipality that had been asked."""


class BeingReplayed(Exception):
    """The year is being replayed already: one version is computed at a time."""


@transaction.atomic
def start_backtest(year: int, *, terms: Terms, today: date, actor: Actor) -> Backtest:
    """Begin a replay: keep the year as the register tells it now, so that a job can compute it, and anyone again.

    A year that was replayed before gets a new version; the others stay. Raises NobodyWasSettled, NothingCounts,
    BeingReplayed: then nothing is kept.
    """
    actor.require("settlement.request")
    found, silent = year_to_compute(year, terms, actor=actor)
    if not found.arrivals:
        raise NobodyWasSettled
    try:
        _ = found.facts.shares
    except NoWeights as error:
        raise NothingCounts(silent) from error
    row = _kept(year, found, silent, today, actor)
    audit.changed(actor, "settlement.backtest_started", subject_id=row.id)
    return row


def _kept(year: int, found: Year, silent: tuple[str, ...], today: date, actor: Actor) -> Backtest:
    plain, needs = keeping.kept_year(found)
    newest = Backtest.objects.visible_to(actor).filter(year=year).aggregate(last=Max("version"))["last"] or 0
    row = Backtest(
        year=year,
        version=newest + 1,
        made_on=today,
        made_at=timezone.now(),
        made_by_id=actor.user_id,
        terms=asdict(found.facts.terms),
        unknown=list(silent),
        input_sha256=keeping.digest(plain, needs),
        **asdict(in_numbers(found)),
    )
    with _one_at_a_time():
        row.save(force_insert=True)
    with walls.counting(actor, health=True):
        BacktestInput.objects.bulk_create([BacktestInput(backtest=row, facts=plain, needs=needs)])
    return row


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two who begin at once are told apart by the database."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise BeingReplayed from error


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
    """Take it up where it was: the policies that are computed stay.

    Raises NoSuchRoad when there is nothing left, BeingReplayed when another version of the year is being computed.
    """
    actor.require("settlement.request")
    row = _locked(backtest_id, actor)
    row.status, row.interrupt = walk(BACKTEST_ROADS, row.status, BacktestStatus.COMPUTING), False
    with _one_at_a_time():
        row.save(update_fields=["status", "interrupt"])
    audit.changed(actor, "settlement.backtest_went_on", subject_id=row.id)


class NotWhole(Exception):
    """Only a replay whose policies are all computed is published."""


class NewerIsPublished(Exception):
    """A newer version of the year is published."""


@transaction.atomic
def publish_backtest(backtest_id: int, *, today: date, actor: Actor) -> None:
    """Let municipalities and auditors read the figures, in place of those of an older version, which stays readable.

    Raises NotWhole, NewerIsPublished.
    """
    actor.require("settlement.request")
    row = _locked(backtest_id, actor)
    if row.status != BacktestStatus.READY:
        raise NotWhole
    if row.published_on is None:
        others = Backtest.objects.visible_to(actor).filter(year=row.year, published_on__isnull=False)
        if others.filter(version__gt=row.version).exists():
            raise NewerIsPublished
        others.filter(replaced_on=None).update(replaced_on=today)
        row.published_on = today
        row.save(update_fields=["published_on"])
        audit.changed(actor, "settlement.backtest_published", subject_id=row.id)


def _locked(backtest_id: int, actor: Actor) -> Backtest:
    row: Backtest = Backtest.objects.visible_to(actor).select_for_update(of=("self",)).get(id=backtest_id)
    return row
