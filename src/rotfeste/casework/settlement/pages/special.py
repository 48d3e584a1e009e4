"""The lists of those who take a special road, side by side: each with its own queue and figures."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement import queries
from rotfeste.casework.settlement.models.mixed import Obstacle
from rotfeste.casework.settlement.pages.lists import CENTRE, FROM, NAME, RECEIVER, SIZE, STATUS, deadline, shown
from rotfeste.casework.settlement.queries import CaseView
from rotfeste.casework.settlement.rules.mapping import BY_KEY
from rotfeste.casework.settlement.rules.special import moved_by_child_welfare
from rotfeste.casework.settlement.states import AgreementStatus, TravelStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.components import Colour, Figure, Tab, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.persons.countries import country_name

TRAVEL_COLOURS: dict[str, Colour] = {
    TravelStatus.NOT_PLANNED: "neutral",
    TravelStatus.PLANNED: "warning",
    TravelStatus.CONFIRMED: "info",
    TravelStatus.ARRIVED: "success",
}
AGREEMENT_COLOURS: dict[str, Colour] = {
    AgreementStatus.ASKED: "warning",
    AgreementStatus.AGREED: "success",
    AgreementStatus.REFUSED: "danger",
    AgreementStatus.ENDED: "neutral",
}
IN_SHORT: dict[str, Any] = {
    Obstacle.AWAITS_DECISION: lazy("Decision"),
    Obstacle.APPEAL: lazy("Appeal"),
    Obstacle.IDENTITY: lazy("Identity"),
    Obstacle.REFUSED: lazy("Refused"),
    Obstacle.OTHER_GROUND: lazy("Other permit"),
}
PLACES = {
    "resettling": lazy("Resettlement refugees"),
    "minors": lazy("Unaccompanied minors"),
    "mixed_families": lazy("Not all may settle"),
    "adaptation": lazy("Need adaptation"),
    "neighbours": lazy("Near integration centres"),
}


def tabs(current: str) -> list[Tab]:
    """The special roads, beside each other."""
    return [Tab(str(label), reverse(f"settlement:{key}"), current=key == current) for key, label in PLACES.items()]


def travel_tag(status: str) -> Tag:
    """How far the journey has come."""
    return Tag(str(TravelStatus(status).label), TRAVEL_COLOURS[status])


def agreement_tag(status: str) -> Tag:
    """What has become of asking for an alternative placement."""
    return Tag(str(AgreementStatus(status).label), AGREEMENT_COLOURS[status])


def respond(request: Request, key: str, rows: Any, columns: list[Column], **more: Any) -> HttpResponse:
    """One of the lists, with its tabs, figures, note, chart and button."""
    context = {"tabs": tabs(key), "figures": more.pop("figures", []), "note": more.pop("note", "")}
    context["chart"], context["button"] = more.pop("chart", None), more.pop("button", None)
    page = ListPage(request, f"settlement.{key}", str(PLACES[key]), rows, columns, **more)
    return page.respond("settlement/special.html", context)


@requires("settlement.request")
def resettling(request: Request) -> HttpResponse:
    """Resettlement refugees who have not come yet: dossier, municipality, journey."""
    actor = request.actor
    counts = queries.special_counts(today=request.today, actor=actor)
    medical = queries.medical_places(request.today.year, actor=actor)
    explained = (
        _("of %(places)s") % {"places": medical.places} if medical.places is not None else _("no number is known")
    )
    columns = [
        NAME,
        SIZE,
        Column(
            "stays_in",
            lazy("Stays in"),
            lambda row: country_name(row.dossier.stays_in) if _has(row) else _("No dossier"),
        ),
        deadline(request),
        STATUS,
        RECEIVER,
        Column(
            "travel",
            lazy("Journey"),
            lambda row: travel_tag(row.dossier.travel if _has(row) else TravelStatus.NOT_PLANNED),
            sort="dossier__travel",
            kind="status",
        ),
        Column(
            "travels_on",
            lazy("Arrives"),
            lambda row: row.dossier.travels_on if _has(row) else None,
            sort="dossier__travels_on",
            kind="date",
        ),
    ]
    return respond(
        request,
        "resettling",
        queries.resettling(actor=actor),
        columns,
        shown=shown(request, "resettling"),
        figures=[
            Figure(counts.resettling, _("Households that have not come")),
            Figure(counts.without_dossier, _("Without a dossier")),
            Figure(counts.travel_soon, _("Travel within 14 days")),
            Figure(medical.used, _("Medical places taken this year"), explanation=explained),
        ],
        empty_title=_("No resettlement refugees are on their way"),
    )


def _has(row: Any) -> bool:
    return getattr(row, "dossier", None) is not None


@requires("settlement.request")
def minors(request: Request) -> HttpResponse:
    """Unaccompanied minors: those under fifteen are moved by the child welfare service, and we find the place."""
    counts = queries.special_counts(today=request.today, actor=request.actor)

    def mover(row: Any) -> Tag:
        young = moved_by_child_welfare(row.youngest_born_on, request.today)
        return Tag(_("Child welfare service"), "brand1") if young else Tag(_("Reception centre"), "neutral")

    columns = [
        NAME,
        Column("born", lazy("Born"), lambda row: row.youngest_born_on, sort="youngest_born_on", kind="date"),
        Column("mover", lazy("Moved by"), mover, kind="status"),
        deadline(request),
        STATUS,
        FROM,
        CENTRE,
    ]
    return respond(
        request,
        "minors",
        queries.minors(actor=request.actor),
        columns,
        shown=shown(request, "minors"),
        figures=[
            Figure(counts.minors, _("Minors who wait")),
            Figure(counts.minors_under_fifteen, _("Under 15 years"), explanation=_("live in a care centre")),
            Figure(counts.minors - counts.minors_under_fifteen, _("15 years and older")),
        ],
        note=_("Minors have places of their own, which the council decides apart from the ordinary ones."),
        empty_title=_("No unaccompanied minors wait"),
    )


@requires("settlement.request")
def mixed_families(request: Request) -> HttpResponse:
    """Families in which not all may settle, with what holds them back and what is agreed."""
    actor = request.actor
    counts, obstacles = queries.special_counts(today=request.today, actor=actor), queries.obstacles_now(actor=actor)
    labels, short = dict(Obstacle.choices), {key: str(label) for key, label in IN_SHORT.items()}
    columns = [
        NAME,
        SIZE,
        Column("held_back", lazy("Held back"), lambda row: row.held_back, sort="held_back", kind="number"),
        Column("obstacle", lazy("What holds them back"), lambda row: str(labels[row.obstacle]), sort="obstacle"),
        Column("since", lazy("Since"), lambda row: row.since_on, sort="since_on", kind="date"),
        Column(
            "placement",
            lazy("Alternative placement"),
            lambda row: agreement_tag(row.placement) if row.placement else Tag(_("Not asked for"), "neutral"),
            sort="placement",
            kind="status",
        ),
        STATUS,
    ]
    drawing = charts.bars(
        _("What holds family members back"),
        {short[key]: {_("Persons"): number} for key, number in obstacles.items()},
        description=_("Members of waiting families who may not settle, by what holds them back."),
        first=_("Obstacle"),
    )
    return respond(
        request,
        "mixed_families",
        queries.mixed_families(actor=actor),
        columns,
        shown=shown(request, "mixed"),
        chart=drawing if obstacles else None,
        figures=[
            Figure(counts.mixed, _("Families that wait")),
            Figure(sum(obstacles.values()), _("Members held back")),
            Figure(counts.placements_agreed, _("With an alternative placement")),
        ],
        empty_title=_("No family has members who may not settle"),
        empty_text=_("The reception centre or the directorate registers it on the case."),
    )


@requires("settlement.request", "settlement.health")
def adaptation(request: Request) -> HttpResponse:
    """People who need a dwelling without steps, a hospital nearby, or care. Health is there at level high alone."""
    high = request.actor.level == "high"
    columns = [
        NAME,
        SIZE,
        Column("steps", lazy("Without steps"), lambda row: _("Yes") if row.no_steps else "", sort="no_steps"),
        *(health_columns() if high else []),
        deadline(request),
        STATUS,
        CENTRE,
    ]
    note = "" if high else _("Needs that have to do with health are shown after log-in at a high level.")
    return respond(
        request,
        "adaptation",
        queries.adaptation(actor=request.actor),
        columns,
        shown=shown(request, "adaptation"),
        note=note,
        button=None if high else (f"{reverse('step_up')}?next={request.path}", _("Log in at a high level")),
        empty_title=_("Nobody who waits has asked for adaptation"),
    )


def health_columns() -> list[Column]:
    """What the interview says of health, for those who may see it."""
    distance, care = dict(BY_KEY["hospital"].choices), dict(BY_KEY["institution"].choices)
    return [
        Column("hospital", lazy("Hospital"), lambda row: str(distance.get(row.hospital or "", "")), sort="hospital"),
        Column("care", lazy("Care"), lambda row: str(care.get(row.care or "", "")), sort="care"),
        Column("adapted", lazy("Other adaptation"), lambda row: _("Yes") if row.adapted else "", sort="adapted"),
    ]


def special_roads(view: CaseView, actor: Actor) -> dict[str, Any]:
    """What the case page shows of the special roads: the dossier and journey, and those who may not settle."""
    dossier = view.dossier
    return {
        "dossier": dossier,
        "stays_in": country_name(dossier.stays_in) if dossier else "",
        "travel": travel_tag(dossier.travel) if dossier else None,
        "held_back": view.held_back,
        "placements": [(row, agreement_tag(row.status)) for row in view.placements],
        "may_end": actor.may("settlement.map") or actor.may("settlement.request"),
        "may_answer": actor.may("settlement.request"),
    }
