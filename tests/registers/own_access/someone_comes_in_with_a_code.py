"""A code on paper: given by staff, good for a time, locked after wrong tries; and helpers with power for a period."""

from datetime import date, timedelta

import pytest

from rotfeste.casework.settlement.models import Case, Member
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, NotAllowed
from rotfeste.foundation.audit.models import Event
from rotfeste.registers.own_access import actions, queries
from rotfeste.registers.own_access.models import Code
from rotfeste.registers.own_access.rules import GOOD_FOR, MOST_WRONG, Someone, WrongPeriod, check_period, tidy, whose
from rotfeste.registers.persons.actions import protect
from rotfeste.registers.persons.models import Person
from tests.builders import NOW, TODAY, House, a_family, a_row

pytestmark = pytest.mark.django_db
BORN = date(1990, 5, 17)


def head_of(house: House, case_id: int) -> int:
    with walls.asking(house.staff) as staff:
        return int(Member.objects.visible_to(staff).get(case_id=case_id, person__relation="head").person_id)


def a_code(house: House, person_id: int, *, by: Actor | None = None) -> str:
    with walls.asking(by or house.staff) as staff:
        return actions.issue_code(person_id, today=TODAY, actor=staff)


def come_in(code: str, born_on: date = BORN, on: date = TODAY) -> Code:
    return actions.come_in(code, born_on=born_on, today=on, now=NOW)


def test_the_code_and_the_birth_date_open_together() -> None:
    house = House()
    code = a_code(house, head_of(house, house.a_case()))
    assert queries.actor_of(come_in(f" {code[:4].lower()}-{code[4:]} ").id, on=TODAY).asks_about_self
    with pytest.raises(actions.WrongCode):
        come_in(code, born_on=date(1990, 5, 18))
    with pytest.raises(actions.WrongCode):
        come_in("ZZZZZZZZZZZZ")


def test_the_code_itself_is_kept_nowhere() -> None:
    house = House()
    code = a_code(house, head_of(house, house.a_case()))
    with walls.asking(house.case_worker) as worker:
        row = Code.objects.visible_to(worker).values().get()
    assert code not in str(row)


def test_five_wrong_birth_dates_lock_it_and_a_new_one_opens_again() -> None:
    house = House()
    person_id = head_of(house, house.a_case())
    code = a_code(house, person_id)
    inside = come_in(code)
    for _ in range(MOST_WRONG):
        with pytest.raises(actions.WrongCode):
            come_in(code, born_on=date(1991, 1, 1))
    with pytest.raises(actions.LockedCode):
        come_in(code)
    assert not queries.actor_of(inside.id, on=TODAY).asks_about_self
    assert come_in(a_code(house, person_id)).wrong_tries == 0
    with pytest.raises(actions.WrongCode):
        come_in(code)


def test_it_ends_when_its_time_is_over_and_when_staff_withdraws_it() -> None:
    house = House()
    code = a_code(house, head_of(house, house.a_case()))
    row = come_in(code)
    with pytest.raises(actions.WrongCode):
        come_in(code, on=TODAY + GOOD_FOR)
    assert not queries.actor_of(row.id, on=TODAY + GOOD_FOR).asks_about_self
    with walls.asking(house.staff) as staff:
        actions.withdraw_code(row.id, today=TODAY, actor=staff)
    assert not queries.actor_of(row.id, on=TODAY).asks_about_self


def test_children_and_protected_persons_get_none() -> None:
    house = House()
    case_id = house.a_case(a_family())
    with walls.asking(house.staff) as staff:
        child = Member.objects.visible_to(staff).filter(case_id=case_id, person__relation="child")[0].person_id
        with pytest.raises(actions.NotAnAdult):
            actions.issue_code(child, today=TODAY, actor=staff)
    head = head_of(house, case_id)
    row = come_in(a_code(house, head))
    with walls.asking(house.case_worker) as worker:
        protect(head, kind="confidential", from_on=TODAY, actor=worker)
    assert not queries.actor_of(row.id, on=TODAY).asks_about_self, "what was open is closed"
    with walls.asking(house.staff) as staff, pytest.raises(Person.DoesNotExist):
        actions.issue_code(head, today=TODAY, actor=staff)


