"""What every test stands on: a real PostgreSQL, entered as the application's own role."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from rotfeste.foundation.access.walls import grant
from rotfeste.foundation.places import actions as places

# The browser tests leave an event loop open in their worker; the tests after them use the database all the same.
os.environ.update(DJANGO_ALLOW_ASYNC_UNSAFE="true")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One database per worker: made and migrated by the owner, used by the application's role."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    name = f"test_rotfeste_{worker}"
    with django_db_blocker.unblock():
        owner = connections["owner"]
        with connections["owner"]._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        for alias in ("owner", "default"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        places.load("owner")
        grant("owner", settings.APPLICATION_ROLE)
        owner.close()
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
