"""The words for every event in the trail, gathered from the chapters that record them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.planning.events import EVENTS as PLANNING
from rotfeste.casework.qualification.events import EVENTS as QUALIFICATION
from rotfeste.casework.self_settlement.events import EVENTS as SELF_SETTLEMENT
from rotfeste.casework.settlement.events import EVENTS as SETTLEMENT
from rotfeste.doors.own.events import EVENTS as OWN
from rotfeste.foundation.letters.events import EVENTS as LETTERS
from rotfeste.insight.extracts.events import EVENTS as EXTRACTS
from rotfeste.insight.quality.events import EVENTS as QUALITY
from rotfeste.registers.capacity.events import EVENTS as CAPACITY
from rotfeste.registers.courses.events import EVENTS as COURSES
from rotfeste.registers.own_access.events import EVENTS as OWN_ACCESS
from rotfeste.registers.participants.events import EVENTS as PARTICIPANTS
from rotfeste.registers.persons.events import EVENTS as PERSONS
from rotfeste.registers.practice.events import EVENTS as PRACTICE

EVENTS: Mapping[str, Promise] = {
    **PLANNING,
    **SETTLEMENT,
    **SELF_SETTLEMENT,
    **CAPACITY,
    **PERSONS,
    **OWN_ACCESS,
    **QUALIFICATION,
    **PARTICIPANTS,
    **PRACTICE,
    **COURSES,
    **QUALITY,
    **EXTRACTS,
    **OWN,
    **LETTERS,
    "audit.trail": _("the audit trail"),
}
