"""What planning does by itself: sends the requests of a round, and reminds those who have not answered."""

from datetime import date

from procrastinate.contrib.django import app

from rotfeste.casework.planning.actions import remind, send_some
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.queries import actor_in_role

QUEUE = "planning"
REMINDER = system("planning", permissions=frozenset({"capacity.ask"}))


def send_later(round_id: int, *, today: date, actor: Actor) -> None:
    """Send a round by a job, some at a time, so that it can be interrupted and go on."""
    app.configure_task("planning.send_round", queue=QUEUE, queueing_lock=f"round-{round_id}").defer(
        round_id=round_id,
        user_id=actor.user_id,
        organisation_id=actor.organisation_id,
        role=actor.role,
        today=today.isoformat(),
    )


@app.task(name="planning.send_round", queue=QUEUE)
def send_round(round_id: int, user_id: int, organisation_id: int, role: str, today: str) -> None:
    """Send until nothing is left."""
    on = date.fromisoformat(today)
    actor = actor_in_role(user_id, organisation_id, role, on=on)
    while True:
        with walls.asking(actor):
            if not send_some(round_id, today=on, actor=actor):
                return


def remind_all(today: date) -> int:
    """Remind, for this year and the next, those whose time is nearly out; returns how many."""
    with walls.asking(REMINDER):
        return sum(remind(year, today=today, actor=REMINDER) for year in (today.year, today.year + 1))
