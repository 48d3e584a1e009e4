"""A municipality answers: what its council decided, with the document; and when it treats its budget."""

from datetime import date

from django.db import transaction

from rotfeste.casework.planning.models import BudgetDay, PlacesRequest
from rotfeste.casework.planning.rules.answering import Asked, asked_in_all
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.capacity.actions import Document, register_council_decision
from rotfeste.registers.capacity.models import CouncilDecision


class MoreThanAsked(Exception):
    """The council has decided more than the directorate asks for, and nobody has said that it is meant so."""

    def __init__(self, decided: Pair, asked: Pair) -> None:
        super().__init__(decided, asked)
        self.decided, self.asked = decided, asked


class NotTheBudgetOfThisYear(Exception):
    """A budget is treated in the year before it applies. Carries the year."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


def own_municipality(organisation_id: int, actor: Actor) -> Organisation:
    """The municipality that the actor works for. A city district has no council that decides on places."""
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    return Organisation.objects.get(id=organisation_id, kind=OrganisationKind.MUNICIPALITY)


@transaction.atomic
def answer(
    organisation_id: int,
    *,
    year: int,
    places: Pair,
    decided_on: date,
    case_number: str,
    document: Document | None,
    more_than_asked: bool,
    today: date,
    actor: Actor,
) -> CouncilDecision:
    """The municipality registers what the council decided, with the document; an earlier decision stays as history.

    A council may decide more than it was asked for, but mostly a figure above the request is a slip of the hand: it
    must be said (`more_than_asked`). Raises MoreThanAsked, and what capacity's own action raises.
    """
    actor.require("capacity.plan")
    row = own_municipality(organisation_id, actor)
    requests = PlacesRequest.objects.visible_to(actor).filter(organisation=row, year=year)
    asked = asked_in_all([Asked(each.sent_on, each.places) for each in requests])
    above = places.ordinary > asked.ordinary or places.minors > asked.minors
    if requests and above and not more_than_asked:
        raise MoreThanAsked(places, asked)
    return register_council_decision(
        row.id,
        year=year,
        ordinary=places.ordinary,
        minors=places.minors,
        decided_on=decided_on,
        case_number=case_number,
        document=document,
        today=today,
        actor=actor,
    )


@transaction.atomic
def set_budget_day(organisation_id: int, *, year: int, on: date, today: date, actor: Actor) -> BudgetDay:
    """The municipality says when its council treats the budget of a year. Raises NotTheBudgetOfThisYear."""
    actor.require("planning.budget")
    row = own_municipality(organisation_id, actor)
    if on.year != year - 1:
        raise NotTheBudgetOfThisYear(year)
    BudgetDay.objects.visible_to(actor).filter(organisation=row, year=year).delete()
    day: BudgetDay = BudgetDay.objects.create(organisation=row, year=year, on=on, set_on=today, set_by_id=actor.user_id)
    audit.changed(actor, "planning.budget_day", subject_id=row.id, year=year)
    return day
