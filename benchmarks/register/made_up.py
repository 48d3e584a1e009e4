"""A made-up register: persons settled through thirteen years, their decisions, enrolments and hours month by month.

Every row is marked as made up where a row can be: the person's source says so. No name is anybody's.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.register.copying import Cell, analyse, continue_numbering, copy, set_aside, table_of
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.participants.models import Circumstances, Decision, Enrolment, MonthlyHours, Offer
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.persons.models import Household, Involvement, Permit, Person, Responsibility

PERSONS = int(os.environ.get("BENCH_PERSONS", "400000"))
MONTHS, DECISIONS = 25, 3
"""Twenty-five months with hours of two kinds are fifty rows for each person: 20 million for 400 000."""
FIRST, LAST = date(2005, 1, 1), date(2017, 12, 1)
REGISTERED = "2017-12-01 12:00+00"
MADE_UP = "benchmark (made up)"
PERSON = ["id", "duf_number", "given_name", "family_name", "given_key", "family_key", "born_on", "sex"]
PERSON += ["citizenship", "languages", "relatives", "household_id", "relation", "source", "received_on"]
CIRCUMSTANCES = ["person_id", "agreed", "sponsor_base", "education", "goal", "with_parents", "version"]
OFFER = ["id", "person_id", "organisation_id", "activity", "offered_on", "status", "answered_on", "reason", "remark"]
OFFER += ["registered_at"]
DECISION = ["id", "person_id", "organisation_id", "kind", "outcome", "status", "decided_on", "from_on", "until_on"]
DECISION += ["law", "section", "reasons", "ended_because", "ground", "registered_at"]
ENROLMENT = ["id", "person_id", "organisation_id", "activity", "decision_id", "status", "started_on", "until_on"]
ENROLMENT += ["ended_on", "full_week", "version", "registered_at"]
HOURS = ["id", "enrolment_id", "person_id", "organisation_id", "kind", "month", "hours", "absent_hours"]
HOURS += ["unexcused_hours", "course_hours", "course_absent_hours", "registered_at"]
COLUMNS: dict[Any, list[str]] = {
    Household: ["id", "reference", "resettlement", '"group"'],
    Person: PERSON,
    Permit: ["id", "person_id", "kind", "legal_base", "decided_on"],
    Responsibility: ["id", "person_id", "organisation_id", "from_on"],
    Involvement: ["id", "person_id", "organisation_id", "because", "since_on"],
    Circumstances: CIRCUMSTANCES,
    Offer: OFFER,
    Decision: DECISION,
    Enrolment: ENROLMENT,
    MonthlyHours: HOURS,
}
"""What is written into each table: every column that must have a value and has none of its own."""
WEIGHTS = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)


class Country:
    """Everyone, drawn at once: the municipality, the day of settlement, the age and the permit of each."""

    def __init__(self, persons: int, organisations: list[int], seed: int = 2017) -> None:
        chance = np.random.default_rng(seed)
        size = chance.lognormal(0, 1.1, len(organisations))
        self.persons = persons
        self.place = chance.choice(np.array(organisations), persons, p=size / size.sum())
        self.settled = chance.integers(0, (LAST - FIRST).days, persons)
        self.waited = chance.integers(60, 400, persons)
        self.age_days = chance.integers(15 * 365, 60 * 365, persons)
        self.begins = chance.integers(10, 160, persons)
        self.female = chance.random(persons) < 0.45
        self.kind = chance.choice(np.array(["refugee", "humanitarian", "resettlement"]), persons, p=[0.7, 0.1, 0.2])
        self.hours = chance.integers(10, 70, (persons, 2))

    def settled_on(self, number: int) -> date:
        """The day someone moved in."""
        return FIRST + timedelta(days=int(self.settled[number]))

    def started_on(self, number: int) -> date:
        """The first day in programme and training."""
        return self.settled_on(number) + timedelta(days=int(self.begins[number]))


def duf(number: int) -> str:
    """A DUF number of a series that belongs to nobody, with its check digits."""
    ten = f"{9000 + number // 1_000_000}{number % 1_000_000:06d}"
    return f"{ten}{sum(int(digit) * weight for digit, weight in zip(ten, WEIGHTS, strict=True)) % 11:02d}"


def fill(persons: int = PERSONS) -> dict[str, int]:
    """Fill an empty database that has its organisations; returns how many rows of each kind."""
    places = list(Organisation.objects.filter(kind="municipality").order_by("id").values_list("id", flat=True))
    country = Country(persons, places)
    rows: dict[Any, Iterator[list[Cell]]] = {
        Household: _households(country),
        Person: _persons(country),
        Permit: _permits(country),
        Responsibility: _responsible(country),
        Involvement: _involved(country),
        Circumstances: _circumstances(country),
        Offer: _offers(country),
        Decision: _decisions(country),
        Enrolment: _enrolments(country),
        MonthlyHours: _hours(country),
    }
    with set_aside([table_of(model) for model in COLUMNS]):
        for model, columns in COLUMNS.items():
            copy(model, columns, rows[model])
        continue_numbering([model for model in COLUMNS if model is not Circumstances])
    analyse()
    return {
        "persons": persons,
        "decisions": persons * DECISIONS,
        "hours": persons * MONTHS * 2,
        "organisations": len(places),
    }


def _households(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        yield [n + 1, f"bench-{n}", "t" if country.kind[n] == "resettlement" else "f", "single_adult"]


def _persons(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        settled = country.settled_on(n)
        born = settled - timedelta(days=int(country.age_days[n]))
        given, family = f"Person{n % 997}", f"Oppdiktet{n % 9973}"
        sex = "female" if country.female[n] else "male"
        yield [n + 1, duf(n), given, family, given.lower(), family.lower(), born.isoformat(), sex,
               "SY", "{ara}", "{}", n + 1, "head", MADE_UP, settled.isoformat()]  # fmt: skip


def _permits(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        granted = country.settled_on(n) - timedelta(days=int(country.waited[n]))
        yield [n + 1, n + 1, str(country.kind[n]), "utlendingsloven § 28", granted.isoformat()]


def _responsible(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        yield [n + 1, n + 1, int(country.place[n]), country.settled_on(n).isoformat()]


def _involved(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        yield [n + 1, n + 1, int(country.place[n]), "responsible", country.settled_on(n).isoformat()]


def _circumstances(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        yield [n + 1, "t", "", "primary", "unknown", "f", 1]


def _offers(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        day = (country.settled_on(n) + timedelta(days=5)).isoformat()
        yield [n + 1, n + 1, int(country.place[n]), "programme", day, "accepted", day, "", "", REGISTERED]


def _decisions(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        start = country.started_on(n)
        ends = add_months(start, MONTHS)
        for part, (kind, until) in enumerate((("programme", ends), ("norwegian", ends), ("plan", None))):
            yield [n * DECISIONS + part + 1, n + 1, int(country.place[n]), kind, "granted", "in_force",
                   country.settled_on(n).isoformat(), start.isoformat(), until.isoformat() if until else None,
                   "2003", "introduksjonsloven", "Oppdiktet.", "", "", REGISTERED]  # fmt: skip


def _enrolments(country: Country) -> Iterator[list[Cell]]:
    for n in range(country.persons):
        start = country.started_on(n)
        ends = add_months(start, MONTHS)
        over = ends <= LAST
        for part, activity in enumerate(("programme", "norwegian")):
            yield [n * 2 + part + 1, n + 1, int(country.place[n]), activity, n * DECISIONS + part + 1,
                   "ended" if over else "running", start.isoformat(), ends.isoformat(),
                   ends.isoformat() if over else None, "37.5", 0, REGISTERED]  # fmt: skip


def _hours(country: Country) -> Iterator[list[Cell]]:
    number = 0
    for n in range(country.persons):
        place, enrolment = int(country.place[n]), n * 2 + 2
        year, month = divmod(country.started_on(n).year * 12 + country.started_on(n).month - 1, 12)
        norwegian, civics = (int(hours) for hours in country.hours[n])
        for _ in range(MONTHS):
            day = f"{year}-{month + 1:02d}-01"
            for kind, hours in (("norwegian", norwegian), ("civics", civics)):
                number += 1
                yield [number, enrolment, n + 1, place, kind, day, hours, 0, 0, 0, 0, REGISTERED]
            year, month = (year, month + 1) if month < 11 else (year + 1, 0)
