"""Large deliveries for tests, and what they have become: one digest of everything an intake writes."""

from random import Random

from django.db import connection

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.persons import outside
from rotfeste.registers.persons.rules import duf_check_digits

SHAPES = (("head",), ("head",), ("head", "partner"), ("head", "partner", "child", "child"))
WRONG = ("duf_number", "born_on", "sex", "citizenship", "permit_on", "relation")


def a_large_delivery(size: int, centre: str, *, wrong_percent: int = 0) -> list[dict[str, str]]:
    """About so many rows in households of one to four; the same every time."""
    chance, rows = Random(2017), list[dict[str, str]]()
    while len(rows) < size:
        relations = chance.choice(SHAPES)
        household = f"H{len(rows)}"
        rows += [
            a_person(len(rows) + n, household, relation, centre, relations) for n, relation in enumerate(relations)
        ]
    for row in chance.sample(rows, len(rows) * wrong_percent // 100):
        row[chance.choice(WRONG)] = "feil"
    return rows


def a_person(number: int, household: str, relation: str, centre: str, relations: tuple[str, ...]) -> dict[str, str]:
    """One row."""
    first = f"2016{number:06d}"
    return {
        **dict.fromkeys(outside.FIELDS, ""),
        "duf_number": first + duf_check_digits(first),
        "given_name": "Amal",
        "family_name": f"Testesen{number}",
        "born_on": "2010-03-04" if relation == "child" else "1988-05-17",
        "sex": "female",
        "citizenship": "SY",
        "languages": "ar en",
        "permit_kind": "refugee",
        "legal_base": "utlendingsloven § 28",
        "permit_on": "2017-05-01",
        "centre": centre,
        "household": household,
        "relation": relation,
        "group": "family_with_children" if "child" in relations else "single_adult",
    }


STATE = """
WITH p AS (SELECT p.*, h.reference FROM persons_person p JOIN persons_household h ON h.id = p.household_id),
c AS (SELECT c.*, h.reference FROM settlement_case c JOIN persons_household h ON h.id = c.household_id),
lines AS (
  SELECT concat_ws('|', 'person', duf_number, given_name, family_name, born_on, relation, reference, languages) AS line
    FROM p
  UNION ALL SELECT concat_ws('|', 'permit', duf_number, kind, decided_on) FROM persons_permit JOIN p ON p.id = person_id
  UNION ALL SELECT concat_ws('|', 'stay', duf_number, from_on, until_on) FROM persons_stay JOIN p ON p.id = person_id
  UNION ALL SELECT concat_ws('|', 'task', duf_number, because, since_on, until_on)
    FROM persons_involvement JOIN p ON p.id = person_id
  UNION ALL SELECT concat_ws('|', 'case', reference, status, size, clock_from, deadline_on, version) FROM c
  UNION ALL SELECT concat_ws('|', 'member', c.reference, duf_number, m.clock_from)
    FROM settlement_member m JOIN c ON c.id = m.case_id JOIN p ON p.id = m.person_id
  UNION ALL SELECT concat_ws('|', 'step', reference, s.status, s.from_on)
    FROM settlement_step s JOIN c ON c.id = s.case_id
  UNION ALL SELECT concat_ws('|', 'interview', reference, i.status, i.due_on)
    FROM settlement_interview i JOIN c ON c.id = i.case_id
  UNION ALL SELECT concat_ws('|', 'row', number, outcome, taken_in) FROM persons_deliveryrow
  UNION ALL SELECT concat_ws('|', 'delivery', status) FROM persons_delivery
  UNION ALL SELECT concat_ws('|', 'event', duf_number, what)
    FROM audit_event e JOIN p ON p.id = ANY (e.person_ids) WHERE e.verb = 'change'
)
SELECT count(*), md5(string_agg(line, E'\\n' ORDER BY line)) FROM lines
"""


def state(actor: Actor) -> tuple[int, str]:
    """How many lines an intake has left in all its tables, and their digest."""
    with walls.asking(actor), connection.cursor() as cursor:
        cursor.execute(STATE)
        count, digest = cursor.fetchone()
        return count, digest


def taken_in(actor: Actor) -> int:
    """How many rows are taken in so far."""
    with walls.asking(actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM persons_deliveryrow WHERE taken_in")
        return int(cursor.fetchone()[0])
