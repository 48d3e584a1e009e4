"""One municipality's number in a round: where it comes from, and setting it by hand."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.forms import ShareForm
from rotfeste.casework.planning.models import Round, Share
from rotfeste.casework.planning.models.round import Criterion
from rotfeste.casework.planning.pages.step import button, step
from rotfeste.casework.planning.rules.distribution import CRITERIA, ROUNDING, Pair
from rotfeste.casework.planning.states import RoundStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.steps import given


@requires("planning.decide")
def share(request: Request, round_id: int, code: str) -> HttpResponse:
    """How many places come from each criterion; a form to set the number by hand while the round is a draft."""
    row = queries.round_of(round_id, actor=request.actor)
    shares = queries.shares_of(row, actor=request.actor)
    own = next((each for each in shares if each.code == code), None)
    if own is None:
        raise Share.DoesNotExist
    name = places.name_of(code, row.structure_on)
    form = ShareForm(given(request), initial={"ordinary": own.ordinary, "minors": own.minors, "reason": own.reason})

    def run(said: dict[str, Any]) -> None:
        pair = Pair(said["ordinary"], said["minors"])
        actions.adjust(round_id, code, pair, reason=said["reason"], actor=request.actor)

    page = reverse("planning:round", args=[round_id])
    parts = queries.explanation(row, shares)[code]
    return step(
        request,
        form,
        run,
        title=name,
        action=_("Set by hand"),
        done=_("%(name)s is set by hand. Look at whether the numbers still add up.") % {"name": name},
        back_url=page,
        template="planning/share.html",
        context={
            "round": row,
            "share": own,
            "draft": row.status == RoundStatus.DRAFT,
            "lines": lines(row, code, parts),
            "chart": drawn(parts),
            "county": next(
                (each.name for each in places.counties(row.structure_on) if each.code == row.counties[code]), ""
            ),
        },
    )


def lines(row: Round, code: str, parts: tuple[dict[str, int], dict[str, int]]) -> list[list[Any]]:
    """Each criterion: the municipality's value, and what it gives of each kind of places."""
    ordinary, minors = parts
    result = [
        [Criterion(key).label, _value(row.values[code].get(key)), _tenth(ordinary.get(key)), _tenth(minors.get(key))]
        for key in CRITERIA
        if key in ordinary or key in minors
    ]
    return [*result, [_("Floor and rounding"), None, _tenth(ordinary[ROUNDING]), _tenth(minors[ROUNDING])]]


def _value(thousandths: int | None) -> float | int | None:
    if thousandths is None:
        return None
    return thousandths / 1000 if thousandths % 1000 else thousandths // 1000


def _tenth(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def drawn(parts: tuple[dict[str, int], dict[str, int]]) -> charts.Chart:
    """The two numbers as bars, made of what each criterion gives."""
    kinds = (_("Ordinary"), _("Minors"))
    groups = {
        kind: {str(Criterion(key).label): own[key] / 10 for key in CRITERIA if own.get(key)}
        for kind, own in zip(kinds, parts, strict=True)
    }
    return charts.bars(
        _("Where the number comes from"),
        groups,
        description=_("Places from each criterion, before the floor and rounding to whole places."),
        unit=_("places"),
    )


@require_POST
@requires("planning.decide")
def reset(request: Request, round_id: int, code: str) -> HttpResponse:
    """Go back to what the criteria gave."""
    return button(
        request,
        lambda: actions.reset_share(round_id, code, actor=request.actor),
        done=_("The number is what the criteria gave again."),
        back_url=reverse("planning:round", args=[round_id]),
    )
