"""The catalogues of the interface: sentences collected from code and templates, kept in bokmål and nynorsk.

What refugees read stands in files and folders named «plain», and is kept in more languages. No GNU gettext is needed:
Babel reads and writes the files.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LOCALE = Path(__file__).resolve().parent / "locale"
LANGUAGES = ("nb", "nn")
PLAIN_LANGUAGES = ("ar", "fa", "ti", "so", "sw", "fr", "uk")
"""Kept for the plain sentences alone."""
ALSO_PLAIN = ("ui/components/field.html",)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "told": None,
    "lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
RENAMED = re.compile(r"gettext\w* as (\w+)")
Key = tuple[str | tuple[str, ...], str | None]


class UnknownName(Exception):
    """A file calls gettext by a name that is not among KEYWORDS, so its sentences would be missed."""


def file_of(language: str) -> Path:
    """Where the catalogue of a language is kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def is_plain(path: Path) -> bool:
    """Whether refugees read it, so that it is kept in all languages."""
    return "plain" in (*path.parts, path.stem) or path.as_posix().endswith(ALSO_PLAIN)


def collected(source: Path, language: str = "") -> Catalog:
    """Every sentence for translation in the Python files and templates under a folder; for some languages the plain."""
    found = Catalog(charset="utf-8")
    for path in sorted([*source.rglob("*.py"), *source.rglob("*.html"), *source.rglob("*.txt")]):
        if "migrations" in path.parts or (language in PLAIN_LANGUAGES and not is_plain(path.relative_to(source))):
            continue
        for message, context in _messages(path):
            found.add(message, context=context, locations=[(str(path.relative_to(source)), 0)])
    return found


def _messages(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        for name in RENAMED.findall(text):
            if name not in KEYWORDS:
                raise UnknownName(f"{path}: {name}")
    else:
        # What stands between the sentences becomes X's; without indentation it reads as Python.
        text = INDENT.sub("", templatize(text, origin=str(path)))
    for _line, message, _comments, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        yield (tuple(message) if isinstance(message, list | tuple) else message), context


def kept(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    path = file_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def by_key(catalog: Catalog) -> dict[Key, Message]:
    """The messages of a catalogue by identity, its header left out."""
    return {(_identity(message), message.context): message for message in catalog if message.id}


def _identity(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def updated(language: str, found: Catalog) -> Catalog:
    """The kept translations of the sentences that are found: new ones empty, those no longer used left out."""
    before = by_key(kept(language))
    after = Catalog(locale=language, charset="utf-8", project="Rotfeste", fuzzy=False)
    for key, message in by_key(found).items():
        old = before.get(key)
        empty: str | tuple[str, ...] = ("", "") if message.pluralizable else ""
        after.add(message.id, old.string if old else empty, context=message.context, flags=_flags(message))
    return after


def _flags(message: Message) -> set[str]:
    text = message.id if isinstance(message.id, str) else "".join(message.id)
    return {"python-format"} if "%(" in text else set()


def write(language: str, catalog: Catalog) -> None:
    """Keep a catalogue, sorted, so that two people who add sentences seldom collide."""
    path = file_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    target = BytesIO()
    catalog.header_comment = f"# Rotfeste: {language}"
    write_po(target, catalog, sort_output=True, width=0, no_location=True, omit_header=False, include_previous=False)
    lines = target.getvalue().decode().splitlines()
    dates = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Language-Team')
    path.write_text("\n".join(line for line in lines if not line.startswith(dates)).strip() + "\n", "utf-8")


def compile_all() -> None:
    """Write the files that Django reads."""
    for language in (*LANGUAGES, *PLAIN_LANGUAGES):
        with file_of(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, kept(language))


def faults(language: str, found: Catalog) -> list[str]:
    """What is wrong with a language: sentences missing or no longer used, not translated, placeholders broken."""
    have, wanted = by_key(kept(language)), by_key(found)
    wrong = [f"missing: {_short(key)}" for key in wanted if key not in have]
    wrong += [f"no longer used: {_short(key)}" for key in have if key not in wanted]
    for key, message in have.items():
        if key not in wanted:
            continue
        strings = [
            text or "" for text in ([message.string] if isinstance(message.string, str) else message.string or [""])
        ]
        originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
        if message.fuzzy or not all(strings):
            wrong.append(f"not translated: {_short(key)}")
        elif not all(_names(string) <= _names(*originals) for string in strings):
            wrong.append(f"unknown placeholder: {_short(key)}")
        elif _names(strings[-1]) != _names(originals[-1]):
            wrong.append(f"placeholder left out: {_short(key)}")
    return wrong


def _names(*texts: str) -> set[str]:
    return {found.group(1) or found.group(2) or "" for text in texts for found in PLACEHOLDER.finditer(text)}


def _short(key: Key) -> str:
    text = key[0] if isinstance(key[0], str) else key[0][0]
    return repr(text[:70])
