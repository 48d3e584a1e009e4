"""Real servers and workers, and kill -9."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from tests.browser.conftest import answering, free_port

ROOT = Path(__file__).resolve().parents[2]
WORKER = [sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "1"]
SERVER = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]


def begin(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process with its children in a group of its own."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": path, **environment}
    return subprocess.Popen(command, cwd=ROOT, env=known, start_new_session=True, stderr=subprocess.DEVNULL)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children at once, as a power cut does; wait until the database has noticed."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until(lambda: others_connected() == 0, "the database lets go of the dead process's connections")


def others_connected() -> int:
    """How many others are connected to this database."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND pid <> %s",
            [_own_pid()],
        )
        return int(cursor.fetchone()[0])


def _own_pid() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def until(reached: Callable[[], bool], what: str, *, seconds: float = 90) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.05)


@contextmanager
def a_server(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The server as it is started for users, on a port of its own, and its address."""
    port = free_port()
    process = begin(
        [*SERVER, "--port", str(port), "--workers", "1", "--blocking-threads", "2", APPLICATION], environment
    )
    try:
        yield process, answering(f"http://localhost:{port}")
    finally:
        if process.poll() is None:
            kill(process)


APPLICATION = "config.wsgi:application"
