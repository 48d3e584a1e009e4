"""Steering parameters 1 to 3, and the table «Bosetting av flyktninger»."""

from datetime import date

import pytest

from rotfeste.casework.settlement.models import Member
from rotfeste.casework.settlement.rules.clocks import add_months, percent, settled_within, settlement_deadline
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.insight.reporting import queries
from rotfeste.insight.reporting.rules import PARAMETERS, Settled, result
from rotfeste.registers.persons.actions import protect
from tests.builders import TODAY, House, a_family, a_row


@pytest.mark.parametrize(
    ("clock_from", "months", "last_day"),
    [
        (date(2017, 1, 1), 6, date(2017, 7, 1)),
        (date(2017, 8, 31), 6, date(2018, 2, 28)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2017, 11, 30), 3, date(2018, 2, 28)),
    ],
)
def test_within_so_many_months_means_by_the_same_day_of_the_month(
    clock_from: date, months: int, last_day: date
) -> None:
    assert add_months(clock_from, months) == last_day
    assert settled_within(clock_from, last_day, months)
    assert not settled_within(clock_from, date.fromordinal(last_day.toordinal() + 1), months)


@pytest.mark.parametrize(
    ("group", "resettlement", "deadline"),
    [
        ("unaccompanied_minor", False, date(2017, 6, 15)),
        ("family_with_children", False, date(2017, 6, 15)),
        ("adult", False, date(2017, 9, 15)),
        ("family_with_children", True, date(2017, 9, 15)),
        ("adult", True, date(2017, 9, 15)),
    ],
)
def test_the_targets_of_2017(group: str, resettlement: bool, deadline: date) -> None:
    assert settlement_deadline(date(2017, 3, 15), group, resettlement) == deadline


@pytest.mark.parametrize(("part", "whole", "share"), [(0, 0, None), (1, 3, 33), (1, 2, 50), (2, 3, 67), (1, 200, 1)])
def test_shares_are_whole_percent_with_halves_up(part: int, whole: int, share: int | None) -> None:
    assert percent(part, whole) == share


def test_only_minors_count_in_parameter_three() -> None:
    rows = [
        Settled(1, 1, date(2017, 1, 1), date(2017, 3, 1), date(2001, 1, 1), "unaccompanied_minor", False, False),
        Settled(2, 2, date(2017, 1, 1), date(2017, 5, 1), date(2001, 1, 1), "unaccompanied_minor", False, False),
        Settled(3, 3, date(2017, 1, 1), date(2017, 9, 1), date(1980, 1, 1), "adult", False, False),
    ]
    six, twelve, minors = (result(parameter, rows) for parameter in PARAMETERS)
    assert (six.reached, six.of) == (2, 3)
    assert (twelve.reached, twelve.of) == (3, 3)
    assert (minors.reached, minors.of) == (1, 2)


@pytest.mark.django_db
def test_the_figures_come_from_the_cases_and_count_hidden_persons_too() -> None:
    house = House()
    house.a_case(a_family(permit_on="2017-05-20"), upto="settled")
    house.a_case([a_row(permit_on="2016-05-20")], upto="settled")
    hidden = house.a_case([a_row(permit_on="2017-05-20")], upto="settled")
    with walls.asking(house.protector) as actor:
        person_id = Member.objects.visible_to(actor).get(case_id=hidden).person_id
        protect(person_id, kind="confidential", from_on=TODAY, actor=actor)
    with walls.asking(house.auditor) as actor:
        six, twelve, minors = queries.steering_parameters(date(2017, 1, 1), date(2018, 1, 1), actor=actor)
        assert (six.reached, six.of, twelve.of, minors.of) == (5, 6, 6, 0)
        table = queries.bosetting_table(date(2017, 1, 1), date(2018, 1, 1), actor=actor)
        assert (table.settled, table.families, table.persons_in_families, table.children) == (6, 1, 4, 2)


@pytest.mark.django_db
def test_a_municipality_does_not_read_the_countrys_reports() -> None:
    house = House()
    with walls.asking(house.officer) as actor, pytest.raises(NotAllowed):
        queries.steering_parameters(date(2017, 1, 1), date(2018, 1, 1), actor=actor)
