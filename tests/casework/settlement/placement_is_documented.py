"""The documentation of placement: generated from what the system knows, in three languages, as a page and as PDF."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.pages.placing.annex import sections
from rotfeste.casework.settlement.queries import placing
from rotfeste.foundation.access import walls
from tests.builders import TODAY, House, a_browser
from tests.rounds import TERMS, a_round, rows_of

pytestmark = pytest.mark.django_db
PAGE = "settlement:placement_documentation"


def known(house: House) -> placing.Documented:
    with walls.asking(house.case_worker) as actor:
        return placing.documented(today=TODAY, actor=actor)


def text_of(house: House, language: str) -> str:
    with translation.override(language):
        return "\n".join(line for section in sections(known(house)) for line in [section.title, *section.lines])


def test_before_any_round_what_is_not_known_stands_as_not_known() -> None:
    house = House()
    found = known(house)
    assert (found.count, found.first_on, found.rounds) == (0, None, [])
    assert "No round has been begun." in text_of(house, "en") and "(not known)" in text_of(house, "en")
    assert {name for name, _version in found.libraries} >= {"Python", "numpy", "scipy", "highspy"}
    assert all(version for _name, version in found.libraries)
    assert ("tests/casework/settlement/placement_is_documented.py", 0) not in found.tests
    assert any(path == "tests/casework/placement/groups_have_floors.py" and count for path, count in found.tests)


def test_its_figures_are_those_of_the_rounds_and_no_reason_is_quoted() -> None:
    house = House()
    first, second, third = house.a_case(), house.a_case(), house.a_case()
    row = a_round(house)
    rows = rows_of(house, row)
    with walls.asking(house.case_worker) as actor:
        actions.accept_proposals(row.id, [rows[first].id], today=TODAY, actor=actor)
        actions.skip_proposal(row.id, rows[second].id, reason="Amal is in hospital.", actor=actor)
    assert rows[third].organisation_id
    later = a_round(house, replace(TERMS, weights={**TERMS.weights, "wish": 99}))
    found = known(house)
    assert (found.count, found.decided, found.otherwise, found.with_reason) == (2, 2, 1, 1)
    assert [line.round.id for line in found.rounds] == [later.id, row.id]
    assert [(changed.id, parts) for changed, parts in found.changes] == [
        (later.id, {"wish": (TERMS.weights["wish"], 99)})
    ]
    assert "Proposals decided: 2, of them otherwise than proposed: 1 (50 %)." in text_of(house, "en")
    page = a_browser(house.case_worker).get(reverse(PAGE)).content.decode()
    assert "Amal" not in page, "what people write may tell of persons"


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "samsvarserklæring"), ("nn", "framlegg"), ("en", "declaration of conformity")]
)
def test_it_is_read_in_three_languages_and_kept_as_a_document(language: str, said: str, tmp_path: Path) -> None:
    house = House()
    house.a_case()
    a_round(house)
    assert said in text_of(house, language).lower()
    to = tmp_path / "placement.pdf"
    call_command("placement_documentation", "--language", language, "--to", str(to))
    assert to.read_bytes().startswith(b"%PDF")
    answer = a_browser(house.case_worker).get(reverse(f"{PAGE}_pdf"))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_it_is_the_directorates_alone() -> None:
    house = House()
    for who in (house.officer, house.staff, house.adviser):
        assert a_browser(who).get(reverse(PAGE)).status_code == 404
        assert a_browser(who).get(reverse(f"{PAGE}_pdf")).status_code == 404
