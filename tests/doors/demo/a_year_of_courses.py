"""The year's courses are drawn so that the report's shares come out, whatever the number of persons."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from rotfeste.doors.demo.drawing.courses import Already, Begun, Candidate, movers, programme, share, training

UNTIL = date(2017, 12, 31)
CODES = [f"{number:04d}" for number in range(100, 513)]


def candidates(number: int, seed: int) -> list[Candidate]:
    chance = Random(seed)
    rows = []
    for person_id in range(number):
        settled = date(2017, 1, 1) + timedelta(days=chance.randint(0, 360))
        rows.append(
            Candidate(
                person_id,
                CODES[person_id % len(CODES)],
                chance.choice(("female", "male", "male")),
                settled,
                settled + timedelta(days=92),
                counted=settled < date(2017, 10, 1),
            )
        )
    return rows


def within(rows: list[Begun], months: int) -> int:
    return sum(
        row.who.counted and row.started_on <= row.who.begin_by + timedelta(days=31 * (months - 3)) for row in rows
    )


@pytest.mark.parametrize(("number", "seed"), [(2500, 1), (6173, 2), (9001, 3)])
def test_the_shares_come_out(number: int, seed: int) -> None:
    people = candidates(number, seed)
    cohort = sum(row.counted for row in people)
    already = Already(cohort=10, in_three=3, participants=[("0100", "female", True, False)], ended=1)
    begun = programme(people, already, UNTIL)
    assert 3 + within(begun, 3) == share(67, cohort + 10)
    assert {row.municipality for row in begun} == set(CODES)
    women = [row for row in begun if row.who.sex == "female"]
    assert 1 + sum(row.leave for row in women) == share(20, len(women) + 1)
    men = [row for row in begun if row.who.sex == "male"]
    assert sum(row.leave for row in men) == share(8, len(men))
    assert sum(row.extended for row in begun) == share(14, len(begun) + 1)
    reasons = Counter(row.reason in ("work", "education") for row in begun if row.reason)
    assert reasons[True] == share(49, reasons.total() + 1)
    for kind, places in (("upper_secondary", 238), ("primary", 308)):
        assert len({row.municipality for row in begun if kind in row.measures}) == places


@pytest.mark.parametrize(("number", "seed"), [(1500, 1), (2980, 2)])
def test_half_begin_training_in_time_and_three_quarters_within_six_months(number: int, seed: int) -> None:
    people = candidates(number, seed)
    cohort = sum(row.counted for row in people)
    begun = training(people, Already(cohort=100), UNTIL)
    assert within(begun, 3) == share(50, cohort + 100)
    assert within(begun, 6) == share(75, cohort + 100)
    assert len({row.who.person_id for row in begun}) == len(begun)
    assert all(row.who.settled_on < row.started_on <= UNTIL for row in begun)


def test_some_move_on_from_the_largest_places_alone() -> None:
    people = [*candidates(40, 1), *candidates(400, 2)]
    crowded = [Candidate(row.person_id, "0301", row.sex, row.settled_on, row.begin_by, row.counted) for row in people]
    assert [code for _row, code in movers(crowded, ["9001", "9002"], 2)] == ["9001", "9002"]
    assert movers(candidates(400, 1), ["9001"], 1) == [], "nobody leaves where few take part"
    assert movers(crowded, ["9001"], -3) == []


def test_the_same_persons_give_the_same_year() -> None:
    people = candidates(2500, 4)
    assert programme(people, Already(), UNTIL) == programme(list(reversed(people)), Already(), UNTIL)
