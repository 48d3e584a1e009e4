"""The adviser's board: my participants, where each stands, and what waits."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import queries, words
from rotfeste.casework.qualification.forms import BoardFilter
from rotfeste.casework.qualification.queries import Row
from rotfeste.casework.qualification.rules.board import BEFORE_START, Stand
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Figure
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.participants.words import CATEGORIES


@requires("participants.register", "qualification.decide")
def board(request: Request) -> HttpResponse:
    """Everyone whom the municipality is responsible for, the most urgent first."""
    rows = queries.board(today=request.today, actor=request.actor)
    figures = _figures(rows)
    chosen = request.GET.get("waits", "")
    if chosen in WAITS:
        rows = [row for row in rows if WAITS[chosen](row)]
    behind: dict[int, int] = {}
    if request.GET.get("sort", "").removeprefix("-") == "behind":
        behind |= queries.behind(rows, today=request.today, actor=request.actor)

    def shown(seen: list[Row], how: str) -> None:
        audit.searched(request.actor, "qualification.board", persons=[row.person_id for row in seen], how=how)
        behind.update(queries.behind(seen, today=request.today, actor=request.actor))

    page = ListPage(
        request,
        "qualification.board",
        _("My participants"),
        rows,
        _columns(behind),
        filters=BoardFilter,
        shown=shown,
        empty_title=_("No participants here"),
        empty_text=_("People appear here when they have moved into the municipality."),
    )
    return page.respond("qualification/board.html", {"figures": figures})


WAITS: dict[str, Any] = {
    "late": lambda row: row.standing.stand in BEFORE_START and row.standing.urgency == 3,
    "answer": lambda row: row.standing.stand is Stand.AWAITS_ANSWER,
    "decide": lambda row: row.standing.stand is Stand.TO_DECIDE,
    "moved": lambda row: row.standing.stand is Stand.MOVED_HERE,
    "ends": lambda row: row.standing.stand is Stand.IN_PROGRAMME and row.standing.urgency == 2,
    "past": lambda row: row.standing.stand is Stand.PAST_ITS_END,
    "review": lambda row: row.review_by is not None,
    "running": lambda row: row.standing.stand in (Stand.IN_PROGRAMME, Stand.PAST_ITS_END),
}


def _figures(rows: list[Row]) -> list[Figure]:
    found, url = queries.counts(rows), reverse("qualification:board")
    return [
        Figure(
            found.get("late", 0),
            _("Should have started"),
            f"{url}?waits=late",
            _("Later than three months after settlement or claim"),
            colour="danger" if found.get("late") else "neutral",
        ),
        Figure(found.get("decide", 0), _("To be decided"), f"{url}?waits=decide"),
        Figure(found.get("running", 0), _("In the programme"), f"{url}?waits=running"),
        Figure(found.get("review", 0), _("Plans to look at anew"), f"{url}?waits=review"),
        Figure(found.get("ends", 0), _("Ends within 90 days"), f"{url}?waits=ends"),
        Figure(
            found.get("past", 0),
            _("Past its end"),
            f"{url}?waits=past",
            colour="danger" if found.get("past") else "neutral",
        ),
    ]


def _columns(behind: Mapping[int, int]) -> list[Column]:
    return [
        Column(
            "name",
            lazy("Name"),
            lambda row: row.participant.person.full_name,
            sort=lambda row: row.participant.person.family_key,
            url=lambda row: reverse("qualification:participant", args=[row.person_id]),
        ),
        Column("age", lazy("Age"), lambda row: row.age, sort=lambda row: row.age, kind="number"),
        Column(
            "right",
            lazy("The programme"),
            lambda row: (
                str(CATEGORIES[row.participant.right.programme]) if row.participant.right else _("Not computed")
            ),
            sort=lambda row: row.participant.right.programme if row.participant.right else "",
        ),
        Column(
            "settled",
            lazy("Settled"),
            lambda row: row.participant.settled_on,
            sort=lambda row: row.participant.settled_on,
            kind="date",
        ),
        Column(
            "stands",
            lazy("Stands"),
            lambda row: words.stand_tag(row.standing),
            sort=lambda row: (-row.standing.urgency, row.standing.stand),
            kind="status",
        ),
        Column(
            "behind",
            lazy("Hours behind"),
            lambda row: behind.get(row.person_id),
            sort=lambda row: behind.get(row.person_id, 0),
            kind="number",
        ),
        Column(
            "day",
            lazy("Start by, or ends"),
            lambda row: row.standing.day,
            sort=lambda row: row.standing.day or row.participant.settled_on.max,
            kind="date",
        ),
    ]
