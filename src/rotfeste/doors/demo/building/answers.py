"""What people answer in the settlement interview: drawn from their own number, so always the same."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random

from rotfeste.casework.settlement.actions import Given
from rotfeste.casework.settlement.rules.mapping import ADULT_FROM, Field, asked_of, of_household
from rotfeste.doors.demo.drawing.plan import Member, Plan
from rotfeste.registers.persons.rules import age_on

OCCUPATIONS = (
    "Baker Bilmekaniker Bonde Butikkmedarbeider Elektriker Frisør Hjelpepleier Kokk Lærer Maler Murer Renholder Sjåfør "
    "Skredder Snekker Student Sveiser Sykepleier Telefonreparatør Vakt"
)
SUBJECTS = "Helsefag Elektro Økonomi Språk Realfag Landbruk Pedagogikk Bygg Data Handel"
WISHES = ("Komme raskt i jobb", "Fagbrev", "Fullføre videregående", "Godkjenne utdanningen sin", "Starte eget verksted")
NETWORKS = ("Søster i landet", "Bror i landet", "Onkel med familie", "Venner fra hjemstedet", "Tidligere nabo")
DECLINED, SOMETHING_FORGOTTEN = 0.02, 0.3
NEEDS_A_LICENCE = 21


def of(plan: Plan, person_ids: Mapping[str, int], *, on: date) -> list[Given]:
    """Every answer of a household that is not about health."""
    result = list(about(plan, None, [row for row in of_household() if not row.health], None, on))
    for member in plan.members:
        fields = [row for row in asked_of(age_on(member.born_on, on)) if not row.health]
        result += about(plan, member, fields, person_ids[member.duf_number], on)
    return result


def about(plan: Plan, member: Member | None, fields: list[Field], person_id: int | None, on: date) -> Iterator[Given]:
    """The answers of one person, or those of the household as a whole."""
    chance = Random(member.duf_number if member else plan.reference)
    grown = member is not None and age_on(member.born_on, on) >= ADULT_FROM
    forgotten = chance.choice(fields).key if grown and chance.random() < SOMETHING_FORGOTTEN else ""
    for row in fields:
        state, value = answer(row, plan, member, on, chance)
        if row.key == forgotten:
            state, value = "not_asked", ""
        source = chance.choices(["interview", "document", "centre"], [85, 8, 7])[0]
        yield Given(person_id, row.key, state, value, source, verified=source == "document" and state == "given")


def answer(row: Field, plan: Plan, member: Member | None, on: date, chance: Random) -> tuple[str, str]:
    """What came of one question: given with a value, none, declined or not asked."""
    if row.key == "social_control":
        return "given", "yes" if plan.flagged else "no"
    if row.key in ("conflict", "wish_place", "network_place", "kin_near", "other"):
        return "none", ""
    if chance.random() < DECLINED:
        return "declined", ""
    value = value_of(row, plan, member, on, chance)
    return ("given", value) if value else ("none", "")


def value_of(row: Field, plan: Plan, member: Member | None, on: date, chance: Random) -> str:
    """A plausible value, or nothing where there is nothing to tell."""
    age = age_on(member.born_on, on) if member else 0
    values = {
        "interpreter": "yes" if chance.random() < 0.86 else "no",
        "interpreter_language": plan.languages[0],
        "literacy": chance.choices(["no", "some", "well"], [14, 22, 64])[0],
        "norwegian": chance.choices(["", "Litt engelsk", "Godt engelsk", "Litt norsk"], [40, 25, 15, 20])[0],
        "education": chance.choices(["none", "primary", "secondary", "higher"], [14, 42, 28, 16])[0],
        "school_years": str(min(max(age - 7, 0), chance.choice([0, 4, 6, 7, 9, 10, 12, 12, 15]))),
        "subject": chance.choice(["", *SUBJECTS.split()]),
        "occupation": chance.choice(OCCUPATIONS.split()) if age >= 18 and chance.random() < 0.75 else "",
        "work_years": str(chance.randint(0, max(0, min(30, age - 17)))),
        "work_wish": chance.choice(WISHES),
        "network": chance.choice(NETWORKS) if chance.random() < 0.35 else "",
        "licence": "B, hjemlandet" if age >= NEEDS_A_LICENCE and chance.random() < 0.3 else "",
        "car": "yes" if chance.random() < 0.03 else "no",
        "rooms": str(max(1, (plan.size + 1) // 2)),
        "accessible": "yes" if chance.random() < 0.03 else "no",
        "school_grade": grade(age),
    }
    return values.get(row.key, "")


def grade(age: int) -> str:
    """Kindergarten or school grade by age."""
    if age < 1:
        return ""
    if age < 6:
        return "Barnehage"
    return f"{age - 5}. trinn" if age < ADULT_FROM else f"VG{min(3, age - 15)}"


def about_health(plan: Plan, person_ids: Mapping[str, int], *, on: date) -> tuple[int, list[Given]] | None:
    """The main person of some households consents, and tells what the municipality must prepare for."""
    chance = Random(f"{plan.reference} health")
    head = next(member for member in plan.members if member.relation == "head")
    if plan.protection or age_on(head.born_on, on) < ADULT_FROM or chance.random() > 0.3:
        return None
    person_id = person_ids[head.duf_number]
    follow_up = chance.random() < 0.3
    return person_id, [
        Given(person_id, "adaptation", "none"),
        Given(person_id, "follow_up", *(("given", "Fastlege, kontroll hvert halvår") if follow_up else ("none", ""))),
        Given(person_id, "mental_health", chance.choice(["none", "declined"])),
        Given(None, "hospital", "given", "hour" if follow_up else "none"),
    ]
