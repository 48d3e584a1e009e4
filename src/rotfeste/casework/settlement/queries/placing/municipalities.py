"""What placement is fed with about municipalities: free places, criteria, answers, and the dwellings that are vacant.

A fixed number of questions, whatever the number of municipalities and dwellings.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from rotfeste.casework.placement.known import Dwelling, Place
from rotfeste.casework.planning import queries as planning
from rotfeste.casework.planning.rules.distribution import EDUCATION, EMPLOYMENT, POPULATION, RESULTS
from rotfeste.casework.settlement.models import Member, Request
from rotfeste.casework.settlement.queries.places import usage_by_municipality
from rotfeste.casework.settlement.rules.placing import dwelling_days, standard_terms
from rotfeste.casework.settlement.states import RequestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.models import Region
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.rules.profiles import as_compared

CRITERIA = (RESULTS, EMPLOYMENT, EDUCATION)
"""The parts of the score whose figures come from the tables of the year's planning."""


def places_of(today: date, actor: Actor, above: Mapping[int, int]) -> tuple[tuple[Place, ...], dict[str, Any]]:
    """Every municipality as it stands today, and where the figures of the criteria come from."""
    year, iso = today.year, today.isocalendar()
    usage = usage_by_municipality(year, actor=actor)
    ready = capacity.ready_until(year, iso.week, actor=actor)
    asked, answers = _requests(today, actor, above)
    settled = _settled(actor, above)
    criteria = planning.criteria_on(today, actor=actor)
    homes = _vacant(today, actor, above)
    profiles = capacity.profiles(year, actor=actor)
    known = places.structure(today).by_code
    central = places.region_codes(Region.Kind.CENTRALITY_2008, today)
    regions = places.region_codes(Region.Kind.ECONOMIC, today)
    found = []
    for row in Organisation.objects.filter(kind="municipality", place_code__isnull=False).order_by("place_code", "id"):
        code, own, plan = row.place_code or "", usage.get(row.id), ready.get(row.id)
        free = [max(0, own.of_kind(kind).free - asked[row.id, kind]) if own else 0 for kind in (False, True)]
        taken = [own.of_kind(kind).used + own.of_kind(kind).promised if own else 0 for kind in (False, True)]
        values = criteria.values.get(code, {})
        people = values.get(POPULATION, 0)
        said, profile = answers.get(row.id, (0, 0)), profiles.get(row.id)
        found.append(
            Place(
                key=row.id,
                code=code,
                county=known[code].county_code if code in known else "",
                ordinary=free[0],
                minors=free[1],
                ready=max(0, plan.ordinary - taken[0]) if plan else 0,
                ready_minors=max(0, plan.minors - taken[1]) if plan else 0,
                centrality=int(central[code]) if central.get(code, "").isdigit() else None,
                results=values.get(RESULTS),
                employment=values.get(EMPLOYMENT),
                education=round(values[EDUCATION] / people, 6) if people and EDUCATION in values else None,
                settled=dict(sorted(settled.get(row.id, {}).items())),
                answered=said[0],
                refused=said[1],
                region=regions.get(code, ""),
                dwellings=homes.get(row.id),
                demand=tuple(sorted(map(as_compared, profile.occupations))) if profile else None,
                welcomes=tuple(profile.households) if profile else None,
            )
        )
    return tuple(found), {key: dict(criteria.sources[key]) for key in CRITERIA if key in criteria.sources}


def _vacant(today: date, actor: Actor, above: Mapping[int, int]) -> dict[int, tuple[Dwelling, ...]]:
    """Dwellings that are vacant or soon are, by municipality; one that has registered none at all is not in it.

    For each large household that a municipality is asked about, the smallest dwelling with room for it is taken off.
    """
    ahead = today + timedelta(days=dwelling_days(today))
    found: dict[int, list[Dwelling]] = {}
    for row in capacity.standings(today=today, actor=actor):
        own = found.setdefault(above.get(row.dwelling.organisation_id, row.dwelling.organisation_id), [])
        home = _as_seen(row, ahead)
        if home is not None:
            own.append(home)
    asked = Request.objects.visible_to(actor).filter(status=RequestStatus.SENT, minors=False)
    large = int(standard_terms(today).large_from)
    for organisation_id, size in asked.filter(size__gte=large).order_by("-size").values_list("organisation_id", "size"):
        own = found.get(above.get(organisation_id, organisation_id), [])
        roomy = [home for home in own if not home.minors and home.persons >= size]
        if roomy:
            own.remove(min(roomy, key=lambda home: (home.persons, home.bedrooms, home.step_free)))
    return {key: tuple(sorted(rows, key=_in_order)) for key, rows in found.items()}


def _in_order(home: Dwelling) -> tuple[int, ...]:
    minutes = -1 if home.minutes_to_hospital is None else home.minutes_to_hospital
    return home.persons, home.bedrooms, int(home.step_free), int(home.minors), minutes


def _as_seen(row: capacity.Stood, ahead: date) -> Dwelling | None:
    """A dwelling as the plan sees it, if all of it (or some places of a home for minors) is vacant by then."""
    home, vacancy = row.dwelling, row.vacancy
    if home.available_from > ahead or (home.available_until is not None and home.available_until <= ahead):
        return None
    free = vacancy.places - vacancy.reserved - vacancy.occupied
    if not free or (not home.for_minors and free < vacancy.places):
        return None
    return Dwelling(
        persons=free if home.for_minors else home.persons,
        bedrooms=home.bedrooms,
        step_free=home.step_free,
        minors=home.for_minors,
        minutes_to_hospital=home.minutes_to_hospital,
    )


def _requests(
    today: date, actor: Actor, above: Mapping[int, int]
) -> tuple[dict[tuple[int, bool], int], dict[int, tuple[int, int]]]:
    """Places that are asked for and not answered, by municipality and kind; and this year's answers and noes."""
    rows = Request.objects.visible_to(actor)
    asked: dict[tuple[int, bool], int] = defaultdict(int)
    open_ones = rows.filter(status=RequestStatus.SENT).values("organisation_id", "minors").annotate(n=Sum("size"))
    for row in open_ones:
        asked[above.get(row["organisation_id"], row["organisation_id"]), row["minors"]] += row["n"]
    answers: dict[int, tuple[int, int]] = {}
    said = rows.filter(sent_on__year=today.year, status__in=(RequestStatus.ACCEPTED, RequestStatus.DECLINED))
    no = Count("id", filter=Q(status=RequestStatus.DECLINED))
    for row in said.values("organisation_id").annotate(n=Count("id"), no=no):
        key = above.get(row["organisation_id"], row["organisation_id"])
        before = answers.get(key, (0, 0))
        answers[key] = before[0] + row["n"], before[1] + row["no"]
    return asked, answers


def _settled(actor: Actor, above: Mapping[int, int]) -> dict[int, dict[str, int]]:
    """Persons who have moved in, by municipality and citizenship: counts alone."""
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with walls.counting(actor) as counter:
        rows = Member.objects.visible_to(counter).filter(moved_in_on__isnull=False)
        for row in rows.values("receiver_id", "citizenship").annotate(n=Count("id")):
            found[above.get(row["receiver_id"], row["receiver_id"])][row["citizenship"]] += row["n"]
    return found
