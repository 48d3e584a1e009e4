"""`make start`: make everything ready, serve the site with its worker beside it, and stop both on Ctrl-C."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import django
import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connections

from config import embedded

ROOT = embedded.LOCAL.parent
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
SERVER = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
WORKER = ["nice", sys.executable, "manage.py", "procrastinate", "worker", "--concurrency", "2"]
PATIENCE = 20


def main() -> int:
    """Prepare, serve, wait; returns the exit code."""
    began = time.monotonic()
    if taken():
        print(f"Port {PORT} on {HOST} is in use. Choose another one: PORT={PORT + 1} make start")
        return 1
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    say("The database")
    django.setup()
    try:
        prepare()
    except (CommandError, KeyboardInterrupt) as error:
        print(error or "Interrupted.")
        rest()
        return 1
    children = {"The server": serve(), "The worker": begin(WORKER, quiet=True)}
    try:
        return watch(children, began)
    finally:
        stop(list(children.values()))
        rest()


def prepare() -> None:
    """Bring the database, the translations and the files for the browser up to date; build the demo if it is empty."""
    say("Translations and files for the browser")
    call_command("translations", "compile")
    call_command("assets")
    collect()
    say("Tables")
    call_command("demo" if settings.DEMO else "prepare")


def collect() -> None:
    """Gather, name by content and compress the files for the browser, unless none has changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name))
            digest.update(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    mark = settings.STATIC_ROOT / ".collected"
    if mark.exists() and mark.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(digest.hexdigest())


def serve() -> subprocess.Popen[bytes]:
    """The server: one process per core, with threads, since pages wait for the database."""
    workers = os.environ.get("WEB_WORKERS", str(min(os.cpu_count() or 1, 4)))
    threads = os.environ.get("WEB_THREADS", "4")
    address = ["--host", HOST, "--port", str(PORT), "--workers", workers, "--blocking-threads", threads]
    return begin([*SERVER, *address, "--respawn-failed-workers", "config.wsgi:application"])


def begin(command: list[str], *, quiet: bool = False) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that Ctrl-C reaches this one alone, which then stops the others.

    A quiet one says only what is wrong.
    """
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL if quiet else None)


def watch(children: dict[str, subprocess.Popen[bytes]], began: float) -> int:
    """Say when the site is ready; then wait until someone stops it, or until one of the processes ends by itself."""
    asked_to_stop = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
    welcomed = False
    while not asked_to_stop:
        for name, child in children.items():
            if child.poll() is not None:
                print(f"{name} ended by itself (code {child.returncode}); stopping.")
                return 1
        if not welcomed and taken():
            welcomed = True
            welcome(time.monotonic() - began)
        time.sleep(0.2)
    print("\nStopping …", flush=True)
    return 0


def welcome(seconds: float) -> None:
    """The address, and in the demo who one can be."""
    if settings.DEMO:
        call_command("demo", "--log-ins")
    print(f"\nRotfeste is ready on http://localhost:{PORT} (after {seconds:.0f} s). Ctrl-C stops it.", flush=True)


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask each process to finish what it does; after a while, end it: the database undoes what was open."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def rest() -> None:
    """Stop the embedded database too, unless someone else is using it."""
    connections.close_all()
    try:
        embedded.stop_unless_used()
    except (OSError, psycopg.Error) as error:
        print(f"The embedded database was left running: {error}")


def taken() -> bool:
    """Whether someone answers on the address."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1" if HOST in ("0.0.0.0", "::") else HOST, PORT)) == 0  # noqa: S104


def say(text: str) -> None:
    """One line about what happens now."""
    print(f"· {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
