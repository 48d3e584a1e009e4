"""The criteria as they are known on a day: population from Statistics Norway, the rest from tables in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rotfeste.casework.planning.models import CriteriaTable
from rotfeste.casework.planning.rules.distribution import POPULATION
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.models import Population


@dataclass(frozen=True)
class Criteria:
    """Values in thousandths by municipality and criterion, each municipality's county, and each criterion's source."""

    values: Mapping[str, Mapping[str, int]]
    counties: Mapping[str, str]
    sources: Mapping[str, Mapping[str, Any]]


def criteria_on(day: date, *, actor: Actor) -> Criteria:
    """What is known on a day, for every municipality of that day."""
    rows = places.municipalities(day)
    people = places.population_known(day)
    values = {row.code: {POPULATION: people.get(row.code, 0) * 1000} for row in rows}
    sources: dict[str, Mapping[str, Any]] = {POPULATION: _of_population(day)}
    for table in CriteriaTable.objects.visible_to(actor).filter(in_use=True).order_by("year", "id"):
        said = {"source": table.source, "year": table.year, "status": table.status, "table": table.id}
        for key in table.criteria:
            sources[key] = said
            for code, own in values.items():
                if key in (known := table.values.get(code, {})):
                    own[key] = known[key]
    return Criteria(values, {row.code: row.county_code for row in rows}, sources)


def _of_population(day: date) -> Mapping[str, Any]:
    latest = Population.objects.filter(year__lte=day.year).order_by("-year").first()
    if latest is None:
        return {"source": "", "year": None, "status": "assumed"}
    return {"source": latest.source, "year": latest.year, "status": "confirmed"}


def tables(*, actor: Actor) -> list[CriteriaTable]:
    """Every table that was handed in, the newest first."""
    actor.require("planning.decide")
    return list(CriteriaTable.objects.visible_to(actor).select_related("handed_in_by").order_by("-id"))


def table(table_id: int, *, actor: Actor) -> CriteriaTable:
    """One table."""
    actor.require("planning.decide")
    row: CriteriaTable = CriteriaTable.objects.visible_to(actor).get(id=table_id)
    return row
