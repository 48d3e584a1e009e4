"""Draw the roads between statuses: docs/roads.md is made from the dicts in the chapters' states.py."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from rotfeste.casework.planning import states as planning
from rotfeste.casework.qualification import states as qualification
from rotfeste.casework.self_settlement import states as self_settlement
from rotfeste.casework.settlement import states as settlement
from rotfeste.foundation.letters import states as letters
from rotfeste.insight.extracts import states as extracts
from rotfeste.registers.courses import states as courses
from rotfeste.registers.participants import states as participants
from rotfeste.registers.practice import states as practice

PAGE = settings.ROOT / "docs" / "roads.md"
ROADS: dict[str, Mapping[Any, Any]] = {
    "An extract for research": extracts.EXTRACT_ROADS,
    "A round of distribution": planning.ROUND_ROADS,
    "A settlement case": settlement.CASE_ROADS,
    "A settlement interview": settlement.INTERVIEW_ROADS,
    "A request to a municipality": settlement.REQUEST_ROADS,
    "A round of placement": settlement.PLACEMENT_ROADS,
    "A year that is replayed": settlement.BACKTEST_ROADS,
    "A proposed place": settlement.PROPOSAL_ROADS,
    "An application for self-settlement": self_settlement.APPLICATION_ROADS,
    "A report about a demand for money": self_settlement.REPORT_ROADS,
    "An offer of programme or training": participants.OFFER_ROADS,
    "A decision about a participant": participants.DECISION_ROADS,
    "Taking part in programme or training": participants.ENROLMENT_ROADS,
    "The introduction benefit of a month": qualification.BENEFIT_ROADS,
    "A complaint": qualification.COMPLAINT_ROADS,
    "A plan": qualification.PLAN_ROADS,
    "A move to another municipality": qualification.HANDOVER_ROADS,
    "What goes to NAV": qualification.NAV_ROADS,
    "Recognition of education from abroad": qualification.RECOGNITION_ROADS,
    "A booked practice place": practice.BOOKING_ROADS,
    "A course": courses.COURSE_ROADS,
    "A seat in a course": courses.SEAT_ROADS,
    "A letter on its way": letters.ROADS,
}


def drawn() -> str:
    """The page, as it should be."""
    parts = [
        "# Roads between statuses\n\nMade by `manage.py roads` from the chapters' `states.py`; a test keeps it true.\n"
    ]
    parts += [f"\n## {title}\n\n```mermaid\n{chr(10).join(_lines(roads))}\n```\n" for title, roads in ROADS.items()]
    return "".join(parts)


def _lines(roads: Mapping[Any, Any]) -> Iterator[str]:
    yield "stateDiagram-v2"
    first = next(iter(roads))
    yield f"    [*] --> {first}"
    for status, targets in roads.items():
        for target in sorted(targets):
            yield f"    {status} --> {target}"
        if not targets:
            yield f"    {status} --> [*]"


class Command(BaseCommand):
    """`manage.py roads` draws docs/roads.md."""

    help = "Draw docs/roads.md from the roads in states.py."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page."""
        PAGE.write_text(drawn(), encoding="utf-8")
