"""Who is told when something happens in a case: in the product and by e-mail, without a word about any person."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as told

from rotfeste.casework.settlement.models import Case
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.queries import people_with
from rotfeste.foundation.access.rules import Role
from rotfeste.foundation.ui.actions import notify

TEXTS = {
    "request_sent": told("You are asked to receive a household. Answer before the deadline."),
    "request_withdrawn": told("A request to receive a household has been withdrawn."),
    "request_accepted": told("A municipality has said yes to receive a household. The decision can be made."),
    "request_declined": told("A municipality has said no to receive a household."),
    "proposed_next": told("A municipality has said no. The next that is proposed awaits your decision."),
    "acceptance_taken_back": told("A municipality has taken back its yes."),
    "interview_returned": told("A settlement interview has been sent back to be completed."),
    "interview_sent_in": told("A settlement interview that you sent back has been completed."),
    "decision_made": told("A decision on settlement has been made. Agree on a day to move."),
    "move_agreed": told("A day to move has been agreed."),
    "travel_planned": told("A journey has been planned for a household that you receive. Confirm that you are ready."),
    "travel_confirmed": told("A municipality is ready to receive a household on the day it travels."),
    "travel_cancelled": told("A journey will not take place as planned. You will be told of a new day."),
    "placement_answered": told("The immigration authorities have answered about an alternative placement."),
    "moved_in": told("A household you made the decision for has moved in."),
    "case_closed": told("A settlement case has been closed."),
    "vacancy": told("A dwelling has stood empty for %(days)s days."),
    "vacancy_needs_reason": told("A dwelling has stood empty for %(days)s days. The municipality must say why."),
    "message": told("You have a new message in a settlement case."),
}


def tell_organisation(
    kind: str, organisation_id: int, url_name: str, *arguments: int, today: date, year: int = 0
) -> None:
    """Tell the settlement officers of a municipality or city district, or the staff of a centre."""
    reached = people_with(Role.SETTLEMENT_OFFICER, Role.RECEPTION_STAFF, organisation_id=organisation_id, on=today)
    people = reached.values_list("id", flat=True)
    _tell(people, kind, reverse(url_name, args=arguments), **({"year": year} if year else {}))


def tell_receiver(kind: str, case: Case, *, today: date) -> None:
    """Tell the municipality or city district that receives the household."""
    if case.receiver_id is not None:
        tell_organisation(kind, case.receiver_id, "settlement:case", case.id, today=today)


def tell_centre(kind: str, case: Case, *, today: date) -> None:
    """Tell the reception centre where the household lives."""
    if case.centre_id is not None:
        tell_organisation(kind, case.centre_id, "settlement:case", case.id, today=today)


def tell_user(kind: str, case: Case, user_id: int | None) -> None:
    """Tell one person: the one who sent the request, made the decision or sent the interview back."""
    if user_id is not None:
        _tell([user_id], kind, reverse("settlement:case", args=[case.id]))


def tell_proposed(placement_id: int, proposal_id: int, user_id: int | None) -> None:
    """Tell the one who sent the request that another municipality is proposed."""
    if user_id is not None:
        _tell([user_id], "proposed_next", reverse("settlement:proposal", args=[placement_id, proposal_id]))


def _tell(user_ids: Iterable[int], kind: str, url: str, **parameters: int) -> None:
    notify(user_ids, TEXTS[kind], url=url, now=timezone.now(), **parameters)


def tell_municipality_and_adviser(
    kind: str, organisation: Organisation, dwelling_id: int, *, days: int, today: date
) -> None:
    """Tell the settlement officers of an organisation, and its named adviser in the directorate, about a dwelling."""
    officers = people_with(Role.SETTLEMENT_OFFICER, organisation_id=organisation.id, on=today)
    people = set(officers.values_list("id", flat=True))
    above = organisation if organisation.named_adviser_id or organisation.parent is None else organisation.parent
    if above.named_adviser_id is not None:
        people.add(above.named_adviser_id)
    _tell(people, kind, reverse("settlement:dwelling", args=[dwelling_id]), days=days)
