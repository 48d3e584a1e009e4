"""What a round of placement is fed with: noes, centres, free places, dwellings, relatives, and who is left out."""

from dataclasses import replace
from typing import Any

import pytest

from rotfeste.casework.placement.known import RULES, Terms
from rotfeste.casework.planning import actions as planning
from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.models import Member
from rotfeste.casework.settlement.queries import placing
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.rules import CentreKind
from rotfeste.foundation.places import queries as places
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.capacity.actions.dwellings import Described
from tests.builders import TODAY, House, a_family, a_row, an_organisation, someone
from tests.rounds import TERMS, a_round, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def test_the_feed_knows_what_has_been_said_no_to_and_where_a_centres_residents_go(house: House) -> None:
    case_id = house.a_case(upto="requested")
    with walls.asking(house.officer) as actor:
        actions.decline(case_id, reason="no_dwelling", text="", today=TODAY, actor=actor)
    integration = an_organisation("reception_centre", "Integreringsmottak")
    integration.centre_kind = CentreKind.INTEGRATION
    integration.save()
    with walls.asking(house.case_worker) as actor:
        actions.agree_with_neighbour(integration.id, municipality_id=house.bergen.id, from_on=TODAY, actor=actor)
    resident = house.a_case([a_row(centre=integration.organisation_number)], upto="interview_due")
    with walls.asking(house.case_worker) as actor:
        rows = {h.key: h for h in placing.gathered(TERMS, today=TODAY, actor=actor).facts.households}
        assert rows[case_id].declined == (house.oslo.id,)
        assert resident not in rows, "its interview has not been held"
    held = someone("reception_staff", integration)
    house.staff = held
    house.interview(resident)
    with walls.asking(house.case_worker) as actor:
        found = placing.gathered(TERMS, today=TODAY, actor=actor).facts
    row = next(h for h in found.households if h.key == resident)
    assert row.nearby == (house.bergen.id,)
    oslo = found.place_numbers[house.oslo.id]
    assert RULES[int(found.rules(found.unit_numbers[resident])[oslo]) - 1] == "nearby"


def test_places_that_are_asked_for_are_not_free_and_the_rest_is(house: House) -> None:
    house.a_case(a_family(), upto="requested")
    house.a_case(a_family(), upto="accepted")
    house.a_case(upto="settled")
    house.a_case()
    with walls.asking(house.case_worker) as actor:
        places = {p.key: p for p in placing.gathered(TERMS, today=TODAY, actor=actor).facts.places}
    assert (places[house.oslo.id].ordinary, places[house.oslo.id].minors) == (50 - 4 - 4 - 1, 5)
    assert places[house.bergen.id].ordinary == 50
    assert places[house.oslo.id].settled == {"SY": 1}


def facts_of(house: House, terms: Terms = TERMS) -> Any:
    with walls.asking(house.case_worker) as actor:
        return placing.gathered(terms, today=TODAY, actor=actor)


def test_vacant_dwellings_count_by_municipality_and_one_that_registered_none_is_not_known(house: House) -> None:
    with walls.asking(house.officer) as actor:
        flats = [Described(f"Vei {n}", persons=n, bedrooms=3, monthly_nok=1, available_from=TODAY) for n in (4, 6, 7)]
        late = replace(flats[0], label="Sen", persons=9, available_from=TODAY.replace(month=12))
        made = capacity.import_dwellings(house.oslo.id, [*flats, late], actor=actor)
        capacity.register_tenancy(made[0].id, persons=4, moved_in_on=TODAY, today=TODAY, actor=actor)
    found = {place.key: place for place in facts_of(house).facts.places}
    assert [home.persons for home in found[house.oslo.id].dwellings] == [6, 7], "one is taken, one comes too late"
    assert found[house.bergen.id].dwellings is None


