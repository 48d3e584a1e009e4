"""Intake of a large file, beside PostgreSQL's own COPY of the same rows into an unlogged copy of the table."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from benchmarks.report import tell
from rotfeste.casework.settlement import actions
from rotfeste.foundation.access import walls
from rotfeste.registers.persons import actions as persons
from tests.builders import House, as_csv
from tests.faults.deliveries import a_large_delivery

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
TODAY, NOW = date(2017, 6, 1), datetime(2017, 6, 1, 10, 0, tzinfo=UTC)
TABLE = "persons_person"


def measure() -> None:
    """A file with 5 % errors is judged and taken in; then the persons it gave are copied by the database itself."""
    with a_database():
        house = House()
        content = as_csv(a_large_delivery(ROWS, house.centre.organisation_number or "", wrong_percent=5))
        began = time.perf_counter()
        with walls.asking(house.case_worker) as actor:
            delivery = persons.preview(content, file_name="b.csv", sender="UDI", now=NOW, today=TODAY, actor=actor)
        judged = ROWS / (time.perf_counter() - began)
        began, more = time.perf_counter(), 1
        while more:
            with walls.asking(house.case_worker) as actor:
                more = actions.take_in(delivery.id, now=NOW, today=TODAY, actor=actor)
        taken_in = delivery.rows_new / (time.perf_counter() - began)
        copied = rows_copied_per_second()
    beside = {"copy_rows_per_second": round(copied), "share_of_copy": round(taken_in / copied, 5), "goal": 300}
    counts = {"rows": ROWS, "wrong": delivery.rows_wrong, "held": delivery.rows_held, "new": delivery.rows_new}
    tell("intake.judged", judged, "rows/s", {"copy_rows_per_second": round(copied)}, **counts)
    tell(
        "intake.taken_in", taken_in, "rows/s", beside, **counts, writes="person, permit, stay, task, case, step, trail"
    )


def rows_copied_per_second() -> float:
    """How fast PostgreSQL copies the very same persons into an unlogged table with the same columns and indexes."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
        with cursor.copy(f"COPY {TABLE} TO STDOUT") as out:  # type: ignore[attr-defined]
            data = b"".join(bytes(block) for block in out)
        cursor.execute(f"CREATE UNLOGGED TABLE copied (LIKE {TABLE} INCLUDING ALL)")
        began = time.perf_counter()
        with cursor.copy("COPY copied FROM STDIN") as into:  # type: ignore[attr-defined]
            into.write(data)
        cursor.execute("SELECT count(*) FROM copied")
        return int(cursor.fetchone()[0]) / (time.perf_counter() - began)


@contextmanager
def a_database() -> Iterator[None]:
    """An empty database of its own beside the measured one, dropped afterwards."""
    before, name = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_intake"
    with connections["owner"]._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    use(name)
    call_command("prepare", verbosity=0)
    settings.TODAY = TODAY
    try:
        yield
    finally:
        use(before)
        with connections["owner"]._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def use(name: str) -> None:
    """Connect to this database from now on."""
    for alias in ("owner", "default"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
