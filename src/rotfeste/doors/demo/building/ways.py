"""A household's way as steps: on a day, someone does something through the real actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random

from rotfeste.casework.settlement import actions as settlement
from rotfeste.doors.demo.building import answers
from rotfeste.doors.demo.building.organisations import CASE_WORKERS, id_of, key_of_centre
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.drawing.draw import OSLO
from rotfeste.doors.demo.drawing.figures import YEAR
from rotfeste.doors.demo.drawing.plan import Plan, Try
from rotfeste.foundation.access.rules import OrganisationKind

TO_COMPLETE = timedelta(days=3)
REASONS = (
    "Kommunen har vedtatt å bosette, har ledig plass og en bolig som passer til husstanden. Opplysningene fra "
    "bosettingssamtalen er vurdert."
)
STAYS_IN = {"LB": 45, "TR": 30, "JO": 10, "KE": 6, "UG": 6, "ET": 3}
AIRPORTS = ("Oslo lufthavn", "Bergen lufthavn", "Trondheim lufthavn", "Stavanger lufthavn", "Tromsø lufthavn")
REASONS_SELF = "Husstanden har selv funnet bolig, og kommunen har godkjent den."


@dataclass(frozen=True)
class Known:
    """The case of a household, and its people's ids by DUF number, as they became when they were taken in."""

    case_id: int
    person_ids: dict[str, int]


Deed = Callable[[Known], object]


@dataclass(frozen=True)
class Step:
    """What happens on a day."""

    on: date
    do: Deed


def steps(plan: Plan) -> list[Step]:
    """All steps from the interview to the move, in order."""
    way = [step(plan, plan.interview_on, interview)]
    if plan.resettlement:
        way.append(step(plan, plan.interview_on, dossier))
    if plan.approved_on:
        way.append(step(plan, plan.approved_on, approve))
    if plan.sent_back_on:
        way.append(step(plan, plan.sent_back_on, send_back))
        way.append(step(plan, plan.sent_back_on + TO_COMPLETE, complete))
    for each in plan.tries:
        way.append(Step(each.sent_on, partial(ask, plan, each)))
        way.append(Step(each.answered_on, partial(reply, plan, each)))
    if plan.decided_on:
        agreed_on = min(plan.moves_on, plan.decided_on + timedelta(days=2))
        way.append(step(plan, plan.decided_on, decide))
        if plan.resettlement:
            way.append(step(plan, plan.decided_on, plan_travel))
            way.append(step(plan, agreed_on, confirm))
            way.append(step(plan, plan.moves_on, arrive))
        else:
            way.append(step(plan, agreed_on, agree))
            way.append(step(plan, plan.moves_on, move_in))
    return way


def step(plan: Plan, on: date, do: Callable[[Plan, date, Known], None]) -> Step:
    """What is done with this household on a day."""
    return Step(on, partial(do, plan, on))


def post(plan: Plan, usual: str) -> str:
    """Who does it: the usual one, or for a protected household the one with that access."""
    return "protector" if plan.protection else usual


def case_worker(plan: Plan) -> str:
    """The directorate's case worker of this household."""
    number = Random(plan.reference).randint(1, CASE_WORKERS)
    return f"demo:directorate:{post(plan, f'case_worker-{number}')}"


def centre_staff(plan: Plan) -> str:
    """Who holds the interview."""
    return f"demo:{key_of_centre(plan.centre)}:{post(plan, 'staff')}"


def officer(plan: Plan, municipality: str) -> str:
    """Who answers for a municipality."""
    return f"demo:municipality-{municipality}:{post(plan, 'officer')}"


def receiver(plan: Plan) -> str:
    """Who receives the household: the municipality that said yes, or its city district."""
    if plan.district:
        return f"demo:district-{plan.district}:{post(plan, 'officer')}"
    return officer(plan, plan.tries[-1].municipality)


def interview(plan: Plan, on: date, known: Known) -> None:
    """The centre holds the interview and sends it in."""
    staff = acting(centre_staff(plan))
    settlement.save_answers(known.case_id, answers.of(plan, known.person_ids, on=on), asked_on=on, actor=staff)
    health = answers.about_health(plan, known.person_ids, on=on)
    if health:
        person_id, given = health
        settlement.register_consent(known.case_id, person_id=person_id, given=True, on=on, actor=staff)
        settlement.save_answers(known.case_id, given, asked_on=on, actor=staff)
    settlement.submit(known.case_id, held_on=on, interpreter_used=True, today=on, actor=staff)