def test_a_large_household_takes_the_dwelling_it_is_asked_for(house: House) -> None:
    with walls.asking(house.officer) as actor:
        flat = Described("Vei 6", persons=6, bedrooms=3, monthly_nok=1, available_from=TODAY)
        capacity.import_dwellings(house.oslo.id, [flat], actor=actor)
    large = [a_row(household="six", relation="head" if n == 0 else "sibling") for n in range(6)]
    house.a_case(large, upto="requested")
    found = {place.key: place for place in facts_of(house).facts.places}
    assert found[house.oslo.id].dwellings == ()


def test_a_large_household_is_proposed_where_a_dwelling_suits_or_where_it_is_not_known(house: House) -> None:
    def crowd(size: int) -> int:
        rows = [a_row(household=f"c{size}", relation="head" if n == 0 else "sibling") for n in range(size)]
        case_id = house.a_case(rows, upto="interview_due")
        house.interview(case_id, wish_place="1201")
        return case_id

    with walls.asking(house.officer_b) as actor:
        flat = Described("Vei 6", persons=6, bedrooms=3, monthly_nok=1, available_from=TODAY)
        capacity.import_dwellings(house.bergen.id, [flat], actor=actor)
    six, seven = crowd(6), crowd(7)
    rows = rows_of(house, a_round(house))
    assert (rows[six].organisation_id, rows[six].housing["here"]) == (house.bergen.id, 1)
    assert (rows[seven].organisation_id, rows[seven].housing["here"]) == (house.oslo.id, None)
    assert rows[seven].housing["largest"] == 6 and rows[seven].ruled_out == {"dwelling": 1}
    free = a_round(house, replace(TERMS, dwellings=False, county_over=0))
    assert rows_of(house, free)[seven].organisation_id == house.bergen.id, "they wish to live there"
    assert "large" in rows_of(house, free)[seven].checks


def test_how_near_relatives_come_is_asked_in_the_interview(house: House) -> None:
    first, second = a_row(), a_row()
    first["related_to"] = second["duf_number"]
    one, other = house.take_in([first, second])
    house.interview(one, kin_near="municipality", wish_place="0301")
    house.interview(other, wish_place="1201")
    found = facts_of(house, replace(TERMS, kin="")).facts
    assert {row.key: row.kin for row in found.households} == {one: "municipality", other: ""}
    assert [pair.level for pair in found.instance.pairs] == [2]
    rows = rows_of(house, a_round(house, replace(TERMS, kin="")))
    assert rows[one].organisation_id == rows[other].organisation_id is not None


def test_a_household_that_settles_itself_is_left_out_and_counted(house: House) -> None:
    alone, waits = house.a_case(), house.a_case()
    house.an_application(alone, upto="draft")
    assert {row.key for row in facts_of(house).facts.households} == {alone, waits}, "nobody has been asked yet"
    house.an_application(waits, upto="approved")
    found = facts_of(house)
    assert {row.key for row in found.facts.households} == {alone}
    assert found.left_out == 1 and a_round(house).left_out == 1
    with walls.asking(house.case_worker) as actor:
        assert found.persons and Member.objects.visible_to(actor).get(case_id=waits).person_id not in found.persons


def test_where_the_criteria_come_from_is_kept_with_the_round(house: House) -> None:
    known = {"0301": "60", "1201": "70,5"}
    said = [f"{row.code};{known.get(row.code, '50')}" for row in places.municipalities(TODAY)]
    with walls.asking(house.case_worker) as actor:
        table = planning.hand_in_table(
            ("municipality_number;employment\n" + "\n".join(said)).encode(),
            file_name="t.csv",
            year=2016,
            source="SSB",
            status="assumed",
            today=TODAY,
            actor=actor,
        )
        planning.use_table(table.id, actor=actor)
    case_id = house.a_case()
    found = a_round(house)
    assert found.sources == {"employment": {"source": "SSB", "year": 2016, "status": "assumed", "table": table.id}}
    row = rows_of(house, found)[case_id]
    assert row.figures["employment"] == {house.oslo.id: 60_000, house.bergen.id: 70_500}[row.organisation_id or 0]
