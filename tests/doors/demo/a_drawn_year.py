"""The made-up year is drawn to the totals of the annual report for 2017, exactly."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from rotfeste.casework.settlement.rules.clocks import percent, settled_within
from rotfeste.doors.demo.drawing.draw import draw
from rotfeste.doors.demo.drawing.figures import DAYS_PER_MONTH, LAST_DAY, THE_YEAR, Figures, scaled
from rotfeste.doors.demo.drawing.plan import Drawing, Plan, Quota
from rotfeste.foundation.places import queries as places
from rotfeste.registers.persons.rules import age_on, duf_is_valid, group_of

DISTRICTS = [f"0301{number:02d}" for number in range(1, 16)]


def a_drawing(figures: Figures = THE_YEAR, seed: int = 2017) -> Drawing:
    population = places.population(2015)
    rows = [
        Quota(row.code, row.name, population[row.code].persons, "") for row in places.municipalities(date(2017, 1, 1))
    ]
    return draw(figures, rows, districts=DISTRICTS, seed=seed)


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Drawing:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return a_drawing()


@pytest.fixture(scope="module")
def settled(year: Drawing) -> list[Plan]:
    return [plan for plan in year.plans if plan.moves_on <= LAST_DAY]


@pytest.fixture(scope="module")
def waiting(year: Drawing) -> list[Plan]:
    return [plan for plan in year.plans if plan.moves_on > LAST_DAY]


def persons(plans: Iterable[Plan]) -> int:
    return sum(plan.size for plan in plans)


def children(plans: Iterable[Plan]) -> int:
    return sum(age_on(member.born_on, LAST_DAY) < 18 for plan in plans for member in plan.members)


def families(plans: Iterable[Plan]) -> list[Plan]:
    return [plan for plan in plans if plan.part.endswith("families")]


def minors(plans: Iterable[Plan]) -> list[Plan]:
    return [plan for plan in plans if plan.group == "unaccompanied_minor"]


def mean_months(plans: list[Plan], until: date | None = None) -> float:
    days = sum(((until or plan.moves_on) - plan.permit_on).days * plan.size for plan in plans)
    return round(days / persons(plans) / DAYS_PER_MONTH, 1)


def share_within(plans: list[Plan], months: int) -> int | None:
    return percent(
        persons(plan for plan in plans if settled_within(plan.permit_on, plan.moves_on, months)), persons(plans)
    )


def test_so_many_were_settled(settled: list[Plan]) -> None:
    assert persons(settled) == 11_078
    assert (len(families(settled)), persons(families(settled)), children(families(settled))) == (1_361, 6_170, 3_420)
    assert persons(minors(settled)) == 759
    resettled = [plan for plan in settled if plan.resettlement]
    assert (persons(resettled), len(families(resettled))) == (2_838, 475)


def test_minors_by_age_and_permit(settled: list[Plan], waiting: list[Plan]) -> None:
    settled_minors = minors(settled)
    assert sum(age_on(plan.members[0].born_on, LAST_DAY) < 15 for plan in settled_minors) == 273
    assert sum(age_on(plan.members[0].born_on, plan.permit_on) < 15 for plan in settled_minors) == 273
    assert sum(plan.permit_kind == "limited" for plan in settled_minors) == 244
    assert sum(plan.permit_kind == "limited" for plan in minors(waiting)) == 12
    assert len({plan.tries[-1].municipality for plan in settled_minors}) == 133


def test_so_many_found_a_dwelling_themselves(settled: list[Plan]) -> None:
    own = [plan for plan in settled if plan.self_settled]
    assert (persons(own), len({plan.tries[-1].municipality for plan in own})) == (472, 72)


def test_so_many_waited_when_the_year_ended(waiting: list[Plan]) -> None:
    assert persons(waiting) == 1_045
    assert (len(families(waiting)), persons(families(waiting))) == (198, 582)
    assert persons(minors(waiting)) == 71
    assert persons(plan for plan in waiting if plan.part == "waiting adults") == 392
    assert persons(plan for plan in waiting if not settled_within(plan.permit_on, LAST_DAY, 12)) == 103
    assert mean_months(waiting, LAST_DAY) == 5.5


def test_about_4200_waited_when_it_began(year: Drawing) -> None:
    stock = persons(plan for plan in year.plans if plan.permit_on < date(2017, 1, 1) and not plan.resettlement)
    assert round(stock, -2) == 4_200


def test_the_steering_parameters(settled: list[Plan]) -> None:
    assert share_within(settled, 6) == 76
    assert share_within(settled, 12) == 97
    assert share_within(minors(settled), 3) == 62
    assert persons(plan for plan in settled if not settled_within(plan.permit_on, plan.moves_on, 12)) == 296


def test_the_mean_waits(settled: list[Plan]) -> None:
    assert mean_months(settled) == 5.0
    assert mean_months([plan for plan in settled if not plan.resettlement]) == 4.9
    assert mean_months(minors(settled)) == 2.8
    assert mean_months([plan for plan in families(settled) if not plan.resettlement]) == 4.9
    assert mean_months([plan for plan in settled if plan.self_settled]) == 4.0


def test_interviews_come_after_18_days_on_average(year: Drawing) -> None:
    days = [(plan.interview_on - plan.permit_on).days for plan in year.plans]
    assert round(sum(days) / len(days)) == 18


def test_what_was_asked_and_decided(year: Drawing) -> None:
    asked, deciding = year.quotas, [row for row in year.quotas if row.decided]
    assert (len(asked), sum(row.asked for row in asked)) == (401, 12_700)
    assert (len(deciding), sum(row.decided for row in deciding)) == (382, 12_158)
    assert all(row.left >= 0 and row.left_minors >= 0 for row in deciding)


def test_syrians_eritreans_and_afghans_are_the_largest_groups(settled: list[Plan]) -> None:
    count = Counter(plan.citizenship for plan in settled for _ in plan.members)
    assert [code for code, _ in count.most_common(3)] == ["SY", "ER", "AF"]


@pytest.mark.django_db
@pytest.mark.parametrize(("by", "seed"), [(1, 2017), (8, 2017), (8, 1), (8, 2), (20, 3), (60, 4)])
def test_every_step_comes_after_the_one_before(by: int, seed: int) -> None:
    for plan in a_drawing(scaled(THE_YEAR, by), seed).plans:
        looked_at = plan.approved_on or plan.sent_back_on or plan.interview_on
        days = [plan.permit_on, plan.received_on, plan.interview_on, looked_at]
        days += [day for step in plan.tries for day in (step.sent_on, step.answered_on)]
        assert plan.decided_on is not None
        days += [plan.decided_on, plan.moves_on]
        assert days == sorted(days), plan
        assert plan.received_on > plan.permit_on
        assert [step.accepted for step in plan.tries] == [False] * (len(plan.tries) - 1) + [True]


def test_people_are_made_up_and_fit_their_group(year: Drawing) -> None:
    numbers = [member.duf_number for plan in year.plans for member in plan.members]
    assert len(set(numbers)) == len(numbers)
    assert all(duf_is_valid(number) and number[4:6] in ("98", "99") for number in numbers)
    for plan in year.plans:
        ages = [age_on(member.born_on, plan.permit_on) for member in plan.members]
        if plan.group == "unaccompanied_minor":
            assert max(ages) < 18
        elif plan.group == "single_adult":
            assert min(ages) >= 18
        elif plan.group == "family_with_children":
            assert min(ages) < 18
        else:
            assert group_of(ages) == ("family_with_children" if plan.part.endswith("families") else "adult")
        assert min(ages) >= 0
        assert sum(member.relation == "head" for member in plan.members) == 1


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_year() -> None:
    small = scaled(THE_YEAR, 20)
    assert a_drawing(small) == a_drawing(small)
    assert a_drawing(small, seed=1) != a_drawing(small)


@pytest.mark.django_db
def test_the_small_norway_has_about_1500_persons() -> None:
    assert 1_450 < persons(a_drawing(scaled(THE_YEAR, 8)).plans) < 1_550
