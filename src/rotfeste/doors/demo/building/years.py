"""The year's places: the need, the request, what councils decide, when dwellings are ready; and next year's need."""

from collections.abc import Iterable
from datetime import date
from random import Random

from rotfeste.casework.planning import actions as planning
from rotfeste.casework.planning.rules.need import MINORS, PERMITS, QUOTA, WAITING, Band
from rotfeste.doors.demo.building.organisations import id_of
from rotfeste.doors.demo.building.staff import actor
from rotfeste.doors.demo.drawing.figures import YEAR
from rotfeste.doors.demo.drawing.plan import Quota
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.places import queries as places
from rotfeste.registers.capacity import actions as capacity

ASKED_ON, ANSWER_BY, DECIDED_ON = date(2016, 10, 3), date(2016, 12, 15), date(2016, 12, 8)
ESTIMATED_ON, PREPARED_ON = date(2016, 9, 20), date(2017, 11, 15)
POPULATION_YEAR = 2015
MADE_UP = "(Tallene i anslaget er oppdiktet.)"
WEEKS = tuple(range(3, 51, 3))


def ask(quotas: Iterable[Quota]) -> None:
    """The request for the year, to every municipality that is asked."""
    with walls.asking(actor("demo:directorate:case_worker-1")) as worker:
        for row in quotas:
            planning.ask_for_places(
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
    for kind, wanted in enumerate((ordinary, minors)):
        for number in range(wanted):
            week = WEEKS[int((number / wanted) ** 1.4 * len(WEEKS))]
            pair = plan[week]
            plan[week] = (pair[0] + 1, pair[1]) if kind == 0 else (pair[0], pair[1] + 1)
    return plan


def estimate_this_year(quotas: Iterable[Quota]) -> None:
    """The need that the year's requests came of: as many as were asked for, in made-up parts."""
    rows = list(quotas)
    total, minors = sum(row.asked for row in rows), sum(row.asked_minors for row in rows)
    quota, waiting = total // 4, total // 3
    permits = total - minors - quota - waiting
    parts = {
        WAITING: Band(waiting * 9 // 10, waiting, waiting * 11 // 10),
        PERMITS: Band(permits * 6 // 10, permits, permits * 14 // 10),
        QUOTA: Band(quota * 9 // 10, quota, quota),
        MINORS: Band(minors * 6 // 10, minors, minors * 12 // 10),
    }
    with walls.asking(actor("demo:directorate:case_worker-1")) as worker:
        planning.estimate(YEAR, parts, reason=MADE_UP, today=ESTIMATED_ON, actor=worker)


NEXT_YEAR = (
    (
        date(2017, 4, 20),
        (Band(900, 1_200, 1_500), Band(1_800, 2_600, 3_900), Band(1_100, 1_100, 1_100), Band(200, 300, 450)),
        "Første anslag. Mange venter ennå i mottak, og prognosen for nye tillatelser spriker.",
    ),
    (
        date(2017, 8, 31),
        (Band(900, 1_100, 1_250), Band(1_500, 2_250, 3_000), Band(1_100, 1_100, 1_100), Band(150, 250, 350)),
        "Færre har søkt asyl i sommer enn ventet, så vi venter færre tillatelser.",
    ),
    (
        date(2017, 11, 10),
        (Band(950, 1_045, 1_150), Band(1_400, 2_055, 2_600), Band(1_100, 1_100, 1_100), Band(140, 200, 260)),
        "Saksbehandlingen er i rute, og færre enslige mindreårige har kommet. Anslaget for tillatelser går ned.",
    ),
)
"""For 2018, 4 400 are asked for, 200 of them minors (annual report 2017, section 3.1). The parts are made up, and all
are at true size also in a small made-up Norway: with fewer, the least number each would be more than there is."""


def prepare_next_year() -> None:
    """What is known of the year after: three versions of the need, and criteria to divide it by.

    The rounds and requests themselves are left to whoever tries the system.
    """
    with walls.asking(actor("demo:directorate:case_worker-1")) as worker:
        for day, bands, reason in NEXT_YEAR:
            parts = dict(zip((WAITING, PERMITS, QUOTA, MINORS), bands, strict=True))
            planning.estimate(YEAR + 1, parts, reason=f"{reason} {MADE_UP}", today=day, actor=worker)
        table = planning.hand_in_table(
            made_up_criteria(),
            file_name="oppdiktede-kriterier-2018.csv",
            year=YEAR,
            source="Oppdiktede verdier for demoen",
            status="assumed",
            today=PREPARED_ON,
            actor=worker,
        )
        planning.use_table(table.id, actor=worker)


def made_up_criteria() -> bytes:
    """A value of each criterion for every municipality, drawn by chance; the population is real and not in it."""
    people = places.population(POPULATION_YEAR)
    lines = ["municipality_number;employment;results;minors_capacity;education"]
    for row in places.municipalities(PREPARED_ON):
        chance, persons = Random(f"criteria {row.code}"), people[row.code].persons
        employment, results = chance.gauss(66, 4), min(95, max(20, chance.gauss(60, 11)))
        minors = round(persons / 1_200 * chance.random()) if chance.random() < 0.4 else 0
        education = round(persons / 70 * chance.uniform(0.6, 1.4)) if persons > 4_000 else 0
        lines.append(f"{row.code};{employment:.1f};{results:.1f};{minors};{education}")
    return "\n".join(lines).encode()
