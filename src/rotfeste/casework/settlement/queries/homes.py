"""Homes for unaccompanied minors as they stand, and a municipality's share of the need. No person is named."""

from dataclasses import dataclass
from datetime import date

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.models import Dwelling, Tenancy
from rotfeste.registers.capacity.rules.homes import Home


@dataclass(frozen=True)
class HomeStood:
    """A home, the arithmetic's view of it, and how many live in it and have a place reserved."""

    dwelling: Dwelling
    home: Home
    living: int
    reserved: int
    open: bool

    @property
    def next_leaving(self) -> date | None:
        """When the next resident grows out of it."""
        return min((day for day in self.home.leaving if day is not None), default=None)


def homes_of(*, today: date, actor: Actor) -> list[HomeStood]:
    """The homes that are open or will be, with who lives there now: three questions."""
    rows = [row for row in capacity.standings(today=today, actor=actor) if row.dwelling.for_minors]
    held: dict[int, list[Tenancy]] = {}
    for each in capacity.open_tenancies([row.dwelling.id for row in rows], actor=actor):
        held.setdefault(each.dwelling_id, []).append(each)
    return [_home(row, held.get(row.dwelling.id, []), today) for row in rows]


def _home(row: capacity.Stood, held: list[Tenancy], today: date) -> HomeStood:
    dwelling = row.dwelling
    leaving = [each.leaves_on for each in held for _person in range(each.persons)]
    home = Home(
        dwelling.places, dwelling.available_from, dwelling.available_until, dwelling.monthly_nok, tuple(leaving)
    )
    return HomeStood(dwelling, home, row.vacancy.occupied, row.vacancy.reserved, dwelling.available_from <= today)


def share_of_minors(year: int, *, actor: Actor) -> float:
    """The part of the country's decided places for minors that the actor has; 1 for the directorate."""
    actor.require("capacity.read")
    if actor.in_directorate:
        return 1.0
    with walls.asking(system("places for minors decided")) as asker:
        decided = capacity.decided(year, actor=asker)
    total = sum(row.minors for row in decided.values())
    own = sum(row.minors for key, row in decided.items() if key in actor.organisations)
    return own / total if total else 0.0
