"""typst: a letter as a document of archival and accessible kind (PDF/A-2a and PDF/UA-1)."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).resolve().parent.parent / "typesetting"


def typeset(kind: str, language: str, content: dict[str, Any]) -> bytes:
    """The document of one letter. The same content gives the same bytes: its time is the letter's own date."""
    return _compiled(f"{kind}.{language}.typ", content)


def typeset_document(content: dict[str, Any]) -> bytes:
    """A document that is no letter: a title, and sections of paragraphs and tables."""
    return _compiled("document.typ", content)


def _compiled(source: str, content: dict[str, Any]) -> bytes:
    noon = datetime.combine(date.fromisoformat(content["dated_on"]), time(12), UTC)
    compiler = typst.Compiler(
        FOLDER / source,
        root=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False, sort_keys=True)},
    )
    document = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=noon)
    if not isinstance(document, bytes):
        raise TypeError(type(document))
    return document
