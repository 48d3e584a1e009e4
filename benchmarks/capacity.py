"""The weekly grid of the whole country: first view and save, beside the same cells as bare SQL.

A database of its own with 426 municipalities, each with 53 weeks of both kinds of places.
"""

import gzip
import statistics
import time

from django.conf import settings
from django.db import connection, connections
from django.urls import reverse

from benchmarks.intake import TODAY, a_database
from benchmarks.report import tell
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places
from rotfeste.registers.capacity.actions import plan_weeks, register_council_decision
from tests.builders import a_browser, someone

YEAR, WEEKS = 2020, 53
VIEWS, SAVES = 10, 10
CELLS = "SELECT organisation_id, week, ordinary, minors FROM capacity_readyweek WHERE year = %s"


def measure() -> None:
    """Fill the country, then look at it and change one municipality's plan."""
    with a_database():
        settings.ALLOWED_HOSTS = ["*"]
        officers = municipalities()
        worker = someone("case_worker", Organisation.objects.create(kind="directorate", name="Direktoratet"))
        took = [saved(officer) for officer in officers]
        rows = len(officers) * WEEKS
        copied = copy_seconds()
        tell(
            "capacity.save_all",
            sum(took),
            "s",
            {"copy_same_rows_s": round(copied, 3)},
            municipalities=len(officers),
            rows=rows,
            cells=2 * rows,
            each_ms=round(statistics.median(took) * 1000, 1),
        )
        view(worker)
        form(officers[0])


def municipalities() -> list[Actor]:
    """An officer of each of the country's municipalities, whose council has decided."""
    found = []
    for row in places.municipalities(TODAY):
        organisation = Organisation.objects.create(kind="municipality", name=row.name, place_code=row.code)
        officer = someone("settlement_officer", organisation)
        with walls.asking(officer):
            register_council_decision(
                organisation.id, year=YEAR, ordinary=500, minors=200, decided_on=TODAY, today=TODAY, actor=officer
            )
        found.append(officer)
    return found


def saved(officer: Actor) -> float:
    """Seconds that it takes to save one municipality's year."""
    weeks = {week: (1 + week % 7, week % 4) for week in range(1, WEEKS + 1)}
    began = time.perf_counter()
    with walls.asking(officer):
        plan_weeks(officer.known_organisation, year=YEAR, weeks=weeks, actor=officer)
    return time.perf_counter() - began


def copy_seconds() -> float:
    """How long PostgreSQL takes to copy the very same rows into an unlogged table with the same indexes."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE capacity_readyweek NO FORCE ROW LEVEL SECURITY")
        with cursor.copy("COPY capacity_readyweek TO STDOUT") as out:  # type: ignore[attr-defined]
            data = b"".join(bytes(block) for block in out)
        cursor.execute("ALTER TABLE capacity_readyweek FORCE ROW LEVEL SECURITY")
        cursor.execute("CREATE UNLOGGED TABLE copied_weeks (LIKE capacity_readyweek INCLUDING ALL)")
        began = time.perf_counter()
        with cursor.copy("COPY copied_weeks FROM STDIN") as into:  # type: ignore[attr-defined]
            into.write(data)
        return time.perf_counter() - began


def view(worker: Actor) -> None:
    """The page of the whole country: the first time in a process, and after that."""
    browser, address = a_browser(worker), f"{reverse('settlement:nation')}?year={YEAR}"
    times, content = [], b""
    for _view in range(1 + VIEWS):
        began = time.perf_counter()
        answer = browser.get(address)
        times.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
        content = answer.content
    beside = {"select_same_cells_ms": round(select_ms(worker), 1), "goal_ms": 1000}
    more = {"bytes": len(content), "gzipped": len(gzip.compress(content, 6)), "goal_gzipped": 200_000}
    tell("capacity.country_first_view", times[0], "ms", beside, **more)
    tell("capacity.country_view", statistics.median(times[1:]), "ms", beside, views=VIEWS)


def select_ms(worker: Actor) -> float:
    """The same cells by bare SQL, with row-level security on."""
    times = []
    for _time in range(VIEWS):
        with walls.asking(worker), connection.cursor() as cursor:
            began = time.perf_counter()
            cursor.execute(CELLS, [YEAR])
            cursor.fetchall()
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def form(officer: Actor) -> None:
    """One municipality's own grid: opened, and saved as the browser sends it."""
    browser = a_browser(officer)
    address = f"{reverse('settlement:weeks', args=[officer.organisation_id])}?year={YEAR}"
    opened, sent = [], []
    for number in range(SAVES):
        began = time.perf_counter()
        browser.get(address)
        opened.append((time.perf_counter() - began) * 1000)
        cells = {f"{kind}_{week}": str(1 + week % 3) for week in range(1, WEEKS + 1) for kind in ("ordinary", "minors")}
        began = time.perf_counter()
        answer = browser.post(address, {**cells, "version": str(number + 1)})
        sent.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 302:
            raise SystemExit(f"The plan was not saved: {answer.status_code}")
    beside = {"goal_ms": 1000}
    tell("capacity.grid_first_view", opened[0], "ms", beside, cells=2 * WEEKS)
    tell("capacity.grid_view", statistics.median(opened), "ms", beside, cells=2 * WEEKS)
    tell("capacity.grid_save", statistics.median(sent), "ms", beside, cells=2 * WEEKS)
