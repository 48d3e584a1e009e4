"""Participants in the made-up Norway: from the right to the ending, through the same actions that advisers use."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rotfeste.casework.qualification import actions as qualification
from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.rules.goals import Assessed
from rotfeste.doors.demo.building.days import moment
from rotfeste.doors.demo.building.plans import with_plan
from rotfeste.doors.demo.building.staff import acting
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment, MeasureKind
from rotfeste.registers.participants.queries import Participant
from rotfeste.registers.participants.rules.answer import Category, add_months
from rotfeste.registers.participants.states import DeclineReason, EndReason

MUNICIPALITIES = ("1130", "1103", "1201", "1601", "0219", "0602", "0806")
"""Those whose participants are drawn: the tour's municipality, and larger ones."""
MOST_IN_ONE = 12
REASONS = "Personen er nyankommet flyktning, bosatt etter avtale, og har behov for grunnleggende kvalifisering."
GROUNDS = {
    "length": "To år er for kort tid til å lære norsk og fullføre grunnskolen.",
    "content": "Programmet har for lite praksis.",
    "benefit": "Det er trukket for fravær som jeg hadde gyldig grunn til.",
    "procedure": "Jeg fikk ikke tolk da planen ble laget.",
}
WHY_NOT = "Programmet var for kort til å nå målet."
REVIEW = "Kommunen har sett på saken på nytt, sammen med det som er registrert."
WANT = (Category.RIGHT_AND_DUTY.value, Category.RIGHT.value)
PLACES = ("Voksenopplæringen", "Biblioteket", "Eksempelbutikken", "Eksempelskolen")


@dataclass(frozen=True)
class Drawn:
    """What becomes of one participant, on which days."""

    offered_on: date
    answered_on: date
    said: str
    decided_on: date
    started_on: date
    practice: bool
    leave: bool
    away: bool
    ended: bool


def take_part(until: date, *, codes: tuple[str, ...] = MUNICIPALITIES) -> int:
    """Draw what becomes of the participants of some municipalities, and do it; returns how many began."""
    return sum(_municipality(code, until) for code in codes)


def _municipality(code: str, until: date) -> int:
    adviser = acting(f"demo:municipality-{code}:programme")
    rows = participants.participants(actor=adviser, on=until)
    for row in rows:
        register.compute_rights(row.person.id, today=until, actor=adviser)
    rows = participants.participants(actor=adviser, on=until)
    wanted = [row for row in rows if row.right is not None and row.right.programme in WANT]
    return sum(_one(row, until, adviser) for row in wanted[:MOST_IN_ONE])


def drawn(row: Participant) -> Drawn:
    """From the person's own number, so that the same Norway is built each time."""
    chance = Random(f"programme {row.person.duf_number}")
    offered_on = row.settled_on + timedelta(days=chance.randint(3, 30))
    answered_on = offered_on + timedelta(days=chance.randint(1, 10))
    decided_on = answered_on + timedelta(days=chance.randint(3, 21))
    late = chance.random() < 0.33
    started_on = decided_on + timedelta(days=chance.randint(60, 120) if late else chance.randint(3, 20))
    women = row.person.sex == "female"
    return Drawn(
        offered_on,
        answered_on,
        "declined" if chance.random() < 0.06 else "accepted",
        decided_on,
        started_on,
        practice=chance.random() < 0.8,
        leave=chance.random() < (0.2 if women else 0.08),
        away=chance.random() < 0.3,
        ended=chance.random() < 0.06,
    )


def _one(row: Participant, until: date, adviser: Actor) -> bool:
    plan, person_id = drawn(row), row.person.id
    if plan.offered_on > until:
        return False
    offer = qualification.offer_programme(
        person_id, offered_on=plan.offered_on, now=moment(plan.offered_on), actor=adviser
    )
    if plan.answered_on > until:
        return False
    reason = Random(person_id).choice(DeclineReason.values) if plan.said == "declined" else ""
    qualification.answer_programme(
        offer.id,
        status=plan.said,
        answered_on=plan.answered_on,
        today=plan.answered_on,
        reason=reason,
        actor=adviser,
    )
    if plan.said == "declined" or plan.decided_on > until:
        return False
    qualification.decide_programme(
        person_id,
        from_on=plan.started_on,
        until_on=add_months(plan.started_on, 24),
        reasons=REASONS,
        now=moment(plan.decided_on),
        actor=adviser,
    )
    if plan.started_on > until:
        return False
    enrolment = qualification.start_programme(
        person_id, started_on=plan.started_on, now=moment(plan.started_on), actor=adviser
    )
    _in_programme(enrolment, plan, until, adviser)
    with_plan(enrolment, until, adviser)
    _assess(enrolment, until, adviser)
    if enrolment.decision_id:
        _complain(enrolment.decision_id, Random(f"complains {row.person.duf_number}"), plan, until, adviser)
    return True


