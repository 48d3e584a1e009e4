"""What the browser's site holds: someone in each role, and a case at each step. Run before the server starts."""

import sys
from datetime import date
from typing import Any

import django

from tests.browser.seed_participants import DAY, programmes

STEPS = ("interview_due", "ready", "requested", "accepted", "decided", "settled")
REFUGEE_CODE = "ABCDEFGHJKMN"


def main() -> None:
    """Fill the database, through the application's own role and actions."""
    from django.utils import timezone

    from rotfeste.casework.self_settlement import actions as self_settlement
    from rotfeste.casework.settlement import actions
    from rotfeste.casework.settlement.models import Member
    from rotfeste.foundation.access import walls
    from rotfeste.foundation.access.actor import system
    from rotfeste.foundation.access.models import RoleAssignment, User
    from rotfeste.foundation.ui.actions import notify
    from rotfeste.registers.own_access import actions as own_access
    from tests.builders import House, a_family, someone
    from tests.staff import an_assignment

    house = House()
    first = User.objects.get(id=house.case_worker.user_id)
    someone("finance", house.oslo)
    for step in STEPS:
        for rows in (None, a_family()):
            case_id = house.a_case(rows, upto=step, today=DAY)
    house.on_special_roads()
    refugee = house.a_case(upto="ready", today=DAY)
    with walls.asking(house.staff) as staff:
        head = Member.objects.visible_to(staff).get(case_id=refugee).person_id
        own_access.issue_code(head, today=DAY, actor=staff, drawn=lambda: REFUGEE_CODE)
    for officer, organisation in ((house.officer, house.oslo), (house.officer_b, house.bergen)):
        with walls.asking(officer):
            offered = {"allowed": "yes", "places": 4, "conditions": ["near_family"], "phone": "22 00 00 00"}
            self_settlement.offer(organisation.id, offered, today=DAY, actor=officer)
    house.an_application(house.a_case(upto="ready", today=DAY), upto="sent", today=DAY, place="1201")
    self_settlement.report_money(told="Someone asked for money.", language="en", now=timezone.now())
    a_round_of_placement(house)
    house.with_dwellings(DAY)
    with walls.asking(house.case_worker) as actor:
        told = {"organisation_id": house.oslo.id, "now": timezone.now(), "actor": actor}
        actions.write_message(case_id, text="Welcome to the case.", **told)
    plan_a_year(house)
    a_year_replayed(house)
    programmes(house)
    for row in RoleAssignment.objects.select_related("user").order_by("-id"):
        User.objects.filter(id=row.user_id).update(name=f"The {row.role}".replace("_", " "))
    User.objects.filter(id=first.id).update(name="The first case worker")
    User.objects.filter(id=house.officer.user_id).update(name="The first settlement officer")
    User.objects.filter(id=house.programme_adviser.user_id).update(name="The first programme adviser")
    an_assignment("adviser", user=first, name="Second place of work")
    everyone = set(User.objects.values_list("id", flat=True))
    with walls.asking(system("seed")):
        notify(everyone, "You have a new message in a settlement case.", url="/", now=timezone.now())


def plan_a_year(house: Any) -> None:
    """Every page of planning has something on it: two rounds, one of them sent, and a council that answered."""
    from rotfeste.casework.planning import actions
    from rotfeste.casework.planning.rules.distribution import Pair
    from rotfeste.casework.planning.rules.need import Band
    from rotfeste.foundation.access import walls
    from rotfeste.registers.capacity.actions import Document, divide_over_districts

    said = {"today": DAY, "actor": house.case_worker}
    with walls.asking(house.case_worker):
        for low, reason in ((50, "The first estimate."), (40, "Fewer permits than expected.")):
            parts = {"permits": Band(low, 80, 120), "minors": Band(2, 4, 9)}
            actions.estimate(2018, parts, reason=reason, **said)
        header = "municipality_number;employment\n"
        actions.hand_in_table(
            f"{header}0301;a lot\n".encode(), file_name="t.csv", year=2016, source="SSB", status="assumed", **said
        )
        terms = actions.Terms("First", 80, 4, 2, 10, {"population": 1}, {"population": 1}, ("0301", "1201"))
        draft, sent = (actions.begin_round(2018, terms, **said) for _ in range(2))
        actions.adjust(draft.id, "1201", Pair(12, 0), reason="The school is being rebuilt.", actor=house.case_worker)
        actions.indicate(sent.id, **said)
        actions.approve(sent.id, **said)
        actions.start_sending(sent.id, answer_by=date(2018, 2, 1), **said)
        while actions.send_some(sent.id, **said):
            pass
    with walls.asking(house.officer):
        actions.answer(
            house.oslo.id,
            year=2018,
            places=Pair(40, 2),
            decided_on=DAY,
            case_number="17/88",
            document=Document("vedtak.pdf", b"%PDF-1.7"),
            more_than_asked=False,
            today=DAY,
            actor=house.officer,
        )
        divide_over_districts(house.oslo.id, year=2018, shares={house.district.id: (9, 1)}, actor=house.officer)


def a_round_of_placement(house: Any) -> None:
    """Proposals for those who are ready."""
    from rotfeste.casework.settlement import actions, jobs
    from rotfeste.casework.settlement.rules.placing import standard_terms
    from rotfeste.foundation.access import walls

    with walls.asking(house.case_worker) as actor:
        row = actions.start_placement(terms=standard_terms(DAY), today=DAY, actor=actor)
    jobs.place(row.id)


def a_year_replayed(house: Any) -> None:
    """The year of those who are settled, placed in five ways."""
    from rotfeste.casework.settlement import actions, jobs
    from rotfeste.casework.settlement.rules.placing import standard_terms
    from rotfeste.foundation.access import walls
    from tests.casework.settlement.a_year_is_replayed import settle

    near = house.a_case(upto="interview_due", today=DAY)
    house.interview(near, today=DAY, network_place="0301")
    with walls.asking(house.case_worker) as actor:
        actions.ask(near, organisation_id=house.oslo.id, today=DAY, actor=actor)
    settle(house, near, DAY)
    for _version in range(2):
        with walls.asking(house.case_worker) as actor:
            row = actions.start_backtest(DAY.year, terms=standard_terms(DAY), today=DAY, actor=actor)
        jobs.replay(row.id)
        with walls.asking(house.case_worker) as actor:
            actions.publish_backtest(row.id, today=DAY, actor=actor)


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
