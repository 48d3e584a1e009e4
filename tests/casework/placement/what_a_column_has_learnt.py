"""The statistical column: what it learns, whether it holds, for whom it errs, and that it is off unless chosen."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

from rotfeste.casework.placement import keeping, predicted
from rotfeste.casework.placement.known import PARTS, PREDICTED, Household, Place, Terms
from rotfeste.casework.placement.predicted import FEWEST, Outcome
from rotfeste.casework.placement.scoring import Facts


def made_up(count: int, seed: int = 1) -> list[Outcome]:
    """Endings from a known rule: those alone go on more often, the more so the more of the population is in work."""
    chance = np.random.default_rng(seed)
    found = []
    for _number in range(count):
        size, work = int(chance.integers(1, 7)), float(chance.uniform(55, 75))
        odds = -0.5 + (size == 1) * 1.2 + (work - 65) / 10
        went_on = bool(chance.random() < expit(odds))
        sex, country = chance.choice(["female", "male"]), chance.choice(["SY", "ER", "SO"])
        found.append(Outcome(size, bool(chance.random() < 0.3), work, 50, 1, went_on, str(sex), str(country)))
    return found


def test_it_finds_the_rule_that_endings_were_drawn_from() -> None:
    weights = predicted.learnt(made_up(20_000))
    assert weights["alone"] == pytest.approx(1.2, abs=0.15)
    assert weights["employment"] == pytest.approx(1.0, abs=0.15)
    assert weights["young"] == pytest.approx(0, abs=0.15)


def test_too_few_endings_or_all_alike_teach_nothing() -> None:
    rows = made_up(2_000)
    for few in (True, False):
        enough = [row for row in rows if row.went_on == few][:FEWEST] + [row for row in rows if row.went_on != few]
        assert predicted.learnt(enough) != {} and predicted.tested(enough) is not None
        assert predicted.learnt(enough[1:]) == {} and predicted.tested(enough[1:]) is None
    assert predicted.learnt([replace(row, went_on=True) for row in rows]) == {}
    assert predicted.learnt([]) == {}


def test_sex_and_citizenship_are_no_part_of_it() -> None:
    rows = made_up(2_000)
    assert predicted.learnt(rows) == predicted.learnt([replace(row, sex="x", country="y") for row in rows])


def test_it_holds_on_endings_that_did_not_teach_it_and_is_better_than_the_mean() -> None:
    found = predicted.tested(made_up(20_000))
    assert found is not None and found.endings == 20_000
    assert found.error < found.error_of_mean - 0.02
    assert [row.endings for row in found.tenths] == [2_000] * 10
    assert all(abs(row.apart) < 4 for row in found.tenths)
    assert found.tenths[0].happened + 30 < found.tenths[-1].happened


def test_what_only_chance_decides_is_told_apart_no_better_than_by_the_mean() -> None:
    chance = np.random.default_rng(3)
    found = predicted.tested([replace(row, went_on=bool(chance.random() < 0.5)) for row in made_up(4_000)])
    assert found is not None and found.error >= found.error_of_mean - 0.001


def test_a_group_that_goes_on_less_than_it_is_promised_is_seen() -> None:
    rows = [replace(row, went_on=row.went_on and row.country != "SO") for row in made_up(6_000)]
    found = predicted.tested(rows)
    assert found is not None
    apart = {row.name: row.apart for row in found.groups["country"]}
    assert apart["SO"] > 15 and apart["SY"] < -5
    assert {row.name for row in found.groups["sex"]} == {"female", "male"}


def test_small_groups_are_put_together() -> None:
    rows = made_up(600)
    few = [replace(row, country="NP" if at < 3 else "TD" if at < 6 else row.country) for at, row in enumerate(rows)]
    found = predicted.tested(few)
    assert found is not None
    names = {row.name: row.endings for row in found.groups["country"]}
    assert "NP" not in names and "TD" not in names and names["small"] == 6


def facts(weight: int, taught: dict[str, float]) -> Facts:
    weights = dict.fromkeys(PARTS, 10) | {PREDICTED: weight}
    towns = tuple(
        Place(key=key, code=f"{key:04d}", county="01", ordinary=5, employment=work, results=50_000, centrality=1)
        for key, work in ((101, 55_000), (102, 75_000))
    )
    return Facts((Household(1, 1), Household(2, 5)), towns, Terms(weights=weights, predictor=taught))


def test_it_gives_points_only_where_it_has_weight_and_has_learnt_something() -> None:
    taught, at = predicted.learnt(made_up(5_000)), PARTS.index(PREDICTED)
    found = facts(10, taught)
    low, high = found.values(0)[at]
    assert 0 < low < high < 1
    assert found.shares[at] > 0 and PREDICTED not in found.unknown
    assert facts(10, {}).unknown[-1] == PREDICTED
    assert facts(10, {}).shares[at] == 0 == facts(0, taught).shares[at]
    assert not facts(10, {}).values(0)[at].any()


def test_what_it_had_learnt_is_kept_with_the_round() -> None:
    found = facts(10, predicted.learnt(made_up(2_000)))
    again = keeping.read(*keeping.kept(found))
    assert again == found
    assert (again.instance.points == found.instance.points).all()
