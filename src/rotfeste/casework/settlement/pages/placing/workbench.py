"""The workbench: the queue, and beside it the proposal of one household with its reasons."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement.models import Placement
from rotfeste.casework.settlement.pages.placing import words
from rotfeste.casework.settlement.pages.placing.detail import detail
from rotfeste.casework.settlement.pages.placing.rounds import gap
from rotfeste.casework.settlement.pages.words import days_left, risk_tag
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.clocks import risk
from rotfeste.casework.settlement.states import CaseStatus, ProposalStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Tab, Tag

PAGE = 25
SHOWS: dict[str, Q] = {
    "open": Q(status=ProposalStatus.OPEN, case__status=CaseStatus.READY),
    "refused": Q(status=ProposalStatus.OPEN, case__status=CaseStatus.READY, refused__len__gt=0),
    "nowhere": Q(status=ProposalStatus.OPEN, case__status=CaseStatus.READY, organisation=None),
    "decided": ~Q(status=ProposalStatus.OPEN),
    "all": Q(),
}


def tabs_of(row: Placement, here: str) -> list[Tab]:
    """The pages of a round."""
    names = [
        ("placement", _("Proposals")),
        ("placement_map", _("Map")),
        ("placement_places", _("Municipalities and counties")),
        ("placement_figures", _("Before and after")),
        ("placement_fairness", _("Fairness")),
    ]
    return [Tab(label, reverse(f"settlement:{name}", args=[row.id]), current=name == here) for name, label in names]


def about(row: Placement, here: str) -> dict[str, Any]:
    """What every page of a round says of it."""
    return {"round": row, "tag": words.round_tag(row), "gap": gap(row.gap), "tabs": tabs_of(row, here)}


def queue_of(request: Request, row: Placement) -> dict[str, Any]:
    """The households of a page of the queue, as a list to tick."""
    rows = placing.proposals(row.id, actor=request.actor)
    show = request.GET.get("show", "open")
    show = show if show in SHOWS else "open"
    labels = {
        "open": _("To decide on"),
        "refused": _("After a no"),
        "nowhere": _("No place found"),
        "decided": _("Decided"),
        "all": _("All"),
    }
    page = Paginator(rows.filter(SHOWS[show]), PAGE).get_page(request.GET.get("page"))
    lines = []
    for each in page.object_list:
        left = (each.case.deadline_on - request.today).days
        lines.append(
            {
                "row": each,
                "name": f"{each.family_name}, {each.given_name}" if each.family_name else _("No main person"),
                "place": each.organisation.name if each.organisation else "",
                "left": Tag(days_left(left), risk_tag(risk(each.case.deadline_on, request.today)).colour),
                "tag": words.proposal_tag(each),
                "may": each.status == ProposalStatus.OPEN
                and each.case.status == CaseStatus.READY
                and each.organisation_id is not None,
            }
        )
    base = reverse("settlement:placement", args=[row.id])
    return {
        "lines": lines,
        "page": page,
        "show": show,
        "shows": [Tab(labels[key], f"{base}?show={key}", current=key == show) for key in SHOWS],
    }


@requires("settlement.request")
def placement(request: Request, round_id: int) -> HttpResponse:
    """A round: how far it has come, or the queue with the first proposal opened."""
    row = placing.placement(round_id, actor=request.actor)
    if not row.done:
        stage = words.STAGES.get(row.stage, words.STAGES["plan"])
        return render(request, "settlement/placing/computing.html", {**about(row, "placement"), "stage": stage})
    queue = queue_of(request, row)
    first = queue["lines"][0]["row"].id if queue["lines"] else None
    return shown(request, row, queue, first, chosen=False)


@requires("settlement.request")
def proposal(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """One household's proposal beside the queue."""
    row = placing.placement(round_id, actor=request.actor)
    return shown(request, row, queue_of(request, row), proposal_id)


def shown(
    request: Request,
    row: Placement,
    queue: dict[str, Any],
    proposal_id: int | None,
    *,
    chosen: bool = True,
    forms: dict[str, Any] | None = None,
) -> HttpResponse:
    """The workbench; who was shown is recorded."""
    heads = [line["row"].head_id for line in queue["lines"] if line["row"].head_id]
    audit.searched(request.actor, "settlement.placement", persons=heads, rows=len(heads), round=row.id)
    context = {**about(row, "placement"), **queue, "chosen": chosen}
    if proposal_id is not None:
        context |= detail(request, row, proposal_id, forms or {})
    return render(request, "settlement/placing/workbench.html", context)
