"""The vacancy clock for many: what stands empty, for how long, at what cost, and who has said why."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement.pages.housing import words
from rotfeste.casework.settlement.pages.housing.dwellings import COST, DAYS, LABEL, OWNER, ROOM
from rotfeste.casework.settlement.queries.housing import how_many_fit
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.charts import Chart
from rotfeste.foundation.ui.components import Figure, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.rules.dwellings import STAGES, cost_of, days_within, kroner, median_days

MOST_BARS = 12
GOAL = 14
"""The goal that the system is built for: a median of at most so many days (features D.3)."""


@requires("capacity.read")
def vacancies(request: Request) -> HttpResponse:
    """Every dwelling that stands empty, the longest first, with figures and charts of the year."""
    actor, today = request.actor, request.today
    everything = capacity.standings(today=today, actor=actor, released=True)
    rows = capacity.with_alerts([row for row in everything if row.idle and not row.dwelling.for_minors], actor=actor)
    ordinary = [row for row in everything if not row.dwelling.for_minors]
    list_page = ListPage(
        request,
        "settlement.vacancies",
        _("Vacancy clock"),
        rows,
        [
            LABEL,
            *([OWNER] if len({row.dwelling.organisation_id for row in rows}) > 1 else []),
            ROOM,
            DAYS,
            COST,
            Column("reason", lazy("Why"), reason, kind="status", export=reason_text),
        ],
        sort="-days",
        empty_title=_("No dwelling stands empty"),
    )
    fits = how_many_fit(list_page.on_page, today=today, actor=actor)
    fitting = Column("fits", lazy("Households it would suit"), lambda row: fits.get(row.dwelling.id), kind="number")
    list_page.columns = [*list_page.columns[:-1], fitting, list_page.columns[-1]]
    context = {
        "figures": figures(rows, ordinary, today),
        "charts": drawings(rows, ordinary, request),
        "year": today.year,
        "heads": [_("Municipality"), _("Dwellings vacant now"), _("Median days vacant"), _("Kroner this year")],
        "by_owner": by_owner(ordinary, today) if actor.in_directorate else [],
    }
    return list_page.respond("settlement/housing/vacancies.html", context)


def reason_text(row: capacity.Stood) -> str:
    """Why it stands empty, as it was recorded."""
    if row.reason is None:
        return ""
    return f"{row.reason.get_reason_display()} {row.reason.text}".strip()


def reason(row: capacity.Stood) -> Any:
    """The reason; after 30 days, that it is missing."""
    if row.needs_reason:
        return Tag(_("Must be recorded"), "danger")
    return reason_text(row) or None


def figures(rows: list[capacity.Stood], ordinary: list[capacity.Stood], today: date) -> list[Figure]:
    """What stands empty now, and the year."""
    first = date(today.year, 1, 1)
    spells = [spell for row in ordinary for spell in row.spells if spell.until_on is None or spell.until_on >= first]
    middle = median_days(spells, today)
    without = sum(row.needs_reason for row in rows)
    return [
        Figure(len(rows), _("Dwellings vacant now")),
        Figure(
            "–" if middle is None else middle,
            _("Median days vacant this year"),
            explanation=_("Goal: at most %(days)s") % {"days": GOAL},
        ),
        Figure(words.number(sum(row.vacancy.cost_nok for row in rows)), _("Cost of those vacant now, kroner")),
        Figure(words.number(cost_in_year(ordinary, today)), _("Cost of vacancy this year, kroner")),
        Figure(without, _("More than 30 days without a reason"), colour="danger" if without else "neutral"),
    ]


def cost_in_year(rows: list[capacity.Stood], today: date) -> int:
    """What empty places have cost since 1 January."""
    first = date(today.year, 1, 1)
    total = Decimal(0)
    for row in rows:
        for spell in row.spells:
            days = days_within(spell, first, today)
            total += cost_of(days, row.dwelling.monthly_nok, row.dwelling.places)
    return kroner(total)


def by_owner(rows: list[capacity.Stood], today: date) -> list[list[object]]:
    """Each municipality and city district: vacant now, the median, and the cost since 1 January; the dearest first."""
    owned: dict[str, list[capacity.Stood]] = {}
    for row in rows:
        owned.setdefault(row.dwelling.organisation.name, []).append(row)
    made: list[list[object]] = [
        [
            name,
            sum(row.idle for row in each),
            median_days([spell for row in each for spell in row.spells], today),
            cost_in_year(each, today),
        ]
        for name, each in owned.items()
    ]
    return sorted(made, key=lambda row: (-int(str(row[3])), str(row[0])))


def drawings(rows: list[capacity.Stood], ordinary: list[capacity.Stood], request: Request) -> list[Chart]:
    """How long they have stood empty, and where the cost falls."""
    if not rows:
        return []
    return [by_stage(rows), by_place(ordinary, request)]


def by_stage(rows: list[capacity.Stood]) -> Chart:
    """Dwellings by how long they have stood empty."""
    names = {
        0: _("Less than 7 days"),
        7: _("7 to 13 days"),
        14: _("14 to 29 days"),
        30: _("30 days and more"),
    }
    groups = {names[stage]: {_("Dwellings"): sum(row.vacancy.stage == stage for row in rows)} for stage in (0, *STAGES)}
    return charts.bars(
        _("Vacant dwellings by days"),
        groups,
        description=_("Someone is told after 7, 14 and 30 days; after 30 the municipality says why."),
        first=_("Days vacant"),
    )


def by_place(rows: list[capacity.Stood], request: Request) -> Chart:
    """The year's cost: by county for the directorate, by owner or address for a municipality."""
    sums: dict[str, list[capacity.Stood]] = {}
    for row in rows:
        sums.setdefault(_place(row, request), []).append(row)
    costs = {name: cost_in_year(each, request.today) for name, each in sums.items()}
    largest = sorted(costs.items(), key=lambda row: (-row[1], row[0]))[:MOST_BARS]
    return charts.bars(
        _("Cost of vacancy this year"),
        {name: {_("Kroner"): cost} for name, cost in largest if cost},
        description=_("The rent of empty places since 1 January, the largest first."),
        unit=_("Kroner"),
        first=_("Where"),
    )


def _place(row: capacity.Stood, request: Request) -> str:
    if request.actor.in_municipality:
        return row.dwelling.label
    code = (row.dwelling.organisation.place_code or "")[:4]
    known = places.structure(request.today).by_code.get(code)
    if known is None:
        return row.dwelling.organisation.name
    return places.county(known.county_code, request.today).name
