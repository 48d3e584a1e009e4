"""What the statistical column is taught and tested on: how programmes have ended, beside figures of municipalities."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from rotfeste.casework.placement import predicted
from rotfeste.casework.placement.known import YOUNG, Place
from rotfeste.casework.settlement.queries.places import municipality_of_districts
from rotfeste.casework.settlement.queries.placing.municipalities import places_of
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.persons.rules import age_on

THOUSAND = 1000


def outcomes(today: date, *, actor: Actor) -> list[predicted.Outcome]:
    """Every programme that has ended, as the arithmetic sees it: no names. Figures of municipalities are today's."""
    actor.require("settlement.request")
    above = municipality_of_districts()
    places, _sources = places_of(today, actor, above)
    return outcomes_at(places, above, today, actor=actor)


def outcomes_at(
    places: Iterable[Place], above: Mapping[int, int], today: date, *, actor: Actor
) -> list[predicted.Outcome]:
    """The same, where the municipalities are at hand."""
    by_key = {place.key: place for place in places}
    reads = replace(actor, extra=actor.extra | {"participants.read"})
    with walls.counting(reads, national=True) as counter:
        # Read by the arithmetic alone: only weights, sums and means come out of it.
        rows = participants.programme_endings(today, actor=counter)
    found = []
    for row in rows:
        there = by_key.get(above.get(row.organisation_id, row.organisation_id))
        found.append(
            predicted.Outcome(
                size=row.household,
                young=age_on(row.born_on, row.started_on) in YOUNG,
                employment=_percent(there.employment) if there else None,
                results=_percent(there.results) if there else None,
                centrality=there.centrality if there else None,
                went_on=row.went_on,
                sex=row.sex,
                country=row.citizenship,
            )
        )
    return found


def _percent(thousandths: int | None) -> float | None:
    return None if thousandths is None else thousandths / THOUSAND
