"""The points that an application must fulfil, what is warned about, and what a contract may be: tables of cases."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.casework.self_settlement.rules.clearing import FINE, LOOK, STOP, Facts, checks, stopped
from rotfeste.casework.self_settlement.rules.documents import LARGEST, BadDocument, kind_of
from rotfeste.casework.self_settlement.rules.rent import Limits, percent_of_level, warnings
from rotfeste.casework.self_settlement.states import APPLICATION_ROADS, REPORT_ROADS

ALL_WELL = Facts(
    has_permit=True,
    limited_permit=False,
    waits=True,
    interview_sent_in=True,
    other_request=False,
    other_application=False,
    held_back=False,
    integration_centre=False,
    minors_alone=False,
    offered="yes",
    free_places=10,
    size=4,
)


def test_where_all_is_well_every_point_is_in_order() -> None:
    assert {row.outcome for row in checks(ALL_WELL)} == {FINE}


@pytest.mark.parametrize(
    ("changed", "code", "outcome"),
    [
        ({"has_permit": False}, "permit", STOP),
        ({"limited_permit": True}, "permit", LOOK),
        ({"waits": False}, "waits", STOP),
        ({"interview_sent_in": False}, "interview", STOP),
        ({"other_request": True}, "other_request", STOP),
        ({"other_application": True}, "other_application", STOP),
        ({"integration_centre": True}, "integration_centre", STOP),
        ({"minors_alone": True}, "minors_alone", STOP),
        ({"held_back": True}, "held_back", LOOK),
        ({"offered": "no"}, "offered", LOOK),
        ({"offered": ""}, "offered", LOOK),
        ({"offered": "by_appointment"}, "offered", FINE),
        ({"free_places": 3}, "places", LOOK),
        ({"free_places": 4}, "places", FINE),
        ({"free_places": None}, "places", LOOK),
    ],
)
def test_one_thing_that_is_not_well_is_found_at_its_point(changed: dict[str, object], code: str, outcome: str) -> None:
    found = {row.code: row.outcome for row in checks(replace(ALL_WELL, **changed))}  # type: ignore[arg-type]
    assert found.pop(code) == outcome
    assert set(found.values()) == {FINE}
    assert [row.code for row in stopped(checks(replace(ALL_WELL, **changed)))] == ([code] * (outcome == STOP))  # type: ignore[arg-type]


LIMITS = Limits(far_above_percent=125, deposit_months=6, advance_months=1)


@pytest.mark.parametrize(
    ("rent", "deposit", "advance", "fee", "level", "found"),
    [
        (9000, 27000, 9000, 0, 9000, ()),
        (11250, 0, 0, 0, 9000, ()),
        (11350, 0, 0, 0, 9000, ("rent_high",)),
        (9000, 54000, 0, 0, 9000, ()),
        (9000, 54001, 0, 0, 9000, ("deposit_high",)),
        (9000, 0, 9001, 0, 9000, ("advance_high",)),
        (9000, 0, 0, 1, 9000, ("fee",)),
        (90000, 0, 0, 0, None, ()),
        (20000, 200000, 40000, 5000, 9000, ("rent_high", "deposit_high", "advance_high", "fee")),
    ],
)
def test_rent_and_payments_are_warned_about(
    rent: int, deposit: int, advance: int, fee: int, level: int | None, found: tuple[str, ...]
) -> None:
    said = warnings(
        rent_nok=rent, deposit_nok=deposit, advance_nok=advance, fee_nok=fee, level_nok=level, limits=LIMITS
    )
    assert said == found


def test_a_rent_without_a_level_has_no_share_of_it() -> None:
    assert percent_of_level(9000, None) is None
    assert percent_of_level(9000, 8000) == 112


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7", "application/pdf"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\x89PNG\r\n\x1a\n..", "image/png")],
)
def test_a_contract_is_known_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ executable", "unknown_kind"),
        (b"<html><script>", "unknown_kind"),
        (b"%PDF-" + b"x" * LARGEST, "too_large"),
    ],
)
def test_anything_else_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadDocument) as refused:
        kind_of(content)
    assert refused.value.code == code


@pytest.mark.parametrize("roads", [APPLICATION_ROADS, REPORT_ROADS])
@given(st.data())
def test_every_walk_along_the_roads_ends(roads: dict[str, frozenset[str]], data: st.DataObject) -> None:
    here, been = next(iter(roads)), set()
    while roads[here]:
        assert here not in been, "a finished step is never come back to"
        been.add(here)
        here = data.draw(st.sampled_from(sorted(roads[here])))
    assert not roads[here]
