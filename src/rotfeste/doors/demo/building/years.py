"""The year's places: the directorate asks, councils decide, and municipalities plan when dwellings are ready."""

from collections.abc import Iterable
from datetime import date

from rotfeste.casework.settlement import actions as settlement
from rotfeste.doors.demo.building.organisations import id_of
from rotfeste.doors.demo.building.staff import actor
from rotfeste.doors.demo.drawing.figures import YEAR
from rotfeste.doors.demo.drawing.plan import Quota
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.registers.capacity import actions as capacity

ASKED_ON, ANSWER_BY, DECIDED_ON = date(2016, 10, 3), date(2016, 12, 15), date(2016, 12, 8)
ASKED_AGAIN_ON, ANSWER_AGAIN_BY = date(2017, 11, 15), date(2018, 1, 31)
NEXT_YEAR_MUNICIPALITIES, NEXT_YEAR_PLACES, NEXT_YEAR_MINORS = 210, 4_400, 200
"""For 2018, 210 municipalities are asked for 4 400, 200 of them minors (annual report 2017, section 3.1)."""
WEEKS = tuple(range(3, 51, 3))


def ask(quotas: Iterable[Quota]) -> None:
    """The request for the year, to every municipality that is asked."""
    with walls.asking(actor("demo:directorate:case_worker-1")) as worker:
        for row in quotas:
            settlement.ask_for_places(
                id_of(OrganisationKind.MUNICIPALITY, row.code),
                year=YEAR,
                ordinary=row.asked - row.asked_minors,
                minors=row.asked_minors,
                answer_by=ANSWER_BY,
                today=ASKED_ON,
                actor=worker,
            )


def decide(quotas: Iterable[Quota]) -> None:
    """Each council that decides to receive, and the municipality's plan for when places are ready."""
    for row in quotas:
        if not row.decided:
            continue
        organisation_id = id_of(OrganisationKind.MUNICIPALITY, row.code)
        ordinary, minors = row.decided - row.decided_minors, row.decided_minors
        with walls.asking(actor(f"demo:municipality-{row.code}:officer")) as officer:
            capacity.register_council_decision(
                organisation_id,
                year=YEAR,
                ordinary=ordinary,
                minors=minors,
                decided_on=DECIDED_ON,
                case_number=f"2016/{int(row.code):04d}",
                today=DECIDED_ON,
                actor=officer,
            )
            capacity.plan_weeks(organisation_id, year=YEAR, weeks=weeks(ordinary, minors), actor=officer)


def weeks(ordinary: int, minors: int) -> dict[int, tuple[int, int]]:
    """Places spread over the weeks of the year, more of them early."""
    plan = dict.fromkeys(WEEKS, (0, 0))
    for kind, places in enumerate((ordinary, minors)):
        for number in range(places):
            week = WEEKS[int((number / places) ** 1.4 * len(WEEKS))]
            pair = plan[week]
            plan[week] = (pair[0] + 1, pair[1]) if kind == 0 else (pair[0], pair[1] + 1)
    return plan


def ask_for_next_year(quotas: list[Quota], *, by: int) -> None:
    """The request for the year after, to the larger half; sent in November, so most have not answered."""
    largest = sorted(quotas, key=lambda row: (-row.population, row.code))[:NEXT_YEAR_MUNICIPALITIES]
    share = NEXT_YEAR_PLACES / by / sum(row.asked for row in largest)
    for row in largest:
        minors = round(row.asked_minors * NEXT_YEAR_MINORS / 1_150) if row.asked_minors else 0
        with walls.asking(actor("demo:directorate:case_worker-1")) as worker:
            settlement.ask_for_places(
                id_of(OrganisationKind.MUNICIPALITY, row.code),
                year=YEAR + 1,
                ordinary=max(1, round(row.asked * share)) - min(minors, 1),
                minors=minors,
                answer_by=ANSWER_AGAIN_BY,
                today=ASKED_AGAIN_ON,
                actor=worker,
            )
