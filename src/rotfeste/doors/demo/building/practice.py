"""Practice places in the county of the municipality whose programme adviser one can be: full, free, shared, empty."""

from datetime import date, timedelta
from decimal import Decimal

from rotfeste.casework.qualification import actions as qualification
from rotfeste.casework.qualification import queries
from rotfeste.doors.demo.building.days import moment
from rotfeste.doors.demo.building.moves import TO, running
from rotfeste.doors.demo.building.organisations import made_up_number
from rotfeste.doors.demo.building.staff import acting
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import MeasureKind
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.practice import actions as practice
from rotfeste.registers.practice.models import Place
from rotfeste.registers.practice.states import FoundBy, Shared

NEIGHBOURS = ("1247", "1246")
"""Askøy and Fjell, beside Bergen."""
FIRST_NUMBER = 900_000
Described = tuple[str, str, str, str, str, int, str, str, str]
PLACES: tuple[Described, ...] = (
    (TO, "Eksempelkjøkkenet", "language-practice", "Kjøkken", "A2", 2, "own", "municipality", "kjøkkensjef"),
    (TO, "Prøvelageret", "language-practice", "Lager", "", 1, "own", "nav", "lagerleder"),
    (TO, "Demobarnehagen", "language-practice", "Barnehage", "A2", 3, "own", "municipality", "styrer"),
    (TO, "Eksempelhotellet", "work-practice", "Renhold", "A1", 2, "county", "nav", "husøkonom"),
    (TO, "Prøvegartneriet", "work-practice", "Gartneri", "", 4, "own", "municipality", "driftsleder"),
    ("1247", "Demoverkstedet", "work-practice", "Mekanisk verksted", "B1", 1, "county", "municipality", "verksmester"),
    ("1247", "Eksempelhandelen", "language-practice", "Butikk", "A2", 2, "county", "nav", "butikksjef"),
    (
        "1246",
        "Prøvesjukeheimen",
        "language-practice",
        "Helse og omsorg",
        "B1",
        2,
        "own",
        "municipality",
        "avdelingsleder",
    ),
)


def offer(until: date) -> int:
    """Places of Bergen and two neighbours, and bookings that are confirmed, begun, ended and asked for."""
    kinds = dict(MeasureKind.objects.values_list("key", "id"))
    made = {row[1]: _place(row, number, kinds, until) for number, row in enumerate(PLACES)}
    adviser = _adviser(TO)
    people = [row.person.id for row in running(adviser, until)]
    begun = 0
    for person_id in people[:12]:
        need = queries.practice_need(person_id, today=until, actor=adviser)
        language = [row for row in need.unplaced if row.kind_id == kinds["language-practice"]]
        if not language:
            continue
        where = ("Eksempelkjøkkenet", "Prøvelageret", "Eksempelkjøkkenet", "Demobarnehagen", "Eksempelhandelen")
        if begun == len(where):
            break
        measure, name = language[0], where[begun]
        begins = max(measure.from_on, until - timedelta(days=40 - 5 * begun))
        row = qualification.book_practice(
            person_id,
            made[name].id,
            from_on=begins,
            until_on=min(measure.until_on, add_months(begins, 4)),
            hours_week=min(measure.hours_week, made[name].hours_week),
            measure_id=measure.id,
            now=moment(begins),
            actor=adviser,
        ).booking
        if row.status == "confirmed" and begun < 3:
            qualification.begin_practice(row.id, today=until, actor=adviser)
        begun += 1
    return len(made) + begun


def _place(row: Described, number: int, kinds: dict[str, int], until: date) -> Place:
    code, name, kind, work, level, capacity, shared, found_by, contact = row
    since = until - timedelta(days=200 - 15 * number)
    offered = practice.Offered(
        name,
        made_up_number(FIRST_NUMBER + number),
        code,
        kinds[kind],
        work,
        Decimal("15"),
        capacity,
        since,
        until_on=add_months(until, 18) if number % 3 == 2 else None,
        level=level,
        contact=contact,
        wheelchair=number % 2 == 0,
        found_by=FoundBy(found_by),
        shared=Shared(shared),
    )
    return practice.register_place(offered, now=moment(since), actor=_adviser(code))


def _adviser(code: str) -> Actor:
    """The programme adviser of a municipality acts from now on."""
    return acting(f"demo:municipality-{code}:programme")