def test_only_those_who_know_the_person_give_a_code() -> None:
    house = House()
    person_id = head_of(house, house.a_case())
    for actor, refusal in ((house.officer, Person.DoesNotExist), (house.case_worker, NotAllowed)):
        with walls.asking(actor), pytest.raises(refusal):
            actions.issue_code(person_id, today=TODAY, actor=actor)


@pytest.mark.parametrize(
    ("relation", "born", "seen"),
    [("head", 1980, (1, 3)), ("partner", 1980, (1,)), ("head", 2001, (1,)), ("sibling", 1980, (1,))],
)
def test_whose_rows_someone_sees(relation: str, born: int, seen: tuple[int, ...]) -> None:
    household = [
        Someone(1, relation, date(born, 1, 1)),
        Someone(2, "partner", date(1985, 1, 1)),
        Someone(3, "child", date(2010, 1, 1)),
        Someone(4, "child", date(1999, 1, 1)),
        Someone(5, "sibling", date(2012, 1, 1)),
    ]
    assert whose(1, household, on=TODAY) == seen


def test_a_helper_sees_the_same_until_it_is_ended_and_is_named_as_helper() -> None:
    house = House()
    refugee = house.a_refugee(house.a_case(a_family()))
    with walls.asking(refugee):
        helper, code = actions.appoint_helper(
            refugee.persons[0],
            name="Nabo Hjelpsom",
            may_apply=False,
            from_on=TODAY,
            until_on=TODAY + timedelta(days=30),
            today=TODAY,
            actor=refugee,
        )
    inside = come_in(code)
    actor = queries.actor_of(inside.id, on=TODAY)
    assert (actor.persons, actor.may("own.read"), actor.may("self_settlement.apply")) == (refugee.persons, True, False)
    assert not actor.may("own.helpers"), "a helper appoints no helpers"
    with walls.asking(actor):
        from rotfeste.foundation.audit.actions import read

        read(actor, "own.case", persons=actor.persons)
    with walls.asking(house.auditor) as auditor:
        event = Event.objects.visible_to(auditor).get(role="helper")
    assert event.details["helper"] == helper.id
    assert not queries.actor_of(inside.id, on=TODAY + timedelta(days=30)).asks_about_self
    with walls.asking(refugee):
        actions.end_helper(helper.id, today=TODAY, actor=refugee)
    assert not queries.actor_of(inside.id, on=TODAY).asks_about_self


def test_staff_registers_a_helper_who_may_apply() -> None:
    house = House()
    person_id = head_of(house, house.a_case())
    with walls.asking(house.staff) as staff:
        _helper, code = actions.appoint_helper(
            person_id,
            name="Fullmektig",
            may_apply=True,
            from_on=TODAY,
            until_on=TODAY + timedelta(days=10),
            today=TODAY,
            actor=staff,
        )
    assert queries.actor_of(come_in(code).id, on=TODAY).may("self_settlement.apply")


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [(0, 30, True), (0, 366, True), (0, 367, False), (0, 0, False), (-40, -10, False), (5, 3, False)],
)
def test_power_is_for_a_period_of_at_most_a_year(first: int, last: int, right: bool) -> None:
    period = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    if right:
        check_period(*period, TODAY)
    else:
        with pytest.raises(WrongPeriod):
            check_period(*period, TODAY)


def test_someone_helps_nobody_else() -> None:
    house = House()
    one, other = house.a_refugee(house.a_case()), house.a_refugee(house.a_case([a_row()]))
    with walls.asking(one), pytest.raises(Person.DoesNotExist):
        actions.appoint_helper(
            other.persons[0],
            name="X",
            may_apply=True,
            from_on=TODAY,
            until_on=TODAY + timedelta(days=3),
            today=TODAY,
            actor=one,
        )
    with walls.asking(one):
        assert not Case.objects.visible_to(one).exclude(members__person_id__in=one.persons).exists()


def test_spaces_hyphens_and_small_letters_are_tidied_away() -> None:
    assert tidy(" abcd-efgh jk23\n") == "ABCDEFGHJK23"
