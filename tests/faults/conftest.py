"""A database where what is written stays written: copied from the tests' own, and dropped afterwards."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import quote, urlencode

import pytest
from django.db import ProgrammingError, connection, connections
from pytest_django import DjangoDbBlocker

from tests.faults.processes import until

ALIASES = ("owner", "default")


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, str]]:
    """The environment of a server or worker on this database; this process writes there too, and commits."""
    with django_db_blocker.unblock():
        template = connection.settings_dict["NAME"]
        name = f"{template}_faults"
        copy(template, name)
        yield {
            "ENVIRONMENT": "test",
            "ROTFESTE_TODAY": "2017-06-01",
            "DATABASE_URL": address("default"),
            "OWNER_DATABASE_URL": address("owner"),
        }
        use(template)
        free(name)
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


@pytest.fixture
def anew(own_database: dict[str, str]) -> Callable[[], None]:
    """Throws away what was written, to begin again."""
    name = connection.settings_dict["NAME"]
    return lambda: copy(name.removesuffix("_faults"), name)


def copy(template: str, name: str) -> None:
    """A fresh copy of a database, which this process uses from now on."""
    use(template)
    free(template)
    free(name)
    with connections["owner"]._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    use(name)


def free(name: str) -> None:
    """Wait until nobody uses a database: no role may end what another's has begun, so each ends its own.

    It can then be dropped without force, which would try to end the server's own vacuuming and is not allowed to.
    """
    for alias in ALIASES:
        until(lambda alias=alias: left_alone(name, alias), "nobody else uses the database")  # type: ignore[misc]


def left_alone(name: str, alias: str) -> bool:
    """Whether no connection of this role is left there; those of an earlier test's threads are ended."""
    with connections[alias]._nodb_cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s AND usename = current_user", [name])
        left = [pid for (pid,) in cursor.fetchall()]
        # A process that is ending by itself may have passed its place on to another role's, which must be let be.
        with suppress(ProgrammingError):
            cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid", [left])
    return not left


def use(name: str) -> None:
    """Let go of every connection, and connect to this database from now on."""
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


def address(alias: str) -> str:
    """The database's address, as the environment names it."""
    known = connections[alias].settings_dict
    who = f"{quote(str(known['USER']))}:{quote(str(known['PASSWORD']))}"
    return f"postgresql://{who}@/{known['NAME']}?{urlencode({'host': known['HOST'], 'port': known['PORT'] or 5432})}"
