"""The real site for the browser: a server of its own, on a database of its own, as the demo is served."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, sync_playwright
from psycopg import sql

from tests.browser import chromium

FILES_BY = (
    ["manage.py", "assets"],
    ["manage.py", "translations", "compile"],
    ["manage.py", "collectstatic", "--noinput", "-v0"],
)
"""What makes the browser's files ready, once for all sites."""
SITE, NORWAY = f"test_rotfeste_site_{os.getpid()}", f"test_rotfeste_autumn_{os.getpid()}"
ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all browser tests, since they share the server."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


def address(alias: str, name: str) -> str:
    """The address of another database on the same server, for one of the two roles."""
    known = connections[alias].settings_dict
    password = f":{quote(known['PASSWORD'], safe='')}" if known["PASSWORD"] else ""
    return f"postgresql://{known['USER']}{password}@/{name}?host={known['HOST']}&port={known['PORT'] or 5432}"


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def environment(name: str) -> dict[str, str]:
    """The environment of a site on a database of its own."""
    return {
        **os.environ,
        "ENVIRONMENT": "demo",
        "DATABASE_URL": address("default", name),
        "OWNER_DATABASE_URL": address("owner", name),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }


def run(command: list[str], known: dict[str, str]) -> None:
    """A command of the project, to its end."""
    subprocess.run([sys.executable, *command], cwd=ROOT, env=known, check=True)


@contextmanager
def serving(name: str, *fill: list[str]) -> Iterator[str]:
    """The address of a site on a new database, filled by these commands; both are gone afterwards."""
    known, port = environment(name), free_port()
    with psycopg.connect(address("owner", "postgres"), autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        for command in (["manage.py", "prepare", "-v0"], *fill):
            run(command, known)
        serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "config.wsgi:application"]
        server = subprocess.Popen(serve, cwd=ROOT, env=known)
        try:
            yield answering(f"http://localhost:{port}")
        finally:
            server.terminate()
            server.wait(timeout=20)
            owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def the_database() -> psycopg.Connection:
    """The database of the site, as its owner: for what time does by itself."""
    return psycopg.connect(address("owner", SITE), autocommit=True)


@pytest.fixture(scope="session")
def files() -> None:
    """What browsers fetch is built and gathered."""
    for command in FILES_BY:
        run(command, environment("none"))


@pytest.fixture(scope="session")
def site(files: None) -> Iterator[str]:
    """The address of a running site, filled by tests/browser/seed.py."""
    with serving(SITE, ["-m", "tests.browser.seed"]) as base:
        yield base


@pytest.fixture(scope="module")
def norway(files: None) -> Iterator[str]:
    """The address of a running site with the last months of the made-up Norway."""
    with serving(NORWAY, ["-m", "tests.browser.norway"]) as base:
        yield base


def answering(base: str) -> str:
    """The address, when it answers."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=2):  # noqa: S310 - our own server
                return base
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
    raise TimeoutError(f"{base} does not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium. It is closed after these tests: its event loop gives this process other database connections."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.OPTIONS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    return (settings.ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
