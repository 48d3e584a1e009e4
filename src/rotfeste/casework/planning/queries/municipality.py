"""What one municipality is told and asked, and what waits for whom."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.planning.models import Indication, PlacesRequest, Round
from rotfeste.casework.planning.queries.requests import unanswered
from rotfeste.casework.planning.rules.answering import Asked, answered
from rotfeste.casework.planning.states import RoundStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.queries import Decided


def indications_of(organisation_id: int, year: int, *, actor: Actor) -> list[Indication]:
    """The indicative figures that a municipality got for a year, the newest first, with the estimates behind them."""
    rows = Indication.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year)
    return list(rows.select_related("estimate").order_by("-made_on", "-id"))


@dataclass(frozen=True)
class Figures:
    """One year of one municipality."""

    year: int
    asked: int
    decided: int


def figures_of(organisation_id: int, *, actor: Actor) -> list[Figures]:
    """Every year in which a municipality was asked or decided, the oldest first."""
    asked: dict[int, int] = {}
    for row in PlacesRequest.objects.visible_to(actor).filter(organisation_id=organisation_id):
        asked[row.year] = asked.get(row.year, 0) + row.places.total
    decided = {
        row.year: row.ordinary + row.minors
        for row in capacity.decisions_of(organisation_id, actor=actor)
        if not row.replaced
    }
    return [Figures(year, asked.get(year, 0), decided.get(year, 0)) for year in sorted({*asked, *decided})]


def tasks(actor: Actor, today: date) -> list[Task]:
    """What waits for the actor in the year's planning."""
    made: list[Task] = []
    if actor.may("capacity.plan"):
        made += _to_decide(actor, today)
    if actor.may("planning.decide"):
        made += _of_rounds(actor, today)
    return made


def _to_decide(actor: Actor, today: date) -> list[Task]:
    """One task for each year and municipality whose council has not answered."""
    requests: dict[tuple[int, int], list[PlacesRequest]] = {}
    rows = PlacesRequest.objects.visible_to(actor).filter(organisation_id__in=actor.organisations, year__gte=today.year)
    for row in rows.order_by("number"):
        requests.setdefault((row.year, row.organisation_id), []).append(row)
    decided = {year: capacity.decided(year, actor=actor) for year in {year for year, _key in requests}}
    return [
        Task(
            _("The request for places in %(year)s awaits the council's decision") % {"year": year},
            1,
            reverse("planning:municipality", args=[key]) + f"?year={year}",
            3 if asked[-1].answer_by < today else 2,
            explanation=_("Asked for %(places)s places, answer by %(day)s")
            % {"places": sum(row.places.total for row in asked), "day": f"{asked[-1].answer_by:%d.%m.%Y}"},
        )
        for (year, key), asked in requests.items()
        if not answered([Asked(row.sent_on, row.places) for row in asked], decided[year].get(key, Decided()).decided_on)
    ]


def _of_rounds(actor: Actor, today: date) -> list[Task]:
    year = today.year + 1
    approved = Round.objects.visible_to(actor).filter(status=RoundStatus.APPROVED).count()
    late = [row for row in unanswered(year, actor=actor) if row.answer_by < today]
    page = reverse("planning:planning")
    return [
        Task(_("Approved rounds to send"), approved, page, 2),
        Task(
            _("Councils that have not answered in time"),
            len(late),
            reverse("planning:answers") + f"?year={year}&stage=late",
            2,
        ),
    ]
