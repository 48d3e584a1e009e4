"""Scenarios for the same year side by side: on the map, and in a table with the differences."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.planning import queries
from rotfeste.casework.planning.models import Round
from rotfeste.casework.planning.pages.drawing import map_of_round
from rotfeste.casework.planning.pages.words import year_of
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.lists import Column, ListPage

MOST = 4


@dataclass(frozen=True)
class Line:
    """One municipality: its number in each round."""

    code: str
    name: str
    numbers: tuple[int, ...]

    @property
    def difference(self) -> int:
        """From the first round to the last."""
        return self.numbers[-1] - self.numbers[0]


def column(place: int, row: Round) -> Column:
    """The numbers of one round."""
    return Column(
        f"round_{row.id}",
        row.name,
        lambda line: line.numbers[place],
        sort=lambda line: line.numbers[place],
        kind="number",
    )


def columns(rows: list[Round], totals: dict[int, dict[str, int]]) -> list[Column]:
    """The name, each round's number, and the difference from the first to the last."""
    return [
        Column(
            "name",
            lazy("Municipality"),
            lambda line: line.name,
            sort=lambda line: line.name,
            url=lambda line: reverse(
                "planning:share", args=[next(row.id for row in rows if line.code in totals[row.id]), line.code]
            ),
        ),
        *(column(place, row) for place, row in enumerate(rows)),
        Column(
            "difference",
            lazy("Difference"),
            lambda line: (
                Tag(f"{line.difference:+d}", "info" if line.difference > 0 else "warning") if line.difference else 0
            ),
            sort=lambda line: line.difference,
            kind="number",
            export=lambda line: line.difference,
        ),
    ]


@requires("planning.decide")
def compare(request: Request) -> HttpResponse:
    """Up to four rounds of a year; the difference is between the first and the last."""
    actor, year = request.actor, year_of(request)
    known = queries.rounds(year, actor=actor)
    wanted = [said for said in request.GET.getlist("round") if said.isdigit()]
    rows = [row for row in known if str(row.id) in wanted][:MOST] if wanted else known[-2:]
    shares = {row.id: queries.shares_of(row, actor=actor) for row in rows}
    totals = {row.id: {share.code: share.total for share in shares[row.id]} for row in rows}
    names = places.names(rows[0].structure_on) if rows else {}
    codes = sorted({code for each in totals.values() for code in each})
    lines = [Line(code, names.get(code, code), tuple(totals[row.id].get(code, 0) for row in rows)) for code in codes]
    moved = sum(abs(line.difference) for line in lines) // 2 if len(rows) > 1 else 0
    page = ListPage(
        request,
        "planning.compare",
        _("Compare rounds for %(year)s") % {"year": year},
        lines,
        columns(rows, totals),
        sort="-difference",
        empty_title=_("Make at least two rounds to compare them"),
    )
    context = {
        "year": year,
        "known": known,
        "chosen": [row.id for row in rows],
        "maps": [map_of_round(row, shares[row.id]) for row in rows],
        "moved": moved,
        "several": len(rows) > 1,
    }
    return page.respond("planning/compare.html", context)
