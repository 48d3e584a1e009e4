"""The workbench: the queue, the proposal of one household with its reasons, and what a person decides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.forms.placing import ElsewhereForm, LeaveForm
from rotfeste.casework.settlement.models import Placement, Proposal
from rotfeste.casework.settlement.pages.placing import words
from rotfeste.casework.settlement.pages.placing.rounds import gap
from rotfeste.casework.settlement.pages.words import REFUSED, days_left, group_label, refusal, request_tag, risk_tag
from rotfeste.casework.settlement.queries import placing
from rotfeste.casework.settlement.rules.clocks import risk
from rotfeste.casework.settlement.states import CaseStatus, ProposalStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Tab, Tag
from rotfeste.registers.persons.countries import country_name

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


def detail(request: Request, row: Placement, proposal_id: int, forms: dict[str, Any]) -> dict[str, Any]:
    """Everything about one proposal; the reading is recorded."""
    actor = request.actor
    line = placing.proposal(row.id, proposal_id, actor=actor)
    each = line.row
    ids = [member.person_id for member in line.members]
    audit.read(actor, "settlement.proposal", subject_id=each.case_id, persons=ids)
    names = dict(Organisation.objects.filter(kind="municipality").order_by("name").values_list("id", "name"))
    high = actor.level == "high"
    places = sorted(names.items(), key=lambda pair: pair[1])
    asked = request.GET.get("why", "")
    open_now = each.status == ProposalStatus.OPEN and each.case.status == CaseStatus.READY
    return {
        "each": each,
        "members": line.members,
        "country": country_name(next((m.citizenship for m in line.members), "")),
        "group": group_label(each.case.group, each.case.resettlement),
        "left": Tag(
            days_left((each.case.deadline_on - request.today).days),
            risk_tag(risk(each.case.deadline_on, request.today)).colour,
        ),
        "each_tag": words.proposal_tag(each),
        "request_tag": request_tag(each.request.status) if each.request else None,
        "open_now": open_now,
        "points": words.points(each.points),
        "price": each.price,
        "price_text": words.points(each.price),
        "parts": words.part_lines(each, row.terms["weights"], row.unknown),
        "alternatives": [{**said, "name": names.get(said["key"], "")} for said in each.alternatives],
        "ruled": [
            (words.rule_text(rule, health=high), count)
            for rule, count in sorted(each.ruled_out.items(), key=lambda pair: -pair[1])
        ],
        "checks": [words.CHECKS[key] for key in each.checks if key != "care" or high],
        "refused_by": [names.get(key, "") for key in each.refused],
        "forbidden": [names.get(key, "") for key in each.forbidden],
        "places": places,
        "asked": int(asked) if asked.isdigit() else None,
        "why": why(request, each, int(asked), names, high) if asked.isdigit() else None,
        "override_form": forms.get("override") or ElsewhereForm(places=places, prefix="override"),
        "forbid_form": forms.get("forbid") or ElsewhereForm(places=places, prefix="forbid"),
        "skip_form": forms.get("skip") or LeaveForm(prefix="skip"),
        "unfolded": next(iter(forms), ""),
    }


def why(request: Request, row: Proposal, organisation_id: int, names: dict[int, str], high: bool) -> dict[str, Any]:
    """«Why not there?» answered in words and numbers."""
    name = names.get(organisation_id, "")
    if organisation_id == row.organisation_id:
        return {"name": name, "text": _("It is the one that is proposed.")}
    try:
        said = placing.why_not(row, organisation_id, actor=request.actor)
    except KeyError:
        return {"name": name, "text": _("It was not among the municipalities of this round.")}
    if said.rule:
        return {"name": name, "text": words.rule_text(said.rule, health=high), "rule": True}
    if said.loss < 0.1:
        text = _("It would be as good: %(points)s for the household, and the whole loses nothing.")
    else:
        text = _("It would give the household %(points)s, and the whole would lose %(loss)s.")
    return {"name": name, "text": text % {"points": words.points(said.points), "loss": words.points(said.loss)}}


@require_POST
@requires("settlement.request")
def accept(request: Request, round_id: int) -> HttpResponse:
    """Accept those that are ticked."""
    ticked = [int(said) for said in request.POST.getlist("proposal") if said.isdigit()]
    if not ticked:
        messages.warning(request, _("Tick the households whose proposal you accept."))
        return redirect("settlement:placement", round_id)
    sent, refused = actions.accept_proposals(round_id, ticked, today=request.today, actor=request.actor)
    if sent:
        done = ngettext("%(count)s request is sent.", "%(count)s requests are sent.", len(sent))
        messages.success(request, done % {"count": len(sent)})
    for row, error in refused:
        messages.warning(request, f"#{row.case_id}: {words.not_sent(error)}")
    return redirect("settlement:placement", round_id)


def decided(
    request: Request,
    round_id: int,
    proposal_id: int,
    kind: str,
    form: Any,
    run: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """Do what a form says; when it is refused, show why and keep what was typed."""
    row = placing.placement(round_id, actor=request.actor)
    if form.is_valid():
        try:
            with transaction.atomic():
                run(form.cleaned_data)
        except REFUSED as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, done)
            return redirect("settlement:proposal", round_id, proposal_id)
    return shown(request, row, queue_of(request, row), proposal_id, forms={kind: form})


def elsewhere(request: Request, prefix: str) -> ElsewhereForm:
    """A municipality and a reason, as typed."""
    rows = Organisation.objects.filter(kind="municipality").order_by("name").values_list("id", "name")
    return ElsewhereForm(request.POST, places=list(rows), prefix=prefix)


@require_POST
@requires("settlement.request")
def override(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Ask another municipality than the proposed one."""

    def run(said: dict[str, Any]) -> None:
        actions.override_proposal(
            round_id,
            proposal_id,
            organisation_id=said["organisation"],
            reason=said["reason"],
            today=request.today,
            actor=request.actor,
        )

    form = elsewhere(request, "override")
    return decided(request, round_id, proposal_id, "override", form, run, _("The request is sent."))


@require_POST
@requires("settlement.request")
def forbid(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Rule a municipality out; the next best is proposed at once."""

    def run(said: dict[str, Any]) -> None:
        actions.forbid_proposal(
            round_id, proposal_id, organisation_id=said["organisation"], reason=said["reason"], actor=request.actor
        )

    form = elsewhere(request, "forbid")
    return decided(request, round_id, proposal_id, "forbid", form, run, _("The municipality is ruled out."))


@require_POST
@requires("settlement.request")
def skip(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Leave the household for the next round."""

    def run(said: dict[str, Any]) -> None:
        actions.skip_proposal(round_id, proposal_id, reason=said["reason"], actor=request.actor)

    form = LeaveForm(request.POST, prefix="skip")
    return decided(request, round_id, proposal_id, "skip", form, run, _("The household is left for the next round."))


@require_POST
@requires("settlement.request")
def pin(request: Request, round_id: int, proposal_id: int) -> HttpResponse:
    """Pin the household to the municipality that is proposed, or take the pin away."""
    row = placing.proposal(round_id, proposal_id, actor=request.actor).row
    wanted = None if row.pinned_id else row.organisation_id
    try:
        with transaction.atomic():
            actions.pin_proposal(round_id, proposal_id, organisation_id=wanted, actor=request.actor)
    except REFUSED as error:
        messages.warning(request, refusal(error))
    else:
        messages.success(request, _("Pinned for the rounds that follow.") if wanted else _("The pin is taken away."))
    return redirect("settlement:proposal", round_id, proposal_id)
