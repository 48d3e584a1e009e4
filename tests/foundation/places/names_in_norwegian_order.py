"""Norwegian order: æ, ø and å after z."""

from hypothesis import given
from hypothesis import strategies as st

from rotfeste.foundation.places.rules import norwegian_key


def test_ae_oe_and_aa_come_after_z() -> None:
    mixed = ["Ålesund", "Ørsta", "Ærø", "Zürich", "Asker", "Voss"]
    assert sorted(mixed, key=norwegian_key) == ["Asker", "Voss", "Zürich", "Ærø", "Ørsta", "Ålesund"]


def test_swedish_and_german_letters_stand_with_their_norwegian_likes() -> None:
    assert norwegian_key("Åre") > norwegian_key("Österåker") > norwegian_key("Ängelholm") > norwegian_key("Zoo")


def test_accents_and_case_do_not_count() -> None:
    assert norwegian_key("KÁRÁŠJOHKA") == norwegian_key("karasjohka")
    assert norwegian_key("Deaŋŋu") == "deannu"


def test_double_a_is_sorted_as_written() -> None:
    assert norwegian_key("Aarborte") < norwegian_key("Bodø")


def test_a_ring_written_in_two_characters_is_the_same_letter() -> None:
    assert norwegian_key("A\u030alesund") == norwegian_key("Ålesund")


@given(st.text())
def test_the_key_is_the_same_for_upper_and_lower_case_in_norwegian(text: str) -> None:
    norwegian = "".join(character for character in text if character.lower() in "abcdefghijklmnopqrstuvwxyzæøå ")
    assert norwegian_key(norwegian.upper()) == norwegian_key(norwegian.lower())
