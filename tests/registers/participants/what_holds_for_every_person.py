"""Whatever the facts: exactly one law, leave never shortens a time limit, and a younger law does not reach back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.registers.participants.rules.answer import Category, Law, Reply, add_months, birthday
from rotfeste.registers.participants.rules.entitlement import entitlement, has, year_by_year
from rotfeste.registers.participants.rules.facts import Base, Centre, Education, Facts, Goal, Grant, Sponsor
from rotfeste.registers.participants.rules.full_time import Planned, stretches, too_little
from rotfeste.registers.participants.rules.leave import (
    TooManyChildDays,
    TooMuchHoliday,
    TooMuchLeave,
    check_child_days,
    check_holiday,
    check_leave,
    child_days,
    self_certificate_fault,
)

DAYS = st.dates(date(2005, 9, 1), date(2026, 6, 30))
MAYBE = st.none() | DAYS
GRANTS = st.builds(Grant, st.sampled_from(Base), DAYS, MAYBE)
FACTS = st.builds(
    Facts,
    on=DAYS,
    born_on=st.dates(date(1935, 1, 1), date(2015, 12, 31)),
    grants=st.lists(GRANTS, max_size=3).map(tuple),
    arrived_on=MAYBE,
    settled_on=MAYBE,
    agreed=st.booleans(),
    claimed_on=MAYBE,
    sponsor=st.builds(Sponsor, st.none() | st.sampled_from(Base), MAYBE, MAYBE),
    education=st.sampled_from(Education),
    goal=st.sampled_from(Goal),
    training_from=MAYBE,
    leave_days=st.integers(0, 400),
    centre=st.sampled_from(Centre),
    displaced=st.booleans(),
)


@given(FACTS)
def test_everyone_has_exactly_one_law_and_an_answer_with_steps(facts: Facts) -> None:
    answer = entitlement(facts)
    assert answer.law in Law
    assert answer.steps
    assert (answer.law is Law.CHAPTER_6A) <= any(row.base is Base.COLLECTIVE for row in facts.grants)


@given(FACTS, st.integers(1, 400))
def test_leave_never_shortens_a_time_limit(facts: Facts, more: int) -> None:
    before = entitlement(facts).norwegian.done_by
    after = entitlement(replace(facts, leave_days=facts.leave_days + more)).norwegian.done_by
    assert (before is None) == (after is None)
    assert before is None or after is None or before <= after <= before + timedelta(days=more)


@given(FACTS)
def test_only_those_without_a_permit_get_the_training_of_asylum_seekers(facts: Facts) -> None:
    answer = entitlement(facts)
    granted = any(row.decided_on <= facts.on for row in facts.grants)
    assert (answer.norwegian.category is Category.ASYLUM) <= (not granted)
    assert granted or answer.programme.category is Category.NONE


@given(FACTS)
def test_a_programme_is_no_shorter_at_most_than_at_least_and_begins_after_the_right_arose(facts: Facts) -> None:
    programme = entitlement(facts).programme
    assert (programme.shortest_months or 0) <= (programme.longest_months or 99)
    if programme.start_by is not None and programme.from_on is not None:
        assert programme.start_by >= add_months(programme.from_on, 3)


@given(FACTS)
def test_right_and_duty_to_training_end_at_67(facts: Facts) -> None:
    norwegian = entitlement(facts).norwegian
    if norwegian.category in (Category.RIGHT_AND_DUTY, Category.RIGHT, Category.DUTY):
        assert norwegian.until_on == birthday(facts.born_on, 67)
        assert norwegian.done_by is None or norwegian.done_by <= birthday(facts.born_on, 67)
        assert has(norwegian, birthday(facts.born_on, 67)) is Category.NONE


@given(FACTS)
def test_an_old_law_is_not_changed_by_what_happens_after_it(facts: Facts) -> None:
    if facts.grants:
        day = max(row.decided_on for row in facts.grants)
        early, late = (entitlement(replace(facts, on=day + timedelta(days=d))) for d in (0, 3000))
        assert early.law is late.law
        assert early.norwegian == late.norwegian


def test_what_is_not_known_is_said_and_never_taken_for_a_no() -> None:
    facts = Facts(
        on=date(2017, 6, 1),
        born_on=date(1990, 1, 1),
        grants=(Grant(Base.FAMILY, date(2017, 1, 1)),),
        settled_on=date(2017, 2, 1),
    )
    answer = entitlement(facts)
    assert answer.programme.waits_for == ("sponsor",)
    assert [step.reply for step in answer.steps if step.asked == "sponsor_base"] == [Reply.UNKNOWN]


def test_a_17_year_old_sees_year_by_year_what_comes() -> None:
    facts = Facts(
        on=date(2017, 6, 1),
        born_on=date(1999, 9, 1),
        grants=(Grant(Base.REFUGEE, date(2017, 3, 1)),),
        settled_on=date(2017, 5, 1),
    )
    years = {
        age: (has(row.programme, day), has(row.norwegian, day))
        for age, day, row in year_by_year(facts, ages=range(17, 21))
    }
    assert years[18] == (Category.RIGHT_AND_DUTY, Category.RIGHT_AND_DUTY)
    assert years[17] == (Category.NONE, Category.NONE), "on the 17th birthday there was no permit yet"


WEEK = Decimal("37.5")


def test_a_lesson_of_45_minutes_counts_75_in_the_programme() -> None:
    lessons = Planned(date(2017, 1, 2), date(2018, 1, 2), Decimal(20), lessons=True)
    practice = Planned(date(2017, 1, 2), date(2017, 7, 1), Decimal("12.5"))
    rows = stretches([lessons, practice], date(2017, 1, 2), date(2018, 1, 2), WEEK)
    assert [(row.until_on, row.hours, row.enough) for row in rows] == [
        (date(2017, 7, 1), Decimal("37.5"), True),
        (date(2018, 1, 2), Decimal(25), False),
    ]
    assert too_little([lessons], date(2017, 1, 2), date(2017, 7, 1), Decimal("30.0"))[0].hours == 25


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300), st.integers(1, 40), st.booleans()), max_size=8))
def test_every_day_of_the_programme_is_in_one_stretch(given_rows: list[tuple[int, int, int, bool]]) -> None:
    start = date(2017, 1, 1)
    rows = [
        Planned(start + timedelta(days=a), start + timedelta(days=a + n), Decimal(h), lessons)
        for a, n, h, lessons in given_rows
    ]
    found = stretches(rows, start, date(2018, 1, 1), WEEK)
    assert found[0].from_on == start and found[-1].until_on == date(2018, 1, 1)
    assert all(one.until_on == other.from_on for one, other in pairwise(found))
    for row in found:
        on = row.from_on
        assert row.hours == sum((p.counted for p in rows if p.from_on <= on < p.until_on), Decimal(0))


JAN = date(2017, 1, 2)


@pytest.mark.parametrize(
    ("kind", "days", "fault"),
    [
        ("pregnancy", 14, ""),
        ("pregnancy", 15, "days"),
        ("birth_mother", 28, ""),
        ("birth_mother", 29, "days"),
        ("birth_father", 9, ""),
        ("birth_father", 10, "days"),
        ("care", 304, ""),
        ("care", 305, "months"),
        ("long_sickness", 365, ""),
        ("long_sickness", 366, "months"),
    ],
)
def test_each_kind_of_leave_has_its_limit(kind: str, days: int, fault: str) -> None:
    asked = (JAN, JAN + timedelta(days=days))
    if not fault:
        assert check_leave(kind, asked) is kind.startswith(("pregnancy", "birth"))
        return
    with pytest.raises(TooMuchLeave) as error:
        check_leave(kind, asked)
    assert error.value.unit == fault


def test_care_leave_is_over_when_the_child_is_one() -> None:
    with pytest.raises(TooMuchLeave):
        check_leave("care", (date(2017, 10, 1), date(2018, 2, 1)), child_born_on=date(2017, 1, 31))


@pytest.mark.parametrize(
    ("from_on", "days", "before", "fault"),
    [
        (date(2017, 3, 1), 3, [], ""),
        (date(2017, 3, 1), 4, [], "days"),
        (date(2017, 2, 1), 1, [], "too_early"),
        (date(2017, 3, 15), 2, [(date(2017, 3, 1), date(2017, 3, 3))], "days"),
        (date(2017, 3, 20), 2, [(date(2017, 3, 1), date(2017, 3, 3))], ""),
        (date(2017, 12, 1), 1, [(date(2017, m, 1), date(2017, m, 2)) for m in (3, 5, 7, 9)], "times"),
        (date(2018, 12, 1), 1, [(date(2017, m, 1), date(2017, m, 2)) for m in (3, 5, 7, 9)], ""),
    ],
)
def test_a_self_certificate_has_its_limits(
    from_on: date, days: int, before: list[tuple[date, date]], fault: str
) -> None:
    asked = (from_on, from_on + timedelta(days=days))
    assert self_certificate_fault(asked, before, started_on=JAN) == fault


def test_days_with_a_sick_child() -> None:
    assert [child_days(n, alone=a) for n, a in ((1, False), (3, False), (2, True), (3, True))] == [10, 15, 20, 30]


@pytest.mark.parametrize(
    ("weeks_before", "children", "alone", "refused"),
    [(1, 1, False, False), (2, 1, False, True), (2, 3, False, False), (3, 3, False, True), (3, 1, True, False)],
)
def test_days_with_a_sick_child_are_counted_over_twelve_months(
    weeks_before: int, children: int, alone: bool, refused: bool
) -> None:
    monday = date(2017, 5, 1)
    before = [(monday - timedelta(days=14 * (n + 1)), monday - timedelta(days=14 * n + 9)) for n in range(weeks_before)]
    long_ago = (date(2016, 3, 7), date(2016, 3, 19))
    asked = (monday, monday + timedelta(days=5))
    if refused:
        with pytest.raises(TooManyChildDays):
            check_child_days(asked, [*before, long_ago], children=children, alone=alone)
    else:
        check_child_days(asked, [*before, long_ago], children=children, alone=alone)


JULY, AUGUST = (date(2017, 7, 3), date(2017, 7, 29)), (date(2017, 8, 7), date(2017, 8, 12))


@pytest.mark.parametrize(
    ("asked", "before", "year"),
    [
        (JULY, [], None),
        (AUGUST, [JULY], None),
        ((date(2017, 8, 14), date(2017, 8, 15)), [JULY, AUGUST], 2017),
        ((date(2018, 1, 2), date(2018, 1, 3)), [JULY, AUGUST], None),
        ((date(2017, 12, 29), date(2018, 1, 3)), [JULY, AUGUST], 2017),
        ((date(2017, 12, 23), date(2018, 2, 7)), [], 2018),
    ],
)
def test_holiday_is_25_working_days_of_each_year(
    asked: tuple[date, date], before: list[tuple[date, date]], year: int | None
) -> None:
    if year is None:
        check_holiday(asked, before)
        return
    with pytest.raises(TooMuchHoliday) as told:
        check_holiday(asked, before)
    assert (told.value.limit, told.value.year) == (25, year)
