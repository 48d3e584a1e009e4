"""What settlement does by itself, apart from the requests that cause it."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from time import monotonic

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from rotfeste.casework.placement.backtest import POLICIES, Interrupted, measured
from rotfeste.casework.placement.proposing import proposed
from rotfeste.casework.settlement.actions import (
    could_not_compute,
    end_backtest,
    keep_plan,
    keep_policy,
    propose_next,
    take_in,
    tell_of_vacancies,
    tell_progress,
    tell_replayed,
)
from rotfeste.casework.settlement.actions.answering import PLACING
from rotfeste.casework.settlement.queries.backtest import backtest, basis_of_backtest
from rotfeste.casework.settlement.queries.placing import basis
from rotfeste.casework.settlement.states import BacktestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.queries import actor_in_role


def take_in_later(delivery_id: int, *, today: date, actor: Actor) -> None:
    """Take a large delivery in by a job: one transaction per chunk, so that it can be interrupted and go on."""
    app.configure_task("settlement.take_in_delivery", queueing_lock=f"delivery-{delivery_id}").defer(
        delivery_id=delivery_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        today=today.isoformat(),
    )


@app.task(name="settlement.take_in_delivery")
def take_in_delivery(delivery_id: int, user_id: int, organisation_id: int, role: str, today: str) -> None:
    """Take in chunk after chunk until nothing is left."""
    on = date.fromisoformat(today)
    _take_all_in(delivery_id, actor_in_role(user_id, organisation_id, role, on=on), on)


def take_in_for_machine_later(delivery_id: int, *, today: date, sender: str) -> None:
    """The same for a delivery that came by call: its sender may take in everyone it sent."""
    app.configure_task("settlement.take_in_call", queueing_lock=f"delivery-{delivery_id}").defer(
        delivery_id=delivery_id, sender=sender, today=today.isoformat()
    )


@app.task(name="settlement.take_in_call")
def take_in_call(delivery_id: int, sender: str, today: str) -> None:
    """Take in a delivery that came by call."""
    actor = replace(system(sender, permissions=frozenset({"persons.intake"})), protected=True)
    _take_all_in(delivery_id, actor, date.fromisoformat(today))


def _take_all_in(delivery_id: int, actor: Actor, on: date) -> None:
    while True:
        with walls.asking(actor):
            if not take_in(delivery_id, now=timezone.now(), today=on, actor=actor):
                return


def strike_vacancy_clock(*, today: date) -> int:
    """The daily stroke of the vacancy clock. Says how many dwellings someone was told about."""
    with walls.asking(system("the vacancy clock")) as clock:
        return tell_of_vacancies(today=today, actor=clock)


PLACER = replace(
    system("placement", permissions=frozenset({"settlement.health", "persons.minors", "planning.read"})), protected=True
)
"""Computes rounds from what they keep: needs about health and hidden persons count, and are shown to nobody."""
BETWEEN = 0.5
"""Seconds between two notes on how far the computing has come."""


def place_later(placement_id: int) -> None:
    """Compute a round by a job."""
    app.configure_task("settlement.place", queue=PLACING, queueing_lock=f"placement-{placement_id}").defer(
        placement_id=placement_id
    )


@app.task(name="settlement.place", queue=PLACING)
def place(placement_id: int) -> None:
    """Compute a round; what it has come to is noted as it goes, and someone may ask for the best so far."""
    with walls.asking(PLACER):
        facts, _prices, _sha = basis(placement_id, actor=PLACER)
    told = 0.0

    def tell(stage: str, value: float, bound: float) -> bool:
        nonlocal told
        if monotonic() - told < BETWEEN:
            return True
        with walls.asking(PLACER):
            go_on = tell_progress(placement_id, stage, actor=PLACER)
        told = monotonic()
        return go_on

    try:
        found, floors = proposed(facts, tell=tell)
        with walls.asking(PLACER):
            keep_plan(placement_id, facts, found, floors, actor=PLACER)
    except Exception:
        with walls.asking(PLACER):
            could_not_compute(placement_id, actor=PLACER)
        raise


@app.task(name="settlement.propose_next", queue=PLACING)
def propose_the_next(request_id: int) -> None:
    """A municipality has said no to a request that came from a round."""
    with walls.asking(PLACER):
        propose_next(request_id, actor=PLACER)


def replay_later(backtest_id: int) -> None:
    """Replay a year by a job; one that waits already will do it."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task("settlement.replay", queue=PLACING, queueing_lock=f"backtest-{backtest_id}").defer(
            backtest_id=backtest_id
        )


@app.task(name="settlement.replay", queue=PLACING)
def replay(backtest_id: int) -> None:
    """Replay a year, policy by policy; those that are computed already stay, so that it goes on where it was."""
    told = 0.0

    def tell(policy: str, part: int, of: int) -> bool:
        nonlocal told
        if monotonic() - told < BETWEEN:
            return True
        with walls.asking(PLACER):
            go_on = tell_replayed(backtest_id, policy, 100 * part // of, actor=PLACER)
        told = monotonic()
        return go_on

    try:
        with walls.asking(PLACER):
            done = set(backtest(backtest_id, actor=PLACER).figures)
            year, _sha = basis_of_backtest(backtest_id, actor=PLACER)
        for policy in POLICIES:
            if policy not in done:
                began = monotonic()
                found, bound = measured(year, policy, tell=partial(tell, policy))
                with walls.asking(PLACER):
                    keep_policy(backtest_id, policy, found, bound=bound, seconds=monotonic() - began, actor=PLACER)
    except Interrupted:
        status = BacktestStatus.INTERRUPTED
    except Exception:
        with walls.asking(PLACER):
            end_backtest(backtest_id, BacktestStatus.FAILED, actor=PLACER)
        raise
    else:
        status = BacktestStatus.READY
    with walls.asking(PLACER):
        end_backtest(backtest_id, status, actor=PLACER)
