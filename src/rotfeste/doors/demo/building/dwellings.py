"""Dwellings of the made-up municipalities: most are lived in, some stand empty, and a few are homes for minors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rotfeste.casework.settlement.actions import tell_of_vacancies
from rotfeste.doors.demo.building.organisations import id_of
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.drawing.draw import OSLO
from rotfeste.doors.demo.drawing.plan import Quota
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.capacity.actions.dwellings import Described
from rotfeste.registers.capacity.rules.homes import leaves_on

STREETS = ("Eksempelveien", "Prøvegata", "Mønsterstien", "Øvingsveien", "Utkastgata", "Skissebakken")
OTHERS, HOMES = 110, 14
"""How many municipalities have dwellings, besides those on the tour, and how many a home for minors."""
TOUR, DISTRICT = "1130", "030101"
IDLE = (3, 8, 15, 33)
RENT_PER_PERSON, RENT = 1_900, 5_500
HOME_PER_PLACE = 42_000
REASONS = ("no_request", "too_large", "repair", "lease")


@dataclass(frozen=True)
class Drawn:
    """A dwelling, how many live there and since when, and how many days it has stood empty."""

    described: Described
    persons: int = 0
    moved_in_on: date | None = None
    idle_days: int | None = None


def register(quotas: Iterable[Quota], until: date) -> None:
    """Every dwelling of the drawing, then the clock strikes."""
    deciding = sorted((row for row in quotas if row.decided), key=lambda row: (-row.decided, row.code))
    codes = [row.code for row in deciding if row.code not in (TOUR, OSLO)][:OTHERS]
    on_tour = [kept_idle(number, days, until) for number, days in enumerate(IDLE)]
    put_in(f"demo:municipality-{TOUR}:officer", OrganisationKind.MUNICIPALITY, TOUR, on_tour, until)
    put_in(f"demo:municipality-{OSLO}:officer", OrganisationKind.MUNICIPALITY, OSLO, several(OSLO, 8, until), until)
    put_in(f"demo:district-{DISTRICT}:officer", OrganisationKind.CITY_DISTRICT, DISTRICT, several("b", 4, until), until)
    for code in codes:
        rows = several(code, Random(code).randint(1, 4), until)
        put_in(f"demo:municipality-{code}:officer", OrganisationKind.MUNICIPALITY, code, rows, until)
    with_minors = [row for row in deciding if row.decided_minors][:HOMES]
    for number, row in enumerate(with_minors):
        home(row, number, until)
    with walls.asking(system("the vacancy clock")) as clock:
        tell_of_vacancies(today=until, actor=clock)


def kept_idle(number: int, days: int, until: date) -> Drawn:
    """The tour's municipality: one dwelling for each stage of the clock; nobody wants the last one."""
    sizes = ((4, 3, 0, 12), (2, 1, 0, 25), (3, 3, 3, 18), (8, 5, 0, 95))
    persons, bedrooms, shared_by, minutes = sizes[number]
    described = Described(
        label=f"{STREETS[number]} {4 + 3 * number}",
        persons=persons,
        bedrooms=bedrooms,
        shared_by=shared_by,
        monthly_nok=RENT + RENT_PER_PERSON * persons,
        available_from=date(until.year, 1, 15),
        step_free=number == 0,
        wheelchair=number == 0,
        minutes_to_course=minutes,
        minutes_to_school=minutes,
        minutes_to_hospital=45 + minutes,
    )
    return Drawn(described, persons if not shared_by else 1, date(until.year, 2, 1), days)


def several(seed: str, many: int, until: date) -> list[Drawn]:
    """Some dwellings of a municipality: drawn from its number, so always the same."""
    chance = Random(f"{seed} dwellings")
    return [one(chance, number, until) for number in range(many)]


def one(chance: Random, number: int, until: date) -> Drawn:
    """A dwelling in which people live, or have lived."""
    persons = chance.choices((1, 2, 3, 4, 5, 6, 8), (5, 4, 4, 5, 3, 2, 1))[0]
    shared_by = persons if 2 <= persons <= 4 and chance.random() < 0.3 else 0
    minutes = chance.choice((8, 12, 20, 25, 35, 50, 70, 95))
    described = Described(
        label=f"{chance.choice(STREETS)} {chance.randint(1, 90)}, leilighet {number + 1}",
        persons=persons,
        bedrooms=max(1, persons - chance.randint(0, 2)),
        shared_by=shared_by,
        monthly_nok=RENT + RENT_PER_PERSON * persons + 100 * chance.randint(0, 20),
        available_from=date(until.year, chance.randint(1, 6), 1),
        step_free=chance.random() < 0.3,
        minutes_to_course=minutes,
        minutes_to_school=max(5, minutes - chance.randint(0, 10)),
        minutes_to_hospital=chance.choice((None, 10, 25, 45, 70, 120)),
    )
    moved_in_on = described.available_from + timedelta(days=chance.randint(2, 40))
    idle = chance.choice((1, 4, 6, 9, 12, 18, 26, 41)) if chance.random() < 0.3 else None
    return Drawn(described, 1 if shared_by else persons, moved_in_on, idle)


def put_in(subject: str, kind: OrganisationKind, code: str, rows: Sequence[Drawn], until: date) -> None:
    """An officer registers the dwellings, who lives in them, and who has moved out."""
    officer = acting(subject)
    made = capacity.import_dwellings(id_of(kind, code), [row.described for row in rows], actor=officer)
    for row, dwelling in zip(rows, made, strict=True):
        if row.moved_in_on is None or row.moved_in_on > until:
            continue
        held = [
            capacity.register_tenancy(
                dwelling.id, persons=row.persons, moved_in_on=row.moved_in_on, today=until, actor=officer
            )
            for _place in range(dwelling.places)
        ]
        if row.idle_days is not None:
            capacity.end_tenancy(held[-1].id, on=until - timedelta(days=row.idle_days), today=until, actor=officer)
            if row.idle_days > 30 and code != TOUR and Random(code).random() < 0.7:
                why = Random(f"{code} why").choice(REASONS)
                capacity.record_reason(dwelling.id, reason=why, today=until, actor=officer)


def home(row: Quota, number: int, until: date) -> None:
    """A home for unaccompanied minors: some of its places are spare, and the second one is being wound down."""
    chance = Random(f"{row.code} home")
    officer = acting(f"demo:municipality-{row.code}:officer")
    places = chance.randint(4, 6)
    described = Described(
        label=f"Bofellesskapet {STREETS[number % len(STREETS)]} {number + 1}",
        persons=places,
        bedrooms=places,
        kind="minors",
        monthly_nok=HOME_PER_PLACE * places,
        available_from=date(until.year - 1, 1, 1),
        minutes_to_course=20,
        minutes_to_school=15,
        leave_age=chance.choice((18, 20)),
    )
    dwelling = capacity.register_dwelling(id_of(OrganisationKind.MUNICIPALITY, row.code), described, actor=officer)
    for _resident in range(chance.randint(max(1, places - 3), places)):
        born_on = date(until.year - chance.randint(15, 17), chance.randint(1, 12), 1)
        capacity.register_tenancy(
            dwelling.id,
            persons=1,
            moved_in_on=date(until.year - 1, chance.randint(2, 12), 10),
            leave_on=leaves_on(born_on, described.leave_age or 18),
            today=until,
            actor=officer,
        )
    if number == 1:
        capacity.release_dwelling(dwelling.id, on=date(until.year + 1, 8, 1), actor=officer)
