"""The statistical column: what it has learnt, whether it holds on what it has not seen, and for whom it errs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.placement import predicted
from rotfeste.casework.settlement.pages.placing.totals import group_name
from rotfeste.casework.settlement.pages.placing.words import number
from rotfeste.casework.settlement.queries import placing
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.components import Figure

MUCH = 5
"""A group for which the column is off by more percentage points than this is said to be much off. Assumed."""
KINDS = {
    "sex": lazy("Sex"),
    "country": lazy("Citizenship"),
    "size": lazy("Size of the household"),
    "centrality": lazy("Centrality of the municipality, 0 to 3"),
}
FEATURES = {
    "constant": lazy("Where all start"),
    "alone": lazy("Comes alone"),
    "large": lazy("Household of four or more"),
    "young": lazy("16 to 24 years old"),
    "employment": lazy("Ten per cent more of the population in work"),
    "results": lazy("Ten per cent more to work or education in earlier years"),
    "centrality": lazy("One step more central"),
    "alone, employment": lazy("Comes alone, and ten per cent more in work"),
    "large, centrality": lazy("Household of four or more, and one step more central"),
    "young, results": lazy("16 to 24, and ten per cent better results"),
}


@requires("settlement.request")
def prediction(request: Request) -> HttpResponse:
    """What the column would say, and how well; or how many endings it still lacks."""
    outcomes = placing.outcomes(request.today, actor=request.actor)
    found = predicted.tested(outcomes)
    context: dict[str, Any] = {
        "endings": len(outcomes),
        "went_on": sum(row.went_on for row in outcomes),
        "fewest": predicted.FEWEST,
        "found": found,
    }
    if found:
        context |= _shown(found, predicted.learnt(outcomes))
    return render(request, "settlement/placing/prediction.html", context)


def _shown(found: predicted.Tested, weights: dict[str, float]) -> dict[str, Any]:
    said, happened = _("Predicted"), _("Happened")
    drawing = charts.weeks(
        _("Predicted and happened, per cent to work or education"),
        {
            said: {int(row.name): row.predicted for row in found.tenths},
            happened: {int(row.name): row.happened for row in found.tenths},
        },
        description=_("Ten groups of the same size, from those with the lowest chance to those with the highest."),
        unit="%",
        along=_("Tenth"),
    )
    return {
        "figures": [
            Figure(found.endings, _("Programmes that have ended")),
            Figure(f"{number(found.happened)} %", _("Directly to work or education")),
            Figure(
                number_format(found.error, 3),
                _("Mean squared error"),
                explanation=_("on endings that did not teach it"),
            ),
            Figure(number_format(found.error_of_mean, 3), _("The same, if all got the mean")),
        ],
        "better": found.error < found.error_of_mean,
        "chart": drawing,
        "heads": [_("Group"), _("Endings"), _("Predicted, %"), _("Happened, %"), _("Percentage points apart")],
        "tables": [(str(KINDS[kind]), [_line(kind, row) for row in rows]) for kind, rows in found.groups.items()],
        "weight_heads": [_("What it rests on"), _("Weight (log odds)")],
        "weights": [[str(FEATURES[name]), number_format(weight, 2)] for name, weight in weights.items()],
    }


def _line(kind: str, row: predicted.Compared) -> list[Any]:
    apart = number(row.apart)
    if abs(row.apart) > MUCH:
        apart = _("%(n)s, much") % {"n": apart}
    return [group_name(kind, row.name), row.endings, number(row.predicted), number(row.happened), apart]
