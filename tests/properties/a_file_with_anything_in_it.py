"""Whatever a file holds, it is judged row by row, and each fault has a text that repeats nothing of what was there."""

import json

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.pages.faults import FAULTS, FIELDS, UNREADABLE, fault_text, unreadable_text
from rotfeste.foundation.access import walls
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons import outside
from rotfeste.registers.persons.models import Delivery, DeliveryRow, Person
from tests.builders import NOW, TODAY, House, a_family, a_row, as_csv
from tests.properties.settings import tried

LANGUAGES = ("nb", "nn", "en")
DATES = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2017-02-30", "31.12.1990", "1890-01-01", "2099-01-01", "20170501", "2017-W01-1"]),
)
VALUES = st.one_of(
    st.text(max_size=300),
    st.sampled_from(["", "Amal\x00", "ar  en", " Amal  K ", "Linje\nto", "20170501"]),
    st.just("x" * 500),
    DATES,
    st.sampled_from(
        ["head", "child", "family_with_children", "resettlement_refugee", "strictly_confidential", "identity"]
    ),
    st.sampled_from(
        ["２０１７１２３４５６７８", "١٢٣٤٥٦٧٨٩٠١٢", "NO", "no", "XX", "ar en", "ar,en", "'; DROP TABLE x; --", "=1+1"]
    ),
)
OWN_EXAMPLES = {"ar en", "2017-05-31"}
"""What the texts themselves give as examples."""
CHANGES = st.dictionaries(st.sampled_from(outside.FIELDS), VALUES, min_size=1, max_size=4)


def test_every_code_that_a_row_can_be_given_has_a_text() -> None:
    codes: set[str] = set()

    @tried(400)
    @given(CHANGES)
    def whatever_is_written(changes: dict[str, str]) -> None:
        row = {**a_row(), **changes}
        found = outside.checked(row, centres={}, countries=frozenset({"SY"}), today=TODAY)
        codes.update(fault.code for fault in found)
        codes.update(fault.code for faults in outside.household_faults([row, a_row()]) for fault in faults)
        assert all(fault.field in outside.FIELDS for fault in found)

    whatever_is_written()
    assert codes <= set(FAULTS) and set(outside.FIELDS) == set(FIELDS)
    assert len(codes) > 10


@pytest.mark.django_db
def test_whatever_is_written_is_judged_and_the_correct_rest_is_taken_in() -> None:
    house = House()

    @tried(60)
    @given(st.lists(CHANGES, min_size=1, max_size=3), st.booleans())
    def whatever_is_written(changes: list[dict[str, str]], as_json: bool) -> None:
        rows = [a_row(), *a_family()]
        for row in rows:
            row["centre"] = house.centre.organisation_number or ""
        for row, change in zip(rows, changes, strict=False):
            row |= change
        content, name = (json.dumps(rows).encode(), "t.json") if as_json else (as_csv(rows), "t.csv")
        with walls.asking(house.protector) as actor:
            delivery = persons.preview(content, file_name=name, sender="UDI", now=NOW, today=TODAY, actor=actor)
            judged = list(DeliveryRow.objects.filter(delivery=delivery).order_by("number"))
            tell_nothing(judged)
            before = Person.objects.visible_to(actor).count()
            correct = delivery.rows_new
            if correct:
                while actions.take_in(delivery.id, now=NOW, today=TODAY, actor=actor):
                    pass
            assert Person.objects.visible_to(actor).count() == before + correct
            again = persons.preview(
                as_csv([*rows, a_row()]), file_name="t.csv", sender="UDI", now=NOW, today=TODAY, actor=actor
            )
            assert (again.rows_same, again.rows_changed) == (correct, 0), "the same file twice changes nothing"

    whatever_is_written()


def tell_nothing(rows: list[DeliveryRow]) -> None:
    """Each wrong row says what is wrong in three languages, and repeats no value of the row."""
    for row in rows:
        assert (row.outcome == "wrong") == bool(row.faults)
        for fault in row.faults:
            assert set(fault) == {"field", "code"}
            for language in LANGUAGES:
                with translation.override(language):
                    text = fault_text(fault)
                assert fault["code"] not in text and text.endswith((".", "».", ".»"))
                given_values = {row.content[name] for name in ("duf_number", "given_name", "family_name", "born_on")}
                assert not any(len(value) > 4 and value in text for value in given_values - OWN_EXAMPLES)


@pytest.mark.django_db
def test_bytes_that_are_no_file_of_ours_are_refused_with_a_reason() -> None:
    house = House()

    @tried(60)
    @given(
        st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.sampled_from(["a.csv", "a.json"])
    )
    def whatever_is_sent(content: bytes, name: str) -> None:
        with walls.asking(house.case_worker) as actor:
            try:
                persons.preview(content, file_name=name, sender="UDI", now=NOW, today=TODAY, actor=actor)
            except outside.Unreadable as error:
                assert error.code in UNREADABLE
                assert unreadable_text(error)
            else:
                raise AssertionError("this is not a delivery")
            assert not Delivery.objects.exists()

    whatever_is_sent()
