"""The words for every event in the trail, gathered from the chapters that record them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.planning.events import EVENTS as PLANNING
from rotfeste.casework.settlement.events import EVENTS as SETTLEMENT
from rotfeste.foundation.letters.events import EVENTS as LETTERS
from rotfeste.registers.capacity.events import EVENTS as CAPACITY
from rotfeste.registers.persons.events import EVENTS as PERSONS

EVENTS: Mapping[str, Promise] = {
    **PLANNING,
    **SETTLEMENT,
    **CAPACITY,
    **PERSONS,
    **LETTERS,
    "audit.trail": _("the audit trail"),
}
