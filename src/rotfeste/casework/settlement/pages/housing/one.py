"""The page of one dwelling: how it stands, its clock, who would suit it, and who has lived there."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotfeste.casework.settlement import queries
from rotfeste.casework.settlement.pages.housing import words
from rotfeste.casework.settlement.queries.housing import candidates, shapes
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.components import Figure, Moment, Tag
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.models import Dwelling, Tenancy
from rotfeste.registers.capacity.rules.dwellings import STAGES, stage_days


@requires("capacity.read")
def dwelling(request: Request, dwelling_id: int) -> HttpResponse:
    """One dwelling. The households it would suit have names for those who may ask; others see counts and shapes."""
    actor = request.actor
    row = capacity.dwelling(dwelling_id, actor=actor)
    (found,) = capacity.with_alerts(
        capacity.standings(today=request.today, actor=actor, dwelling_ids=[row.id]), actor=actor
    )
    held = capacity.tenancies(row.id, actor=actor)
    context: dict[str, Any] = {
        "dwelling": row,
        "stood": found,
        "tag": words.standing_tag(found),
        "figures": figures(found),
        "moments": clock(found) if found.idle and found.vacancy.since_on else [],
        "facts": facts(row),
        "tenancies": history(held, request),
        "to_move": to_move(row, held),
        "may_change": actor.may("capacity.plan") and row.organisation_id in actor.organisations,
        "may_release": found.vacancy.occupied + found.vacancy.reserved == 0
        and (row.available_until is None or row.available_until > request.today),
    }
    if found.idle:
        context |= suits(found, request)
    return render(request, "settlement/housing/dwelling.html", context)


def suits(found: capacity.Stood, request: Request) -> dict[str, Any]:
    """Who would suit the dwelling, and why the others do not."""
    if request.actor.may("settlement.request"):
        match, named = candidates(found, actor=request.actor)
        best = [
            {
                "case": named[row.household.key].case,
                "name": named[row.household.key].name,
                "points": row.points,
                "reasons": [(words.reason_for(reason), reason.points) for reason in row.reasons],
            }
            for row in match.best
            if row.household.key in named
        ]
        shown: dict[str, Any] = {"best": best, "names": True}
    else:
        match, alike = shapes(found, actor=request.actor)
        shown = {"shapes": [words.shape(row) for row in alike], "names": False}
    text = ngettext("%(number)s household would fit", "%(number)s households would fit", match.fitting)
    return {
        **shown,
        "match": match,
        "fitting": text % {"number": match.fitting},
        "obstacles": [words.obstacle(code, number) for code, number in match.obstacles],
    }


def figures(found: capacity.Stood) -> list[Figure]:
    """The clock in numbers."""
    now = found.vacancy
    made = []
    if found.idle and now.since_on is not None:
        made.append(Figure(now.days, _("Days vacant"), colour=words.STAGE_COLOURS[now.stage]))
    if now.cost_nok:
        made.append(Figure(words.number(now.cost_nok), _("Cost of the vacancy so far, kroner")))
    if now.places > 1:
        made.append(Figure(now.free, _("Free places"), explanation=_("of %(places)s") % {"places": now.places}))
    return made


def clock(found: capacity.Stood) -> list[Moment]:
    """Since when it stands empty, and the stages: passed or ahead."""
    since = found.vacancy.since_on or found.today
    told = {row.stage: row.raised_on for row in found.alerts}
    made = [Moment(_("Vacant since"), since)]
    for stage in STAGES:
        day = stage_days(since, stage)
        reached = day <= found.today
        title = _("After %(days)s days the municipality says why") if stage == 30 else _("After %(days)s days")
        made.append(
            Moment(
                title % {"days": stage},
                told.get(stage, day),
                text=_("The municipality and its adviser were told.") if stage in told else "",
                state="done" if reached else "ahead",
            )
        )
    if found.reason is not None:
        who = found.reason.recorded_by.name if found.reason.recorded_by else ""
        text = f"{found.reason.get_reason_display()} {found.reason.text}".strip()
        made.append(Moment(_("Reason recorded"), found.reason.recorded_at, text=text, who=who))
    return made


def facts(row: Dwelling) -> list[tuple[str, Any]]:
    """What is known of the dwelling."""

    def yes(value: bool) -> str:
        return _("Yes") if value else _("No")

    def way(minutes: int | None) -> str | None:
        return None if minutes is None else _("%(minutes)s minutes") % {"minutes": minutes}

    found: list[tuple[str, Any]] = [
        (_("Owner"), row.organisation.name),
        (_("For whom"), row.get_kind_display()),
        (_("Room for"), ngettext("%(n)s person", "%(n)s persons", row.persons) % {"n": row.persons}),
        (_("Bedrooms"), row.bedrooms),
        (_("Single persons who may share it"), row.shared_by or _("None")),
        (_("Without steps"), yes(row.step_free)),
        (_("Bathroom and doors for a wheelchair"), yes(row.wheelchair)),
        (_("Way to the course"), way(row.minutes_to_course)),
        (_("Way to school"), way(row.minutes_to_school)),
        (_("Way to hospital"), way(row.minutes_to_hospital)),
        (_("Cost each month while vacant"), words.kroner(row.monthly_nok)),
        (_("Available from"), row.available_from),
        (_("Available until"), row.available_until),
    ]
    if row.for_minors:
        found.append((_("Residents leave at the age of"), row.leave_age))
    return found


def history(held: list[Tenancy], request: Request) -> list[dict[str, Any]]:
    """Who holds and has held it: no names; those who see the case have a way to it."""
    households = capacity.tenants([row.id for row in held], actor=request.actor)
    cases = queries.cases_of_households(set(households.values()), actor=request.actor)
    return [
        {
            "row": row,
            "tag": _tag(row),
            "case": cases.get(households.get(row.id, 0)),
            "open": row.until_on is None,
        }
        for row in held
    ]


def _tag(row: Tenancy) -> Tag:
    if row.until_on is not None:
        return Tag(_("Moved out"), "neutral") if row.moved_in_on else Tag(_("Did not come"), "neutral")
    return Tag(_("Lives there"), "success") if row.moved_in_on else Tag(_("Reserved"), "info")


def to_move(row: Dwelling, held: list[Tenancy]) -> int:
    """How many live there beyond the day on which the home closes."""
    closes: date | None = row.available_until
    if closes is None:
        return 0
    return sum(
        each.persons for each in held if each.until_on is None and (each.leaves_on is None or each.leaves_on > closes)
    )
