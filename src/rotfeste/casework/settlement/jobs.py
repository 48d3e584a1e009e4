"""What settlement does by itself, apart from the requests that cause it."""

from dataclasses import replace
from datetime import date
from time import monotonic

from django.utils import timezone
from procrastinate.contrib.django import app

from rotfeste.casework.placement.proposing import proposed
from rotfeste.casework.settlement.actions import (
    could_not_compute,
    keep_plan,
    propose_next,
    take_in,
    tell_of_vacancies,
    tell_progress,
)
from rotfeste.casework.settlement.actions.answering import PLACING
from rotfeste.casework.settlement.queries.placing import basis
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


PLACER = replace(system("placement", permissions=frozenset({"settlement.health", "persons.minors"})), protected=True)
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
