"""A number from law is read with the day it applies, and as it was known on another day."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.foundation.rates import queries as rates
from rotfeste.foundation.rates.rules import NoRateForDate, Rate, Version

FILE = """
first_year:
  norwegian: Integreringstilskudd år 1
  versions:
    - {applies_from: 2016-01-01, applies_until: 2017-01-01, decided_on: 2015-12-15,
       value: 230000, source: a, status: confirmed}
    - {applies_from: 2017-01-01, applies_until: 2018-01-01, decided_on: 2016-12-17,
       value: 235000, source: b, status: confirmed}
    - {applies_from: 2017-01-01, applies_until: 2018-01-01, decided_on: 2017-06-20,
       value: 236500, source: c, status: assumed}
share:
  norwegian: Andel
  versions:
    - {applies_from: 2017-01-01, decided_on: 2016-12-17, value: 0.1, source: d, status: confirmed}
"""


def a_file(folder: Path, text: str = FILE) -> Path:
    path = folder / "rates.yaml"
    path.write_text(text)
    return path


def test_the_value_of_a_day(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    assert rates.value(file, "first_year", on=date(2016, 12, 31)) == 230000
    assert rates.value(file, "first_year", on=date(2017, 1, 1)) == 236500


def test_an_old_decision_can_be_computed_again_as_it_was_known_then(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    assert rates.value(file, "first_year", on=date(2017, 3, 1), known_on=date(2017, 6, 19)) == 235000
    assert rates.value(file, "first_year", on=date(2017, 3, 1), known_on=date(2017, 6, 20)) == 236500


@pytest.mark.parametrize("on", [date(2015, 12, 31), date(2018, 1, 1)])
def test_outside_its_dates_it_refuses(tmp_path: Path, on: date) -> None:
    with pytest.raises(NoRateForDate, match="first_year has no value"):
        rates.value(a_file(tmp_path), "first_year", on=on)


def test_what_was_not_yet_decided_was_not_known(tmp_path: Path) -> None:
    with pytest.raises(NoRateForDate, match="as known on 2016-12-16"):
        rates.value(a_file(tmp_path), "first_year", on=date(2017, 3, 1), known_on=date(2016, 12, 16))


def test_a_value_that_no_source_confirms_is_marked_as_assumed(tmp_path: Path) -> None:
    version = rates.version(a_file(tmp_path), "first_year", on=date(2017, 3, 1))
    assert (version.assumed, version.source) == (True, "c")


def test_numbers_are_exact(tmp_path: Path) -> None:
    assert rates.value(a_file(tmp_path), "share", on=date(2017, 3, 1)) == Decimal("0.1")


def test_an_unknown_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(rates.UnknownRate, match="second_year"):
        rates.value(a_file(tmp_path), "second_year", on=date(2017, 3, 1))


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        ("- a", "not a list of named values"),
        (FILE.replace("value: 235000, ", ""), "must have applies_from"),
        (FILE.replace("status: assumed", "status: perhaps"), "status must be"),
        (FILE.replace("source: b", 'source: ""'), "source named"),
        (FILE.replace("applies_until: 2017-01-01", "applies_until: 2016-01-01"), "ends before it begins"),
        (FILE.replace("decided_on: 2017-06-20", "decided_on: 2016-12-17"), "two versions"),
        (FILE.replace("value: 235000", "value: much"), "must be a number"),
        (FILE.replace("applies_from: 2016-01-01", "applies_from: early"), "days are written"),
        (FILE.replace("norwegian: Andel\n", ""), "must have «norwegian»"),
    ],
)
def test_a_file_with_a_fault_is_refused_with_the_reason(tmp_path: Path, wrong: str, because: str) -> None:
    with pytest.raises(rates.BadRateFile, match=because):
        rates.rates(a_file(tmp_path, wrong))


days = st.dates(date(2010, 1, 1), date(2025, 12, 31))
versions = st.builds(Version, days, st.none(), days, st.integers(0, 9), st.just("a"), st.just("confirmed"))


@given(versions=st.lists(versions, min_size=1, max_size=6), on=days, known_on=days)
def test_what_is_given_applied_and_was_decided(versions: list[Version], on: date, known_on: date) -> None:
    try:
        found = Rate("x", "x", tuple(versions)).version(on=on, known_on=known_on)
    except NoRateForDate:
        assert not [row for row in versions if row.applies_from <= on and row.decided_on <= known_on]
    else:
        assert found.applies_from <= on
        assert found.decided_on <= known_on


CHAPTERS = sorted((Path(__file__).parents[3] / "src" / "rotfeste").rglob("rates.yaml"))


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: file.parent.name)
def test_every_rate_file_of_the_house_can_be_read(file: Path) -> None:
    assert rates.rates(file)


def test_the_targets_for_settlement_in_2017() -> None:
    settlement = next(file for file in CHAPTERS if file.parent.name == "settlement")
    on = date(2017, 6, 1)
    keys = ["target_children_months", "target_adults_months", "target_resettlement_months", "target_all_months"]
    assert [rates.value(settlement, key, on=on) for key in keys] == [3, 6, 6, 12]
    assert not any(rates.version(settlement, key, on=on).assumed for key in keys)
