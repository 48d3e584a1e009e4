"""A year as the register tells it, for a replay; and what came of replays."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, F, Min, QuerySet

from rotfeste.casework.placement import keeping
from rotfeste.casework.placement.backtest import UNKNOWN_THEN, Arrival, Year
from rotfeste.casework.placement.known import YOUNG, Household, Place, Terms
from rotfeste.casework.placement.scoring import Facts
from rotfeste.casework.planning import queries as planning
from rotfeste.casework.planning.rules.distribution import EDUCATION, EMPLOYMENT, POPULATION, RESULTS
from rotfeste.casework.settlement.models import (
    Answer,
    Backtest,
    BacktestInput,
    Case,
    HealthAnswer,
    Member,
    Request,
    Step,
)
from rotfeste.casework.settlement.queries.places import municipality_of_districts
from rotfeste.casework.settlement.states import CaseStatus, RequestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.models import Region
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.persons.rules import Group, age_on

FEWEST_SECONDS, MOST_SECONDS, HOUSEHOLDS_PER_SECOND = 6, 90, 80
"""How long hindsight may look for its plan."""
ASKED, ABOUT_HEALTH = ("network_place", "wish_place", "car", "accessible"), ("hospital", "institution", "adaptation")


def backtests(*, actor: Actor) -> QuerySet[Any]:
    """Every replay that the actor may see, the newest first."""
    actor.require("planning.read")
    rows: QuerySet[Any] = Backtest.objects.visible_to(actor).select_related("made_by").order_by("-id")
    return rows


def versions(year: int, *, actor: Actor) -> list[Backtest]:
    """Every version of a replayed year that the actor may see, the newest first."""
    return list(backtests(actor=actor).filter(year=year).order_by("-version"))


def backtest(backtest_id: int, *, actor: Actor) -> Backtest:
    """One replay. Raises Backtest.DoesNotExist."""
    row: Backtest = backtests(actor=actor).get(id=backtest_id)
    return row


def basis_of_backtest(backtest_id: int, *, actor: Actor) -> tuple[Year, str]:
    """The year that a replay rests on, and the SHA-256 of what is kept. Raises BacktestInput.DoesNotExist."""
    with walls.counting(actor, health=True) as reader:
        row = BacktestInput.objects.visible_to(reader).get(backtest_id=backtest_id)
    facts, needs = bytes(row.facts), bytes(row.needs)
    return keeping.read_year(facts, needs), keeping.digest(facts, needs)


def years_to_replay(*, actor: Actor) -> list[int]:
    """The years in which someone was settled, the newest first."""
    actor.require("settlement.request")
    with walls.counting(actor) as counter:
        rows = _settled(counter).values_list("settled_on__year", flat=True)
        return sorted(set(rows), reverse=True)


def year_as_recorded(year: int, terms: Terms, *, actor: Actor) -> Year:
    """The households that were settled in a year, when they were ready and where they came; and the year's places.

    Those who found a dwelling themselves are left out, and the places that they and others took.
    """
    actor.require("settlement.request")
    with walls.counting(actor, health=True) as counter:
        # Read by the arithmetic alone: a replay keeps and shows nobody's name.
        return _year(year, terms, counter)


def year_to_compute(year: int, terms: Terms, *, actor: Actor) -> tuple[Year, tuple[str, ...]]:
    """The year as it is recorded, with terms that count only what is known; and the parts that give nobody anything."""
    found = year_as_recorded(year, terms, actor=actor)
    silent = tuple(key for key in found.silent if terms.weights.get(key))
    counts = replace(
        terms,
        weights={key: 0 if key in (*silent, *UNKNOWN_THEN) else weight for key, weight in terms.weights.items()},
        dwellings=False,
        kin="",
        seconds=min(MOST_SECONDS, FEWEST_SECONDS + len(found.arrivals) // HOUSEHOLDS_PER_SECOND),
    )
    return replace(found, facts=replace(found.facts, terms=counts)), silent


@dataclass(frozen=True)
class Basis:
    """What a replay rests on, in numbers."""

    households: int
    persons: int
    free: int
    municipalities: int
    no_percent: int
    answer_days: int


def basis_then(row: Backtest) -> Basis:
    """What a replay rested on when it was begun."""
    return Basis(row.households, row.persons, row.free, row.municipalities, row.no_percent, row.answer_days)


def in_numbers(year: Year) -> Basis:
    """What a replay of the year would rest on."""
    facts = year.facts
    return Basis(
        households=len(year.arrivals),
        persons=sum(each.size for each in facts.households),
        free=sum(place.ordinary + place.minors for place in facts.places),
        municipalities=len(facts.places),
        no_percent=year.no_percent,
        answer_days=year.answer_days,
    )


def basis_now(row: Backtest, *, actor: Actor) -> tuple[Basis, bool]:
    """What the same year would rest on if it was begun now; and whether that is the same to the last figure."""
    found, _silent = year_to_compute(row.year, Terms(**row.terms), actor=actor)
    return in_numbers(found), keeping.digest(*keeping.kept_year(found)) == row.input_sha256


def _settled(actor: Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = Case.objects.visible_to(actor).filter(status=CaseStatus.SETTLED, self_settled=False)
    return rows


def _year(year: int, terms: Terms, actor: Actor) -> Year:
    new_year, above = date(year, 1, 1), municipality_of_districts()
    cases = list(_settled(actor).filter(settled_on__year=year, receiver__isnull=False).order_by("id"))
    ids = [case.id for case in cases]
    steps = Step.objects.visible_to(actor).filter(case__in=ids, status=CaseStatus.READY)
    ready = dict(steps.values_list("case_id").annotate(Min("from_on")))
    asked = dict(
        Request.objects.visible_to(actor)
        .filter(case__in=ids, status=RequestStatus.ACCEPTED)
        .order_by("id")
        .values_list("case_id", "sent_on")
    )
    cases = [case for case in cases if case.id in ready and case.id in asked]
    households = tuple(_households(year, cases, ready, actor))
    arrivals = tuple(
        Arrival(
            ready=(ready[case.id] - new_year).days,
            target=(case.deadline_on - new_year).days,
            asked=(asked[case.id] - new_year).days,
            place=above.get(case.receiver_id or 0, case.receiver_id or 0),
        )
        for case in cases
    )
    offered = tuple(_places(year, cases, households, arrivals, above, actor))
    noes, days = _answers(year, actor)
    return Year(Facts(households, offered, terms), arrivals, no_percent=noes, answer_days=days)


def _households(year: int, cases: list[Case], ready: Mapping[int, date], actor: Actor) -> Iterator[Household]:
    ids, members = [case.id for case in cases], defaultdict(list)
    rows = Member.objects.visible_to(actor).filter(case__in=ids).order_by("born_on", "id")
    for row in rows.values("case_id", "born_on", "citizenship", "person__sex", "person__relation"):
        members[row["case_id"]].append(row)
    said, health = _given(Answer, ids, ASKED, actor), _given(HealthAnswer, ids, ABOUT_HEALTH, actor)
    known = places.structure(date(year, 12, 31)).by_code
    for number, case in enumerate(cases):
        people, told, needs = members[case.id], said.get(case.id, {}), health.get(case.id, {})
        head = next((row for row in people if row["person__relation"] == "head"), people[0] if people else None)
        network, hospital = told.get("network_place", ""), needs.get("hospital", "none")
        care = needs.get("institution", "none") in ("staffed", "institution")
        yield Household(
            key=number,
            size=len(people) or case.size,
            minors=case.group == Group.UNACCOMPANIED_MINOR,
            days_left=(case.deadline_on - ready[case.id]).days,
            country=head["citizenship"] if head else "",
            young=any(age_on(row["born_on"], ready[case.id]) in YOUNG for row in people),
            network=network,
            network_county=known[network].county_code if network in known else "",
            wish=told.get("wish_place", ""),
            no_steps=told.get("accessible") == "yes",
            has_car={"yes": True, "no": False}.get(told.get("car", "")),
            hospital="" if hospital == "none" else hospital,
            demanding=care or "adaptation" in needs or hospital == "near" or told.get("accessible") == "yes",
        )


def _given(model: Any, ids: list[int], keys: tuple[str, ...], actor: Actor) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = model.objects.visible_to(actor).filter(case__in=ids, key__in=keys, state="given").order_by("id")
    for case_id, key, value in rows.values_list("case_id", "key", "value"):
        found[case_id][key] = value
    return found


def _places(
    year: int,
    cases: list[Case],
    households: tuple[Household, ...],
    arrivals: tuple[Arrival, ...],
    above: Mapping[int, int],
    actor: Actor,
) -> Iterator[Place]:
    """Municipalities with places that year: what the council decided less what others took, or what was used."""
    last = date(year, 12, 31)
    decided = capacity.decided(year, actor=actor)
    used, taken = Counter[tuple[int, bool]](), Counter[tuple[int, bool]]()
    for row, arrival in zip(households, arrivals, strict=True):
        used[arrival.place, row.minors] += row.size
    others = Member.objects.visible_to(actor).filter(moved_in_on__year=year).exclude(case__in=[c.id for c in cases])
    for receiver, group, persons in others.values_list("receiver_id", "case__group").annotate(Count("id")):
        taken[above.get(receiver, receiver), group == Group.UNACCOMPANIED_MINOR] += persons
    settled = _settled_before(year, above, actor)
    criteria = planning.criteria_on(last, actor=actor).values
    known, central = places.structure(last).by_code, places.region_codes(Region.Kind.CENTRALITY_2008, last)
    rows = Organisation.objects.filter(kind="municipality", place_code__isnull=False).order_by("place_code", "id")
    for place in rows:
        own, code = decided.get(place.id, capacity.Decided()), place.place_code or ""
        free = [
            max(amount - taken[place.id, minors], used[place.id, minors])
            for minors, amount in ((False, own.ordinary), (True, own.minors))
        ]
        if not any(amount > 0 for amount in free):
            continue
        values = criteria.get(code, {})
        people = values.get(POPULATION, 0)
        yield Place(
            key=place.id,
            code=code,
            county=known[code].county_code if code in known else "",
            ordinary=max(0, free[0]),
            minors=max(0, free[1]),
            centrality=int(central[code]) if central.get(code, "").isdigit() else None,
            results=values.get(RESULTS),
            employment=values.get(EMPLOYMENT),
            education=round(values[EDUCATION] / people, 6) if people and EDUCATION in values else None,
            settled=dict(sorted(settled[place.id].items())),
        )


def _settled_before(year: int, above: Mapping[int, int], actor: Actor) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Member.objects.visible_to(actor).filter(moved_in_on__lt=date(year, 1, 1))
    for receiver, country, persons in rows.values_list("receiver_id", "citizenship").annotate(Count("id")):
        found[above.get(receiver, receiver)][country] += persons
    return found


def _answers(year: int, actor: Actor) -> tuple[int, int]:
    """Of the year's answers, how many per cent were no; and how many days an answer took, in the middle."""
    rows = Request.objects.visible_to(actor).filter(answered_on__year=year, self_settled=False)
    said = list(rows.values_list("status", F("answered_on") - F("sent_on")))
    if not said:
        return 0, 0
    noes = sum(status == RequestStatus.DECLINED for status, _days in said)
    return round(100 * noes / len(said)), round(median(days.days for _status, days in said))
