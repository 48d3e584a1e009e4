"""The search box: persons and cases, within what one may see."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rotfeste.casework.settlement import queries as settlement
from rotfeste.casework.settlement.pages.words import case_tag
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.countries import country_name

if TYPE_CHECKING:
    from rotfeste.casework.settlement.models import Case
    from rotfeste.registers.persons.models import Person


@requires("persons.read")
def search(request: Request) -> HttpResponse:
    """What fits the words in the box."""
    wanted = request.GET.get("q", "").strip()
    found = persons.found(wanted, actor=request.actor) if wanted else []
    cases = settlement.cases_of([row.id for row in found], actor=request.actor)
    context = {
        "q": wanted,
        "found": [_hit(row, cases.get(row.id)) for row in found],
        "may_break_glass": request.actor.may("persons.break_glass"),
    }
    return render(request, "web/search.html", context)


def _hit(row: "Person", case: "Case | None") -> dict[str, Any]:
    """One person found, with the way to their case."""
    name, key = ("settlement:case", case.id) if case is not None else ("persons:person", row.id)
    text = f"DUF {row.duf_number} · {row.born_on:%d.%m.%Y} · {country_name(row.citizenship)}"
    return {
        "url": reverse(name, args=[key]),
        "title": row.full_name,
        "text": text,
        "tag": case_tag(case.status) if case else None,
    }
