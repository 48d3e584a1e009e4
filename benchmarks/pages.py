"""The ten most used pages as ordinary municipal users, 16 at once, with row-level security on."""

import os

from django.conf import settings
from django.db import connection

from benchmarks.load import Page, Taken, User, under_load
from benchmarks.report import percentile, tell
from benchmarks.serving import a_server, memory_of_workers
from benchmarks.users import logged_in, officers
from rotfeste.doors.demo.models import Played

USERS = int(os.environ.get("BENCH_USERS", "16"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "20"))
GOALS = {50: 150, 95: 400}
"""Milliseconds, at 16 users at once."""


def measure() -> None:
    """Warm up, then measure with and without time to think, beside a page that does nothing."""
    role, cases = checked_role(), Played.objects.count()
    users = [logged_in(row) for row in officers(USERS)]
    connection.close()
    idle = [User(user.session, (Page("healthz", "/healthz"),)) for user in users]
    about = {"users": len(users), "households": cases, "database_role": role, "cores": os.cpu_count()}
    with a_server() as (port, process):
        under_load(users, port, seconds=min(5, SECONDS), think=0)
        before = memory_of_workers(process)
        for think in (0.0, 1.0):
            nothing = under_load(idle, port, seconds=min(5, SECONDS), think=think)
            taken = under_load(users, port, seconds=SECONDS, think=think)
            told(taken, nothing, {**about, "think_seconds": think, "today": str(settings.TODAY)})
        tell_memory(before, memory_of_workers(process), len(users))


def checked_role() -> str:
    """The application's role; refuses to measure with one that row-level security does not hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, above = cursor.fetchone()
    if above:
        raise SystemExit(f"{name} is not held by row-level security: nothing would be measured.")
    return str(name)


def told(taken: Taken, nothing: Taken, about: dict[str, object]) -> None:
    """Each page, then all together."""
    if taken.errors:
        raise SystemExit(f"{len(taken.errors)} answers were errors, first {taken.errors[0]}")
    way = "closed_loop" if about["think_seconds"] == 0 else "thinking"
    for percent, goal in GOALS.items():
        beside = {"goal_ms": goal, "healthz_same_load_ms": round(percentile(nothing.all, percent), 2)}
        for name, values in sorted(taken.by_page.items()):
            tell(f"page.{name}.{way}.p{percent}", percentile(values, percent), "ms", beside, answers=len(values))
        tell(f"pages.{way}.p{percent}", percentile(taken.all, percent), "ms", beside, answers=len(taken.all), **about)
    rate = len(taken.all) / taken.seconds
    beside_rate = {"healthz_same_load_per_second": round(len(nothing.all) / nothing.seconds, 1)}
    tell(f"pages.{way}.per_second", rate, "pages/s", beside_rate, errors=len(taken.errors))


def tell_memory(before: list[float], after: list[float], users: int) -> None:
    """The largest worker after the load, beside itself after the warming up."""
    if after:
        tell("server.memory_per_worker", max(after), "MB", {"after_warming_up_mb": round(max(before), 1)}, users=users)
