"""Made-up participants who have an education from abroad ask to have it recognised."""

from datetime import date, timedelta
from random import Random

from rotfeste.casework.qualification import actions as qualification
from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.actions import Asked
from rotfeste.casework.qualification.rules.goals import Assessed
from rotfeste.doors.demo.building.days import moment
from rotfeste.doors.demo.building.moves import TO as ENDS
from rotfeste.doors.demo.building.moves import running
from rotfeste.doors.demo.building.programmes import MUNICIPALITIES, WHY_NOT
from rotfeste.doors.demo.building.staff import acting
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.queries import Participant
from rotfeste.registers.participants.states import EndReason
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.countries import STATELESS

OUTCOMES, SHARES = ("recognised", "partly", "not_recognised"), (6, 3, 1)
AS = {"higher": "Bachelorgrad, 180 studiepoeng", "secondary": "Fullført videregående opplæring"}
MORE = "Karakterutskrift for alle årene."


def have_recognised(until: date, *, codes: tuple[str, ...] = MUNICIPALITIES) -> int:
    """Everyone in the programme who has told of such an education; returns how many ask."""
    made = 0
    for code in codes:
        adviser = acting(f"demo:municipality-{code}:programme")
        rows = participants.participants(actor=adviser, on=until)
        made += sum(_asks(row, until, adviser) for row in rows if row.enrolment is not None)
    return made


def reach_goals(until: date, *, code: str = ENDS) -> int:
    """One with a plan goes to work before the time is out, and how far each goal was reached is said."""
    adviser = acting(f"demo:municipality-{code}:programme")
    for row in running(adviser, until):
        enrolment = participants.enrolment_of(row.enrolment.id, actor=adviser) if row.enrolment else None
        goals = queries.goals_of(enrolment, actor=adviser) if enrolment else []
        if enrolment and goals:
            qualification.end_programme(
                enrolment.id,
                last_day=until - timedelta(days=7),
                reason=EndReason.WORK,
                completed=False,
                goals=[Assessed("reached"), *[Assessed("not_reached", WHY_NOT)] * (len(goals) - 1)],
                now=moment(until),
                actor=adviser,
            )
            return 1
    return 0


def _asks(row: Participant, until: date, adviser: Actor) -> bool:
    told, chance = queries.told_of(row.person.id, actor=adviser), Random(f"education {row.person.duf_number}")
    begun = row.settled_on + timedelta(days=chance.randint(5, 40))
    country = persons.person(row.person.id, actor=adviser).citizenship
    if len(told) < 2 or country == STATELESS or begun > until:
        return False
    asked = Asked(told["level"], told["subject"], country, "nokut")
    case = qualification.prepare_recognition(
        row.person.id,
        asked,
        follow_up_on=begun + timedelta(days=60),
        follow_up_by=adviser.name,
        now=moment(begun),
        actor=adviser,
    )
    come = min(begun + timedelta(days=chance.randint(10, 40)), until)
    translated = chance.random() < 0.7
    qualification.list_paper(
        case.id,
        name="Vitnemål",
        dated_on=date(until.year - chance.randint(3, 12), 6, 15),
        translation="translated" if translated else "awaited",
        translated_on=come if translated else None,
        now=moment(come),
        actor=adviser,
    )
    if translated:
        _sent(case.id, asked.level, come, until, chance, adviser)
    return True


def _sent(case_id: int, level: str, on: date, until: date, chance: Random, adviser: Actor) -> None:
    """It is with the body; some are asked for more and send it, and most have an answer in time."""
    reference = f"17/{chance.randint(10000, 99999)}"
    follow = on + timedelta(days=90)
    qualification.send_recognition(case_id, on=on, reference=reference, follow_up_on=follow, today=on, actor=adviser)
    asked, answered = (on + timedelta(days=chance.randint(*days)) for days in ((20, 40), (50, 160)))
    if asked <= until and chance.random() < 0.25:
        qualification.ask_for_more(case_id, on=asked, text=MORE, follow_up_on=follow, today=asked, actor=adviser)
        sent = asked + timedelta(days=chance.randint(10, 30))
        if sent > until or chance.random() < 0.3:
            return
        qualification.send_more(case_id, on=sent, follow_up_on=follow, today=sent, actor=adviser)
        answered = max(answered, sent + timedelta(days=30))
    if answered <= until:
        outcome = chance.choices(OUTCOMES, SHARES)[0]
        said = AS[level] if outcome != "not_recognised" else ""
        qualification.decide_recognition(
            case_id, on=answered, outcome=outcome, recognised_as=said, today=answered, actor=adviser
        )
