"""The country's weekly plans on one page: a strip of weeks for each municipality, and places beside people."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import queries
from rotfeste.casework.settlement.pages.places import year_of
from rotfeste.casework.settlement.queries.weeks import Week, places_and_people, weeks_of
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.charts import Chart
from rotfeste.foundation.ui.components import Figure
from rotfeste.registers.capacity import queries as capacity

KINDS = ("all", "ordinary", "minors")
SHADES = (1, 3, 6, 12)
"""The lowest number of each shade."""


@requires("capacity.read", "reporting.read")
def nation(request: Request) -> HttpResponse:
    """Every municipality's weeks, by county; a municipality goes to its own page."""
    actor, year = request.actor, year_of(request)
    if actor.in_municipality and actor.organisation_id is not None:
        return redirect("settlement:organisation_places", actor.organisation_id)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else "all"
    county = request.GET.get("county", "")
    plans = by_municipality(year, kind, request)
    decided = capacity.decided(year, actor=actor)
    weeks = places_and_people(year, today=request.today, actor=actor)
    sums = {key: sum(plan.values()) for key, plan in plans.items()}
    context = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "kind": kind,
        "kinds": [("all", _("All places")), ("ordinary", _("Ordinary places")), ("minors", _("Unaccompanied minors"))],
        "county": county,
        "counties": places.counties(min(request.today, date(year, 12, 31))),
        "figures": figures(decided, sums, weeks, request.today),
        "chart": drawn(weeks, year) if any(row.unused or row.waiting for row in weeks) else None,
        "weeks": range(1, weeks_of(year) + 1),
        "this_week": request.today.isocalendar().week if request.today.year == year else 0,
        "strip": strip(plans, decided, year, kind, county, request),
    }
    return render(request, "settlement/housing/nation.html", context)


def by_municipality(year: int, kind: str, request: Request) -> dict[int, dict[int, int]]:
    """Places by municipality and week: what its city districts plan is counted in it."""
    above = queries.municipality_of_districts()
    found: dict[int, dict[int, int]] = {}
    for organisation_id, week, ordinary, minors in capacity.plan_rows(year, actor=request.actor):
        many = {"all": ordinary + minors, "ordinary": ordinary, "minors": minors}[kind]
        if many:
            sums = found.setdefault(above.get(organisation_id, organisation_id), {})
            sums[week] = sums.get(week, 0) + many
    return found


def figures(decided: dict[int, capacity.Decided], sums: dict[int, int], weeks: list[Week], today: date) -> list[Figure]:
    """Decided, planned, and where it stands this week."""
    begun = [row for row in weeks if row.waiting is not None]
    made = [
        Figure(sum(row.total for row in decided.values()), _("Decided")),
        Figure(
            sum(sums.values()),
            _("Planned"),
            explanation=_("%(count)s municipalities") % {"count": sum(many > 0 for many in sums.values())},
        ),
    ]
    if begun:
        made += [
            Figure(begun[-1].unused, _("Places ready and not used")),
            Figure(begun[-1].waiting, _("Persons ready to move")),
        ]
    return made


def drawn(weeks: list[Week], year: int) -> Chart:
    """Two lines that should lie on each other."""
    return charts.weeks(
        _("Places ready and people ready to move, week by week in %(year)s") % {"year": year},
        {
            _("Places ready and not used"): {row.week: row.unused for row in weeks},
            _("Persons ready to move"): {row.week: row.waiting for row in weeks},
        },
        description=_(
            "Places that municipalities have said are ready, less those who have moved in, beside the people whose"
            " interview is done and who have not moved."
        ),
        unit=_("Persons"),
    )


def strip(
    plans: dict[int, dict[int, int]],
    decided: dict[int, capacity.Decided],
    year: int,
    kind: str,
    county: str,
    request: Request,
) -> SafeString:
    """The table body, written here and not as a template: the country has more than 22 000 cells."""
    on = min(request.today, date(year, 12, 31))
    known = places.structure(on).by_code
    groups: dict[str, list[Organisation]] = {}
    for row in Organisation.objects.filter(kind="municipality").only("id", "name", "place_code"):
        place = known.get(row.place_code or "")
        if place is not None and (not county or place.county_code == county):
            groups.setdefault(place.county_code, []).append(row)
    parts: list[str] = []
    weeks = weeks_of(year)
    for each in places.counties(on):
        if each.code in groups:
            parts += _group(each.name, groups[each.code], plans, decided, weeks, kind, year)
    return mark_safe("".join(parts))  # noqa: S308 - numbers, and names that are escaped


def _group(
    name: str,
    rows: list[Organisation],
    plans: dict[int, dict[int, int]],
    decided: dict[int, capacity.Decided],
    weeks: int,
    kind: str,
    year: int,
) -> Iterator[str]:
    yield f'<tbody><tr class="group"><th scope="rowgroup">{conditional_escape(name)}</th></tr>'
    for row in sorted(rows, key=lambda each: norwegian_key(each.name)):
        plan = plans.get(row.id, {})
        council = decided.get(row.id, capacity.Decided())
        most = council.total if kind == "all" else getattr(council, kind)
        address = f"{reverse('settlement:organisation_places', args=[row.id])}?year={year}"
        yield format_html('<tr><th scope="row"><a class="ds-link" href="{}">{}</a></th>', address, row.name)
        yield f'<td class="sum">{most or ""}</td><td class="sum">{sum(plan.values()) or ""}</td>'
        yield "".join(
            f'<td class="h{shade(plan[week])}">{plan[week]}</td>' if week in plan else "<td></td>"
            for week in range(1, weeks + 1)
        )
        yield "</tr>"
    yield "</tbody>"


def shade(many: int) -> int:
    """Which of four shades a number of places has."""
    return sum(many >= lowest for lowest in SHADES)
