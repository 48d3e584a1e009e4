"""A letter is written: journaled once, rendered once, kept as it was."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection

from rotfeste.foundation.access import walls
from rotfeste.foundation.letters import actions, queries
from rotfeste.foundation.letters.models import Letter, LetterQuerySet
from rotfeste.foundation.letters.outside.typesetting import FOLDER, typeset
from rotfeste.foundation.letters.rules import AddressMissing, FactsMissing, Kind, Recipient, UnknownLanguage
from tests.foundation.letters.conftest import FACTS, World


def test_letters_of_a_year_are_numbered_without_gaps(world: World) -> None:
    first, second = world.write(), world.write(about_id=6)
    third = world.write(about_id=7, on=date(2018, 1, 2))
    assert [letter.number for letter in (first, second, third)] == ["2017/000001", "2017/000002", "2018/000001"]


def test_a_letter_that_was_given_up_leaves_no_gap(world: World) -> None:
    world.write()
    with pytest.raises(FactsMissing):
        world.write(about_id=6, facts={})
    assert world.write(about_id=7).number == "2017/000002"


def test_the_same_letter_is_written_once(world: World) -> None:
    assert world.write().id == world.write().id
    assert world.write(again="second decision").number == "2017/000002"


@pytest.mark.parametrize("change", [{"language": "so"}, {"facts": {"name": 1}}, {"facts": FACTS[Kind.PLACES_REQUEST]}])
def test_a_letter_that_cannot_state_what_it_must_is_not_written(world: World, change: dict[str, Any]) -> None:
    with pytest.raises((UnknownLanguage, FactsMissing)):
        world.write(**change)


def test_a_letter_without_a_postal_address_is_not_written() -> None:
    with pytest.raises(AddressMissing):
        Recipient("person", 1, "Amina Ali", "", "", "")
    with pytest.raises(AddressMissing):
        queries.split_address("Ås kommune")
    assert queries.split_address("Postboks 8059 Dep, 0031 Oslo") == ("Postboks 8059 Dep", "0031", "Oslo")
    assert queries.split_address("0031 Oslo") == ("", "0031", "Oslo")


def test_it_is_rendered_once_and_the_bytes_are_kept(world: World) -> None:
    letter = world.write()
    with walls.asking(world.kari):
        first = actions.render(letter.id, actor=world.kari)
        again = actions.render(letter.id, actor=world.kari)
    assert bytes(first.document or b"").startswith(b"%PDF")
    assert first.rendered_at == again.rendered_at


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_letter_exists_in_three_languages_as_an_accessible_archive_document(
    world: World, kind: str, language: str
) -> None:
    letter = world.write(kind, language=language, facts=FACTS[kind], about_id=9)
    one, two = (typeset(kind, language, letter.content) for _ in range(2))
    assert one == two
    for mark in (b"pdfaid:part>2<", b"pdfaid:conformance>A<", b"pdfuaid:part>1<", b"/Marked true", b"<dc:title>"):
        assert mark in one
    assert re.search(rb"/Lang\s*\(" + language.encode(), one)


@pytest.mark.parametrize("kind", [kind for kind in Kind if not kind.startswith("places_request")])
def test_a_letter_is_rendered_also_where_little_is_known(world: World, kind: str) -> None:
    facts = {key: None if key == "moving_on" else value for key, value in FACTS[kind].items()}
    facts |= {key: value for key, value in {"interpreter_language": "", "adaptation": False}.items() if key in facts}
    assert typeset(kind, "nb", world.write(kind, facts=facts).content)


def test_a_name_with_signs_of_the_typesetter_is_only_a_name(world: World) -> None:
    facts = {**FACTS[Kind.SETTLEMENT_DECISION_REFUGEE], "names": ["#panic() *Ali* $x$ `y` <z> @w"]}
    assert typeset("settlement_decision_refugee", "nb", world.write(facts=facts).content)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE letters_letter SET title = 'x'",
        "UPDATE letters_letter SET journal_sequence = 9",
        "DELETE FROM letters_dispatch; DELETE FROM letters_letter",
    ],
)
def test_a_journaled_letter_cannot_be_changed_or_removed(world: World, sql: str) -> None:
    world.write()
    with pytest.raises(Exception, match="kept as it was"), walls.asking(world.kari), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_rendered_document_cannot_be_replaced(world: World) -> None:
    letter = world.write()
    with walls.asking(world.kari):
        actions.render(letter.id, actor=world.kari)
    with pytest.raises(Exception, match="kept as it was"), walls.asking(world.kari), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET document = 'x'")


def raw(world: World, who: str) -> int:
    """How many letters the database itself shows."""
    with walls.asking(getattr(world, who)):
        return LetterQuerySet(Letter).count()


def test_a_letter_is_seen_by_the_directorate_and_the_municipality_it_is_meant_for(world: World) -> None:
    letter = world.write()
    assert [raw(world, who) for who in ("kari", "ola", "eva", "administrator")] == [1, 1, 0, 0]
    with walls.asking(world.ola):
        assert len(queries.letters_about("settlement.case", 5, actor=world.ola)) == 1
    with walls.asking(world.eva):
        assert queries.letters_about("settlement.case", 5, actor=world.eva) == []
        with pytest.raises(Letter.DoesNotExist):
            actions.open_document(letter.id, actor=world.eva)


def test_a_letter_about_a_protected_person_is_seen_only_with_that_right(world: World) -> None:
    trusted = world.someone("case_worker", world.directorate, protected=True)
    letter = world.write(actor=trusted, protected=True)
    assert raw(world, "kari") == 0
    with walls.asking(trusted):
        assert actions.open_document(letter.id, actor=trusted).document
    with walls.asking(world.kari), pytest.raises(Letter.DoesNotExist):
        actions.open_document(letter.id, actor=world.kari)


def test_an_organisation_reads_what_is_addressed_to_it(world: World) -> None:
    to, kind = queries.recipient_organisation(world.other), Kind.PLACES_REQUEST
    world.write(kind, recipient=to, facts=FACTS[kind], persons=[], organisations=[])
    assert raw(world, "eva") == 1


def test_a_letter_leaves_a_trail_when_written_and_when_opened(world: World) -> None:
    letter = world.write()
    with walls.asking(world.kari):
        actions.open_document(letter.id, actor=world.kari)
        with connection.cursor() as cursor:
            cursor.execute("SELECT verb, what, person_ids FROM audit_event ORDER BY id")
            assert cursor.fetchall() == [
                ("change", "letters.letter", [100, 101]),
                ("read", "letters.letter", [100, 101]),
            ]


def test_a_settlement_offer_carries_no_word_of_complaint() -> None:
    texts = [path.read_text().lower() for path in FOLDER.glob("settlement_decision_refugee.*.typ")]
    assert len(texts) == 3
    assert not [word for text in texts for word in ("klage", "complain", "appeal") if word in text]


def test_recipients_are_made_of_what_the_register_knows(world: World) -> None:
    assert queries.recipient_organisation(world.municipality).digital_id == "964948798"
    person = queries.recipient_person(100, name="Amina Ali", at=world.municipality)
    assert (person.address, person.city) == ("Ås kommune, Skoleveien 1", "Ås")
