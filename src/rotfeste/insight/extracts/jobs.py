"""By themselves: frozen years are compared with the register, and extracts close when their time is over."""

from datetime import date

from django.utils import timezone

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.insight.extracts.actions import close_extract, compare_frozen
from rotfeste.insight.extracts.models import FrozenYear, ResearchExtract
from rotfeste.insight.extracts.states import ExtractStatus

YEARS = 2
"""Figures of the latest years are those that people ask about."""


def compare_and_close(*, today: date) -> int:
    """One frozen year and one extract after the other, each committed; returns how many extracts were closed."""
    actor = system("extracts", permissions=frozenset({"extracts.compare", "extracts.close"}))
    with walls.asking(actor):
        years = list(FrozenYear.objects.filter(year__gte=today.year - YEARS).values_list("id", flat=True))
        over = ResearchExtract.objects.filter(status=ExtractStatus.APPROVED, expires_on__lte=today)
        expired = list(over.values_list("id", flat=True))
    for frozen_id in years:
        with walls.asking(actor) as asking:
            compare_frozen(frozen_id, now=timezone.now(), actor=asking)
    for extract_id in expired:
        with walls.asking(actor) as asking:
            close_extract(extract_id, actor=asking)
    return len(expired)