def dossier(plan: Plan, on: date, known: Known) -> None:
    """What is known before arrival, and perhaps a medical place."""
    worker, chance = acting(case_worker(plan)), Random(f"{plan.reference} dossier")
    settlement.register_dossier(
        known.case_id,
        stays_in=chance.choices(list(STAYS_IN), list(STAYS_IN.values()))[0],
        referred_by="unhcr",
        selected_on=plan.permit_on - timedelta(days=chance.randint(20, 120)),
        quota_year=YEAR,
        today=on,
        actor=worker,
    )
    if plan.medical:
        head = next(member for member in plan.members if member.relation == "head")
        person_id = known.person_ids[head.duf_number]
        settlement.give_medical_place(known.case_id, person_id=person_id, quota_year=YEAR, today=on, actor=worker)


def plan_travel(plan: Plan, on: date, known: Known) -> None:
    """The directorate plans the journey to the day that suits the municipality."""
    chance = Random(f"{plan.reference} journey")
    settlement.plan_travel(
        known.case_id,
        travels_on=plan.moves_on,
        arrives_at=f"{chance.choice(AIRPORTS)} kl. {chance.randint(9, 21)}.{chance.choice(['05', '20', '40', '55'])}",
        journey="Følges av IOM til flyplassen",
        today=on,
        actor=acting(case_worker(plan)),
    )


def confirm(plan: Plan, on: date, known: Known) -> None:
    """The municipality is ready on the day."""
    settlement.confirm_travel(known.case_id, today=on, actor=acting(receiver(plan)))


def arrive(plan: Plan, on: date, known: Known) -> None:
    """They have come."""
    settlement.arrived(known.case_id, arrived_on=on, today=on, actor=acting(receiver(plan)))


def approve(plan: Plan, on: date, known: Known) -> None:
    """A second person has looked at what was flagged."""
    worker = acting(case_worker(plan))
    settlement.approve(known.case_id, today=on, actor=worker)


def send_back(plan: Plan, on: date, known: Known) -> None:
    """The directorate wants more to be known."""
    worker = acting(case_worker(plan))
    settlement.send_back(
        known.case_id,
        reason="Opplysningene om skolegang og nettverk må fylles ut.",
        deadline_on=on + timedelta(days=7),
        today=on,
        actor=worker,
    )


def complete(plan: Plan, on: date, known: Known) -> None:
    """The centre sends in a completed interview."""
    staff = acting(centre_staff(plan))
    settlement.start_interview(known.case_id, actor=staff)
    settlement.submit(known.case_id, held_on=plan.interview_on, interpreter_used=True, today=on, actor=staff)


def ask(plan: Plan, each: Try, known: Known) -> None:
    """The directorate asks a municipality."""
    worker = acting(case_worker(plan))
    settlement.ask(
        known.case_id,
        organisation_id=id_of(OrganisationKind.MUNICIPALITY, each.municipality),
        today=each.sent_on,
        actor=worker,
        self_settled=plan.self_settled,
    )


def reply(plan: Plan, each: Try, known: Known) -> None:
    """The municipality says yes or no."""
    answering = acting(officer(plan, each.municipality))
    if not each.accepted:
        settlement.decline(
            known.case_id,
            reason=each.reason,
            text="",
            today=each.answered_on,
            actor=answering,
            mapping_rating=each.rating,
        )
        return
    in_district = each.municipality == OSLO and plan.district
    settlement.accept(
        known.case_id,
        places_ready_on=max(each.answered_on, plan.moves_on - timedelta(days=7)),
        today=each.answered_on,
        actor=answering,
        district_id=id_of(OrganisationKind.CITY_DISTRICT, plan.district) if in_district else None,
        mapping_rating=each.rating,
    )


def decide(plan: Plan, on: date, known: Known) -> None:
    """The directorate decides."""
    worker = acting(case_worker(plan))
    reasons = REASONS_SELF if plan.self_settled else REASONS
    settlement.decide(known.case_id, reasons=reasons, today=on, actor=worker)


def agree(plan: Plan, on: date, known: Known) -> None:
    """The day of the move is agreed."""
    receiving = acting(receiver(plan))
    settlement.agree_move(known.case_id, move_on=plan.moves_on, actor=receiving, today=on)


def move_in(plan: Plan, on: date, known: Known) -> None:
    """Everyone has moved in."""
    receiving = acting(receiver(plan))
    settlement.moved_in(known.case_id, moved_in_on=on, today=on, actor=receiving)
