"""Municipalities are told in the product and by e-mail."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as told

from rotfeste.foundation.access.queries import people_of
from rotfeste.foundation.access.rules import Role
from rotfeste.foundation.ui.actions import notify

TEXTS = {
    "asked": told("The directorate asks for places for %(year)s. Register what the council decides."),
    "indicated": told("There is a new indicative figure for %(year)s, for your budget."),
    "reminded": told("The directorate awaits the council's decision on places for %(year)s."),
}


def tell(kind: str, organisation_ids: Collection[int], *, today: date, year: int) -> None:
    """Tell those who settle refugees and those who make the budget."""
    people = people_of(organisation_ids, Role.SETTLEMENT_OFFICER, Role.FINANCE, on=today)
    url = f"{reverse('planning:mine')}?year={year}"
    notify(people.values_list("id", flat=True), TEXTS[kind], url=url, now=timezone.now(), year=year)
