"""Processes that build beside each other, each with its own connection to the database."""

import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django
from django.apps import apps
from django.db import connection, connections


def pool(processes: int | None = None) -> ProcessPoolExecutor:
    """As many processes as are asked for, or one for each core (eight at most)."""
    connections.close_all()
    many = processes or min(os.cpu_count() or 1, 8)
    quickest = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(many, mp_context=get_context(quickest), initializer=begin)


def begin() -> None:
    """What each process does first. Ctrl-C is for the one that watches; the others finish what they have begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not apps.ready:
        django.setup()
    connections.close_all()
    # Nothing that fails here is gone on from, so there is no need of points to go back to within a step.
    connection.features.uses_savepoints = False
    with connection.cursor() as cursor:
        # A step is not waited for until it is on disk: if the machine stops, the last ones are played again.
        cursor.execute("SET synchronous_commit TO off")
