"""Which municipalities suit a household: settlement feeds the arithmetic of placement and keeps what it said."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Q

from rotfeste.casework.placement.rules import Need, Offer, Suggestion, ranked
from rotfeste.casework.settlement.models import Request
from rotfeste.casework.settlement.queries.cases import CaseView
from rotfeste.casework.settlement.queries.housing import suitable
from rotfeste.casework.settlement.queries.places import usage_by_municipality
from rotfeste.casework.settlement.queries.special import neighbours_of
from rotfeste.casework.settlement.states import RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.models import Region
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.persons.rules import Group


def need_of(view: CaseView, *, actor: Actor) -> Need:
    """What the household needs, from its interview and the answers it has had."""
    said = {row.key: row.value for row in view.answers if row.person_id is None}
    hospital = next((row.value for row in view.health if row.key == "hospital"), "")
    network = said.get("network_place", "")
    known = places.structure(view.today).by_code
    centre, nearby = view.case.centre, frozenset[int]()
    if centre is not None and centre.centre_kind == CentreKind.INTEGRATION:
        nearby = frozenset(neighbours_of(centre.id, today=view.today, actor=actor))
    return Need(
        size=len(view.not_moved),
        minors=view.case.group == Group.UNACCOMPANIED_MINOR,
        hospital="" if hospital == "none" else hospital,
        network_code=network,
        network_county=known[network].county_code if network in known else "",
        wish_code=said.get("wish_place", ""),
        has_car={"yes": True, "no": False}.get(said.get("car", "")),
        nearby=nearby,
        excluded=frozenset(row.organisation_id for row in view.requests if row.status == RequestStatus.DECLINED),
    )


def offers(minors: bool, *, today: date, actor: Actor) -> list[Offer]:
    """Every municipality with free places of the kind, this year."""
    iso = today.isocalendar()
    free = {key: row.of_kind(minors) for key, row in usage_by_municipality(today.year, actor=actor).items()}
    ready = capacity.ready_until(today.year, iso.week, actor=actor)
    answers = {
        row["organisation_id"]: row
        for row in Request.objects.visible_to(actor)
        .filter(sent_on__year=today.year)
        .values("organisation_id")
        .annotate(
            declined=Count("id", filter=Q(status=RequestStatus.DECLINED)),
            answered=Count("id", filter=~Q(status=RequestStatus.SENT)),
        )
    }
    known = places.structure(today).by_code
    central = places.region_codes(Region.Kind.CENTRALITY_2008, today)
    rows = Organisation.objects.filter(id__in=[key for key, row in free.items() if row.free > 0])
    return [
        _offer(
            row,
            free[row.id].free,
            ready.get(row.id),
            free[row.id].used + free[row.id].promised,
            minors,
            known,
            central,
            answers,
        )
        for row in rows
    ]


def _offer(
    row: Organisation,
    free: int,
    ready: capacity.Decided | None,
    taken: int,
    minors: bool,
    known: Any,
    central: dict[str, str],
    answers: dict[int, Any],
) -> Offer:
    code = (row.place_code or "")[:4]
    place = known.get(code)
    made_ready = (ready.minors if minors else ready.ordinary) if ready else 0
    said = answers.get(row.id, {})
    return Offer(
        organisation_id=row.id,
        code=code,
        county=place.county_code if place else "",
        free=free,
        ready=max(0, made_ready - taken),
        centrality=int(central[code]) if central.get(code, "").isdigit() else None,
        declined=said.get("declined", 0),
        answered=said.get("answered", 0),
    )


def suggestions(view: CaseView, *, actor: Actor, most: int = 10) -> list[Suggestion]:
    """The municipalities that suit this household best, with reasons; the same facts give the same list."""
    need = need_of(view, actor=actor)
    said = {row.key: row.value for row in view.answers if row.person_id is None}
    vacant = suitable(need, today=view.today, actor=actor, said=said)
    known = offers(need.minors, today=view.today, actor=actor)
    return ranked(need, [replace(row, dwellings=vacant.get(row.organisation_id, 0)) for row in known], most)
