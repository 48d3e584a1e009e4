"""When each municipality treats its budget, and when it got its first figure."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from rotfeste.casework.planning.models import BudgetDay, Indication, PlacesRequest
from rotfeste.casework.planning.rules.answering import Timing, timing
from rotfeste.casework.planning.rules.values import default_budget_day, months_before_budget
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind


@dataclass(frozen=True)
class Place:
    """One municipality's budget of a year: the day, whether it is assumed, and when it got its first figure."""

    organisation: Organisation
    budget_on: date
    assumed: bool
    first_on: date | None
    timing: Timing

    @property
    def days(self) -> int | None:
        """Days from the first figure to the budget; negative when it came after."""
        return (self.budget_on - self.first_on).days if self.first_on else None


def budget_day(organisation_id: int, year: int, *, actor: Actor) -> tuple[date, bool]:
    """The day that the council treats the budget of a year, and whether it is assumed."""
    row = BudgetDay.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year).first()
    return (row.on, False) if row else (default_budget_day(year), True)


def budget_calendar(year: int, *, today: date, actor: Actor) -> list[Place]:
    """Every municipality that is told or asked something for a year: five questions, whatever their number."""
    first: dict[int, date] = {}
    for model, day in ((Indication, "made_on"), (PlacesRequest, "sent_on")):
        rows = model.objects.visible_to(actor).filter(year=year).values("organisation_id").annotate(first=Min(day))
        for row in rows:
            known = first.get(row["organisation_id"])
            first[row["organisation_id"]] = min(known, row["first"]) if known else row["first"]
    days = {row.organisation_id: row.on for row in BudgetDay.objects.visible_to(actor).filter(year=year)}
    months, standard = months_before_budget(date(year, 1, 1)), default_budget_day(year)
    organisations = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, id__in={*first, *days})
    return [
        Place(
            row,
            budget_on=days.get(row.id, standard),
            assumed=row.id not in days,
            first_on=first.get(row.id),
            timing=timing(first.get(row.id), days.get(row.id, standard), months=months, today=today),
        )
        for row in organisations
    ]
