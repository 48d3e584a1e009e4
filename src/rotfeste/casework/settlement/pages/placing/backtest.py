"""Years replayed under other policies: the list, beginning one, beginning one anew, how far it has come."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.placement.backtest import OURS, POLICIES, RECORDED
from rotfeste.casework.settlement import actions, jobs
from rotfeste.casework.settlement.actions.backtest import BeingReplayed, NewerIsPublished, NobodyWasSettled, NotWhole
from rotfeste.casework.settlement.actions.placing.computing import NothingCounts
from rotfeste.casework.settlement.forms.placing import BacktestForm
from rotfeste.casework.settlement.models import Backtest
from rotfeste.casework.settlement.pages.placing import words
from rotfeste.casework.settlement.pages.placing.backtest_shown import NAMES, basis_beside, beside, share, shown, tag
from rotfeste.casework.settlement.queries import backtest as queries
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.casework.settlement.states import BacktestStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.lists import Column, ListPage

B = BacktestStatus


@requires("planning.read")
def backtests(request: Request) -> HttpResponse:
    """Every replay, the newest first."""
    columns = [
        Column("year", lazy("Year"), lambda row: str(row.year), sort="year", url=_address),
        Column("version", lazy("Version"), lambda row: row.version, sort="version", kind="number"),
        Column("made", lazy("Begun"), lambda row: row.made_on, sort="id", kind="date"),
        Column("by", lazy("By"), lambda row: row.made_by.name if row.made_by else ""),
        Column("households", lazy("Households"), lambda row: row.households, sort="households", kind="number"),
        Column("recorded", NAMES[RECORDED], lambda row: share(row, RECORDED), kind="number"),
        Column("ours", NAMES[OURS], lambda row: share(row, OURS), kind="number"),
        Column("status", lazy("Status"), tag, sort="status", kind="status"),
    ]
    return ListPage(
        request,
        "settlement.backtests",
        _("Years replayed"),
        queries.backtests(actor=request.actor),
        columns,
        empty_title=_("No year has been replayed yet"),
        empty_text=_("A replay shows what other ways of placing the same people would have given."),
    ).respond("settlement/backtest/list.html", {"may_start": request.actor.may("settlement.request")})


def _address(row: Backtest) -> str:
    return reverse("settlement:backtest", args=[row.id])


@requires("settlement.request")
def start(request: Request) -> HttpResponse:
    """Choose a year and what counts, and begin."""
    actor = request.actor
    form = BacktestForm(
        steps.given(request),
        standard=standard_terms(request.today),
        years=queries.years_to_replay(actor=actor),
    )
    return _begin(request, form, None, {})


@requires("settlement.request")
def again(request: Request, backtest_id: int) -> HttpResponse:
    """Replay the year anew from what the register tells now, with the weights that counted or others."""
    row = queries.backtest(backtest_id, actor=request.actor)
    standard = standard_terms(request.today)
    weights = {key: row.terms["weights"].get(key, weight) for key, weight in standard.weights.items()}
    weights |= {key: standard.weights[key] for key in row.unknown if key in weights}
    limits = {key: row.terms[key] for key in ("demanding_per", "county_over")}
    form = BacktestForm(steps.given(request), standard=replace(standard, weights=weights, **limits))
    now, same = queries.basis_now(row, actor=request.actor)
    context = {
        "row": row,
        "same": same,
        "heads": [_("What it rests on"), _("Version %(n)s") % {"n": row.version}, _("Now")],
        "rows": basis_beside(queries.basis_then(row), now),
    }
    return _begin(request, form, row.year, context)


def _begin(request: Request, form: BacktestForm, year: int | None, context: dict[str, Any]) -> HttpResponse:
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["year"] if year is None else year
        try:
            row = actions.start_backtest(chosen, terms=form.terms(), today=request.today, actor=request.actor)
        except NobodyWasSettled:
            faults = [_("Nobody was settled that year by a municipality that had been asked. Choose another year.")]
        except BeingReplayed:
            faults = [being_replayed(chosen)]
        except NothingCounts as error:
            faults = words.cannot_start(error, {})
        else:
            jobs.replay_later(row.id)
            messages.success(request, _("The replay has begun."))
            return redirect("settlement:backtest", row.id)
    parts = [field for field in form if field.name.startswith("weight_")]
    others = [field for field in form if not field.name.startswith("weight_") and field.name != "year"]
    context |= {"form": form, "faults": faults, "parts": parts, "others": others}
    return render(request, "settlement/backtest/start.html", context)


def being_replayed(year: int) -> str:
    """Why another replay of the year cannot be computed now."""
    return _("%(year)s is being replayed already. Wait until it is computed, or stop it.") % {"year": year}


@requires("planning.read")
def backtest(request: Request, backtest_id: int) -> HttpResponse:
    """How far a replay has come; and when it is there, what each policy gives."""
    row = queries.backtest(backtest_id, actor=request.actor)
    context: dict[str, Any] = {
        "row": row,
        "tag": tag(row),
        "may": request.actor.may("settlement.request"),
        "done": len(row.figures),
        "all": len(POLICIES),
        "now": NAMES.get(row.policy, ""),
    }
    if row.figures:
        context |= shown(row)
    versions = queries.versions(row.year, actor=request.actor)
    newer = [each for each in versions if each.version > row.version]
    former = next((each for each in versions if each.version < row.version and each.status == B.READY), None)
    context |= {
        "versions": [(each, tag(each)) for each in versions] if len(versions) > 1 else [],
        "newer_published": next((each for each in newer if each.published_on), None),
        "newer": next((each for each in newer if not each.published_on), None),
        "computing": any(each.status == B.COMPUTING for each in versions),
        "replaces": next((each for each in versions if each.published_on and each.version < row.version), None),
    }
    if former and row.figures:
        heads = [_("What differs"), *(_("Version %(n)s") % {"n": each.version} for each in (former, row))]
        context |= {"former": former, "beside_heads": heads, "beside": beside(former, row)}
    return render(request, "settlement/backtest/one.html", context)


@require_POST
@requires("settlement.request")
def interrupt(request: Request, backtest_id: int) -> HttpResponse:
    """Stop; what is computed stays."""
    try:
        actions.interrupt_backtest(backtest_id, actor=request.actor)
    except NoSuchRoad:
        messages.info(request, _("The replay is not being computed."))
    else:
        messages.success(request, _("The replay stops. What is computed stays."))
    return redirect("settlement:backtest", backtest_id)


@require_POST
@requires("settlement.request")
def go_on(request: Request, backtest_id: int) -> HttpResponse:
    """Take it up where it was."""
    try:
        actions.go_on_with_backtest(backtest_id, actor=request.actor)
    except NoSuchRoad:
        messages.info(request, _("The replay is being computed, or is whole already."))
    except BeingReplayed:
        messages.error(request, being_replayed(queries.backtest(backtest_id, actor=request.actor).year))
    else:
        jobs.replay_later(backtest_id)
        messages.success(request, _("The replay goes on."))
    return redirect("settlement:backtest", backtest_id)


@require_POST
@requires("settlement.request")
def publish(request: Request, backtest_id: int) -> HttpResponse:
    """Let municipalities and auditors read it."""
    try:
        actions.publish_backtest(backtest_id, today=request.today, actor=request.actor)
    except NotWhole:
        messages.error(request, _("The replay is not whole yet, so it cannot be published."))
    except NewerIsPublished:
        messages.error(request, _("A newer version of the year is published already."))
    else:
        messages.success(request, _("The replay is published: municipalities and auditors can read it."))
    return redirect("settlement:backtest", backtest_id)
