"""Where each part of a score comes from: the figure it rests on, its year and source, and the page with the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from rotfeste.casework.placement.known import PARTS
from rotfeste.casework.settlement.forms.placing import PART_LABELS
from rotfeste.casework.settlement.models import Placement, Proposal
from rotfeste.casework.settlement.pages.placing.words import number
from rotfeste.casework.settlement.rules.placing import assumed_weights
from rotfeste.registers.capacity.states import HouseholdKind

CRITERIA = ("results", "employment", "education")
SOURCES: Mapping[str, Promise] = {
    "results": lazy("the criteria of the year's planning"),
    "employment": lazy("the criteria of the year's planning"),
    "education": lazy("the criteria of the year's planning"),
    "demand": lazy("the settlement interview and what the municipality says of work there"),
    "network": lazy("the settlement interview"),
    "wish": lazy("the settlement interview"),
    "language": lazy("persons settled there before"),
    "transport": lazy("the settlement interview and Statistics Norway's centrality"),
    "ready": lazy("the municipality's weekly plan"),
    "answers": lazy("requests and answers this year"),
    "welcome": lazy("what the municipality says of itself"),
    "predicted": lazy("learnt from how programmes have ended"),
}


@dataclass(frozen=True)
class PartLine:
    """One part of a score: its points, the most it can give, the figure behind it, and where that can be looked up."""

    label: str
    points: float
    most: float
    weight_assumed: bool
    figure: str
    source: str
    assumed: bool
    url: str


def part_lines(row: Placement, each: Proposal) -> list[PartLine]:
    """Every part that counts in a round, as it turned out for one household."""
    weights: Mapping[str, int] = row.terms["weights"]
    counted = {key: weights[key] for key in PARTS if key not in row.unknown and weights.get(key)}
    total, assumed = sum(counted.values()) or 1, assumed_weights(weights, row.made_on)
    return [
        PartLine(
            label=str(PART_LABELS[key]),
            points=each.parts.get(key, 0.0),
            most=round(100 * weight / total, 1),
            weight_assumed=key in assumed,
            figure=figure(key, each.figures),
            source=source(key, row.sources),
            assumed=row.sources.get(key, {}).get("status") == "assumed",
            url=address(key, row, each),
        )
        for key, weight in counted.items()
    ]


def figure(key: str, known: Mapping[str, Any]) -> str:
    """The figure that a part rests on, in words; nothing where the answer is in the interview."""
    if key not in known:
        return ""
    said = known[key]
    if said is None:
        return _("not known; counts as the mean") if key in CRITERIA else _("not known")
    if key == "answers":
        text = ngettext("%(n)s answer, %(no)s of them no", "%(n)s answers, %(no)s of them no", said[0])
        return text % {"n": said[0], "no": said[1]}
    if key == "demand":
        return ", ".join(said) or _("none of what they have done")
    if key == "welcome":
        return ", ".join(str(HouseholdKind(kind).label) for kind in said) or _("none in particular")
    if key == "predicted":
        return _("a chance of %(n)s per cent, as learnt") % {"n": number(said)}
    if key == "language":
        return ngettext("%(n)s person", "%(n)s persons", said) % {"n": said}
    if key == "ready":
        return ngettext("%(n)s place", "%(n)s places", said) % {"n": said}
    if key == "transport":
        return _("centrality %(n)s of 3") % {"n": said}
    if key == "education":
        return _("%(n)s per 1,000 inhabitants") % {"n": number(1000 * said)}
    return number(said / 1000)


def source(key: str, known: Mapping[str, Any]) -> str:
    """Where a figure comes from; a table of criteria by its own source and year."""
    said = known.get(key)
    if not said:
        return str(SOURCES[key])
    return f"{said['source']}, {said['year']}" if said.get("year") else str(said["source"])


def address(key: str, row: Placement, each: Proposal) -> str:
    """The page that has the data; nothing where no page has more than the figure."""
    if key in CRITERIA:
        table = row.sources.get(key, {}).get("table")
        return reverse("planning:table", args=[table]) if table else ""
    if key == "predicted":
        return reverse("settlement:placement_prediction")
    if key in ("network", "wish", "transport"):
        return reverse("settlement:interview", args=[each.case_id])
    if each.organisation_id is None:
        return ""
    if key in ("demand", "welcome"):
        return reverse("settlement:profile", args=[each.organisation_id])
    if key == "ready":
        return reverse("settlement:organisation_places", args=[each.organisation_id])
    return reverse("settlement:placement_places", args=[row.id]) if key == "answers" else ""
