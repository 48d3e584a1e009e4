"""A round: its terms, its numbers on a list and a map, and what is done with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.actions.letters import association
from rotfeste.casework.planning.actions.rounds import Terms
from rotfeste.casework.planning.forms import RoundForm
from rotfeste.casework.planning.models import Round, Share
from rotfeste.casework.planning.models.round import Criterion, TableStatus
from rotfeste.casework.planning.pages.drawing import map_of_round
from rotfeste.casework.planning.pages.step import button, step
from rotfeste.casework.planning.pages.words import status_tag, year_of
from rotfeste.casework.planning.rules.distribution import CRITERIA, MINORS_CAPACITY
from rotfeste.casework.planning.rules.values import floor_places
from rotfeste.casework.planning.states import RoundStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.components import Figure, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.foundation.ui.steps import given


def list_columns(row: Round) -> list[Column]:
    """The municipalities of a round."""
    names = places.names(row.structure_on)
    counties = {each.code: each.name for each in places.counties(row.structure_on)}

    def name(share: Share) -> str:
        return names.get(share.code, share.code)

    def county(share: Share) -> str:
        code: str = row.counties[share.code]
        return counties.get(code, code)

    return [
        Column(
            "name",
            lazy("Municipality"),
            name,
            sort=name,
            url=lambda share: reverse("planning:share", args=[row.id, share.code]),
        ),
        Column("county", lazy("County"), county, sort=county),
        Column("ordinary", lazy("Ordinary"), lambda s: s.ordinary, sort=lambda s: s.ordinary, kind="number"),
        Column("minors", lazy("Minors"), lambda s: s.minors, sort=lambda s: s.minors, kind="number"),
        Column("total", lazy("In all"), lambda s: s.total, sort=lambda s: s.total, kind="number"),
        Column(
            "computed",
            lazy("By the criteria"),
            lambda s: s.computed.total,
            sort=lambda s: s.computed.total,
            kind="number",
        ),
        Column(
            "by_hand",
            lazy("Set by hand"),
            lambda s: Tag(_("by hand"), "info") if s.reason else None,
            sort=lambda s: not s.reason,
            kind="status",
            export=lambda s: s.reason,
        ),
    ]


@requires("planning.decide")
def round_page(request: Request, round_id: int) -> HttpResponse:
    """One round."""
    actor = request.actor
    row = queries.round_of(round_id, actor=actor)
    shares = queries.shares_of(row, actor=actor)
    left = queries.difference(row, shares)
    sent, of = queries.progress(row, shares, actor=actor)
    context = {
        "round": row,
        "tag": status_tag(row.status),
        "figures": [
            Figure(row.ordinary, _("Ordinary places")),
            Figure(row.minors, _("For unaccompanied minors")),
            Figure(len(shares), _("Municipalities")),
            Figure(sum(bool(share.reason) for share in shares), _("Set by hand")),
        ],
        "left": left,
        "adds_up": left.ordinary == 0 and left.minors == 0,
        "basis": basis(row),
        "map": map_of_round(row, shares),
        "draft": row.status == RoundStatus.DRAFT,
        "approved": row.status == RoundStatus.APPROVED,
        "sending": row.status == RoundStatus.SENDING,
        "sent": sent,
        "of": of,
        "others": [each for each in queries.rounds(row.year, actor=actor) if each.id != row.id],
        "association": association(),
        "estimate": queries.latest(row.year, actor=actor),
    }
    page = ListPage(
        request,
        "planning.round",
        f"{row.name}, {row.year}",
        shares,
        list_columns(row),
        sort="-total",
        page_size=25,
    )
    return page.respond("planning/round.html", context)


def basis(row: Round) -> list[dict[str, Any]]:
    """Each criterion that counts: its weight for both kinds of places, and where its values come from."""
    return [
        {
            "label": Criterion(key).label,
            "weight": row.weights.get(key, 0),
            "minors": row.minors_weights.get(key, 0),
            "source": row.sources.get(key, {}),
            "status": TableStatus(row.sources[key]["status"]).label if key in row.sources else "",
        }
        for key in CRITERIA
        if row.weights.get(key) or row.minors_weights.get(key)
    ]


def terms(form: RoundForm) -> Terms:
    """What was filled in."""
    said = form.cleaned_data
    return Terms(
        name=said["name"],
        ordinary=said["ordinary"],
        minors=said["minors"],
        count=said["count"],
        floor=said["floor"],
        weights=form.weights("weight"),
        minors_weights=form.weights("minors_weight"),
        always=said["always"],
        never=said["never"],
    )


def initial_of(row: Round) -> dict[str, Any]:
    """The terms of a round, to be changed or to begin another from."""
    said: dict[str, Any] = {key: getattr(row, key) for key in ("name", "ordinary", "minors", "count", "floor")}
    said |= {"always": " ".join(row.always), "never": " ".join(row.never)}
    for key in CRITERIA:
        said |= {f"weight_{key}": row.weights.get(key, 0), f"minors_weight_{key}": row.minors_weights.get(key, 0)}
    return said


def first_terms(year: int, request: Request) -> dict[str, Any]:
    """What a new round begins from: the estimate's expected numbers, and weights to change."""
    estimate = queries.latest(year, actor=request.actor)
    known = queries.criteria_on(request.today, actor=request.actor)
    said: dict[str, Any] = {"floor": floor_places(request.today), "count": len(known.counties)}
    if estimate is not None:
        said |= {"ordinary": estimate.ordinary.expected, "minors": estimate.minors.expected}
    for key in CRITERIA:
        counts = key in known.sources and key != MINORS_CAPACITY
        said |= {f"weight_{key}": 25 if counts else 0, f"minors_weight_{key}": 0}
    said[f"minors_weight_{MINORS_CAPACITY if MINORS_CAPACITY in known.sources else CRITERIA[0]}"] = 100
    return said


