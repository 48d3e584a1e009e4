"""Special roads in the made-up Norway: families in which not all may settle, and neighbours of integration centres."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random

from rotfeste.casework.settlement import actions as settlement
from rotfeste.doors.demo.building.organisations import id_of, key_of_centre
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.building.ways import Known, case_worker, centre_staff
from rotfeste.doors.demo.drawing.draw import INTEGRATION_CENTRES
from rotfeste.doors.demo.drawing.plan import Plan, Quota
from rotfeste.foundation.access.models import RoleAssignment
from rotfeste.foundation.access.rules import OrganisationKind

OBSTACLES = {"awaits_decision": 30, "appeal": 15, "identity": 15, "refused": 25, "other_ground": 15}
NEIGHBOURS = 3


def held_back(plans: Iterable[Plan], most: int, until: date) -> list[Plan]:
    """The waiting families in which not all may settle: first those where only children have a permit."""
    waiting = [plan for plan in plans if plan.part == "waiting families" and plan.received_on <= until]
    waiting.sort(key=lambda plan: (any(member.relation == "partner" for member in plan.members), plan.reference))
    return [plan for plan in waiting if not plan.protection and (plan.decided_on or until) >= until][:most]


def hold_back(plans: Iterable[Plan], cases: Mapping[str, Known], until: date) -> None:
    """The centre registers who may not settle; for some the directorate has asked for an alternative placement."""
    for plan in plans:
        chance, known = Random(f"{plan.reference} mixed"), cases[plan.reference]
        alone = all(member.relation in ("head", "sibling") for member in plan.members)
        settlement.register_obstacle(
            known.case_id,
            relation="parent" if alone else "partner",
            born_year=chance.randint(1970, 1992),
            obstacle=chance.choices(list(OBSTACLES), list(OBSTACLES.values()))[0],
            since_on=plan.permit_on,
            today=until,
            actor=acting(centre_staff(plan)),
        )
        if chance.random() < 0.4:
            place(plan, known, chance, until)


def place(plan: Plan, known: Known, chance: Random, until: date) -> None:
    """An alternative placement is asked for in the municipality that the drawing has in mind."""
    asked_on = max(plan.received_on, until - timedelta(days=chance.randint(5, 60)))
    worker = acting(case_worker(plan))
    municipality = id_of(OrganisationKind.MUNICIPALITY, plan.tries[-1].municipality)
    row = settlement.ask_for_placement(known.case_id, organisation_id=municipality, today=asked_on, actor=worker)
    if chance.random() < 0.5:
        agreed = chance.random() < 0.6
        settlement.placement_answered(
            row.id,
            agreed=agreed,
            reference=f"17/{chance.randint(10000, 99999)}",
            reason="" if agreed else "Kommunen har ikke sagt ja til å ta imot uten tilskudd.",
            today=until,
            actor=worker,
        )


def neighbours(quotas: list[Quota], on: date) -> None:
    """Each integration centre has some municipalities that settle its residents."""
    worker = acting("demo:directorate:case_worker-1")
    largest = sorted((row for row in quotas if row.decided), key=lambda row: (-row.decided, row.code))
    for number in range(1, INTEGRATION_CENTRES + 1):
        subject = f"demo:{key_of_centre(f'integration {number}')}:staff"
        centre_id = RoleAssignment.objects.get(user__subject=subject).organisation_id
        for row in largest[number::INTEGRATION_CENTRES][:NEIGHBOURS]:
            settlement.agree_with_neighbour(
                centre_id, municipality_id=id_of(OrganisationKind.MUNICIPALITY, row.code), from_on=on, actor=worker
            )
