"""The made-up Norway is built through the actions; interrupted, it goes on; and it counts what was drawn."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from psycopg import sql

from rotfeste.doors.demo.building.compare import SOURCE
from rotfeste.doors.demo.drawing.figures import THE_YEAR

SCALE = "60"
FROZEN = "2017-12-31"
COUNT = """
import json
from rotfeste.doors.demo.building import compare
from rotfeste.doors.demo.building.build import drawing
from rotfeste.doors.demo.drawing.figures import LAST_DAY
plans = [plan for plan in drawing(%s).plans]
settled = [plan for plan in plans if plan.moves_on <= LAST_DAY]
size = lambda rows: sum(plan.size for plan in rows)
drawn = {
    "settled": size(settled),
    "waiting": size(plan for plan in plans if plan.moves_on > LAST_DAY),
    "resettlement": size(plan for plan in settled if plan.resettlement),
    "minors": size(plan for plan in settled if plan.part == "minors"),
    "families": len([plan for plan in settled if plan.part.endswith("families")]),
    "persons_in_families": size(plan for plan in settled if plan.part.endswith("families")),
    "self_settled": size(plan for plan in settled if plan.self_settled),
    "asked": sum(row.asked for row in drawing(%s).quotas),
    "decided": sum(row.decided for row in drawing(%s).quotas),
}
counted = compare.counted()
print(json.dumps([(name, drawn[name], counted[name]) for name in drawn]))
"""


def address(alias: str, name: str) -> str:
    """The address of a database of another name, as this role."""
    own = settings.DATABASES[alias]
    secret = f":{quote(str(own['PASSWORD']))}" if own["PASSWORD"] else ""
    number = own["PORT"] or own["OPTIONS"].get("port")
    port = f"&port={number}" if number else ""
    return f"postgresql://{quote(str(own['USER']))}{secret}@/{name}?host={quote(str(own['HOST']), safe='')}{port}"


@pytest.fixture
def norway(worker_id: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """An empty database of its own, and the environment that points to it."""
    name = f"test_rotfeste_norway_{worker_id}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield {
            **os.environ,
            "ENVIRONMENT": "demo",
            "ROTFESTE_TODAY": FROZEN,
            "DATABASE_URL": address("default", name),
            "OWNER_DATABASE_URL": address("owner", name),
            "PYTHONPATH": str(settings.ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def building(norway: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "demo", "--scale", SCALE]
    return subprocess.Popen(command, cwd=settings.ROOT, env=norway, stdout=subprocess.PIPE, text=True)


def steps_played(norway: dict[str, str]) -> int:
    try:
        with psycopg.connect(norway["OWNER_DATABASE_URL"]) as connection:
            row = connection.execute(sql.SQL("SELECT coalesce(sum(steps), 0) FROM demo_played")).fetchone()
    except psycopg.errors.UndefinedTable:
        return 0
    return int(row[0]) if row else 0


def test_interrupted_it_goes_on_and_then_counts_what_was_drawn(norway: dict[str, str]) -> None:
    first = building(norway)
    deadline = time.monotonic() + 120
    while steps_played(norway) < 60 and first.poll() is None and time.monotonic() < deadline:
        time.sleep(0.2)
    first.send_signal(signal.SIGINT)
    said, _ = first.communicate(timeout=60)
    assert first.returncode != 0, said
    played = steps_played(norway)
    assert played >= 60

    second = building(norway)
    said, _ = second.communicate(timeout=240)
    assert second.returncode == 0, said
    assert "organisations" not in said, "what was done is not done again"
    assert steps_played(norway) > played

    third = building(norway)
    said, _ = third.communicate(timeout=60)
    assert (third.returncode, said) == (0, ""), "what is finished is left alone"

    setup = "import django; django.setup()\n"
    counted = subprocess.run(
        [sys.executable, "-c", setup + COUNT.replace("%s", SCALE)],
        cwd=settings.ROOT,
        env=norway,
        capture_output=True,
        text=True,
        check=False,
    )
    assert counted.returncode == 0, counted.stderr
    for name, drawn, found in json.loads(counted.stdout):
        assert drawn == found, name


def test_it_is_never_built_beside_real_people() -> None:
    assert settings.TODAY is None, "tests run by the real clock"
    with pytest.raises(CommandError, match="never beside real people"):
        call_command("demo")


def test_the_drawing_and_the_comparison_speak_of_the_same_year() -> None:
    assert (THE_YEAR.settled, THE_YEAR.waiting) == (SOURCE["settled"], SOURCE["waiting"])
