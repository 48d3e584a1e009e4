"""Training in the made-up Norway: classes with hours, tests and exemptions, and what host municipalities offer."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rotfeste.casework.qualification import actions as qualification
from rotfeste.doors.demo.building.days import moment
from rotfeste.doors.demo.building.programmes import MUNICIPALITIES
from rotfeste.doors.demo.building.staff import acting
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.participants.queries import Participant
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.rules.hours import days_of_teaching

SHOWN, IN_A_CLASS, IN_A_SMALL_CLASS = "1201", 6, 3
"""The municipality whose adviser one can log in as has the largest class."""
TEACHERS = ("Kari Eksempel", "Ola Eksempel", "Mona Eksempel")
TONGUES = ("arabisk", "tigrinja", "somali", "dari", "kurmandsji")
HOST, CULTURE_HOST = "1201", "1601"
GRADES = ("below_a1", "A1", "A1", "A2", "B1")
REASONS = "Har rett og plikt til opplæring, og har takket ja."


def teach(until: date, *, codes: tuple[str, ...] = MUNICIPALITIES) -> int:
    """A class in each municipality, and one exemption; returns how many are taught."""
    return sum(_municipality(code, until) for code in codes)


def _municipality(code: str, until: date) -> int:
    adviser = acting(f"demo:municipality-{code}:programme")
    rows = participants.participants(actor=adviser, on=until)
    going = [row for row in rows if row.enrolment is not None and row.enrolment.status == "running"]
    early = [row for row in going if row.enrolment and row.enrolment.started_on < add_months(until, -2)]
    taught = [
        found
        for row in early[: IN_A_CLASS if code == SHOWN else IN_A_SMALL_CLASS]
        if (found := _begin(row, until, adviser)) is not None
    ]
    if taught:
        _class(code, taught, until, adviser)
    if len(going) > IN_A_SMALL_CLASS:
        _exempt(going[-1], until, adviser)
    if code in (HOST, CULTURE_HOST):
        _host(code, until, adviser)
    return len(taught)


def _begin(row: Participant, until: date, adviser: Actor) -> Enrolment | None:
    """Offered, accepted, decided and begun on the day that the programme began."""
    chance, person_id = Random(f"training {row.person.duf_number}"), row.person.id
    began = row.enrolment.started_on if row.enrolment else until
    offered = began - timedelta(days=10)
    offer = qualification.offer_training(person_id, offered_on=offered, now=moment(offered), actor=adviser)
    qualification.answer_programme(offer.id, status="accepted", answered_on=offered, today=offered, actor=adviser)
    qualification.decide_training(
        person_id,
        from_on=began,
        until_on=add_months(began, 24),
        reasons=REASONS,
        now=moment(began),
        actor=adviser,
    )
    return qualification.start_training(
        person_id,
        started_on=began,
        track=chance.choice(("1", "2", "2", "3")),
        mother_tongue=chance.choice(TONGUES),
        taught_in="norsk",
        now=moment(began),
        actor=adviser,
    )


def _class(code: str, taught: Sequence[Enrolment], until: date, adviser: Actor) -> None:
    """A class with its members, the hours of each month that is over, and some tests."""
    chance = Random(f"class {code}")
    first = min(row.started_on for row in taught).replace(day=1)
    group = register.found_group(
        name="Norsk A",
        activity="norwegian",
        teacher=chance.choice(TEACHERS),
        level="A2",
        track="2",
        from_on=first,
        until_on=add_months(first, 18),
        organisation_id=taught[0].organisation_id,
        actor=adviser,
    )
    register.join_group(group.id, [row.id for row in taught], from_on=first, actor=adviser)
    rows, month = [], first
    while add_months(month, 1) <= until.replace(day=1):
        for row in taught:
            if row.started_on < add_months(month, 1):
                rows += _month(row, month, Random(f"hours {row.person_id} {month}"))
        month = add_months(month, 1)
    register.register_hours(rows, now=moment(until), actor=adviser)
    for row in taught[::2]:
        _tested(row, until - timedelta(days=20), adviser)


def _month(row: Enrolment, month: date, chance: Random) -> list[register.Hours]:
    days = days_of_teaching(max(month, row.started_on), add_months(month, 1))
    norwegian = Decimal(round(days * chance.uniform(0.4, 1.4)))
    if days < 6:
        return [register.Hours(row.id, "norwegian", month, norwegian)]
    away, unexcused = chance.choice((0, 0, 2, 4, 6)), chance.choice((0, 0, 0, 1, 3))
    found = [register.Hours(row.id, "norwegian", month, norwegian, Decimal(away + unexcused), Decimal(unexcused))]
    if chance.random() < 0.4:
        found.append(register.Hours(row.id, "civics_own", month, Decimal(6)))
    return found


def _tested(row: Enrolment, on: date, adviser: Actor) -> None:
    chance = Random(f"test {row.person_id}")
    height = chance.randint(1, 4)
    for skill in ("spoken", "listening", "reading", "written"):
        level = GRADES[max(0, height - (skill == "written"))]
        register.register_exam(
            row.person_id, skill, level=level, passed=level != "below_a1", taken_on=on, now=moment(on), actor=adviser
        )


def _exempt(row: Participant, until: date, adviser: Actor) -> None:
    qualification.exempt(
        row.person.id,
        "exempt_norwegian",
        ground="norwegian_known",
        section="introduksjonsloven § 17",
        from_on=until - timedelta(days=30),
        reasons="Har dokumentert tilstrekkelige kunnskaper i norsk.",
        now=moment(until),
        actor=adviser,
    )


def _host(code: str, until: date, adviser: Actor) -> None:
    """What a host municipality offers those in a centre: it is confirmed for the centre, and counted by month."""
    centres = Organisation.objects.filter(kind="reception_centre").order_by("id")
    centre = centres[0 if code == HOST else 1]
    activity = "reception" if code == HOST else "culture"
    began = add_months(until.replace(day=1), -3)
    row = register.confirm_host_offer(centre.id, activity, offered_on=began, now=moment(until), actor=adviser)
    for number in range(3):
        month, chance = add_months(began, number), Random(f"host {code} {number}")
        people = chance.randint(12, 30)
        register.register_host_month(
            row.id, month, participants=people, hours=people * chance.randint(8, 20), now=moment(until), actor=adviser
        )
