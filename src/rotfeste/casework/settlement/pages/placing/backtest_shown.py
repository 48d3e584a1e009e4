"""What a replayed year gives, as cards, charts and tables; and how one version of it differs from another."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from rotfeste.casework.placement.backtest import CHANCE, DRAWS, GREEDY, HINDSIGHT, OURS, POLICIES, RECORDED
from rotfeste.casework.settlement.forms.placing import PART_LABELS, BacktestForm
from rotfeste.casework.settlement.models import Backtest
from rotfeste.casework.settlement.pages.placing.words import number
from rotfeste.casework.settlement.queries.backtest import Basis, basis_then
from rotfeste.casework.settlement.states import BacktestStatus
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.components import Figure, Tag

NAMES = {
    RECORDED: lazy("As recorded"),
    CHANCE: lazy("At random"),
    GREEDY: lazy("One by one"),
    OURS: lazy("Rotfeste"),
    HINDSIGHT: lazy("With hindsight"),
}
MEANINGS = {
    RECORDED: lazy("What happened: the municipality that said yes, and the day it was asked."),
    CHANCE: lazy("Each week a lawful municipality is drawn for each household; the mean of %(draws)s such years."),
    GREEDY: lazy("Each week each household takes the municipality with most points that has room."),
    OURS: lazy(
        "Each week all are placed together, at prices that say what a place is worth to those who may yet come."
    ),
    HINDSIGHT: lazy("One plan for the whole year, by someone who knew everyone and every answer: nobody can do that."),
}


def tag(row: Backtest) -> Tag:
    """Where a replay stands."""
    if row.published_on:
        return Tag(_("Replaced"), "neutral") if row.replaced_on else Tag(_("Published"), "success")
    colour = {"computing": "info", "ready": "neutral", "interrupted": "warning", "failed": "danger"}[row.status]
    return Tag(str(BacktestStatus(row.status).label), colour)  # type: ignore[arg-type]


def share(row: Backtest, policy: str) -> str:
    """How much of the bound a policy reaches, in per cent."""
    if policy not in row.figures or not row.bound:
        return ""
    return f"{number(100 * row.figures[policy]['value'] / row.bound)} %"


def shown(row: Backtest) -> dict[str, Any]:
    """The figures as cards, charts and tables."""
    there = [policy for policy in POLICIES if policy in row.figures]
    said = {str(NAMES[policy]): row.figures[policy] for policy in there}
    cards = [
        Figure(share(row, policy), str(NAMES[policy]), explanation=_("of the best possible"))
        for policy in (RECORDED, OURS)
        if share(row, policy)
    ]
    cards += [
        Figure(row.households, _("Households"), explanation=_persons(row.persons)),
        Figure(row.free, _("Places"), explanation=_in_municipalities(row.municipalities)),
    ]
    weights = {key: row.terms["weights"].get(key, 0) for key in PART_LABELS if key not in row.unknown}
    return {
        "figures": cards,
        "charts": drawings(row, said),
        "heads": [_("Measure"), *said],
        "rows": measures(row, said, there),
        "county_heads": [_("County"), *said],
        "counties": counties(row, said),
        "meanings": [
            (name, str(MEANINGS[policy]) % {"draws": DRAWS}) for name, policy in zip(said, there, strict=True)
        ],
        "silent": [str(PART_LABELS[key]) for key in row.unknown if key in PART_LABELS],
        "weights": [(str(PART_LABELS[key]), weight) for key, weight in weights.items() if weight],
    }


def _persons(count: int) -> str:
    return ngettext("%(n)s person", "%(n)s persons", count) % {"n": number(count)}


def _in_municipalities(count: int) -> str:
    return ngettext("in %(n)s municipality", "in %(n)s municipalities", count) % {"n": count}


def measures(row: Backtest, said: dict[str, Any], there: list[str]) -> list[list[Any]]:
    """The table of figures, a line per measure."""
    lines: list[tuple[Any, Any]] = [
        (_("Points per household, of 100"), lambda each: number(each["points"])),
        (_("In 19 of 20 cases between"), lambda each: f"{number(each['low'])}–{number(each['high'])}"),
        (_("Days from ready to asked, the mean"), lambda each: number(each["days"])),
        (_("Asked within the target"), lambda each: f"{number(each['within'])} %"),
        (_("Households that come to kin or where they wish"), _wishes),
        (_("Persons not placed"), lambda each: each["persons_left"]),
        (_("Away from the municipalities' share"), lambda each: f"{number(each['apart'])} %"),
        (_("Away from the counties' share"), lambda each: f"{number(each['counties_apart'])} %"),
        (_("Households placed against a rule that counts here"), lambda each: each["against"]),
    ]
    table = [[str(label), *(said_of(each) for each in said.values())] for label, said_of in lines]
    if row.bound:
        table.insert(2, [_("Share of the best possible"), *(share(row, policy) for policy in there)])
    return table


def _wishes(each: Any) -> str:
    return f"{number(each['wishes'])}/{each['wishing']}" if each["wishing"] else ""


def counties(row: Backtest, said: dict[str, Any]) -> list[list[Any]]:
    """Persons per county and policy."""
    names = {each.code: each.name for each in places.counties(date(row.year, 12, 31))}
    codes = next(iter(said.values()))["counties"]
    return [[names.get(code, code), *(int(each["counties"].get(code, 0)) for each in said.values())] for code in codes]


def drawings(row: Backtest, said: dict[str, Any]) -> list[charts.Chart]:
    """The pictures: points, who is left, waiting, how the points hold through the year, and balance."""

    def bars(title: str, key: str, description: str, unit: str) -> charts.Chart:
        groups = {name: {title: round(each[key], 1)} for name, each in said.items()}
        return charts.bars(title, groups, description=description, unit=unit, first=_("Way of placing"))

    through = {
        name: {date(row.year, int(month), 1): value for month, value in each["months"].items()}
        for name, each in said.items()
    }
    return [
        bars(
            _("Points per household"),
            "points",
            _("Of 100: how well the weights are met. Those who are not placed have none. No forecast of work."),
            _("points"),
        ),
        bars(
            _("Persons not placed"),
            "persons_left",
            _("Those for whom no municipality with room for the whole household was left by the end of the year."),
            _("persons"),
        ),
        bars(
            _("Days of waiting"),
            "days",
            _("From the day a household was ready until the municipality was asked that said yes."),
            _("days"),
        ),
        charts.months(
            _("Points through the year"),
            through,
            kind="line",
            unit=_("points"),
            description=_(
                "By the month in which the household was ready. Where the best places are given away early,"
                " those who come late pay for it."
            ),
        ),
        bars(
            _("Away from the municipalities' share"),
            "apart",
            _(
                "Per cent of the persons who would have to live elsewhere for each municipality to have as large a"
                " share of the persons as of the places."
            ),
            "%",
        ),
    ]


def basis_beside(then: Basis, now: Basis) -> list[list[Any]]:
    """What two versions rest on, a line for each figure."""
    labels = {
        "households": _("Households"),
        "persons": _("Persons"),
        "free": _("Places"),
        "municipalities": _("Municipalities with places"),
        "no_percent": _("Answers that were no, per cent"),
        "answer_days": _("Days that an answer took"),
    }
    return [[label, getattr(then, name), getattr(now, name)] for name, label in labels.items()]


def beside(former: Backtest, row: Backtest) -> list[list[Any]]:
    """What differs from an earlier version: what it rests on, the weights, and what each way of placing gives."""
    lines = [line for line in basis_beside(basis_then(former), basis_then(row)) if line[1] != line[2]]
    for key, label in PART_LABELS.items():
        before, after = (each.terms["weights"].get(key, 0) for each in (former, row))
        if before != after:
            lines.append([_("Weight: %(part)s") % {"part": label}, before, after])
    for key in ("demanding_per", "county_over"):
        if former.terms[key] != row.terms[key]:
            lines.append([str(BacktestForm.base_fields[key].label), former.terms[key], row.terms[key]])
    for policy in POLICIES:
        if policy in former.figures and policy in row.figures:
            before, after = (number(each.figures[policy]["points"]) for each in (former, row))
            lines.append([_("Points per household: %(way)s") % {"way": NAMES[policy]}, before, after])
    return lines
