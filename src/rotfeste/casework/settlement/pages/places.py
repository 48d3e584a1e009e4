"""Places: what is asked for, what councils have decided, when places are ready, and what is left."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.planning import queries as planning
from rotfeste.casework.settlement import queries
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.ui.components import Figure
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.capacity import queries as capacity


def year_of(request: Request) -> int:
    """The year asked for in the address, or this year."""
    said = request.GET.get("year", "")
    return int(said) if said.isdigit() and 2016 <= int(said) <= 2100 else request.today.year


@requires("capacity.read")
def places(request: Request) -> HttpResponse:
    """The directorate sees every municipality; a municipality goes to its own page."""
    actor = request.actor
    if actor.in_municipality and actor.organisation_id is not None:
        return redirect("settlement:organisation_places", actor.organisation_id)
    year = year_of(request)
    names = {row.id: row for row in Organisation.objects.filter(kind__in=("municipality", "city_district"))}
    rows = [row for row in queries.by_municipality(year, actor=actor) if row.organisation_id in names]

    def name(row: Any) -> str:
        return names[row.organisation_id].name

    return ListPage(
        request,
        "settlement.places",
        _("Places in %(year)s") % {"year": year},
        rows,
        [
            Column(
                "name",
                lazy("Municipality"),
                name,
                sort=name,
                url=lambda row: reverse("settlement:organisation_places", args=[row.organisation_id]),
            ),
            Column("asked", lazy("Asked for"), lambda row: row.asked, sort=lambda row: row.asked, kind="number"),
            Column("decided", lazy("Decided"), lambda row: row.decided, sort=lambda row: row.decided, kind="number"),
            Column("settled", lazy("Settled"), lambda row: row.settled, sort=lambda row: row.settled, kind="number"),
            Column("coming", lazy("On their way"), lambda row: row.coming, sort=lambda row: row.coming, kind="number"),
            Column(
                "free",
                lazy("Free"),
                lambda row: row.decided - row.settled - row.coming,
                sort=lambda row: row.decided - row.settled - row.coming,
                kind="number",
            ),
        ],
        sort="name",
        empty_title=_("No municipality has been asked for places in %(year)s") % {"year": year},
    ).respond(
        "settlement/all_places.html", {"year": year, "totals": totals(rows), "may_ask": actor.may("planning.read")}
    )


def totals(rows: list[Any]) -> list[Figure]:
    """The sums over all municipalities."""
    asked, decided = sum(row.asked for row in rows), sum(row.decided for row in rows)
    return [
        Figure(
            asked,
            _("Asked for"),
            explanation=_("%(count)s municipalities") % {"count": sum(bool(r.asked) for r in rows)},
        ),
        Figure(
            decided,
            _("Decided"),
            explanation=_("%(count)s municipalities") % {"count": sum(bool(r.decided) for r in rows)},
        ),
        Figure(sum(row.settled for row in rows), _("Settled")),
        Figure(decided - sum(row.settled + row.coming for row in rows), _("Free")),
    ]


def _own(request: Request, organisation_id: int) -> Organisation:
    """An organisation that the actor may see the places of."""
    row = Organisation.objects.select_related("named_adviser", "substitute_adviser", "parent").get(
        id=organisation_id, kind__in=("municipality", "city_district")
    )
    if not request.actor.in_directorate and row.id not in request.actor.organisations:
        raise Organisation.DoesNotExist
    return row


def municipality(request: Request, organisation_id: int) -> Organisation:
    """A municipality that the actor may see the places of; city districts have none of this themselves."""
    row = _own(request, organisation_id)
    if row.kind != "municipality":
        raise Organisation.DoesNotExist
    return row


@requires("capacity.read")
def organisation(request: Request, organisation_id: int) -> HttpResponse:
    """One municipality's places: decided, used, promised and free, the weekly plan, and its named adviser."""
    actor, year = request.actor, year_of(request)
    row = _own(request, organisation_id)
    below = Organisation.objects.filter(parent=row, kind="city_district").order_by("name")
    used = queries.usage(year, actor=actor)
    asked = planning.asked_for(year, actor=actor).get(row.id)
    own = queries.together(used, (row.id, *(each.id for each in below)))
    context = {
        "organisation": row,
        "year": year,
        "asked": asked,
        "usage": own,
        "kinds": [(_("Ordinary places"), own.ordinary), (_("Places for unaccompanied minors"), own.minors)],
        "decisions": capacity.decisions_of(row.id, actor=actor),
        "profile": capacity.profile(row.id, year, actor=actor) if row.kind == "municipality" else None,
        "weeks": capacity.weekly_plan(row.id, year, actor=actor),
        "districts": [(each, used[each.id].total) for each in below if each.id in used],
        "may_plan": actor.may("capacity.plan") and row.id in actor.organisations,
        "earlier": year - 1,
        "later": year + 1,
    }
    return render(request, "settlement/places.html", context)
