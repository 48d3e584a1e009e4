"""Every sentence stands in bokmål and nynorsk; one that is missing or broken is found."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings

from rotfeste.foundation.ui import catalogue


@pytest.mark.parametrize("language", [*catalogue.LANGUAGES, *catalogue.PLAIN_LANGUAGES])
def test_nothing_is_missing(language: str) -> None:
    assert catalogue.faults(language, catalogue.collected(settings.ROOT / "src" / "rotfeste", language)) == []


def test_the_languages_of_refugees_are_those_of_staff_and_those_that_are_kept_for_them() -> None:
    staff = tuple(code for code, _name in settings.LANGUAGES)
    assert tuple(settings.PLAIN_LANGUAGES) == (*staff, *catalogue.PLAIN_LANGUAGES)
    assert set(settings.UNREAD_LANGUAGES) <= set(catalogue.PLAIN_LANGUAGES)


def test_a_plain_sentence_is_asked_of_all_languages_and_another_of_two(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.html").write_text('{% translate "For all" %}')
    (tmp_path / "b.html").write_text('{% translate "For staff" %}')
    assert [message for message, _context in catalogue.by_key(catalogue.collected(tmp_path, "ar"))] == ["For all"]
    assert len(catalogue.by_key(catalogue.collected(tmp_path, "nn"))) == 2


@pytest.mark.parametrize(
    "word", ["jeg", "ikke", "flyktninger", "kommuner", "hva", "hvor", "hvem", "en kommune", "noe", "fra"]
)
def test_nynorsk_is_nynorsk(word: str) -> None:
    texts = [
        text for m in catalogue.kept("nn") for text in ([m.string] if isinstance(m.string, str) else m.string or [])
    ]
    assert [text for text in texts if f" {word} " in f" {text.lower().rstrip('.?!')} "] == []


def test_sentences_are_found_in_python_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("One")\ny = ngettext("%(n)s dog", "%(n)s dogs", n)\ntold("Two")\n')
    (tmp_path / "b.html").write_text(
        '<p>it\'s {% translate "Three" %}</p>\n  {% blocktranslate trimmed %}\n Four {{ x }}\n {% endblocktranslate %}'
    )
    found = {message for message, _context in catalogue.by_key(catalogue.collected(tmp_path))}
    assert found == {"One", ("%(n)s dog", "%(n)s dogs"), "Two", "Three", "Four %(x)s"}


def test_a_new_name_for_gettext_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from django.utils.translation import gettext as translated\n")
    with pytest.raises(catalogue.UnknownName):
        catalogue.collected(tmp_path)


def faults(monkeypatch: pytest.MonkeyPatch, found: Catalog, kept: Catalog) -> list[str]:
    monkeypatch.setattr(catalogue, "kept", lambda language: kept)
    return catalogue.faults("nn", found)


def a_catalogue(**texts: str) -> Catalog:
    catalog = Catalog(locale="nn")
    for key, text in texts.items():
        catalog.add(f"{key} %(count)s", text)
    return catalog


@pytest.mark.parametrize(
    ("kept", "fault"),
    [
        (a_catalogue(), "missing"),
        (a_catalogue(Cases="Saker %(count)s", Old="x %(count)s"), "no longer used"),
        (a_catalogue(Cases=""), "not translated"),
        (a_catalogue(Cases="Saker %(number)s"), "unknown placeholder"),
        (a_catalogue(Cases="Saker"), "placeholder left out"),
    ],
)
def test_a_fault_is_found(monkeypatch: pytest.MonkeyPatch, kept: Catalog, fault: str) -> None:
    found = a_catalogue(Cases="")
    assert [text.split(":")[0] for text in faults(monkeypatch, found, kept)] == [fault]
