"""Stages of the building, each whole or not at all, once: done by the processes, told by the one that watches."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

from django.db import transaction

from rotfeste.doors.demo.models import Stage

Say = Callable[[str], None]


@dataclass(frozen=True)
class Begun:
    """A stage that is being done: its name, and the seconds that it took once it is; None where it was done before."""

    name: str
    future: Future[float | None]


@dataclass(frozen=True)
class Crew:
    """The processes that build, and whom they tell."""

    workers: ProcessPoolExecutor
    say: Say

    def do(self, name: str, deed: Callable[..., object], *given: object, **named: object) -> None:
        """Do a stage, and wait for it."""
        self.finish(self.begin(name, deed, *given, **named))

    def begin(self, name: str, deed: Callable[..., object], *given: object, **named: object) -> Begun:
        """Begin a stage, and go on with something else."""
        return Begun(name, self.workers.submit(stage, name, deed, *given, **named))

    def finish(self, begun: Begun) -> None:
        """Wait for a stage."""
        took = begun.future.result()
        if took is not None:
            self.say(f"{begun.name} ({took:.0f} s)")


def stage(name: str, deed: Callable[..., object], *given: object, **named: object) -> float | None:
    """Do a part of the building, whole or not at all, once; returns the seconds that it took."""
    with transaction.atomic():
        if Stage.objects.filter(name=name).exists():
            return None
        began = time.monotonic()
        deed(*given, **named)
        Stage.objects.create(name=name)
    return time.monotonic() - began
