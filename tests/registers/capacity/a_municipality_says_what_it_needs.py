"""What a municipality says of itself: compared word for word, kept once a year, and never another's to write."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.capacity import actions, queries
from rotfeste.registers.capacity.models import LocalProfile
from rotfeste.registers.capacity.rules.profiles import (
    MOST_OCCUPATIONS,
    OccupationTooLong,
    TooManyOccupations,
    as_compared,
    household_kind,
    occupations,
)
from rotfeste.registers.capacity.states import HouseholdKind
from tests.builders import TODAY, House, a_browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["Kokk", " kokk ", "KOKK"], ["Kokk"]),
        (["Elektro  montør", "", "   "], ["Elektro montør"]),
        ([], []),
    ],
)
def test_each_kind_of_work_is_kept_once_as_it_was_written(lines: list[str], kept: list[str]) -> None:
    assert occupations(lines) == kept


def test_a_text_and_a_catalogue_are_refused() -> None:
    with pytest.raises(OccupationTooLong) as told:
        occupations(["Kokk", "x" * 61])
    assert told.value.args == (2,)
    with pytest.raises(TooManyOccupations):
        occupations([f"Yrke {number}" for number in range(MOST_OCCUPATIONS + 1)])


@given(st.text(max_size=40))
def test_what_is_compared_does_not_change_when_compared_again(word: str) -> None:
    assert as_compared(as_compared(word)) == as_compared(word)


@pytest.mark.parametrize(("size", "kind"), [(1, "alone"), (2, "family"), (5, "family"), (6, "large"), (9, "large")])
def test_a_household_is_of_one_kind(size: int, kind: str) -> None:
    assert household_kind(size, large_from=6) == kind


def test_what_is_said_anew_replaces_what_was_said_and_only_the_municipality_itself_says_it() -> None:
    house = House()
    with walls.asking(house.officer) as actor:
        for work in (["Kokk"], ["Sveiser", "Maler"]):
            actions.say_profile(
                house.oslo.id, year=TODAY.year, work=work, households=[HouseholdKind.LARGE], today=TODAY, actor=actor
            )
        with pytest.raises(Organisation.DoesNotExist):
            actions.say_profile(house.bergen.id, year=TODAY.year, work=[], households=[], today=TODAY, actor=actor)
        with pytest.raises(ProgrammingError), transaction.atomic():
            LocalProfile.objects.create(organisation=house.bergen, year=TODAY.year, said_on=TODAY)
        kept = queries.profiles(TODAY.year, actor=actor)
    assert {key: (row.occupations, row.households) for key, row in kept.items()} == {
        house.oslo.id: (["Sveiser", "Maler"], ["large"])
    }


def test_on_the_page_what_is_wrong_is_told_and_what_was_typed_stays() -> None:
    house = House()
    browser = a_browser(house.officer)
    address = reverse("settlement:profile", args=[house.oslo.id])
    wrong = browser.post(address, {"work": "Kokk\n" + "x" * 70, "households": ["family"]}).content.decode()
    assert "Linje 2" in wrong
    assert "x" * 70 in wrong
    assert browser.post(address, {"work": "Kokk", "households": ["country"]}).status_code == 200
    done = browser.post(address, {"work": "Kokk\nMaler", "households": ["family"]}, follow=True).content.decode()
    assert "Kokk, Maler" in done
    assert browser.get(reverse("settlement:profile", args=[house.bergen.id])).status_code == 404
