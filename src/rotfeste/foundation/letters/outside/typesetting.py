"""typst: a letter as a document of archival and accessible kind (PDF/A-2a and PDF/UA-1)."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).resolve().parent.parent / "typesetting"


def typeset(kind: str, language: str, content: dict[str, Any]) -> bytes:
    """The document of one letter. The same content gives the same bytes: its time is the letter's own date."""
    source = FOLDER / f"{kind}.{language}.typ"
    noon = datetime.combine(date.fromisoformat(content["dated_on"]), time(12), UTC)
    compiler = typst.Compiler(
        source,
        root=FOLDER,
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False, sort_keys=True)},
    )
    document = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=noon)
    if not isinstance(document, bytes):
        raise TypeError(type(document))
    return document
