"""Roads: a status moves only along the roads that are drawn for it, in each chapter's `states.py`."""

from collections.abc import Mapping
from typing import TypeVar

S = TypeVar("S", bound=str)
Roads = Mapping[str, frozenset[str]]


class NoSuchRoad(Exception):
    """Something has moved on: from where it stands, this step does not exist. Carries both statuses."""

    def __init__(self, now: str, wanted: str) -> None:
        super().__init__(now, wanted)
        self.now, self.wanted = now, wanted


def walk(roads: Roads, now: str, wanted: S) -> S:
    """The wanted status, if a road leads there from the present one. Raises NoSuchRoad."""
    if wanted not in roads[now]:
        raise NoSuchRoad(now, wanted)
    return wanted
