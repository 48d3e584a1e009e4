"""Self-settlement in the made-up Norway: what municipalities offer, levels of rent, and a refugee who applies."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random

import typst
from django.utils import timezone

from rotfeste.casework.self_settlement import actions as self_settlement
from rotfeste.casework.self_settlement.models import RentLevel
from rotfeste.doors.demo.building.organisations import id_of
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.building.ways import Known, centre_staff
from rotfeste.doors.demo.drawing.plan import Plan, Quota
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.registers.own_access import actions as own_access
from rotfeste.registers.own_access import queries as own
from rotfeste.registers.persons.rules import age_on

CODE = "ABCDEFGHJKMN"
"""The made-up refugee's code: known to all, as everything about them."""
MUNICIPALITY = "1130"
ANSWERED = 0.62
ASKED = ("work_or_school", "near_family", "dwelling_seen", "enough_rooms", "contact_first", "written_contract")
SOURCE = "Oppdiktet for demonstrasjonen"
CONTRACT = """#set document(title: "Husleiekontrakt")
= Husleiekontrakt
Oppdiktet for demonstrasjonen. Ikke underskrevet.
- Bolig: Eksempelgata 4, Jørpeland
- Husleie: 9 500 kr i måneden
- Depositum: 28 500 kr"""


def offers(quotas: Iterable[Quota], on: date) -> None:
    """Most municipalities have answered: what they offer is drawn from their own number."""
    for row in quotas:
        chance = Random(f"offer {row.code}")
        if chance.random() > ANSWERED and row.code != MUNICIPALITY:
            continue
        officer = acting(f"demo:municipality-{row.code}:officer")
        self_settlement.offer(
            id_of(OrganisationKind.MUNICIPALITY, row.code),
            offered(row, chance),
            today=on - timedelta(days=chance.randint(1, 300)),
            actor=officer,
        )


def offered(row: Quota, chance: Random) -> dict[str, object]:
    """What one municipality offers and asks."""
    allowed = "yes" if row.code == MUNICIPALITY else chance.choices(["yes", "by_appointment", "no"], [5, 3, 2])[0]
    if allowed == "no":
        return {"allowed": "no"}
    conditions = sorted(chance.sample(ASKED, chance.randint(1, 3)), key=ASKED.index)
    rent = chance.choice([None, 8000, 9000, 10000, 12000])
    return {
        "allowed": allowed,
        "places": chance.choice([None, 1, 2, 3, 5, 8]),
        "conditions": [*conditions, *(["highest_rent"] if rent else [])],
        "highest_rent_nok": rent,
        "phone": f"00 00 {chance.randint(0, 99):02d} {chance.randint(0, 99):02d}",
        "email": f"flyktning.{row.code}@example.no",
        "languages": ["nb", "en", *sorted(chance.sample(["ar", "fa", "ti", "so", "sw", "fr"], chance.randint(0, 3)))],
    }


def rent_levels(quotas: Iterable[Quota], on: date) -> None:
    """A made-up level of rent for one to five bedrooms, marked as assumed."""
    rows = []
    for row in quotas:
        first = 4500 + Random(f"rent {row.code}").randint(0, 12) * 250 + (2000 if row.population > 100_000 else 0)
        for rooms in range(1, 6):
            level = first + (rooms - 1) * 1750
            rows.append(
                RentLevel(
                    place_code=row.code,
                    rooms=rooms,
                    monthly_nok=level,
                    applies_from=date(on.year, 1, 1),
                    source=SOURCE,
                    status="assumed",
                )
            )
    self_settlement.set_rent_levels(rows, actor=acting("demo:directorate:case_worker-1"))


def refugee(plans: Iterable[Plan], until: date) -> Plan | None:
    """Someone who speaks Arabic, has been interviewed, and whom no municipality is asked about yet."""
    return next((plan for plan in sorted(plans, key=lambda plan: plan.reference) if suits(plan, until)), None)


def suits(plan: Plan, until: date) -> bool:
    """An ordinary household at an ordinary centre that is ready to be settled on the day."""
    plain = not (plan.protection or plan.flagged or plan.self_settled or plan.sent_back_on or plan.resettlement)
    ready = plan.interview_on <= until and all(each.sent_on > until for each in plan.tries)
    grown = age_on(plan.members[0].born_on, until) >= 18
    return plain and ready and grown and plan.languages[0] == "ar" and plan.centre.startswith("ordinary")


def apply(plan: Plan, cases: Mapping[str, Known], until: date) -> None:
    """The centre gives the refugee a code on paper; the refugee finds a dwelling and applies."""
    person_id = cases[plan.reference].person_ids[plan.members[0].duf_number]
    staff = acting(centre_staff(plan))
    own_access.issue_code(person_id, today=until - timedelta(days=9), actor=staff, drawn=lambda: CODE)
    born_on, on = plan.members[0].born_on, until - timedelta(days=4)
    code = own_access.come_in(CODE, born_on=born_on, today=on, now=timezone.now())
    with walls.asking(own.actor_of(code.id, on=on)) as person:
        row = self_settlement.begin(person_id, place_code=MUNICIPALITY, today=on, actor=person)
        self_settlement.describe_dwelling(
            row.id,
            {
                "address": "Eksempelgata 4, 4100 Jørpeland",
                "rooms": max(1, (plan.size + 1) // 2),
                "square_metres": 64,
                "landlord": "Eksempelutleie AS",
                "rent_nok": 9500,
                "deposit_nok": 28500,
                "advance_nok": 9500,
                "fee_nok": 0,
                "from_on": until + timedelta(days=45),
            },
            actor=person,
        )
        self_settlement.attach_contract(row.id, typst.compile(CONTRACT.encode()), now=timezone.now(), actor=person)
        self_settlement.send(row.id, today=on, actor=person)