@requires("planning.decide")
def new_round(request: Request) -> HttpResponse:
    """A new draft for a year, on terms of its own or beginning from another round's."""
    actor, year = request.actor, year_of(request)
    like = request.GET.get("like", "")
    initial = first_terms(year, request)
    if like.isdigit():
        other = queries.round_of(int(like), actor=actor)
        year, initial = other.year, {**initial_of(other), "name": ""}
    form = RoundForm(given(request), initial=initial)
    made: list[Round] = []

    def run(_said: dict[str, Any]) -> None:
        made.append(actions.begin_round(year, terms(form), today=request.today, actor=actor))

    answer = _form(request, form, run, year=year, back_url=f"{reverse('planning:planning')}?year={year}")
    return redirect("planning:round", made[0].id) if made else answer


@requires("planning.decide")
def change(request: Request, round_id: int) -> HttpResponse:
    """Divide a draft anew on other terms."""
    row = queries.round_of(round_id, actor=request.actor)
    form = RoundForm(given(request), initial=initial_of(row))

    def run(_said: dict[str, Any]) -> None:
        actions.change_round(round_id, terms(form), today=request.today, actor=request.actor)

    return _form(request, form, run, year=row.year, back_url=reverse("planning:round", args=[round_id]))


def _form(request: Request, form: RoundForm, run: Any, *, year: int, back_url: str) -> HttpResponse:
    known = queries.criteria_on(request.today, actor=request.actor)
    return step(
        request,
        form,
        run,
        title=_("Divide the need of %(year)s") % {"year": year},
        action=_("Divide"),
        done=_("The places are divided."),
        back_url=back_url,
        template="planning/terms.html",
        context={
            "without": [Criterion(key).label for key in CRITERIA if key not in known.sources],
            "estimate": queries.latest(year, actor=request.actor),
        },
    )


def _back(round_id: int) -> str:
    return reverse("planning:round", args=[round_id])


@require_POST
@requires("planning.decide")
def balance(request: Request, round_id: int) -> HttpResponse:
    """Divide the difference over those that were not set by hand."""
    return button(
        request,
        lambda: actions.balance(round_id, actor=request.actor),
        done=_("The difference is divided over the others. The numbers add up."),
        back_url=_back(round_id),
    )


@require_POST
@requires("planning.decide")
def approve(request: Request, round_id: int) -> HttpResponse:
    """Approve a round whose numbers add up."""
    return button(
        request,
        lambda: actions.approve(round_id, today=request.today, actor=request.actor),
        done=_("The round is approved. It can be sent."),
        back_url=_back(round_id),
    )


@require_POST
@requires("planning.decide")
def reopen(request: Request, round_id: int) -> HttpResponse:
    """Open an approved round again."""
    return button(
        request,
        lambda: actions.reopen(round_id, actor=request.actor),
        done=_("The round is a draft again."),
        back_url=_back(round_id),
    )


@require_POST
@requires("planning.decide")
def discard(request: Request, round_id: int) -> HttpResponse:
    """Throw a draft away."""
    row = queries.round_of(round_id, actor=request.actor)
    return button(
        request,
        lambda: actions.discard_round(round_id, actor=request.actor),
        done=_("The draft is thrown away."),
        back_url=f"{reverse('planning:planning')}?year={row.year}",
    )


@requires("planning.decide")
def again(request: Request, round_id: int) -> HttpResponse:
    """Compute a round again from what is stored, and compare."""
    row = queries.round_of(round_id, actor=request.actor)
    names = places.names(row.structure_on)
    result = queries.again(row, actor=request.actor)
    others = [(names.get(code, code), stored, computed) for code, stored, computed in result.others]
    return render(request, "planning/again.html", {"round": row, "same": result.same, "others": others})