def _assess(enrolment: Enrolment, until: date, adviser: Actor) -> None:
    """Most of those whose programme has ended know how far their goals were reached."""
    row = participants.enrolment_of(enrolment.id, actor=adviser)
    goals, chance = queries.goals_of(row, actor=adviser), Random(f"goals {row.person_id}")
    if row.ended_on is None or not goals or chance.random() < 0.2:
        return
    said = [chance.choice(("reached", "partly", "not_reached")) for _goal in goals]
    assessed = [Assessed(reached, WHY_NOT if reached == "not_reached" else "") for reached in said]
    qualification.assess_goals(row.id, assessed, now=moment(until), actor=adviser)


def _complain(decision_id: int, chance: Random, plan: Drawn, until: date, adviser: Actor) -> None:
    """One in ten complains; some complaints are reviewed, and some of those end with the county governor."""
    received, reviewed = (plan.decided_on + timedelta(days=days) for days in (chance.randint(3, 30), 45))
    if chance.random() > 0.1 or received > until:
        return
    theme = chance.choice(("length", "content", "benefit", "procedure"))
    row = qualification.register_complaint(
        decision_id, received_on=received, theme=theme, grounds=GROUNDS[theme], now=moment(received), actor=adviser
    )
    if reviewed > until or chance.random() < 0.3:
        return
    status = chance.choice(("granted", "sent", "sent"))
    row = qualification.review_complaint(
        row.id, status=status, review=REVIEW, outcome="changed", on=reviewed, today=reviewed, version=0, actor=adviser
    )
    answered = reviewed + timedelta(days=60)
    if row.status == "sent" and answered <= until:
        outcome = chance.choice(("upheld", "upheld", "annulled"))
        qualification.answer_complaint(
            row.id, outcome=outcome, answer=REVIEW, on=answered, today=answered, version=1, actor=adviser
        )


def _in_programme(enrolment: Enrolment, plan: Drawn, until: date, adviser: Actor) -> None:
    """Measures, absence, leave, the benefit of the last months, and for a few the ending."""
    chance, began = Random(f"in {enrolment.person_id}"), plan.started_on
    measures = [("norwegian", Decimal(18), 24), ("civics", Decimal(2), 6)]
    if plan.practice:
        measures.append(("language-practice", Decimal("12.5"), 24))
    for key, hours, months in measures:
        register.register_measure(
            enrolment.id,
            _kind(key),
            from_on=began,
            until_on=add_months(began, months),
            hours_week=hours,
            place=chance.choice(PLACES),
            now=moment(began),
            actor=adviser,
        )
    day = began + timedelta(days=chance.randint(10, 40))
    if plan.away and day < until:
        register.register_absence(
            enrolment.id, "unexcused", from_on=day, until_on=day + timedelta(days=1), now=moment(until), actor=adviser
        )
    leave = began + timedelta(days=chance.randint(60, 90))
    if plan.leave and leave < until:
        register.grant_leave(
            enrolment.id,
            chance.choice(("care", "long_sickness")),
            from_on=leave,
            until_on=leave + timedelta(days=chance.randint(40, 150)),
            granted_on=leave,
            now=moment(leave),
            actor=adviser,
        )
    if plan.ended and began + timedelta(days=100) < until:
        qualification.end_programme(
            enrolment.id,
            last_day=began + timedelta(days=100),
            reason=chance.choice((EndReason.WORK, EndReason.EDUCATION, EndReason.NOT_REGISTERED)),
            completed=False,
            now=moment(until),
            actor=adviser,
        )
    _benefit(enrolment, until, adviser, approved=chance.random() < 0.5)


def _benefit(enrolment: Enrolment, until: date, adviser: Actor, *, approved: bool) -> None:
    """The benefit of the last whole month, for those who took part in it."""
    month = add_months(until.replace(day=1), -1)
    now = participants.enrolment_of(enrolment.id, actor=adviser)
    if now.started_on < until.replace(day=1) and (now.ended_on is None or now.ended_on > month):
        row = qualification.compute_benefit(enrolment.id, month, today=until, actor=adviser)
        if approved:
            qualification.approve_benefit(row.id, today=until, actor=adviser)


def _kind(key: str) -> int:
    return MeasureKind.objects.values_list("id", flat=True).get(key=key)
